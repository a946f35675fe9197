/** Of Leitmotif, as in package.json. */
export declare const VERSION: string;
