/** A command of `topics` or `watch`, on its way to the trainer and until it is done. */
import { LeitmotifError, messageOf } from '../../../core/errors.ts';
import { type Asked, commandOf, refusal } from '../../../core/model/command.ts';
import { assemble } from '../../../core/model/snapshot.ts';
import { pictureOf } from '../../../core/show/picture.ts';
import {
  CONTROL,
  type Command,
  type Millis,
  type ModelRecord,
  type ModelState,
  type Topic,
} from '../../../core/types.ts';
import { hold } from '../../../pipeline/feed.ts';
import { namesOf } from '../../../pipeline/names.ts';
import { usage } from '../../args.ts';
import type { Config } from '../../config.ts';
import { openModels } from '../../model.ts';
import { sanitise, showProgress } from '../../terminal.ts';
import { entryOf } from './entry.ts';

/** How long a trainer may take, ms. */
const PATIENCE = 30_000;

/** The exit status. Throws `fatal`, stage `config`, for a command that makes no sense, stage `absorb` for one that cannot be done. */
export async function steer(config: Config, asked: Asked, { json }: { readonly json: boolean }): Promise<number> {
  const command = checked(asked);
  const names = namesOf(config.prefix, config.documents.topic);
  const progress = showProgress({
    screen: process.stderr,
    text: () => `waiting for the trainer to take it up from ${names.control}`,
  });
  try {
    const [models, { sendOne }] = await Promise.all([openModels(config), import('../../../edges/kafka/send.ts')]);
    const { kafka, changelog } = models;
    const before = (await models.newest()).snapshot.state;
    const codecs = await models.codecs();
    refuse(refusal(before, command, config.model));
    const value = codecs.control.encode(command);
    const offset = await sendOne(kafka, { topic: names.control, key: null, value });
    const over = AbortSignal.timeout(PATIENCE);
    const stop = new AbortController();
    let after: ModelState | null = null;
    const parts = new Map<string, ModelRecord>();
    await changelog.follow(
      async (records) => {
        await hold(parts, records, codecs.model);
        const found = assemble(parts);
        if (!found || !('snapshot' in found)) return;
        const { state } = found.snapshot;
        if ((state.absorbed.get(CONTROL)?.offset ?? 0n) <= offset) return;
        after = state;
        stop.abort();
      },
      () => {},
      AbortSignal.any([over, stop.signal]),
    );
    progress.stop();
    if (json) process.stdout.write(`${JSON.stringify(answer(command, before, after, config.model.halfLife))}\n`);
    if (after === null) {
      process.stderr.write(
        `written to ${names.control}; no trainer has taken it up yet: is \`leitmotif run\` running?\n`,
      );
      return 1;
    }
    if (!json) process.stdout.write(`${outcome(command, before, after)}\n`);
    return 0;
  } finally {
    progress.stop();
  }
}

function checked(asked: Asked): Command {
  try {
    return commandOf(asked);
  } catch (error) {
    throw usage(messageOf(error));
  }
}

function refuse(why: string | null): void {
  if (why !== null) throw new LeitmotifError('fatal', 'absorb', why);
}

/** The topic that a command was about as it is now; undefined where there is none. */
function topicAfter(command: Command, before: ModelState, { topics }: ModelState): Topic | undefined {
  if (command.kind !== 'watch') return topics.get(command.kind === 'merge' ? command.into : command.topic);
  return [...topics.values()].find(({ label, id }) => label === command.phrase && !before.topics.has(id));
}

/** The same for programs; without a model where no trainer has taken the command up. */
export function answer(command: Command, before: ModelState, after: ModelState | null, halfLife: Millis) {
  const topic = after === null ? undefined : topicAfter(command, before, after);
  return {
    action: command.kind,
    model: after?.version ?? null,
    topic: after === null || topic === undefined ? null : entryOf(pictureOf(after, halfLife), topic),
  };
}

/** What a model says of a command that it has taken up. */
function outcome(command: Command, before: ModelState, after: ModelState): string {
  const topic = topicAfter(command, before, after);
  if (command.kind === 'watch')
    return topic
      ? `topic ${topic.id} watches for "${sanitise(command.phrase)}"`
      : 'the phrase is not watched for; see the events';
  if (!topic) return `topic ${command.topic} is not known any more; see the events`;
  const marks = [topic.pinned ? 'pinned' : '', topic.muted ? 'muted' : ''].filter(Boolean);
  return `topic ${topic.id} "${sanitise(topic.label)}"${marks.map((mark) => `, ${mark}`).join('')}`;
}
