/** A board over a large model made by hand, which changes when it is told to. */
import { add, EMPTY_SERIES, minuteOf } from '../../../src/core/history/buckets.ts';
import { DEFAULT_OPTIONS } from '../../../src/core/model/options.ts';
import { emptyState } from '../../../src/core/model/state.ts';
import { viewOf } from '../../../src/core/model/view.ts';
import type { Cell, ModelState, Topic, TopicEventRecord } from '../../../src/core/types.ts';
import { hashingEncoder } from '../../../src/edges/encoder/hashing.ts';
import { memoryChangelog } from '../../../src/edges/memory/changelog.ts';
import { MemoryLog } from '../../../src/edges/memory/log.ts';
import { int16Products } from '../../../src/edges/products/int16.ts';
import { systemClock } from '../../../src/edges/telemetry/clock.ts';
import { createBoard, type RunningBoard } from '../../../src/pipeline/board.ts';
import type { Published } from '../../../src/pipeline/feed.ts';
import { createPace } from '../../../src/pipeline/pace.ts';
import { normal, rng } from '../../laws/stream.ts';

const DIM = 384;
const PARENTS = 25;
const WORDS = 120;
const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 1);

export interface Large {
  readonly board: RunningBoard;
  /** The next version: a minute later, up to three documents more in each cell, which move it as they would. */
  step(): void;
}

export function largeModel(topics: number): Large {
  const random = rng(1);
  const { halfLife } = DEFAULT_OPTIONS;
  const encoder = hashingEncoder({ dim: DIM });
  let state = stateOf(topics, random, encoder.id);
  let current: Published = { state, view: viewOf(state, halfLife) };
  const log = new MemoryLog();
  log.createTopic('events');
  const board = createBoard({
    models: {
      current: () => current,
      restored: () => 1,
    },
    status: () => ({ phase: 'running', ready: true, detail: '', trainer: true, pace: createPace().report(0) }),
    events: memoryChangelog(log, 'events'),
    codec: { prepare: async () => {}, encode: () => new Uint8Array(), decode: () => ({}) as TopicEventRecord },
    group: () => null,
    encoder,
    products: int16Products(),
    options: DEFAULT_OPTIONS,
    send: null,
    excerpts: true,
    clock: systemClock,
    probe: { log() {} },
  });
  return {
    board,
    step() {
      const streamTime = state.streamTime + MINUTE;
      const cells = new Map<number, Cell>();
      for (const cell of state.cells.values()) {
        const more = 1 + Math.floor(random() * 3);
        cells.set(cell.id, {
          ...cell,
          documents: cell.documents + more,
          history: add(cell.history, new Map([[minuteOf(streamTime), more]])),
          weight: cell.weight + more,
          mean: moved(cell, more, random),
          reference: streamTime,
        });
      }
      state = { ...state, version: state.version + 1, streamTime, cells };
      current = { state, view: viewOf(state, halfLife) };
    },
  };
}

/** The mean of a cell with so many documents more, at a cosine to it that is common for documents of a topic. */
function moved({ mean, weight }: Cell, more: number, random: () => number): Float32Array {
  const length = Math.hypot(...mean) || 1;
  const noise = 0.8 / Math.sqrt(DIM * more);
  const part = more / (weight + more);
  return mean.map((x) => x + part * ((0.6 * x) / length + noise * normal(random) - x));
}

function stateOf(count: number, random: () => number, encoder: string): ModelState {
  const empty = emptyState({ epoch: 1, encoder, products: 'int16', dim: DIM }, DEFAULT_OPTIONS);
  const cells = new Map<number, Cell>();
  const topics = new Map<number, Topic>();
  for (let id = 1; id <= count + PARENTS; id++) {
    const level = id > count ? 1 : 0;
    const mean = Float32Array.from({ length: DIM }, () => normal(random) / Math.sqrt(DIM));
    const weight = 1 + 200 * random() ** 4;
    topics.set(id, {
      id,
      level,
      status: 'live',
      parent: level === 1 ? null : count + 1 + (id % PARENTS),
      label: `subject ${id}, word ${id % 97}, name ${id % 31}`,
      born: START,
      updated: START,
      documents: Math.round(weight),
      earlier: 0,
      past: EMPTY_SERIES,
      weight,
      peak: weight,
      mean,
      anchor: mean,
      trend: normal(random),
      trending: level === 0 && random() < 0.02,
      renamed: false,
      pinned: false,
      muted: false,
    });
    if (level === 1) continue;
    const terms = new Map(
      Array.from({ length: WORDS }, (_, w) => [`word${(id * 7 + w * w) % 4000}`, 1 + 50 * random() ** 5]),
    );
    const exemplars = [0, 1, 2].map((e) => ({
      id: `${id}-${e}`,
      excerpt: `Some document about subject ${id} that says a little of what it is about.`,
      title: `Document ${e} of subject ${id}`,
      time: START,
      score: 0.6,
      priority: random(),
    }));
    cells.set(id, {
      id,
      topic: id,
      weight,
      documents: Math.round(weight),
      history: EMPTY_SERIES,
      mean,
      spread: weight / 2,
      reference: START,
      recent: 1,
      terms,
      added: [],
      exemplars,
      records: 9,
    });
  }
  return { ...empty, version: 1, warming: false, streamTime: START, count: 100_000, cells, topics };
}
