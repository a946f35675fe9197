/** Streams of documents over time add up to what was absorbed, whatever became of the topics (ADR 0031). */
import { describe, expect, it } from 'vitest';
import { streamsOf } from '../../src/core/show/overview.ts';
import { during, stretchOf } from '../../src/core/show/period.ts';
import { type Picture, pictureOf } from '../../src/core/show/picture.ts';
import { kmeansSeeder } from '../../src/edges/kmeans.ts';
import { createModel, type Doc, HOUR, rng, START, themed } from './stream.ts';

const DIM = 32;
const SPAN = 64;
const HALF_LIFE = 8 * HOUR;

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

function shown(picture: Picture, most?: number): number {
  const { topics, others, stray } = streamsOf(picture, most);
  return sum([...topics.flatMap(({ counts }) => counts), ...others, ...stray]);
}

/** Six themes, of which three fall silent after a day and come back, or not; `look` is called after each hour. */
function life(hours: number, look: (at: { hour: number; picture: Picture; times: readonly number[] }) => void) {
  const model = createModel({ halfLife: HALF_LIFE, maxCells: 60, warmup: 256 }, DIM, kmeansSeeder);
  const random = rng(7);
  const times: number[] = [];
  for (let hour = 0; hour < hours; hour++) {
    const themes = hour < 24 ? [0, 1, 2, 3, 4, 5] : hour < 90 ? [0, 1, 2] : [0, 1, 2, 3];
    const docs = Array.from({ length: SPAN }, (_, i): Doc => {
      const vector = themed({ [themes[i % themes.length] as number]: 1 }, { dim: DIM, noise: 0.5, random });
      return { id: `${hour}.${i}`, time: START + hour * HOUR + 1000 * i, vector };
    });
    model.push(docs);
    times.push(...docs.map(({ time }) => time));
    if (hour % 12 === 11) look({ hour, picture: pictureOf(model.state, HALF_LIFE), times });
  }
  return model;
}

describe('streams', () => {
  it('add up to what was absorbed in their window, after topics have retired and returned', () => {
    const retired = new Set<number>();
    const model = life(220, ({ hour, picture, times }) => {
      for (const { id, status, level } of picture.state.topics.values())
        if (status === 'archived' && level === 0) retired.add(id);
      const { from } = streamsOf(picture);
      const within = times.filter((time) => time >= from).length;
      for (const most of [1, 12]) expect(shown(picture, most), `hour ${hour}`).toBe(within);
      // Hours are kept for eight days; until then all of them are in the window.
      if (hour < 192) expect(within).toBe(picture.documents);
      else expect(within).toBeLessThan(picture.documents);
    });
    expect(retired.size).toBeGreaterThan(1);
    expect([...model.state.topics.values()].some(({ status, id }) => status === 'live' && retired.has(id))).toBe(true);
  });

  it('of a period have what its topics had, and nothing of those that have retired since', () => {
    const model = life(84, () => {});
    const picture = pictureOf(model.state, HALF_LIFE);
    const archived = [...model.state.topics.values()].filter(
      ({ status, level }) => status === 'archived' && level === 0,
    );
    expect(archived.length).toBeGreaterThan(1);
    const whole = during(picture, stretchOf({}, model.state.streamTime), []);
    expect(shown(whole)).toBe(whole.documents);
    expect(shown(picture) - shown(whole)).toBe(sum(archived.map(({ documents }) => documents)));
  });
});
