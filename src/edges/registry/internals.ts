/** The internal values as Avro records: what workers tell the trainer, and the model in its changelog. */
import { LeitmotifError } from '../../core/errors.ts';
import { commandOf } from '../../core/model/command.ts';
import { Counts } from '../../core/text/counts.ts';
import type {
  BatchStats,
  Cell,
  CellStats,
  Command,
  Copies,
  Head,
  ModelRecord,
  OpenDocument,
  Order,
  Panelist,
  SampledDocument,
  Span,
  Stray,
  Terms,
  Topic,
} from '../../core/types.ts';
import { fromBytes, fromDoubles, toBytes, toDoubles } from './bytes.ts';
import type { Shape } from './codec.ts';
import { type AvroSeries, fromSeries, toSeries } from './series.ts';
import { type AvroCommand, type AvroExemplar, fromExemplar, toCommand, toExemplar } from './shapes.ts';

interface AvroTerms {
  /** Themselves or, of counts, the numbers of the words. */
  readonly terms: Int32Array | readonly string[];
  readonly counts: Buffer;
}

function toTerms(terms: Terms): AvroTerms {
  if (terms instanceof Counts) return { terms: terms.numbers(), counts: toBytes(terms.values()) };
  const counts = new Float32Array(terms.size);
  let i = 0;
  for (const [term, count] of terms) {
    counts[i] = count;
    // A rounded count would make a restored model differ from the one that went on.
    if (counts[i] !== count && !Number.isNaN(count)) {
      throw new LeitmotifError(
        'bug',
        'schema',
        `the count ${count} of term ${JSON.stringify(term)} is no float32 value`,
      );
    }
    i++;
  }
  return { terms: [...terms.keys()], counts: toBytes(counts) };
}

function fromTerms(record: AvroTerms): Counts {
  const counts = fromBytes(record.counts);
  if (counts.length !== record.terms.length) {
    throw new LeitmotifError('poison', 'decode', `${record.terms.length} terms have ${counts.length} counts`);
  }
  return record.terms instanceof Int32Array ? Counts.numbered(record.terms, counts) : Counts.of(record.terms, counts);
}

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
    return { ...value, cells, open, sampled, texts: toDoubles(value.texts), orders: value.orders.map(toOrder) };
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

type AvroCell = Omit<Cell, 'history' | 'mean' | 'terms' | 'added' | 'exemplars'> & {
  readonly history: AvroSeries;
  readonly mean: Buffer;
  readonly added: readonly AvroTerms[];
  readonly exemplars: readonly AvroExemplar[];
};

type AvroWords = AvroTerms & { readonly cell: number };

type AvroTopic = Omit<Topic, 'past' | 'mean' | 'anchor'> & {
  readonly past: AvroSeries;
  readonly mean: Buffer;
  readonly anchor: Buffer;
};

type AvroStray = Omit<Stray, 'vector' | 'terms' | 'exemplar'> &
  AvroTerms & { readonly vector: Buffer; readonly exemplar: AvroExemplar };

type AvroPanelist = Omit<Panelist, 'vector' | 'scores'> & { readonly vector: Buffer; readonly scores: Buffer };

type AvroHead = Omit<Head, 'mean' | 'unclaimed' | 'absorbed' | 'copies' | 'moved' | 'live'> & {
  readonly copies: { readonly reference: number; readonly texts: Buffer; readonly counts: Buffer };
  readonly mean: Buffer;
  readonly unclaimed: AvroSeries;
  readonly absorbed: readonly { readonly partition: number; readonly epoch: number; readonly offset: bigint }[];
  readonly moved: readonly { readonly cell: number; readonly into: number }[];
  readonly live: readonly { readonly key: string; readonly version: number }[];
};

function toCell(cell: Omit<Cell, 'terms'>): AvroCell {
  return {
    ...cell,
    history: toSeries(cell.history),
    mean: toBytes(cell.mean),
    added: cell.added.map(toTerms),
    exemplars: cell.exemplars.map(toExemplar),
  };
}

function fromCell(cell: AvroCell): Omit<Cell, 'terms'> {
  return {
    ...cell,
    history: fromSeries(cell.history),
    mean: fromBytes(cell.mean),
    added: cell.added.map(fromTerms),
    exemplars: cell.exemplars.map(fromExemplar),
  };
}

function toTopic(topic: Topic): AvroTopic {
  return { ...topic, past: toSeries(topic.past), mean: toBytes(topic.mean), anchor: toBytes(topic.anchor) };
}

function fromTopic(topic: AvroTopic): Topic {
  return { ...topic, past: fromSeries(topic.past), mean: fromBytes(topic.mean), anchor: fromBytes(topic.anchor) };
}

function toStray(stray: Stray): AvroStray {
  return { ...stray, ...toTerms(stray.terms), vector: toBytes(stray.vector), exemplar: toExemplar(stray.exemplar) };
}

function fromStray({ counts, ...stray }: AvroStray): Stray {
  return {
    ...stray,
    vector: fromBytes(stray.vector),
    terms: fromTerms({ terms: stray.terms, counts }),
    exemplar: fromExemplar(stray.exemplar),
  };
}

function toCopies({ reference, counts }: Copies): AvroHead['copies'] {
  return {
    reference,
    texts: toDoubles(Float64Array.from(counts.keys())),
    counts: toDoubles(Float64Array.from(counts.values())),
  };
}

function fromCopies({ reference, texts, counts }: AvroHead['copies']): Copies {
  const values = fromDoubles(counts);
  if (values.length * 8 !== texts.length)
    throw new LeitmotifError('poison', 'decode', `${texts.length / 8} fingerprints have ${values.length} counts`);
  return { reference, counts: new Map(Array.from(fromDoubles(texts), (text, i) => [text, values[i] as number])) };
}

function toHead(head: Head): AvroHead {
  return {
    ...head,
    mean: toBytes(head.mean),
    unclaimed: toSeries(head.unclaimed),
    absorbed: Array.from(head.absorbed, ([partition, { epoch, offset }]) => ({ partition, epoch, offset })),
    copies: toCopies(head.copies),
    moved: Array.from(head.moved, ([cell, into]) => ({ cell, into })),
    live: Array.from(head.live, ([key, version]) => ({ key, version })),
  };
}

function fromHead(head: AvroHead): Head {
  const { base, score, lead, known } = head.certainty;
  return {
    ...head,
    certainty: { base, score, lead, known },
    mean: fromBytes(head.mean),
    unclaimed: fromSeries(head.unclaimed),
    absorbed: new Map(head.absorbed.map(({ partition, epoch, offset }) => [partition, { epoch, offset }])),
    copies: fromCopies(head.copies),
    moved: new Map(head.moved.map(({ cell, into }) => [cell, into])),
    live: new Map(head.live.map(({ key, version }) => [key, version])),
  };
}

/** avsc names the branch of a union of records by its full name. */
type AvroEntry =
  | { readonly 'io.leitmotif.internal.Cell': AvroCell }
  | { readonly 'io.leitmotif.internal.Topic': AvroTopic }
  | { readonly 'io.leitmotif.internal.Stray': AvroStray }
  | { readonly 'io.leitmotif.internal.Panelist': AvroPanelist }
  | { readonly 'io.leitmotif.internal.Head': AvroHead }
  | { readonly 'io.leitmotif.internal.Words': AvroWords };

function toEntry(entry: ModelRecord['entry']): AvroEntry {
  switch (entry.kind) {
    case 'cell':
      return { 'io.leitmotif.internal.Cell': toCell(entry.cell) };
    case 'words':
      return { 'io.leitmotif.internal.Words': { cell: entry.cell, ...toTerms(entry.terms) } };
    case 'topic':
      return { 'io.leitmotif.internal.Topic': toTopic(entry.topic) };
    case 'stray':
      return { 'io.leitmotif.internal.Stray': toStray(entry.stray) };
    case 'panelist': {
      const { vector, scores } = entry.panelist;
      return {
        'io.leitmotif.internal.Panelist': { ...entry.panelist, vector: toBytes(vector), scores: toBytes(scores) },
      };
    }
    case 'head':
      return { 'io.leitmotif.internal.Head': toHead(entry.head) };
  }
}

function fromEntry(entry: AvroEntry): ModelRecord['entry'] {
  if ('io.leitmotif.internal.Cell' in entry) {
    return { kind: 'cell', cell: fromCell(entry['io.leitmotif.internal.Cell']) };
  }
  if ('io.leitmotif.internal.Words' in entry) {
    const words = entry['io.leitmotif.internal.Words'];
    return { kind: 'words', cell: words.cell, terms: fromTerms(words) };
  }
  if ('io.leitmotif.internal.Topic' in entry) {
    return { kind: 'topic', topic: fromTopic(entry['io.leitmotif.internal.Topic']) };
  }
  if ('io.leitmotif.internal.Stray' in entry) {
    return { kind: 'stray', stray: fromStray(entry['io.leitmotif.internal.Stray']) };
  }
  if ('io.leitmotif.internal.Panelist' in entry) {
    const panelist = entry['io.leitmotif.internal.Panelist'];
    return {
      kind: 'panelist',
      panelist: { ...panelist, vector: fromBytes(panelist.vector), scores: fromBytes(panelist.scores) },
    };
  }
  return { kind: 'head', head: fromHead(entry['io.leitmotif.internal.Head']) };
}

export const model: Shape<ModelRecord> = {
  to: ({ version, entry }) => ({ version, entry: toEntry(entry) }),
  from: ({ version, entry }: { readonly version: number; readonly entry: AvroEntry }) => ({
    version,
    entry: fromEntry(entry),
  }),
};
