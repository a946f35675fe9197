export type Flags = Int32Array<SharedArrayBuffer>;
export declare function newFlags(): Flags;
/** In the thread: runs native code, unless a halt was asked for. Not to be nested. */
export declare function uncut<T>(flags: Flags, native: () => Promise<T>): Promise<T>;
/** In the main thread: from now on no native code begins. */
export declare function askToHalt(flags: Flags): void;
/** In the main thread, at the end of the process: blocks until no native code runs, at most `timeout` ms. */
export declare function halt(threads: Iterable<Flags>, timeout: number): void;
