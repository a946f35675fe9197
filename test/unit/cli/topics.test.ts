import { describe, expect, it } from 'vitest';
import { columns } from '../../../src/cli/terminal.ts';
import { topicTable, topicTree } from '../../../src/cli/topics.ts';
import type { PhiRecord } from '../../../src/core/types.ts';

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
