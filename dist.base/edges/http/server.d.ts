import { Hono } from 'hono';
/** Whether this replica is doing its work, and what it is at; everything in it is shown to whoever asks. */
export interface Readiness {
    /** False while restoring and while draining. */
    readonly ready: boolean;
    /** A sentence for people. */
    readonly detail: string;
    readonly [field: string]: unknown;
}
export interface AppOptions {
    readonly readiness: () => Readiness;
    readonly metrics: () => Promise<{
        readonly contentType: string;
        readonly body: string;
    }>;
}
/** `/livez` answers as long as the process does and asks nobody; `/readyz`: 200 or 503, as `readiness` says; `/metrics`. */
export declare function createApp({ readiness, metrics }: AppOptions): Hono;
export interface HttpServer {
    /** Where it listens, as `http://host:port`. */
    readonly url: string;
    readonly port: number;
    /** Takes no new requests, lets running ones finish for a second, then ends them. */
    close(): Promise<void>;
}
/** Resolves once it listens; port 0 takes a free one. Throws `fatal`, stage `config`, when the address cannot be had. */
export declare function startHttp({ app, host, port, setting, }: {
    readonly app: Hono;
    readonly host: string;
    readonly port: number;
    /** The settings that an error names. */
    readonly setting?: string;
}): Promise<HttpServer>;
