/** What somebody may ask of topics: checked wherever it comes in, and again by what the model knows. */
import { LeitmotifError } from '../errors.ts';
import type { Command, ModelState, Order, Topic, TopicId } from '../types.ts';
import type { ModelOptions } from './options.ts';

const COMMANDS = [
  'rename',
  'pin',
  'unpin',
  'mute',
  'unmute',
  'merge',
  'watch',
] as const satisfies readonly Command['kind'][];

/** Longest name or phrase, in characters. */
const LONGEST_TEXT = 120;

/** A command as it comes from outside. */
export interface Asked {
  readonly kind: string;
  readonly topic?: number | null | undefined;
  readonly into?: number | null | undefined;
  /** The new name, or the phrase. */
  readonly text?: string | null | undefined;
}

/** The command that is asked for. Throws `poison` that names the field, its value and the remedy. */
export function commandOf({ kind, topic, into, text }: Asked): Command {
  switch (kind) {
    case 'rename':
      return { kind, topic: idOf('topic', topic), name: textOf('name', text) };
    case 'pin':
    case 'unpin':
    case 'mute':
    case 'unmute':
      return { kind, topic: idOf('topic', topic) };
    case 'merge': {
      const [from, survivor] = [idOf('topic', topic), idOf('into', into)];
      if (from === survivor) throw bad(`into is ${survivor}, the topic itself: give another one`);
      return { kind, topic: from, into: survivor };
    }
    case 'watch':
      return { kind, phrase: textOf('phrase', text) };
    default:
      throw bad(`kind is ${quoted(kind)}: give one of ${COMMANDS.join(', ')}`);
  }
}

function idOf(field: string, value: number | null | undefined): TopicId {
  if (value !== null && value !== undefined && Number.isSafeInteger(value) && value >= 1) return value;
  throw bad(`${field} is ${value ?? 'missing'}: give the number of a topic, such as 17`);
}

function textOf(field: string, value: string | null | undefined): string {
  const text = (value ?? '').normalize('NFC').trim();
  if (text === '') throw bad(`${field} is empty: give 1 to ${LONGEST_TEXT} characters`);
  // Within a word some join its letters; by themselves they leave a topic without a name.
  if (/^[\s\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]+$/u.test(text))
    throw bad(`${field} holds nothing that can be seen: give letters, digits or signs`);
  const { length } = [...text];
  if (length > LONGEST_TEXT) throw bad(`${field} has ${length} characters: give ${LONGEST_TEXT} at most`);
  // Line breaks and control characters, lone surrogates, and marks that turn the text around them.
  const found = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.exec(text);
  if (found === null) return text;
  const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  throw bad(`${field} ${quoted(text)} holds the character U+${code}, which is not shown: leave it out`);
}

function quoted(text: string): string {
  return JSON.stringify([...text].slice(0, 40).join('')).replace(/[^\x20-\x7e\p{L}\p{N}]/gu, '?');
}

function bad(message: string): LeitmotifError {
  return new LeitmotifError('poison', 'control', message);
}

/** Part of the cells that pinned topics may have at least one each of. */
const PINS = 1 / 4;

/** Why a model cannot do what is asked, with the remedy; null when it can. */
export function refusal(
  { topics, dim, warming }: Pick<ModelState, 'topics' | 'dim' | 'warming'>,
  order: Command | Order,
  { maxCells, maxTopics }: Pick<ModelOptions, 'maxCells' | 'maxTopics'>,
): string | null {
  const live = [...topics.values()].filter(({ status, level }) => status === 'live' && level === 0);
  const pins = live.filter(({ pinned }) => pinned).length;
  const full =
    pins + 1 > maxCells * PINS ? `${pins} topics are pinned already: unpin one, or raise model.maxCells` : null;
  if (order.kind === 'watch') {
    const same = live.find(({ renamed, label }) => renamed && label === order.phrase);
    if (same) return `phrase ${quoted(order.phrase)} is the name of topic ${same.id} already: give another one`;
    if ('vector' in order && order.vector.length !== dim)
      return `the phrase's vector has ${order.vector.length} dimensions, the model ${dim}: ask again`;
    if (live.length >= maxTopics) return `there are ${live.length} topics already: raise model.maxTopics`;
    return full;
  }
  const topic = topics.get(order.topic);
  if (!topic) return `topic ${order.topic} is not known: \`leitmotif topics --all\` lists those that are`;
  if (order.kind === 'rename') return null;
  const parent = ({ id, level }: Topic): string | null =>
    level === 1 ? `topic ${id} is a parent, which follows its topics: only its name can be changed` : null;
  if (topic.level === 1) return parent(topic);
  const retired = ({ id, status }: Topic): string | null =>
    status === 'live' ? null : `topic ${id} is retired: wait until its theme returns`;
  if (order.kind === 'pin') return retired(topic) ?? (topic.pinned ? null : full);
  if (order.kind !== 'merge') return null;
  const into = topics.get(order.into);
  if (!into) return `topic ${order.into} is not known: \`leitmotif topics --all\` lists those that are`;
  if (warming) return 'the model is still warming up: merge topics once it has settled';
  if (topic.pinned) return `topic ${topic.id} is pinned: unpin it first`;
  return parent(into) ?? retired(into) ?? (into.pinned ? null : full);
}
