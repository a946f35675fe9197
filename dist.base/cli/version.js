import { readFileSync } from 'node:fs';
/** Of Leitmotif, as in package.json. */
export const VERSION = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
//# sourceMappingURL=version.js.map