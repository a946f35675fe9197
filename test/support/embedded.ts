import { type ConfigInput, configSchema } from '../../src/cli/config.ts';
import { composeEmbedded } from '../../src/cli/wire.ts';
import type { Encoder, OutRecord } from '../../src/core/ports.ts';
import type { ModelState } from '../../src/core/types.ts';
import { hashingEncoder } from '../../src/edges/encoder/hashing.ts';
import { recordingProbe } from './probe.ts';

/** The model that the embedded log makes of the same records, undisturbed: one partition at staleness 0. */
export async function embeddedModel(
  records: readonly Omit<OutRecord, 'topic'>[],
  settings: ConfigInput,
  encoder: Encoder = hashingEncoder(),
): Promise<ModelState> {
  const config = configSchema.parse(settings);
  const { log, names, groups, replica } = await composeEmbedded(config, { encoder, probe: recordingProbe() });
  const stop = new AbortController();
  const running = replica.run(stop.signal);
  log.append(records.map((record) => ({ ...record, topic: names.documents })));
  log.seal(names.documents);
  const done = log.until(
    () => log.lag(groups.documents, names.documents) === 0n && log.lag(groups.stats, names.stats) === 0n,
  );
  await Promise.race([done, running]);
  stop.abort();
  await running;
  return replica.model();
}
