import { Hono } from 'hono';
interface File {
    readonly type: string;
    readonly plain: Uint8Array<ArrayBuffer>;
    readonly packed: Uint8Array<ArrayBuffer>;
    readonly tag: string;
}
/** Where `make build` puts the front end. */
export declare const PAGES: string;
/** The files by their paths; empty where the front end was not built. */
export declare function readPages(folder: string): ReadonlyMap<string, File>;
/** Every view is a path: what is no file and looks like a page is the front end's to answer. */
export declare function pagesApp(files: ReadonlyMap<string, File>): Hono;
export {};
