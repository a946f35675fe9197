import { describe, expect, it } from 'vitest';
import { columns } from '../../../src/cli/terminal.ts';
import { modelLine, topicTable, topicTree } from '../../../src/cli/topics.ts';
import { pictureOf } from '../../../src/core/show/picture.ts';
import type { PhiRecord } from '../../../src/core/types.ts';
import { createModel, HOUR, rng, START, themed } from '../../laws/stream.ts';

function topic(fields: Partial<PhiRecord>): PhiRecord {
  const keywords = ['storm', 'harbour', 'ferry'].map((word) => ({ word, probability: 0.1, relevance: 0.1 }));
  const rest = {
    level: 0,
    parent: null,
    trend: 0,
    exemplars: [],
    pinned: false,
    muted: false,
    born: 0,
    model: 1,
    weight: 1,
  } as const;
  return {
    topic: 1,
    label: 'storm, harbour',
    keywords,
    documents: 12_345,
    share: 0.4567,
    updated: Date.UTC(2026, 0, 31, 12),
    ...rest,
    ...fields,
  };
}

const screen = (width: number, isTTY = false) => ({ write: () => true, columns: width, isTTY });

describe('the line about the model', () => {
  it('counts each document once while the model warms up and keeps them all', () => {
    const halfLife = 48 * HOUR;
    const model = createModel({ halfLife, warmup: 1024 }, 16);
    const random = rng(1);
    for (let span = 0; span < 4; span++) {
      model.push(
        Array.from({ length: 64 }, (_, i) => ({
          id: `${span}.${i}`,
          time: START + span * HOUR,
          vector: themed({ [i % 3]: 1 }, { dim: 16, noise: 0.5, random }),
        })),
      );
    }
    const { state } = model;
    expect([state.warming, state.strays.size]).toEqual([true, 256]);
    const picture = pictureOf(state, halfLife);
    const without = [...state.strays.values()].filter(({ topic }) => topic === null).length;
    const line = modelLine(picture, 3);
    expect(line).toMatch(/^model version 4: 3 topics from 256 documents(, \d+ documents? waits? for a topic)?$/);
    expect(Number(/, (\d+) /.exec(line)?.[1] ?? 0)).toBe(without);
    expect(without).toBeLessThan(30);
  });

  it('says how many have no topic yet', () => {
    const strays = (...topics: (number | null)[]) => new Map(topics.map((topic, i) => [String(i), { topic } as never]));
    const line = (...topics: (number | null)[]) =>
      modelLine({ state: { version: 7, strays: strays(...topics) }, documents: 1000 }, 2);
    expect(line()).toBe('model version 7: 2 topics from 1,000 documents');
    expect(line(1, 2)).toBe('model version 7: 2 topics from 1,000 documents');
    expect(line(1, null)).toBe('model version 7: 2 topics from 1,000 documents, 1 document waits for a topic');
    expect(line(null, null)).toBe('model version 7: 2 topics from 1,000 documents, 2 documents wait for a topic');
  });
});

describe('the table of topics', () => {
  it('shows id, label, keywords, documents, share and when it was updated', () => {
    expect(topicTable([topic({}), topic({ topic: 12, label: '新闻, 股市' })], screen(100))).toEqual([
      'TOPIC  LABEL           KEYWORDS               DOCUMENTS   SHARE  UPDATED',
      '    1  storm, harbour  storm, harbour, ferry     12,345  45.7 %  2026-01-31 12:00',
      '   12  新闻, 股市      storm, harbour, ferry     12,345  45.7 %  2026-01-31 12:00',
    ]);
  });

  it('shows the history of each as a sparkline, when it is given', () => {
    const lines = topicTable([topic({}), topic({ topic: 12 })], screen(120), new Map([[1, [0, 1, 4, 8]]]));
    expect(lines[0]).toContain('HISTORY');
    expect(lines[1]).toContain('  ▁▄█ ');
    expect(lines[2]).not.toMatch(/[▁-█]/);
  });

  it('fits the width of the terminal', () => {
    const topics = [topic({ label: 'a label that is far too long for any terminal of this width', topic: 123 })];
    for (const width of [70, 80, 120]) {
      for (const line of topicTable(topics, screen(width))) expect(columns(line)).toBeLessThanOrEqual(width);
    }
  });

  it('lets no text steer the terminal', () => {
    const hostile = '\u001b[2J\u202egnp.exe\n\u0007';
    const keywords = [{ word: hostile, probability: 1, relevance: 1 }];
    const [, line = ''] = topicTable([topic({ label: hostile, keywords })], screen(100));
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(line).toContain('gnp.exe');
  });

  it('is bold on a terminal only', () => {
    expect(topicTable([], screen(80, false))[0]).not.toContain('\u001b');
  });
});

describe('the tree of topics', () => {
  const drawn = (...topics: PhiRecord[]) =>
    topicTree(topics, screen(100))
      .slice(1)
      .map((line) => line.slice(0, line.indexOf('  storm, ')));

  it('puts topics under their parents, which stand in the order given, and others alone', () => {
    expect(
      drawn(
        topic({ topic: 9, level: 1, label: 'weather' }),
        topic({ topic: 1, parent: 9, label: 'storms' }),
        topic({ topic: 3, label: 'bread' }),
        topic({ topic: 2, parent: 9, label: 'floods' }),
        topic({ topic: 4, parent: 77, label: 'orphan' }),
      ).map((line) => line.trim()),
    ).toEqual(['9  weather', '1  ├─ storms', '2  └─ floods', '3  bread', '4  orphan']);
  });

  it('of nothing is a head alone', () => {
    expect(topicTree([], screen(100))).toHaveLength(1);
  });
});
