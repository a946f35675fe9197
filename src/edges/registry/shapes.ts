/** The public values as Avro records: Theta, Phi, TopicEvent, Command. */
import { LeitmotifError } from '../../core/errors.ts';
import { commandOf } from '../../core/model/command.ts';
import {
  type Command,
  EVENT_TYPES,
  type EventType,
  type Exemplar,
  type PhiRecord,
  type ThetaRecord,
  type TopicEventRecord,
} from '../../core/types.ts';
import type { Shape } from './codec.ts';

/** An exemplar as it lies in Avro: what is missing is null. */
export interface AvroExemplar extends Omit<Exemplar, 'title' | 'url' | 'source'> {
  readonly title: string | null;
  readonly url: string | null;
  readonly source: string | null;
}

export function toExemplar(exemplar: Exemplar): AvroExemplar {
  const { id, excerpt, title = null, url = null, source = null, time, score, priority } = exemplar;
  return { id, excerpt, title, url, source, time, score, priority };
}

export function fromExemplar(record: AvroExemplar): Exemplar {
  const { id, excerpt, title, url, source, time, score, priority } = record;
  return {
    id,
    excerpt,
    ...(title === null ? {} : { title }),
    ...(url === null ? {} : { url }),
    ...(source === null ? {} : { source }),
    time,
    score,
    priority,
  };
}

export const theta: Shape<ThetaRecord> = {
  to: (value) => value,
  from(record: ThetaRecord) {
    const weights = record.theta.map(({ topic, weight }) => ({ topic, weight }));
    return { ...record, theta: weights };
  },
};

type AvroPhi = Omit<PhiRecord, 'exemplars'> & { readonly exemplars: readonly AvroExemplar[] };

export const phi: Shape<PhiRecord> = {
  to: (value) => ({ ...value, exemplars: value.exemplars.map(toExemplar) }),
  from(record: AvroPhi) {
    const keywords = record.keywords.map(({ word, probability, relevance }) => ({ word, probability, relevance }));
    return { ...record, keywords, exemplars: record.exemplars.map(fromExemplar) };
  },
};

function isEventType(type: string): type is EventType {
  return (EVENT_TYPES as readonly string[]).includes(type);
}

export const events: Shape<TopicEventRecord> = {
  to: (value) => value,
  from(record: Omit<TopicEventRecord, 'type'> & { readonly type: string }) {
    const { type } = record;
    if (!isEventType(type)) {
      const message = `topic event ${record.sequence} has a type that this version does not know: upgrade to read it`;
      throw new LeitmotifError('poison', 'schema', message);
    }
    return { ...record, type };
  },
};

export interface AvroCommand {
  readonly kind: string;
  readonly topic: number | null;
  readonly into: number | null;
  readonly text: string | null;
}

export function toCommand(command: Command): AvroCommand {
  return {
    kind: command.kind,
    topic: command.kind === 'watch' ? null : command.topic,
    into: command.kind === 'merge' ? command.into : null,
    text: command.kind === 'rename' ? command.name : command.kind === 'watch' ? command.phrase : null,
  };
}

export const control: Shape<Command> = {
  to: toCommand,
  from: (record: AvroCommand) => commandOf(record),
};
