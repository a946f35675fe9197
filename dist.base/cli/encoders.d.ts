/** The table of `leitmotif encoders`. */
import type { Config } from './config.ts';
export interface Listed {
    /** What the setting encoder.model takes, or `hashing`. */
    readonly name: string;
    readonly kind: Config['encoder']['kind'];
    /** Whether the settings ask for it. */
    readonly used: boolean;
    /** Length of a vector; null where only measuring tells. */
    readonly dim: number | null;
    /** BCP 47; empty where nothing is known of them. */
    readonly languages: readonly string[];
    readonly licence: string | null;
    readonly origin: string | null;
    /** Of the weights in the cache; null when they were not fetched, or are not kept there. */
    readonly bytes: number | null;
    /** On this machine; null when it was not measured. */
    readonly documentsPerSecond: number | null;
}
export declare function encoderTable(listed: readonly Listed[], width: number): string[];
