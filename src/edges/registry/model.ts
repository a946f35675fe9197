/** The model in its changelog, as Avro records. */
import { LeitmotifError } from '../../core/errors.ts';
import type { BareCell, Copies, Head, ModelRecord, Panelist, Stray, Topic } from '../../core/types.ts';
import { fromBytes, fromDoubles, toBytes, toDoubles } from './bytes.ts';
import type { Shape } from './codec.ts';
import { type AvroSeries, fromSeries, toSeries } from './series.ts';
import { type AvroExemplar, fromExemplar, toExemplar } from './shapes.ts';
import { type AvroTerms, fromTerms, toTerms } from './terms.ts';

type AvroCell = Omit<BareCell, 'history' | 'mean' | 'exemplars'> & {
  readonly history: AvroSeries;
  readonly mean: Buffer;
  readonly exemplars: readonly AvroExemplar[];
};

type AvroWords = AvroTerms & { readonly cell: number };

type AvroAdded = AvroWords & { readonly place: number };

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

function toCell(cell: BareCell): AvroCell {
  return {
    ...cell,
    history: toSeries(cell.history),
    mean: toBytes(cell.mean),
    exemplars: cell.exemplars.map(toExemplar),
  };
}

function fromCell(cell: AvroCell): BareCell {
  return {
    ...cell,
    history: fromSeries(cell.history),
    mean: fromBytes(cell.mean),
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
    texts: toDoubles(counts.keys(), counts.size),
    counts: toDoubles(counts.values(), counts.size),
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
  const { chance, neighbours } = head.geometry;
  return {
    ...head,
    geometry: { chance, neighbours },
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
  | { readonly 'io.leitmotif.internal.Words': AvroWords }
  | { readonly 'io.leitmotif.internal.Added': AvroAdded };

function toEntry(entry: ModelRecord['entry']): AvroEntry {
  switch (entry.kind) {
    case 'cell':
      return { 'io.leitmotif.internal.Cell': toCell(entry.cell) };
    case 'words':
      return { 'io.leitmotif.internal.Words': { cell: entry.cell, ...toTerms(entry.terms) } };
    case 'added': {
      const { cell, place, terms } = entry;
      return { 'io.leitmotif.internal.Added': { cell, place, ...toTerms(terms) } };
    }
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
  if ('io.leitmotif.internal.Added' in entry) {
    const added = entry['io.leitmotif.internal.Added'];
    return { kind: 'added', cell: added.cell, place: added.place, terms: fromTerms(added) };
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
