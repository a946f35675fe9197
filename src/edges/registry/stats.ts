/** What workers tell the trainer, as Avro records. */
import { LeitmotifError } from '../../core/errors.ts';
import { commandOf } from '../../core/model/command.ts';
import type { BatchStats, CellStats, Command, OpenDocument, Order, SampledDocument, Span } from '../../core/types.ts';
import { fromBytes, fromDoubles, toBytes, toDoubles } from './bytes.ts';
import type { Shape } from './codec.ts';
import { type AvroCommand, type AvroExemplar, fromExemplar, toCommand, toExemplar } from './shapes.ts';
import { type AvroTerms, fromTerms, toTerms } from './terms.ts';

type AvroCellStats = Omit<CellStats, 'minutes' | 'sum' | 'terms' | 'exemplars'> &
  AvroTerms & {
    readonly cell: number;
    readonly minutes: readonly { readonly minute: number; readonly documents: number }[];
    readonly sum: Buffer;
    readonly exemplars: readonly AvroExemplar[];
  };

type AvroOpen = Omit<OpenDocument, 'vector' | 'terms' | 'exemplar'> &
  AvroTerms & { readonly vector: Buffer; readonly exemplar: AvroExemplar };

type AvroSampled = Omit<SampledDocument, 'vector' | 'scores'> & { readonly vector: Buffer; readonly scores: Buffer };

type AvroOrder = AvroCommand & AvroTerms & { readonly vector: Buffer };

function toOrder(order: Order): AvroOrder {
  const watched = order.kind === 'watch' ? order : { vector: new Float32Array(), terms: new Map() };
  return { ...toCommand(order), vector: toBytes(watched.vector), ...toTerms(watched.terms) };
}

function fromOrder(order: AvroOrder): Order {
  const command = checked(order);
  return command.kind === 'watch' ? { ...command, vector: fromBytes(order.vector), terms: fromTerms(order) } : command;
}

/** Orders were checked before they were written: one that is bad here was damaged on the way. */
function checked(order: AvroOrder): Command {
  try {
    return commandOf(order);
  } catch (error) {
    throw new LeitmotifError('poison', 'decode', `an order: ${(error as Error).message}`, { cause: error });
  }
}

type AvroStats = Omit<BatchStats, 'cells' | 'open' | 'sampled' | 'texts' | 'orders'> & {
  readonly texts: Buffer;
  readonly cells: readonly AvroCellStats[];
  readonly open: readonly AvroOpen[];
  readonly sampled: readonly AvroSampled[];
  readonly orders: readonly AvroOrder[];
};

export const stats: Shape<BatchStats> = {
  to(value): AvroStats {
    const cells: AvroCellStats[] = [];
    for (const [cell, { reference, weight, documents, minutes, sum, spread, terms, exemplars }] of value.cells) {
      cells.push({
        cell,
        reference,
        weight,
        documents,
        minutes: Array.from(minutes, ([minute, documents]) => ({ minute, documents })),
        sum: toBytes(sum),
        spread,
        ...toTerms(terms),
        exemplars: exemplars.map(toExemplar),
      });
    }
    const open = value.open.map((document) => ({
      ...document,
      ...toTerms(document.terms),
      vector: toBytes(document.vector),
      exemplar: toExemplar(document.exemplar),
    }));
    const sampled = value.sampled.map((document) => ({
      ...document,
      vector: toBytes(document.vector),
      scores: toBytes(document.scores),
    }));
    return {
      ...value,
      cells,
      open,
      sampled,
      texts: toDoubles(value.texts, value.texts.length),
      orders: value.orders.map(toOrder),
    };
  },
  from({ model, span, reference, documents, cells, open, settled, sampled, deleted, texts, orders }: AvroStats) {
    return {
      model,
      span: plainSpan(span),
      reference,
      documents,
      cells: new Map(
        cells.map((cell) => [
          cell.cell,
          {
            reference: cell.reference,
            weight: cell.weight,
            documents: cell.documents,
            minutes: new Map(cell.minutes.map(({ minute, documents }) => [minute, documents])),
            sum: fromBytes(cell.sum),
            spread: cell.spread,
            terms: fromTerms(cell),
            exemplars: cell.exemplars.map(fromExemplar),
          },
        ]),
      ),
      open: open.map((document) => ({
        id: document.id,
        offset: document.offset,
        time: document.time,
        vector: fromBytes(document.vector),
        terms: fromTerms(document),
        topic: document.topic,
        exemplar: fromExemplar(document.exemplar),
      })),
      settled,
      sampled: sampled.map((document) => ({
        id: document.id,
        offset: document.offset,
        time: document.time,
        vector: fromBytes(document.vector),
        topic: document.topic,
        scores: fromBytes(document.scores),
        draw: document.draw,
      })),
      deleted,
      texts: fromDoubles(texts),
      orders: orders.map(fromOrder),
    };
  },
};

function plainSpan({ topic, partition, epoch, from, to }: Span): Span {
  return { topic, partition, epoch, from, to };
}
