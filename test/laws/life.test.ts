/** What the model is for: planted themes are found, and what happens to them is told, on streams of a few thousand. */
import { describe, expect, it } from 'vitest';
import { LIFE, type ModelOptions } from '../../src/core/model/options.ts';
import type { TopicEvent, TopicId } from '../../src/core/types.ts';
import { kmeansSeeder } from '../../src/edges/kmeans.ts';
import { createModel, type Doc, HOUR, type Model, rng, START, themed } from './stream.ts';

const DIM = 32;
const SPAN = 64;
const DAY = 24 * HOUR;

type Mix = Readonly<Record<number, number>>;

/** A stream that gives each span's documents one of some mixtures of themes in turn, an hour a span. */
function createStream(options: Partial<ModelOptions>) {
  const model = createModel({ warmup: 256, maxCells: 60, halfLife: 2 * DAY, ...options }, DIM, kmeansSeeder);
  const random = rng(7);
  /** The mixture (its place in the list given) and the topic of each document at its first publication. */
  const placed: { mixture: number; topic: TopicId | null }[] = [];
  const events: TopicEvent[] = [];
  let hour = 0;
  return {
    model,
    placed,
    events,
    /** The events of these spans; `late`: hours by which the documents of a mixture are behind. */
    run(
      spans: number,
      mixtures: (s: number) => readonly Mix[],
      late: (mixture: number) => number = () => 0,
    ): TopicEvent[] {
      const from = events.length;
      for (let s = 0; s < spans; s++) {
        const mixes = mixtures(s);
        const docs = Array.from({ length: SPAN }, (_, i): Doc => {
          const vector = themed(mixes[i % mixes.length] as Mix, { dim: DIM, noise: 0.5, random });
          const time = START + (hour - late(i % mixes.length)) * HOUR + i * 1000;
          return { id: `${hour}.${i}`, time, vector };
        });
        hour++;
        const { assigned, result } = model.push(docs);
        assigned.placements.forEach(({ theta }, i) => {
          placed.push({ mixture: i % mixes.length, topic: theta[0]?.topic ?? null });
        });
        events.push(...result.events.filter(({ level }) => level === 0));
      }
      return events.slice(from);
    },
    /** Topic → the mixtures of the last documents that it was given, and how many of them had no topic. */
    table(last: number) {
      const counts = new Map<TopicId, Map<number, number>>();
      let strays = 0;
      for (const { mixture, topic } of placed.slice(-last)) {
        if (topic === null) strays++;
        else {
          const row = counts.get(topic) ?? new Map<number, number>();
          counts.set(topic, row.set(mixture, (row.get(mixture) ?? 0) + 1));
        }
      }
      return { counts, strays };
    },
  };
}

const themes = (...ids: number[]) => ids.map((id) => ({ [id]: 1 }));
const live = ({ state }: Model) =>
  [...state.topics.values()].filter((t) => t.status === 'live' && t.level === 0).map((t) => t.id);
const about = (events: readonly TopicEvent[], type: TopicEvent['type']) => events.filter((e) => e.type === type);

/** Normalised mutual information of two labels, √-normalised (Strehl & Ghosh 2002). */
function nmi(counts: ReadonlyMap<TopicId, ReadonlyMap<number, number>>): number {
  const columns = new Map<number, number>();
  const rows = [...counts.values()].map((row) => {
    for (const [c, n] of row) columns.set(c, (columns.get(c) ?? 0) + n);
    return { row, size: [...row.values()].reduce((a, b) => a + b, 0) };
  });
  const total = rows.reduce((sum, { size }) => sum + size, 0);
  const entropy = (sizes: Iterable<number>) => [...sizes].reduce((h, n) => h - (n / total) * Math.log(n / total), 0);
  let mutual = 0;
  for (const { row, size } of rows)
    for (const [c, n] of row) mutual += (n / total) * Math.log((n * total) / (size * (columns.get(c) as number)));
  return mutual / Math.sqrt(entropy(rows.map(({ size }) => size)) * entropy(columns.values()));
}

/** The topic that most of the last documents of a mixture had. */
function topicOf(stream: ReturnType<typeof createStream>, mixture: number): TopicId {
  const { counts } = stream.table(4 * SPAN);
  const [best] = [...counts].sort(([, a], [, b]) => (b.get(mixture) ?? 0) - (a.get(mixture) ?? 0));
  return (best as [TopicId, unknown])[0];
}

describe('planted themes', () => {
  it('are found, each as one topic, and nearly all documents find theirs', () => {
    const stream = createStream({});
    stream.run(40, () => themes(0, 1, 2, 3, 4, 5));
    const { counts, strays } = stream.table(16 * SPAN);
    expect(nmi(counts)).toBeGreaterThan(0.95);
    expect(strays).toBeLessThan(0.05 * 16 * SPAN);
    expect(live(stream.model)).toHaveLength(6);
    for (let theme = 0; theme < 6; theme++) expect(live(stream.model)).toContain(topicOf(stream, theme));
  });

  it('keep their ids through the seeding and for as long as they go on', () => {
    const stream = createStream({});
    stream.run(3, () => themes(0, 1, 2, 3, 4));
    expect(stream.model.state.warming).toBe(true);
    const early = live(stream.model);
    const events = stream.run(40, () => themes(0, 1, 2, 3, 4));
    expect(stream.model.state.warming).toBe(false);
    expect(early).toHaveLength(5);
    expect(live(stream.model)).toEqual(early);
    expect(events).toEqual([]);
  });

  it('that begin late are born, without disturbing the others', () => {
    const stream = createStream({});
    stream.run(20, () => themes(0, 1, 2, 3));
    const before = live(stream.model);
    const events = stream.run(20, () => themes(0, 1, 2, 3, 4));
    expect(events.map(({ type }) => type)).toEqual(['born']);
    expect(live(stream.model)).toEqual([...before, (events[0] as TopicEvent).topic]);
    expect(topicOf(stream, 4)).toBe((events[0] as TopicEvent).topic);
    expect(nmi(stream.table(8 * SPAN).counts)).toBeGreaterThan(0.95);
  });
});

it('a theme is born whose source is hours behind the others', () => {
  const stream = createStream({});
  stream.run(20, () => themes(0, 1, 2, 3));
  const events = stream.run(
    20,
    () => themes(0, 1, 2, 3, 4),
    (mixture) => (mixture === 4 ? 6 : 0),
  );
  expect(events.map(({ type }) => type)).toEqual(['born']);
  expect(topicOf(stream, 4)).toBe((events[0] as TopicEvent).topic);
});

it.each([8, 256])('a steady feed has no trend when it is read by %i documents', (batch) => {
  const model = createModel({ halfLife: 30 * DAY }, DIM, kmeansSeeder);
  const random = rng(5);
  const documents = Array.from({ length: 24 * 300 }, (_, i): Doc => {
    const vector = themed({ [i % 4]: 1 }, { dim: DIM, noise: 0.5, random });
    return { id: `${i}`, time: START + i * HOUR, vector };
  });
  const events: string[] = [];
  for (let at = 0; at < documents.length; at += batch) {
    const { result } = model.push(documents.slice(at, at + batch));
    events.push(...result.events.filter(({ level }) => level === 0).map(({ type }) => type));
  }
  expect(events).toEqual(['born', 'born', 'born', 'born']);
});

describe('a phrase that is watched', () => {
  const watching = (about: number) => {
    const stream = createStream({});
    stream.run(20, () => themes(0, 1, 2));
    const vector = themed({ [about]: 1 }, { dim: DIM, noise: 0.5, random: rng(3) });
    const [watched] = stream.model.order({ kind: 'watch', phrase: 'rain', vector, terms: new Map() });
    stream.run(30, () => themes(0, 1, 2, 4));
    return { watched: (watched as TopicEvent).topic, fourth: topicOf(stream, 3) };
  };

  it('has the theme that comes when it is of that', () => {
    const { watched, fourth } = watching(4);
    expect(fourth).toBe(watched);
  });

  it('leaves it alone when it is of something else', () => {
    const { watched, fourth } = watching(9);
    expect(fourth).not.toBe(watched);
  });
});

describe('a theme that falls silent', () => {
  const silence = (halfLife: number, spans: number) => {
    const stream = createStream({ halfLife });
    stream.run(24, () => themes(0, 1, 2, 3));
    const topic = topicOf(stream, 3);
    return { stream, topic, quiet: stream.run(spans, () => themes(0, 1, 2)) };
  };

  it('retires, and comes back under its own id', () => {
    const { stream, topic, quiet } = silence(8 * HOUR, 100);
    expect(quiet.map((e) => [e.type, e.topic])).toEqual([
      ['cooled', topic],
      ['retired', topic],
    ]);
    expect(stream.model.state.topics.get(topic)?.status).toBe('archived');
    const returned = stream.run(16, () => themes(0, 1, 2, 3));
    expect(returned.map((e) => [e.type, e.topic])).toEqual([
      ['revived', topic],
      ['trending', topic],
    ]);
    expect(topicOf(stream, 3)).toBe(topic);
  });

  it('stays while event time has not forgotten it', () => {
    const { stream, topic, quiet } = silence(60 * DAY, 100);
    expect(quiet).toEqual([]);
    expect(live(stream.model)).toContain(topic);
  });

  it('comes back under its own id after a silence of the whole stream', () => {
    const stream = createStream({ halfLife: 8 * HOUR });
    stream.run(24, () => themes(0, 1, 2, 3));
    const before = live(stream.model);
    const random = rng(11);
    // Two thousand half-lives later no double holds what is left of the old weights.
    for (let s = 0; s < 12; s++) {
      const time = START + 16_000 * HOUR + s * HOUR;
      const docs = Array.from({ length: SPAN }, (_, i): Doc => {
        const vector = themed({ [i % 4]: 1 }, { dim: DIM, noise: 0.5, random });
        return { id: `later ${s}.${i}`, time: time + i, vector };
      });
      stream.model.push(docs);
    }
    expect(live(stream.model)).toEqual(before);
    for (const cell of stream.model.state.cells.values()) expect(cell.mean.every(Number.isFinite)).toBe(true);
  });
});

describe('two themes', () => {
  const drift = (s: number, spans: number) => Math.min(1, s / (0.7 * spans));

  it('that grow together merge into one of the two', () => {
    const stream = createStream({ halfLife: 8 * HOUR });
    stream.run(24, () => themes(0, 1, 2, 3));
    const pair = [topicOf(stream, 0), topicOf(stream, 1)];
    const events = stream.run(80, (s) => {
      const a = drift(s, 80);
      return [{ 0: 1, 1: a }, { 0: a, 1: 1 }, { 2: 1 }, { 3: 1 }];
    });
    // On the way the cloud between them may stand as a topic of its own for a while.
    const gone = about(events, 'merged').map((e) => e.topic);
    const stayed = topicOf(stream, 0);
    expect(topicOf(stream, 1)).toBe(stayed);
    expect(pair).toContain(stayed);
    expect(gone).toContain(pair.find((id) => id !== stayed));
  });

  it('that grow apart from one split, and the topic names its part', () => {
    const stream = createStream({ halfLife: 8 * HOUR });
    stream.run(24, () => [{ 0: 1, 1: 1 }, { 0: 1, 1: 1 }, { 2: 1 }, { 3: 1 }]);
    const whole = topicOf(stream, 0);
    expect(topicOf(stream, 1)).toBe(whole);
    const events = stream.run(80, (s) => {
      const a = 1 - drift(s, 80);
      return [{ 0: 1, 1: a }, { 0: a, 1: 1 }, { 2: 1 }, { 3: 1 }];
    });
    const parts = [topicOf(stream, 0), topicOf(stream, 1)];
    expect(parts[0]).not.toBe(parts[1]);
    expect(parts).toContain(whole);
    const splitOff = about(events, 'split')
      .filter((e) => e.topic === whole)
      .flatMap((e) => e.into);
    expect(splitOff).toContain(parts.find((id) => id !== whole));
  });
});

describe('a crowd', () => {
  it('of more themes than topics are allowed keeps the heaviest', () => {
    const stream = createStream({ maxTopics: 3 });
    stream.run(24, () => themes(0, 0, 0, 1, 1, 2, 2, 3));
    expect(live(stream.model)).toHaveLength(3);
    for (const mixture of [0, 3, 5]) expect(live(stream.model)).toContain(topicOf(stream, mixture));
  });

  it('of cells is thinned without losing the themes, and opens the radius', () => {
    const stream = createStream({ maxCells: 12 });
    const { radius } = stream.model.state;
    stream.run(40, () => themes(0, 1, 2, 3, 4, 5));
    expect(stream.model.state.cells.size).toBeLessThanOrEqual(12);
    expect(Math.min(...stream.model.turns.map(({ after }) => after.radius))).toBeLessThan(radius);
    expect(nmi(stream.table(8 * SPAN).counts)).toBeGreaterThan(0.9);
    expect(stream.placed.length).toBeGreaterThan(LIFE.regroupEvery);
  });
});
