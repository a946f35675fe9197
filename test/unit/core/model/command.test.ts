import { describe, expect, it } from 'vitest';
import { type Asked, commandOf, refusal } from '../../../../src/core/model/command.ts';
import type { Command } from '../../../../src/core/types.ts';
import { options, state, topic } from './make.ts';

const refused: readonly (readonly [string, Asked, RegExp])[] = [
  ['an unknown kind', { kind: 'explode' }, /^kind is "explode": give one of rename, pin/],
  ['no id', { kind: 'pin' }, /^topic is missing: give the number of a topic/],
  ['an id that is none', { kind: 'mute', topic: 1.5 }, /^topic is 1\.5: give the number/],
  ['a negative id', { kind: 'merge', topic: 3, into: -4 }, /^into is -4: give the number/],
  ['a topic merged with itself', { kind: 'merge', topic: 3, into: 3 }, /^into is 3, the topic itself: give another/],
  ['an empty name', { kind: 'rename', topic: 3, text: '  \t ' }, /^name is empty: give 1 to 120 characters/],
  [
    'a name that nobody sees',
    { kind: 'rename', topic: 3, text: ' \u200b\u00ad ' },
    /^name holds nothing that can be seen: /,
  ],
  [
    'a name of Hangul fillers',
    { kind: 'rename', topic: 3, text: '\u3164\u3164' },
    /^name holds nothing that can be seen: /,
  ],
  ['a phrase of blank braille', { kind: 'watch', text: '\u2800 \ufe0f' }, /^phrase holds nothing that can be seen: /],
  ['no phrase', { kind: 'watch' }, /^phrase is empty/],
  ['a name of 10 kB', { kind: 'rename', topic: 3, text: 'n'.repeat(10_240) }, /^name has 10240 characters: give 120/],
  ['a bidirectional override', { kind: 'watch', text: 'safe\u202egnp' }, /holds the character U\+202E.*leave it out/],
  ['a line break', { kind: 'rename', topic: 3, text: 'a\nb' }, /^name "a\?nb" holds|U\+000A/],
  ['half a character', { kind: 'rename', topic: 3, text: 'a\ud800b' }, /U\+D800/],
];

describe('a command from outside', () => {
  it.each(refused)('with %s is poison that names field, value and remedy', (_, asked, message) => {
    expect(() => commandOf(asked)).toThrow(
      expect.objectContaining({ fault: 'poison', stage: 'control', message: expect.stringMatching(message) }),
    );
  });

  it('keeps text in any script, markup included, composed and without blanks around it', () => {
    expect(commandOf({ kind: 'rename', topic: 3, text: ' E\u0301te\u0301 ' })).toEqual({
      kind: 'rename',
      topic: 3,
      name: '\u00c9t\u00e9',
    });
    for (const phrase of ['日本の政治', 'أخبار', '👩‍👩‍👧‍👦', '<script>alert(1)</script>', 'x'.repeat(120)])
      expect(commandOf({ kind: 'watch', text: phrase })).toEqual({ kind: 'watch', phrase });
  });
});

describe('what a model cannot do', () => {
  const model = state({
    topics: [
      topic(1),
      topic(2, { pinned: true }),
      topic(3, { status: 'archived' }),
      topic(4, { level: 1 }),
      topic(5, { label: 'rain', renamed: true }),
    ],
  });
  const given = options({ maxCells: 8, maxTopics: 4 });
  it.each<readonly [string, Command, RegExp | null]>([
    ['an unknown topic', { kind: 'pin', topic: 9 }, /^topic 9 is not known: `leitmotif topics --all`/],
    ['an unknown survivor', { kind: 'merge', topic: 1, into: 9 }, /^topic 9 is not known/],
    ['a parent', { kind: 'mute', topic: 4 }, /^topic 4 is a parent.*only its name/],
    ['a parent as survivor', { kind: 'merge', topic: 1, into: 4 }, /^topic 4 is a parent/],
    ['a retired one to pin', { kind: 'pin', topic: 3 }, /^topic 3 is retired: wait/],
    ['a retired survivor', { kind: 'merge', topic: 1, into: 3 }, /^topic 3 is retired/],
    ['a pinned one to merge', { kind: 'merge', topic: 2, into: 1 }, /^topic 2 is pinned: unpin it first/],
    ['a phrase that is watched already', { kind: 'watch', phrase: 'rain' }, /name of topic 5 already/],
    ['one retired to merge away', { kind: 'merge', topic: 3, into: 2 }, null],
    ['the name of a parent', { kind: 'rename', topic: 4, name: 'x' }, null],
    ['one more pin', { kind: 'pin', topic: 1 }, null],
  ])('%s', (_, command, why) => {
    const said = refusal(model, command, given);
    if (why === null) expect(said).toBeNull();
    else expect(said).toMatch(why);
  });

  it('is more topics, or more pins than a quarter of the cells', () => {
    expect(refusal(model, { kind: 'pin', topic: 1 }, { ...given, maxCells: 7 })).toMatch(/1 topics are pinned already/);
    expect(refusal(model, { kind: 'watch', phrase: 'snow' }, { ...given, maxTopics: 3 })).toMatch(
      /raise model.maxTopics/,
    );
    expect(refusal({ ...model, warming: true }, { kind: 'merge', topic: 1, into: 5 }, given)).toMatch(/warming up/);
  });
});
