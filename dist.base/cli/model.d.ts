/** The newest model of a deployment, for commands that look at it. */
import { type Snapshot } from '../core/model/snapshot.ts';
import type { Changelog, Probe } from '../core/ports.ts';
import type { ModelRecord } from '../core/types.ts';
import { type Names } from '../pipeline/names.ts';
import type { Config } from './config.ts';
type Wire = typeof import('./wire.ts');
export interface Newest {
    readonly snapshot: Snapshot;
    /** The records that it was restored from, by key. */
    readonly held: Map<string, ModelRecord>;
}
export interface Models {
    readonly names: Names;
    readonly changelog: Changelog;
    readonly kafka: ReturnType<Wire['openKafka']>;
    readonly probe: Probe;
    /** Asked of the registry once; `fatal` before any replica has registered them. */
    codecs(): ReturnType<Wire['openKnownCodecs']>;
    /** Throws `fatal` when there is no model, whether or not the registry has its schemas. */
    newest(): Promise<Newest>;
}
/** Nothing is written or registered. */
export declare function openModels(config: Config, level?: Config['log']['level']): Promise<Models>;
export {};
