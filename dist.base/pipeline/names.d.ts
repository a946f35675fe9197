/** The Kafka topics of one deployment. */
export interface Names {
    readonly documents: string;
    readonly theta: string;
    readonly phi: string;
    readonly events: string;
    readonly stats: string;
    readonly model: string;
    readonly control: string;
    readonly dead: string;
    readonly feeds: string;
}
/** `<prefix>.theta` and so on, beside the user's documents. */
export declare function namesOf(prefix: string, documents: string): Names;
