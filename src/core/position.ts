import { LeitmotifError } from './errors.ts';

/** A committed offset beside what the log still holds: the offsets [low, end). */
export interface CommittedInLog {
  readonly topic: string;
  readonly partition: number;
  readonly group: string;
  readonly committed: bigint;
  readonly low: bigint;
  readonly end: bigint;
}

/** What an operator is told to do about a committed offset that the log does not hold. */
export type Remedy = (at: CommittedInLog) => string;

/**
 * For a group of a model. Where the log has lost its tail, going on alone would not do: its offsets are given out a second
 * time, and the model has absorbed them once. A new epoch moves both; `place` says where documents go on then.
 */
export const ofModel =
  (place: (at: CommittedInLog) => string): Remedy =>
  (at) =>
    at.committed < at.low
      ? `To accept the loss and go on from ${at.low}, start once with --accept-loss`
      : `Stop all replicas, then go on from there by \`leitmotif state reset --keep-model --to ${place(at)}\` (docs/disasters.md)`;

/** For the group of the documents. */
export const ofDocuments = ofModel(({ partition, end }) => `${partition}=${end}`);

/** For a group that copies into the documents: it has no model, and its offset alone says where it goes on. */
export const ofCopy: Remedy = ({ topic, partition, group, committed, low, end }) => {
  const to = committed < low ? low : end;
  return `To go on from ${to}, stop all that copy it, set the group's offset with Kafka's own tools (kafka-consumer-groups --bootstrap-server BROKER --group ${group} --topic ${topic}:${partition} --reset-offsets --to-offset ${to} --execute), and start them again`;
};

/**
 * Where a group goes on: its committed offset. Throws `fatal` when the log no longer holds it, saying what was lost and the
 * remedy, by default that of documents; with `acceptLoss` goes on behind records that were deleted, but never in a log that
 * ends before what was read.
 */
export function resumeAt(
  at: CommittedInLog,
  { acceptLoss, remedy = ofDocuments }: { readonly acceptLoss: boolean; readonly remedy?: Remedy },
): bigint {
  const { topic, partition, group, committed, low, end } = at;
  if (committed >= low && committed <= end) return committed;
  if (acceptLoss && committed < low) return low;
  const where = `partition ${partition} of Kafka topic ${topic}`;
  const lost =
    committed < low
      ? `the records [${committed}, ${low}) of ${where} were deleted before group ${group} had read them (retention too short?)`
      : `group ${group} had read ${where} up to ${committed}, but the log now ends at ${end} (truncated, or created anew?)`;
  throw new LeitmotifError('fatal', 'restore', `${lost}; nothing was changed. ${remedy(at)}`);
}
