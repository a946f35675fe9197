/** A replica on a log in memory. */
import type { Clock, DocumentReader, Encoder, Probe, Products } from '../../core/ports.ts';
import type { Terms } from '../../core/types.ts';
import { MemoryLog } from '../../edges/memory/log.ts';
import { type Codecs } from '../../edges/registry/codecs.ts';
import { type Names } from '../../pipeline/names.ts';
import type { Replica } from '../../pipeline/replica.ts';
import type { Config } from '../config.ts';
/** A replica on a log in memory, and what feeds and reads it. */
export interface Embedded {
    readonly log: MemoryLog;
    readonly names: Names;
    readonly codecs: Codecs;
    readonly reader: DocumentReader;
    readonly replica: Replica;
    /** The groups whose committed offsets show how far documents and stats have come. */
    readonly groups: {
        readonly documents: string;
        readonly stats: string;
    };
    /** What the replica multiplies vectors with, and the terms it finds in a text: for tools that look at its model. */
    readonly products: Products;
    readonly termsOf: (text: string) => Terms;
}
/** One partition at staleness 0, full batches only: the same documents give the same bytes. */
export declare function composeEmbedded(config: Config, { encoder, probe, clock, shown, }: {
    readonly encoder: Encoder;
    readonly probe: Probe;
    readonly clock?: Clock;
    /** As `Outside.shown`. */
    readonly shown?: boolean;
}): Promise<Embedded>;
