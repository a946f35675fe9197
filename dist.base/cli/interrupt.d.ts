/** Ctrl-C, and its like from whoever runs the process. */
/** The first signal calls `end`, the second ends the process. Returns what takes both off again. */
export declare function untilInterrupted(end: () => void): () => void;
