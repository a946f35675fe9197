import type { Guard } from './guard.ts';
export interface HttpLimits {
    /** Bytes of a body once unpacked. Default 10 MiB. */
    readonly bytes?: number;
    /** Time for all of it, redirects included, ms. Default 30 s. */
    readonly time?: number;
}
export interface Fetched {
    readonly status: number;
    /** The address that answered, after redirects. */
    readonly url: string;
    header(name: string): string | null;
    readonly body: Uint8Array;
}
export interface Http {
    /** The whole answer, whatever its status. Throws `transient` when there is none, or `fatal` as the guard does. */
    get(url: string, options?: {
        headers?: Readonly<Record<string, string>>;
        signal?: AbortSignal;
    }): Promise<Fetched>;
    /** An answer that goes on, to be read as it comes. Ends with the signal; a silence longer than the limit is a failure. */
    stream(url: string, options: {
        headers?: Readonly<Record<string, string>>;
        signal: AbortSignal;
    }): Promise<{
        readonly status: number;
        readonly body: AsyncIterable<Uint8Array>;
    }>;
    close(): Promise<void>;
}
export declare function httpClient(guard: Guard, userAgent: string, limits?: HttpLimits): Http;
