/** The lines and the list that `replay` and `topics --json` write: a fixed interface, whatever the records inside look like. */
import { createWriteStream, type WriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { LeitmotifError, messageOf } from '../../core/errors.ts';
import type { PhiRecord, ThetaRecord, TopicEventRecord } from '../../core/types.ts';

/** One line of `--theta`. */
export function thetaLine({ id, theta, score, revision, model }: ThetaRecord): string {
  const weights = theta.map(({ topic, weight }) => ({ topic, weight }));
  return `${JSON.stringify({ id, topic: theta[0]?.topic ?? null, theta: weights, score, revision, model })}\n`;
}

/** One line of `--events`. */
export function eventLine({
  type,
  topic,
  level,
  into,
  from,
  label,
  reason,
  numbers,
  time,
  sequence,
  model,
}: TopicEventRecord): string {
  // A merge has one survivor and is written as such; a split has a list.
  const target = type === 'merged' ? { into: into[0] ?? null } : into.length > 0 ? { into } : {};
  const origin = from.length > 0 ? { from } : {};
  return `${JSON.stringify({ type, topic, level, model, ...target, ...origin, label, reason, numbers, time, sequence })}\n`;
}

/** The whole of `--phi`: live topics, heaviest first, then their parents. */
export function phiList(records: readonly PhiRecord[]): string {
  const topics = [...records]
    .sort((a, b) => a.level - b.level || b.weight - a.weight || a.topic - b.topic)
    .map(phiEntry);
  return `[${topics.map((topic) => `\n${JSON.stringify(topic)}`).join(',')}\n]\n`;
}

export function phiEntry({
  topic,
  parent,
  level,
  label,
  weight,
  documents,
  share,
  born,
  updated,
  keywords,
}: PhiRecord) {
  const words = keywords.map(({ word, probability, relevance }) => ({ word, probability, relevance }));
  return { topic, parent, level, label, weight, documents, share, born, updated, words };
}

/** A file that is written line by line. */
export interface Output {
  /** Resolves when there is room for more. */
  write(text: string | Uint8Array): Promise<void>;
  /** Resolves when all of it is written. */
  close(): Promise<void>;
}

/** Opens a file for writing at once, so that a path that cannot be written is refused before any work. Throws `fatal`, stage `config`. */
export async function openOutput(path: string, flag: string): Promise<Output> {
  const handle = await open(path, 'w').catch((error: unknown) => {
    throw new LeitmotifError('fatal', 'config', `${flag} ${path} cannot be written: ${messageOf(error)}`, {
      cause: error,
    });
  });
  const stream = createWriteStream(path, { fd: handle, highWaterMark: 256 * 1024 });
  return written(stream, path);
}

function written(stream: WriteStream, path: string): Output {
  let failure: LeitmotifError | undefined;
  let wake: () => void = () => {};
  const fail = (error: Error) => {
    failure ??= new LeitmotifError('fatal', 'commit', `${path} cannot be written: ${error.message}`, { cause: error });
    wake();
  };
  stream.on('error', fail);
  stream.on('drain', () => wake());
  return {
    async write(text) {
      if (failure !== undefined) throw failure;
      if (stream.write(text)) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      if (failure !== undefined) throw failure;
    },
    async close() {
      if (failure !== undefined) throw failure;
      stream.end();
      // What is still on its way may fail, and so may closing.
      await finished(stream).catch(fail);
      if (failure !== undefined) throw failure;
    },
  };
}
