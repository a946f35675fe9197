/** The codecs of the product's own Kafka topics. */
import type { Codec } from '../../core/ports.ts';
import type { BatchStats, Command, ModelRecord, PhiRecord, ThetaRecord, TopicEventRecord } from '../../core/types.ts';
import { packagedSchema, type SchemaName } from './avro.ts';
import type { Compatibility, SchemaRegistry } from './client.ts';
import { avroCodec, type Shape } from './codec.ts';
import { model } from './model.ts';
import { control, events, phi, theta } from './shapes.ts';
import { stats } from './stats.ts';

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
export async function openCodecs(
  registry: SchemaRegistry,
  names: Readonly<Record<keyof Codecs, string>>,
  options: { readonly autoRegister?: boolean } = {},
): Promise<Codecs> {
  function open<T>(kafkaTopic: string, schema: SchemaName, shape: Shape<T>, compatibility: Compatibility = 'BACKWARD') {
    const subject = `${kafkaTopic}-value`;
    return avroCodec({ registry, subject, schema: packagedSchema(schema), shape, compatibility, ...options });
  }
  return {
    theta: await open(names.theta, 'Theta', theta),
    phi: await open(names.phi, 'Phi', phi),
    events: await open(names.events, 'TopicEvent', events, 'FULL_TRANSITIVE'),
    stats: await open(names.stats, 'BatchStats', stats),
    model: await open(names.model, 'ModelRecord', model),
    control: await open(names.control, 'Command', control),
  };
}
