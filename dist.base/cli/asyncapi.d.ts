/** The document, with the names that a deployment of these settings has. */
export declare function asyncapi({ prefix, documents }?: {
    readonly prefix: string;
    readonly documents: string;
}): object;
