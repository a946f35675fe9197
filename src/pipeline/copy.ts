/** Records of a foreign Kafka topic as documents, each batch in one transaction with its offset. */
import { faultOf, LeitmotifError } from '../core/errors.ts';
import { deletion, documentRecord } from '../core/feeds/record.ts';
import type { DocumentReader, Intake, OutRecord, RawRecord } from '../core/ports.ts';
import { aloneSize } from '../core/recordsize.ts';
import { deadLetter } from './deadletters.ts';
import type { Names } from './names.ts';
import { traceOf } from './trace.ts';

export interface CopyOptions {
  /** The Kafka topic that is read. */
  readonly topic: string;
  readonly names: Pick<Names, 'documents' | 'dead'>;
  /** Their max.message.bytes. */
  readonly limits: { readonly documents: number; readonly dead: number };
  readonly reader: DocumentReader;
  /** Counts what is committed. */
  readonly counts: { sent: number; deleted: number; dead: number };
}

/** What a source calls. What is no document goes to the dead letters; its partition there is chosen by its key. */
export function copyFeed({ topic, names, limits, reader, counts }: CopyOptions): Intake {
  const copied = (record: RawRecord, partition: number): OutRecord => {
    const headers = traceOf(record.headers);
    if (record.value === null) return { ...deletion(reader.deletes(record)), headers, topic: names.documents };
    const document = reader.decode(record, { topic, partition });
    const made = { ...documentRecord(document, headers), topic: names.documents };
    const size = aloneSize(made);
    if (size <= limits.documents) return made;
    // As JSON, a text is longer than it was by what it has to escape.
    const message = `the document has ${size} bytes as JSON, more than ${names.documents} takes (${limits.documents}): raise its max.message.bytes, or send a shorter text`;
    throw new LeitmotifError('poison', 'text', message);
  };
  const dead = { topic: names.dead, maxMessageBytes: limits.dead };
  return {
    async handle(batch) {
      const { partition } = batch.span;
      await reader.prepare(batch.records);
      const made = batch.records.map((record): OutRecord => {
        try {
          return copied(record, partition);
        } catch (error) {
          if (!(error instanceof LeitmotifError) || faultOf(error) !== 'poison') throw error;
          const { partition: _, ...letter } = deadLetter(record, { topic, partition }, error, dead);
          return letter;
        }
      });
      await batch.turn;
      await batch.commit(made);
      for (const { topic: to, value } of made) {
        if (to === names.dead) counts.dead += 1;
        else if (value === null) counts.deleted += 1;
        else counts.sent += 1;
      }
    },
  };
}
