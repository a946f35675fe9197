/**
 * make bench-web: what the dashboard costs whoever looks at it, and the replica that shows it. Needs a Chromium. BEFORE names
 * a folder with the pages of another build (a copy of dist/web), whose updates are measured in turn with those of this one.
 */
import { gzipSync } from 'node:zlib';
import { PAGES, readPages } from '../../../src/edges/http/pages.ts';
import { readers } from './readers.ts';
import { updates } from './updates.ts';

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

function size(): void {
  const files = [...readPages(PAGES)];
  const packed = (type: string): number =>
    files.reduce((sum, [path, file]) => sum + (path.endsWith(type) ? gzipSync(file.plain).length : 0), 0);
  console.log(`script ${kilobytes(packed('.js'))} gzip (budget 300 kB), style ${kilobytes(packed('.css'))}`);
}

size();
await updates(process.env.BEFORE ? [process.env.BEFORE, PAGES] : [PAGES]);
if (!process.env.ONLY_PAGES) await readers();
