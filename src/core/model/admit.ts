import { LeitmotifError } from '../errors.ts';
import type { BatchStats, ModelState } from '../types.ts';
import { allFinite } from '../vector.ts';

/**
 * Whether a stats record brings anything new. False for an older epoch and for a span absorbed already, so absorbing
 * twice is absorbing once. Throws `fatal` for a gap before the span unless loss is accepted, `bug` for a span that
 * overlaps what was absorbed or whose vectors do not fit the model.
 */
export function admit(state: ModelState, stats: BatchStats, acceptLoss: boolean): boolean {
  const { span } = stats;
  if (span.epoch < state.epoch) return false;
  if (span.epoch > state.epoch)
    throw new LeitmotifError(
      'fatal',
      'absorb',
      `the stats of ${spanText(stats)} are of a later epoch than the model's (${state.epoch}): the changelog is older than the stats; restore it, or reset the model`,
    );
  const known = state.absorbed.get(span.partition);
  if (known && known.epoch === span.epoch) {
    if (span.to <= known.offset) return false;
    if (span.from < known.offset)
      throw new LeitmotifError('bug', 'absorb', `${spanText(stats)} overlaps what was absorbed up to ${known.offset}`);
    if (span.from > known.offset && !acceptLoss)
      throw new LeitmotifError(
        'fatal',
        'absorb',
        `${span.from - known.offset} offsets of ${span.topic}/${span.partition} are missing: the model has absorbed up to ${known.offset}, the next stats begin at ${span.from}; start with --accept-loss to go on without them`,
      );
  }
  check(state, stats);
  return true;
}

function check({ dim }: ModelState, stats: BatchStats): void {
  const bug = (what: string): never => {
    throw new LeitmotifError('bug', 'absorb', `${spanText(stats)}: ${what}; the model has ${dim} dimensions`);
  };
  for (const [id, { sum, weight }] of stats.cells)
    if (sum.length !== dim || !(weight > 0) || !allFinite(sum))
      bug(`cell ${id} has weight ${weight} and ${sum.length} dimensions, or a sum that is not finite`);
  for (const { vector, offset } of stats.open)
    if (vector.length !== dim || !allFinite(vector))
      bug(`the vector at offset ${offset} has ${vector.length} dimensions or is not finite`);
}

export function spanText({ span }: Pick<BatchStats, 'span'>): string {
  return `span ${span.topic}/${span.partition} [${span.from}, ${span.to}) of epoch ${span.epoch}`;
}
