import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AT_ONCE, type Cut, Cutter, HOLE_LINGER, MOST_GATHERED } from '../../src/core/cut.ts';
import type { RawRecord } from '../../src/core/ports.ts';

const record = (offset: bigint): RawRecord => ({
  offset,
  timestamp: 0,
  key: null,
  value: new Uint8Array(),
  headers: [],
});

interface Log {
  readonly start: bigint;
  readonly end: bigint;
  readonly records: readonly RawRecord[];
}

/** A log of up to 40 offsets from a random start; each offset is a record or a hole. */
const logs: fc.Arbitrary<Log> = fc
  .record({ start: fc.integer({ min: 0, max: 30 }), kept: fc.array(fc.boolean(), { maxLength: 40 }) })
  .map(({ start, kept }) => ({
    start: BigInt(start),
    end: BigInt(start + kept.length),
    records: kept.flatMap((keep, i) => (keep ? [record(BigInt(start + i))] : [])),
  }));

const documents = fc.integer({ min: 1, max: 9 });
/** Lengths of successive fetches, in offsets. */
const fetches = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 8 });

/** Reads a full log in fetches of the given lengths (again and again), asking for cuts after each. */
function read(log: Log, options: { size: number; lengths: readonly number[]; from?: bigint }): Cut[] {
  const from = options.from ?? log.start;
  const cutter = new Cutter(from, { documents: options.size, linger: 50 });
  const cuts: Cut[] = [];
  const take = (now: number): void => {
    for (let cut = cutter.next(now); cut; cut = cutter.next(now)) cuts.push(cut);
  };
  let position = from;
  for (let i = 0; position < log.end; i++) {
    const length = BigInt(options.lengths[i % options.lengths.length] ?? 1);
    const to = position + length < log.end ? position + length : log.end;
    const records = log.records.filter(({ offset }) => offset >= position && offset < to);
    cutter.push({ records, to, ended: to === log.end, at: i });
    take(i);
    position = to;
  }
  take(1e6);
  return cuts;
}

/** The rule said in another way: group by the multiple of `size` that a record's offset falls into. */
function expected(log: Log, size: number, from = log.start): { from: bigint; to: bigint; offsets: bigint[] }[] {
  const groups = new Map<bigint, bigint[]>();
  for (const { offset } of log.records) {
    if (offset < from) continue;
    const group = offset - (offset % BigInt(size));
    groups.set(group, [...(groups.get(group) ?? []), offset]);
  }
  const spans: { from: bigint; to: bigint; offsets: bigint[] }[] = [];
  let position = from;
  for (const [group, offsets] of groups) {
    const boundary = group + BigInt(size);
    const to = boundary < log.end ? boundary : log.end;
    spans.push({ from: position, to, offsets });
    position = to;
  }
  if (position < log.end) spans.push({ from: position, to: log.end, offsets: [] });
  return spans;
}

const plain = (cuts: readonly Cut[]) =>
  cuts.map(({ from, to, records }) => ({ from, to, offsets: records.map(({ offset }) => offset) }));

describe('cuts of a full log', () => {
  it('are the same however the fetches were chunked', () => {
    fc.assert(
      fc.property(logs, documents, fetches, (log, size, lengths) => {
        expect(plain(read(log, { size, lengths }))).toEqual(expected(log, size));
      }),
    );
  });

  it('are the same when reading begins again at any earlier cut', () => {
    fc.assert(
      fc.property(logs, documents, fetches, fetches, fc.nat(), (log, size, lengths, others, pick) => {
        const whole = plain(read(log, { size, lengths }));
        const at = pick % (whole.length + 1);
        const from = at === 0 ? log.start : (whole[at - 1]?.to ?? log.start);
        expect(plain(read(log, { size, lengths: others, from }))).toEqual(whole.slice(at));
      }),
    );
  });

  it('return to multiples of `documents` when a slow feed was cut between them', () => {
    fc.assert(
      fc.property(logs, documents, fetches, fc.nat(), (log, size, lengths, pick) => {
        const from = log.start + (BigInt(pick) % (log.end - log.start + 1n));
        expect(plain(read(log, { size, lengths, from }))).toEqual(expected(log, size, from));
      }),
    );
  });
});

describe('cuts of a growing log', () => {
  const steps = fc.array(
    fc.record({
      records: fc.integer({ min: 0, max: 6 }),
      holes: fc.integer({ min: 0, max: 6 }),
      wait: fc.nat({ max: 120 }),
    }),
    { maxLength: 20 },
  );

  it('tile the log: no gap, no overlap, every record once, none longer than `documents` records', () => {
    fc.assert(
      fc.property(steps, documents, fc.constantFrom('batch', 'at once', 'gathered'), (feed, size, kind) => {
        const gathered = { worth: () => 1, enough: size, linger: 50 };
        const cutter = new Cutter(
          0n,
          kind === 'batch' ? { documents: size, linger: 50 } : kind === 'gathered' ? gathered : AT_ONCE,
        );
        const cuts: Cut[] = [];
        const take = (now: number): void => {
          for (let cut = cutter.next(now); cut; cut = cutter.next(now)) cuts.push(cut);
        };
        let now = 0;
        let position = 0n;
        const offsets: bigint[] = [];
        for (const step of feed) {
          const records: RawRecord[] = [];
          for (let i = 0; i < step.records; i++) records.push(record(position++));
          position += BigInt(step.holes);
          offsets.push(...records.map(({ offset }) => offset));
          cutter.push({ records, to: position, ended: true, at: now });
          take(now);
          now += step.wait;
          take(now);
        }
        take(now + HOLE_LINGER);
        let end = 0n;
        for (const cut of cuts) {
          expect(cut.from).toBe(end);
          expect(cut.to).toBeGreaterThan(cut.from);
          if (kind === 'batch') expect(cut.records.length).toBeLessThanOrEqual(size);
          end = cut.to;
        }
        expect(cuts.flatMap(({ records }) => records.map(({ offset }) => offset))).toEqual(offsets);
        expect(end).toBe(position);
        expect(cutter.waiting).toBe(0);
      }),
    );
  });
});

describe('linger', () => {
  it('counts from the first waiting record, only when the log has no more', () => {
    const cutter = new Cutter(0n, { documents: 4, linger: 50 });
    cutter.push({ records: [record(0n)], to: 1n, ended: false, at: 100 });
    expect(cutter.due()).toBeNull();
    expect(cutter.next(10_000)).toBeNull();
    cutter.push({ records: [record(1n)], to: 2n, ended: true, at: 130 });
    expect(cutter.due()).toBe(150);
    expect(cutter.next(149)).toBeNull();
    expect(cutter.next(150)).toMatchObject({ from: 0n, to: 2n });
    expect(cutter.due()).toBeNull();
  });

  it('begins when a fetch that brings nothing shows that the log has no more', () => {
    const cutter = new Cutter(0n, { documents: 4, linger: 50 });
    cutter.push({ records: [record(0n)], to: 1n, ended: false, at: 100 });
    cutter.push({ records: [], to: 1n, ended: true, at: 120 });
    expect(cutter.next(150)).toMatchObject({ from: 0n, to: 1n });
  });

  it('is all that a record waits after the clock was set back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), fc.nat({ max: 49 }), (back, after) => {
        const cutter = new Cutter(0n, { documents: 4, linger: 50 });
        cutter.push({ records: [record(0n)], to: 1n, ended: true, at: 2e12 });
        const now = 2e12 - back;
        cutter.push({ records: [record(1n)], to: 2n, ended: true, at: now });
        expect(cutter.next(now)).toBeNull();
        expect(cutter.due()).toBe(now + 50);
        expect(cutter.next(now + after)).toBeNull();
        expect(cutter.next(now + 50)).toMatchObject({ from: 0n, to: 2n });
      }),
    );
  });

  it('of Infinity waits until the log is finished', () => {
    const cutter = new Cutter(0n, { documents: 4, linger: Number.POSITIVE_INFINITY });
    cutter.push({ records: [record(0n)], to: 1n, ended: true, at: 0 });
    expect(cutter.next(Number.MAX_SAFE_INTEGER)).toBeNull();
    cutter.finish();
    expect(cutter.next(0)).toMatchObject({ from: 0n, to: 1n });
  });

  it('lets a tail of holes wait longer', () => {
    const cutter = new Cutter(0n, { documents: 4, linger: 50 });
    cutter.push({ records: [], to: 9n, ended: true, at: 0 });
    expect(cutter.next(HOLE_LINGER - 1)).toBeNull();
    expect(cutter.next(HOLE_LINGER)).toEqual({ from: 0n, to: 9n, records: [] });
  });
});

describe('spans of what was fetched', () => {
  it('join fetches without records to the next one, and take all that waits', () => {
    const cutter = new Cutter(0n, AT_ONCE);
    cutter.push({ records: [], to: 3n, ended: true, at: 0 });
    expect(cutter.next(HOLE_LINGER - 1)).toBeNull();
    cutter.push({ records: [record(3n), record(5n)], to: 7n, ended: true, at: 0 });
    expect(cutter.next(0)).toMatchObject({ from: 0n, to: 7n });
    cutter.push({ records: [record(7n)], to: 8n, ended: false, at: 0 });
    cutter.push({ records: [record(8n)], to: 9n, ended: false, at: 0 });
    expect(cutter.next(0)).toMatchObject({ from: 7n, to: 9n });
    expect(cutter.next(0)).toBeNull();
  });

  it('come to the end of the log at last, though its tail be holes', () => {
    const cutter = new Cutter(0n, AT_ONCE);
    cutter.push({ records: [record(0n)], to: 1n, ended: false, at: 0 });
    cutter.push({ records: [], to: 3n, ended: false, at: 0 });
    expect(cutter.next(0)).toMatchObject({ from: 0n, to: 3n });
    cutter.push({ records: [], to: 5n, ended: false, at: 0 });
    expect(cutter.due()).toBeNull();
    cutter.push({ records: [], to: 6n, ended: true, at: 20 });
    expect(cutter.due()).toBe(HOLE_LINGER);
    expect(cutter.next(HOLE_LINGER - 1)).toBeNull();
    expect(cutter.next(HOLE_LINGER)).toEqual({ from: 3n, to: 6n, records: [] });
    expect(cutter.due()).toBeNull();
  });
});

describe('spans that are gathered', () => {
  const worth = ({ offset }: RawRecord): number => (offset === 9n ? Number.POSITIVE_INFINITY : 2);
  const gathering = { worth, enough: 5, linger: 50 };

  it('are all that waits once it is worth enough, whether or not the log has more', () => {
    const cutter = new Cutter(0n, gathering);
    cutter.push({ records: [record(0n), record(1n)], to: 2n, ended: true, at: 0 });
    expect(cutter.full).toBe(false);
    expect(cutter.next(49)).toBeNull();
    cutter.push({ records: [record(2n), record(3n)], to: 4n, ended: false, at: 49 });
    expect(cutter.full).toBe(true);
    expect(cutter.next(49)).toMatchObject({ from: 0n, to: 4n });
    cutter.push({ records: [record(4n)], to: 5n, ended: true, at: 50 });
    expect(cutter.next(99)).toBeNull();
  });

  it('are less after `linger`, though the log may have more', () => {
    const cutter = new Cutter(0n, gathering);
    cutter.push({ records: [record(0n)], to: 1n, ended: false, at: 100 });
    expect(cutter.due()).toBe(150);
    expect(cutter.next(149)).toBeNull();
    expect(cutter.next(150)).toMatchObject({ from: 0n, to: 1n });
  });

  it('are large enough with 4 MiB', () => {
    const cutter = new Cutter(0n, { ...gathering, enough: Number.POSITIVE_INFINITY });
    const value = new Uint8Array(MOST_GATHERED / 2);
    cutter.push({ records: [{ ...record(0n), value }], to: 1n, ended: true, at: 0 });
    expect(cutter.next(0)).toBeNull();
    cutter.push({ records: [{ ...record(1n), value }], to: 2n, ended: true, at: 0 });
    expect(cutter.next(0)).toMatchObject({ from: 0n, to: 2n });
    expect(cutter.bytes).toBe(0);
  });

  it('do not wait where somebody waits for one of them', () => {
    const cutter = new Cutter(0n, gathering);
    cutter.push({ records: [record(8n), record(9n)], to: 10n, ended: true, at: 0 });
    expect(cutter.next(0)).toMatchObject({ from: 0n, to: 10n });
  });
});
