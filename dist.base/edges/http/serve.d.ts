/** Everything a replica serves over HTTP, on one port or on two. */
import type { Board } from '../../core/show/board.ts';
import { type AppOptions } from './server.ts';
export interface ServeOptions extends AppOptions {
    readonly enabled: boolean;
    readonly host: string;
    readonly port: number;
    readonly dashboard: boolean;
    readonly tokenFile?: string | undefined;
    readonly textsPerSecond: number;
    readonly probes: {
        readonly separate: boolean;
        readonly host: string;
        readonly port: number;
    };
    /** null until the replica is put together. */
    readonly board: () => Board | null;
    readonly version: string;
}
export interface Serving {
    /** null when nothing is served there. */
    readonly url: string | null;
    /** Of health and metrics, when they are apart. */
    readonly probes: string | null;
    close(): Promise<void>;
}
/** Resolves once it listens. Throws `fatal`, stage `config`, for a token or an address that cannot be had. */
export declare function serve(options: ServeOptions): Promise<Serving>;
