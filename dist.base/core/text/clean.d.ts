/** Documents are hostile text: what is shown or encoded has no control characters and well-formed UTF-16. */
/** Text on one line, well-formed, controls and runs of white space as single spaces. */
export declare function clean(text: string): string;
/** The first `most` characters (code points) of the cleaned text; cut at a word where one is near, with an ellipsis. */
export declare function excerpt(text: string, most?: number): string;
