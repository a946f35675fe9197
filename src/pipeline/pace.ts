/** Whether this replica keeps up with its input, and what to do when it does not. */
import type { RawBatch } from '../core/ports.ts';
import type { Millis } from '../core/types.ts';

/** What is known of one partition at some time. */
interface Mark {
  readonly time: Millis;
  /** Offset of the log's end, and up to which documents are committed. */
  readonly end: number;
  readonly done: number;
}

/** One partition in hand. */
interface Progress {
  done: number;
  /** In order of time; none before the log's end was seen. */
  marks: Mark[];
}

export interface PaceReport {
  /** Documents waiting in the partitions of this replica. */
  readonly lag: number;
  /** Documents a second, over the last half minute: arriving, and committed. */
  readonly input: number;
  readonly output: number;
  /** Seconds until the lag is gone at these rates; 0 with no lag, Infinity when it grows, NaN while that cannot be told. */
  readonly catchUp: number;
  /** Input outruns encoding, or nothing is processed, or heard from the broker. */
  readonly behind: boolean;
  /** The same for people. */
  readonly statement: string;
}

export interface Pace {
  /** A partition is in hand: what lies before the offset is done. */
  begin(partition: number, offset: bigint): void;
  /** A batch was committed. */
  moved(batch: Pick<RawBatch, 'span' | 'highWatermark'>, now: Millis): void;
  /** Where the logs of partitions end now; those that are not in hand do not count. */
  ended(ends: ReadonlyMap<number, bigint>, now: Millis): void;
  forget(partition: number): void;
  /** Documents that wait, by partition in hand, when that was last seen; none of one whose end was not seen yet. */
  lags(): ReadonlyMap<number, number>;
  /** Whether where the logs end was seen so long ago that nothing can be said of what waits now. */
  unheard(now: Millis): boolean;
  /** As of now, though nothing has moved lately. */
  report(now: Millis): PaceReport;
}

/** Time over which rates are taken, ms. */
const WINDOW = 30_000;
/** Rates are not taken over less than this, ms. */
const LEAST = 1_000;
/** A lag that is gone sooner than this is no cause for alarm, nor is one of which nothing was done for less, s. */
const PATIENCE = 60;
/** What waits is normal while it is less than this much work, s: a batch gathers, another is in hand. */
const MOMENT = 5;
/** What waits no longer than this, s, has only come: the log's end is looked at every five. */
const FRESH = 10;
/** What was seen longer ago than this, ms, says nothing of now: looks are taken every five seconds. */
const UNHEARD = 20_000;

export function createPace(): Pace {
  const known = new Map<number, Progress>();
  /** When the broker last told of an end; null before the ends were looked at. */
  let heard: Millis | null = null;

  const unheard = (now: Millis): boolean => heard !== null && now - heard > UNHEARD;

  function mark(progress: Progress, now: Millis, end: number): void {
    const { marks, done } = progress;
    marks.push({ time: now, end: Math.max(end, done, marks.at(-1)?.end ?? 0), done });
    const first = marks.findLastIndex(({ time }) => time <= now - PATIENCE * 1000);
    if (first > 0) marks.splice(0, first);
  }

  return {
    begin(partition, offset) {
      const before = known.get(partition);
      const done = Number(offset);
      // Begun anew after a failed batch it goes on where it was; elsewhere what was known says nothing.
      if (before !== undefined && before.done <= done) before.done = done;
      else known.set(partition, { done, marks: [] });
    },
    moved({ span, highWatermark }, now) {
      const progress = known.get(span.partition) ?? { done: Number(span.from), marks: [] };
      known.set(span.partition, progress);
      if (progress.marks.length === 0) mark(progress, now - 1, Number(highWatermark));
      if (heard !== null) heard = now;
      progress.done = Number(span.to);
      mark(progress, now, Number(highWatermark));
    },
    ended(ends, now) {
      heard = now;
      for (const [partition, progress] of known) {
        const end = ends.get(partition);
        if (end !== undefined) mark(progress, now, Number(end));
      }
    },
    forget(partition) {
      known.delete(partition);
    },
    lags() {
      const lags = new Map<number, number>();
      for (const [partition, { marks }] of known) {
        const last = marks.at(-1);
        if (last !== undefined) lags.set(partition, last.end - last.done);
      }
      return lags;
    },
    unheard,
    report(now) {
      const sums = { lag: 0, input: 0, output: 0, waited: 0, idle: 0 };
      for (const { marks } of known.values()) {
        const last = marks.at(-1);
        if (last === undefined) continue;
        const first = marks.findLast(({ time }) => time <= now - WINDOW) ?? marks[0] ?? last;
        const seconds = Math.max(now - first.time, LEAST) / 1000;
        sums.lag += last.end - last.done;
        sums.input += (last.end - first.end) / seconds;
        sums.output += (last.done - first.done) / seconds;
        const since = marks.find(({ end }) => end > last.done)?.time ?? now;
        const moved = marks.find(({ done }) => done === last.done)?.time ?? now;
        sums.waited = Math.max(sums.waited, (now - since) / 1000);
        sums.idle = Math.max(sums.idle, (now - Math.max(since, moved)) / 1000);
      }
      const { lag, input, output } = sums;
      if (heard !== null && unheard(now)) return { lag, input, output, ...silence(lag, now - heard) };
      return { lag, input, output, ...judge(sums) };
    },
  };
}

const REMEDY =
  'add replicas (up to the number of partitions of the documents Kafka topic), add partitions, or give the encoder more workers';

/** While the broker is away nobody knows what waits there, least of all that nothing does. */
function silence(lag: number, time: Millis): Pick<PaceReport, 'catchUp' | 'behind' | 'statement'> {
  const seconds = Math.round(time / 1000);
  return {
    catchUp: Number.NaN,
    behind: true,
    statement: `the broker has not told for ${seconds} s where the log ends: how many documents wait is not known, ${lag} did then; see the logs`,
  };
}

/** `waited`: for how long the document has waited that waits longest, s; `idle`: and nothing was done meanwhile. */
function judge({
  lag,
  input,
  output,
  waited,
  idle,
}: Record<'lag' | 'input' | 'output' | 'waited' | 'idle', number>): Pick<
  PaceReport,
  'catchUp' | 'behind' | 'statement'
> {
  const rates = `${Math.round(input)} documents/s arrive, ${Math.round(output)}/s are processed`;
  if (lag === 0) return { catchUp: 0, behind: false, statement: `no lag; ${rates}` };
  const gain = output - input;
  if (gain <= 0 && output > 0 && lag <= output * MOMENT)
    return { catchUp: lag / output, behind: false, statement: `${lag} documents wait, a moment's work; ${rates}` };
  if (gain <= 0 && (output > 0 ? waited < FRESH : idle < PATIENCE))
    return { catchUp: Number.NaN, behind: false, statement: `${lag} documents wait; ${rates}` };
  const catchUp = gain > 0 ? lag / gain : Number.POSITIVE_INFINITY;
  if (output === 0)
    return {
      catchUp,
      behind: true,
      statement: `nothing is processed: ${lag} documents wait, ${Math.round(input)}/s arrive; see the logs: workers wait for a trainer that stands still or is missing, and for a broker that is away`,
    };
  if (!Number.isFinite(catchUp))
    return {
      catchUp,
      behind: true,
      statement: `input outruns encoding: ${rates}, ${lag} documents wait and their number grows; ${REMEDY}`,
    };
  const when = `${lag} documents wait and are caught up with in ${Math.ceil(catchUp)} s`;
  if (catchUp <= PATIENCE) return { catchUp, behind: false, statement: `${when}; ${rates}` };
  return { catchUp, behind: true, statement: `${when}: ${rates}; if that is too long, ${REMEDY}` };
}
