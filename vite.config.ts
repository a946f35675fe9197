/** Builds the front end, src/web: `vite build` the pages into dist/web, `vite build --mode report` what makes reports. */
import { defineConfig } from 'vite';

export default defineConfig(({ mode }) => ({
  root: 'src/web',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // What makes reports runs in Node; its libraries are in it, so that the package needs none of them.
  ...(mode === 'report' ? { ssr: { noExternal: true } } : {}),
  build: {
    emptyOutDir: true,
    // A slow machine is no news.
    rolldownOptions: { checks: { bundlerTimings: false } },
    ...(mode === 'report'
      ? { ssr: 'report.tsx', outDir: '../../dist/report' }
      : {
          outDir: '../../dist/web',
          // The page's rules allow no file that is written into it.
          assetsInlineLimit: 0,
          modulePreload: false,
        }),
  },
}));
