/** Whether NFC leaves a text as it is, and each of its characters stands for itself. */
export declare function isPlain(text: string): boolean;
/**
 * Visits the words of a plain text in lower case, each with its hash; false, and no further, where that is plain no longer,
 * as with Ⱥ.
 */
export declare function eachPlainWord(lower: string, visit: (text: string, from: number, to: number, hash: number) => void): boolean;
