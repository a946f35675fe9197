/** Starts student.ts from source, which a bare thread can't read. Never built or published: there it is student.js. */
// Loaded before the loader is, which need not rewrite it.
import 'zod';

const { register } = await import('tsx/esm/api');
register();
await import('./student.ts');
