/** The text of a piece of HTML as a reader sees it: blocks on lines of their own, entities resolved, the rest left out. */
export declare function plainText(html: string): string;
