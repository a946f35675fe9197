import { describe, expect, it } from 'vitest';
import { escaped, markdownOf } from '../../../../src/cli/files/markdown.ts';
import { emptyState } from '../../../../src/core/model/state.ts';
import { viewOf } from '../../../../src/core/model/view.ts';
import { pictureOf } from '../../../../src/core/show/picture.ts';
import { reportOf } from '../../../../src/core/show/report.ts';
import type { ModelState } from '../../../../src/core/types.ts';
import { referenceProducts } from '../../../../src/core/vector.ts';
import { cell, DIM, exemplar, HALF_LIFE, options, topic, vector } from '../../core/model/make.ts';

const EMPTY = emptyState({ epoch: 1, encoder: 'e', products: 'p', dim: DIM }, options());

function report(state: ModelState, excerpts = true) {
  return reportOf(pictureOf(state, HALF_LIFE), {
    feed: 'news',
    view: viewOf(state, HALF_LIFE),
    events: [],
    products: referenceProducts,
    excerpts,
  });
}

const hostile = '<script>alert(1)</script> [x](javascript:alert(2)) | # *bold* `code`\n# heading';
const state: ModelState = {
  ...EMPTY,
  version: 3,
  topics: new Map([[1, topic(1, { label: hostile })]]),
  cells: new Map([
    [
      1,
      cell(1, vector(1), {
        topic: 1,
        documents: 4,
        terms: new Map([['storm', 3]]),
        exemplars: [
          exemplar('d1', { title: hostile, url: 'javascript:alert(3)', excerpt: hostile }),
          exemplar('d2', { title: 'Fine', url: 'https://example.org/a' }),
        ],
      }),
    ],
  ]),
};

describe('a report as Markdown', () => {
  it('of a model without documents says so', () => {
    const text = markdownOf(report(EMPTY), '1.2.3');
    expect(text).toContain('# The topics of news');
    expect(text).toContain('There is no topic yet.');
    expect(text).toContain('Leitmotif 1.2.3');
  });

  it('has every topic with its words and documents, and links that are links', () => {
    const text = markdownOf(report(state), '1');
    expect(text).toContain('Words: storm');
    expect(text).toContain('[Fine](<https://example.org/a>)');
    expect(text).toMatch(/\| #1 \|.*\| 100\.0 % \| 4 \|/);
  });

  it('makes no markup of what documents say', () => {
    const text = markdownOf(report(state), '1');
    expect(text).not.toMatch(/[^\\]<script/);
    expect(text).not.toContain('](javascript');
    expect(text).not.toMatch(/^# heading/m);
  });

  it('leaves excerpts out when they are switched off', () => {
    expect(markdownOf(report(state), '1')).toContain('text of d2');
    expect(markdownOf(report(state, false), '1')).not.toContain('text of d2');
  });
});

describe('escaping', () => {
  it('leaves letters of all scripts alone', () => {
    expect(escaped('台風 زلزله Ångström 3.5')).toBe('台風 زلزله Ångström 3.5');
  });
});
