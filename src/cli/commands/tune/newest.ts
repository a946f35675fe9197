/** The newest documents of the documents Kafka topic: what is tuned on, and what a migration is judged by. */
import { LeitmotifError } from '../../../core/errors.ts';
import type { Probe } from '../../../core/ports.ts';
import { bounded } from '../../../edges/encoder/text.ts';
import { newestRecords } from '../../../edges/kafka/newest.ts';
import { documentReader } from '../../../edges/registry/documents.ts';
import { systemClock } from '../../../edges/telemetry/clock.ts';
import type { Config } from '../../config.ts';
import { openKafka, openRegistry } from '../../wire.ts';
import { labelIn, type Sample } from './data.ts';

export interface NewestSample extends Sample {
  /** Where it lies. */
  readonly place: { readonly partition: number; readonly offset: bigint };
}

/**
 * At most `newest`, in order of time. Nothing is written and no group of the deployment is touched. What is no document,
 * deleted or replaced by a newer one of its id is left out; labels are found in documents that are JSON.
 */
export async function newestSamples(
  config: Config,
  { label, newest, probe, signal }: { label: string | null; newest: number; probe: Probe; signal: AbortSignal },
): Promise<NewestSample[]> {
  const { topic, format, maxTextBytes } = config.documents;
  const kafka = openKafka(config, probe);
  const found = await newestRecords(kafka, { topic, count: newest, clock: systemClock, probe }, signal);
  const reader = documentReader({ registry: openRegistry(config), format, maxTextBytes });
  await reader.prepare(found.map(({ record }) => record));
  const now = systemClock.now();
  const byId = new Map<string, NewestSample>();
  for (const { partition, record } of found) {
    const { offset, timestamp, value } = record;
    try {
      if (value === null) {
        byId.delete(reader.deletes(record));
        continue;
      }
      const document = reader.decode(record, { topic, partition });
      if (document.time - Math.min(timestamp, now) > config.time.maxAhead) continue;
      byId.delete(document.id);
      byId.set(document.id, {
        text: bounded(document.text),
        time: document.time,
        label: labelIn(value, document.text, label),
        place: { partition, offset },
      });
    } catch (error) {
      // The replicas send it to the dead letters.
      if (!(error instanceof LeitmotifError) || error.fault !== 'poison') throw error;
    }
  }
  return [...byId.values()].sort((a, b) => a.time - b.time);
}
