export interface Written {
    /** In lower case, as it is counted. */
    readonly word: string;
    readonly form: string;
    /** What joins it to the word before: a space, a hyphen, or nothing (Chinese); null when they are apart. */
    readonly joint: string | null;
    /** How far its capitals are its own: `opening` when a sentence may begin with it, `none` in a headline. */
    readonly evidence: 'clear' | 'opening' | 'none';
}
/** The words of a text. */
export declare function read(text: string): Written[];
