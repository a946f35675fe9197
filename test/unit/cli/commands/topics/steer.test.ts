import { expect, it } from 'vitest';
import { answer } from '../../../../../src/cli/commands/topics/steer.ts';
import { createModel, HOUR, rng, START, themed } from '../../../../laws/stream.ts';

const halfLife = 48 * HOUR;

/** A model of three themes, warmed up. */
function grown() {
  const model = createModel({ halfLife, warmup: 128 }, 16);
  const random = rng(1);
  for (let span = 0; span < 6; span++) {
    model.push(
      Array.from({ length: 64 }, (_, i) => ({
        id: `${span}.${i}`,
        time: START + span * HOUR,
        vector: themed({ [i % 3]: 1 }, { dim: 16, noise: 0.5, random }),
        terms: [[`word${i % 3}`, 1]] as const,
      })),
    );
  }
  return model;
}

it('a command has its topic as JSON, as the list of topics has it', () => {
  const model = grown();
  const before = model.state;
  const [topic] = [...before.topics.values()].filter(({ level }) => level === 0);
  const id = topic?.id as number;
  model.order({ kind: 'rename', topic: id, name: 'Wind & weather' });
  model.order({ kind: 'pin', topic: id });
  const renamed = answer({ kind: 'rename', topic: id, name: 'Wind & weather' }, before, model.state, halfLife);
  expect(renamed).toMatchObject({
    action: 'rename',
    model: model.state.version,
    topic: { topic: id, level: 0, label: 'Wind & weather', status: 'live', pinned: true, muted: false },
  });
  expect(renamed.topic?.words.length).toBeGreaterThan(0);
  expect(JSON.parse(JSON.stringify(renamed))).toEqual(renamed);
});

it('a watched phrase has the topic that was made, a merged topic the one it went into', () => {
  const model = grown();
  const before = model.state;
  const vector = themed({ 5: 1 }, { dim: 16, noise: 0, random: rng(2) });
  model.order({ kind: 'watch', phrase: 'volcano', vector, terms: new Map([['volcano', 1]]) });
  const watched = answer({ kind: 'watch', phrase: 'volcano' }, before, model.state, halfLife);
  expect(watched).toMatchObject({ action: 'watch', topic: { label: 'volcano', pinned: true, documents: 0 } });
  const [one, two] = [...before.topics.values()].filter(({ level }) => level === 0).map(({ id }) => id);
  const command = { kind: 'merge', topic: one as number, into: two as number } as const;
  const settled = model.state;
  model.order(command);
  expect(answer(command, settled, model.state, halfLife).topic).toMatchObject({ topic: two, status: 'live' });
});

it('there is no topic where nobody has taken the command up, or it is gone', () => {
  const { state } = grown();
  const none = { action: 'pin', topic: null };
  expect(answer({ kind: 'pin', topic: 1 }, state, null, halfLife)).toEqual({ ...none, model: null });
  expect(answer({ kind: 'pin', topic: 999 }, state, state, halfLife)).toEqual({ ...none, model: state.version });
});
