/** The codecs of the product's own Kafka topics. */
import type { Codec } from '../../core/ports.ts';
import type { BatchStats, Command, ModelRecord, PhiRecord, ThetaRecord, TopicEventRecord } from '../../core/types.ts';
import type { SchemaRegistry } from './client.ts';
export interface Codecs {
    readonly theta: Codec<ThetaRecord>;
    readonly phi: Codec<PhiRecord>;
    readonly events: Codec<TopicEventRecord>;
    readonly stats: Codec<BatchStats>;
    readonly model: Codec<ModelRecord>;
    readonly control: Codec<Command>;
}
/**
 * Opens them all: sets each subject's compatibility, then registers the schema that comes with the package.
 * Values are `BACKWARD` compatible; events, which are kept longest and read by anyone, `FULL_TRANSITIVE`.
 * With `autoRegister: false` the schemas must be registered already, and the registry is only read.
 * Throws as SchemaRegistry.
 * @param names Kafka topics; the subject is `<kafka topic>-value`
 */
export declare function openCodecs(registry: SchemaRegistry, names: Readonly<Record<keyof Codecs, string>>, options?: {
    readonly autoRegister?: boolean;
}): Promise<Codecs>;
