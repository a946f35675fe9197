/** Starts worker.ts from source, which a bare thread can't read. Never built or published: there it is worker.js. */
import 'zod';

const { register } = await import('tsx/esm/api');
register();
await import('./worker.ts');
