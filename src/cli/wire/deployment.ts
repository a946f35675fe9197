import type { Clock, Probe } from '../../core/ports.ts';
import { kafkaGroups } from '../../edges/kafka/groups.ts';
import { takeOver } from '../../edges/kafka/takeover.ts';
import { int16Products } from '../../edges/products/int16.ts';
import { openCodecs } from '../../edges/registry/codecs.ts';
import { systemClock } from '../../edges/telemetry/clock.ts';
import type { TakeOver } from '../../pipeline/migrate.ts';
import { namesOf } from '../../pipeline/names.ts';
import type { Config } from '../config.ts';
import { chunkFor } from '../kafkatopics.ts';
import { commandersOf, openChangelog, openKafka, openRegistry, required, trainersOf } from './kafka.ts';
import { attributesOf } from './replica.ts';

/**
 * The model of a deployment, and the right to write it in the trainer's place, or in the place of all. `readOnly`: nothing
 * is registered. Throws `fatal` when Kafka topics are missing.
 */
export async function openDeployment(
  config: Config,
  {
    probe,
    clock = systemClock,
    readOnly = false,
  }: { readonly probe: Probe; readonly clock?: Clock; readonly readOnly?: boolean },
) {
  const names = namesOf(config.prefix, config.documents.topic);
  const kafka = openKafka(config, probe);
  const found = await required(kafka, names);
  const log = (topic: string) => openChangelog(kafka, { topic, clock, probe });
  const chunkBytes = chunkFor(found);
  const at = { topic: names.stats, partition: 0, group: trainersOf(config), chunkBytes };
  const write: TakeOver = (make) => takeOver(kafka, { ...at, transactionTimeout: config.session.timeout, clock }, make);
  return {
    names,
    changelog: log(names.model),
    phi: log(names.phi),
    events: log(names.events),
    codecs: await openCodecs(openRegistry(config), names, { autoRegister: config.registry.register && !readOnly }),
    products: int16Products(),
    takeOver: write,
    attributes: attributesOf(config),
    groups: kafkaGroups(kafka, {
      documents: { topic: names.documents, group: config.group },
      control: { topic: names.control, group: commandersOf(config) },
      stats: { topic: names.stats, group: trainersOf(config) },
      chunkBytes,
      clock,
    }),
    clock,
  };
}
