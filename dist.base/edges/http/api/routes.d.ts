import { OpenAPIHono } from '@hono/zod-openapi';
import type { Board } from '../../../core/show/board.ts';
import type { Limit } from '../limits.ts';
import type { Streams } from './stream.ts';
export interface ApiOptions {
    /** null while the replica is not yet put together; `detail` then says what it is at. */
    readonly board: () => Board | null;
    readonly detail: () => string;
    readonly streams: Streams;
    /** Of texts to encode. */
    readonly limit: Limit;
    /** Largest body, bytes. */
    readonly maxBytes: number;
    readonly version: string;
    /** Whether topics may be changed here: only where everybody who asks has a token. */
    readonly steerable: boolean;
}
/** To be mounted under /api. */
export declare function createApi({ board, detail, streams, limit, maxBytes, version, steerable }: ApiOptions): OpenAPIHono;
