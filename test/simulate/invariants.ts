/** What must hold after every run, whatever happened in it. */
import { absorb } from '../../src/core/model/absorb.ts';
import { restore } from '../../src/core/model/snapshot.ts';
import { emptyState } from '../../src/core/model/state.ts';
import type { BatchStats, ModelRecord, ModelState, ThetaRecord } from '../../src/core/types.ts';
import { hold } from '../../src/pipeline/feed.ts';
import { difference, essence } from '../support/outcome.ts';
import { TopicTable } from '../support/topictable.ts';
import type { SimulatedBroker } from './broker/broker.ts';
import type { Entry } from './broker/log.ts';
import { codecs, NAMES, toolsOf } from './deployment.ts';
import { DELETIONS, DOCUMENTS, tinyEncoder } from './feed.ts';
import { calm, type Outcome, type Scenario, simulate } from './run.ts';

/** What a reader of committed records finds. */
interface Committed {
  readonly theta: readonly { readonly id: string; readonly value: ThetaRecord | null }[];
  readonly stats: readonly BatchStats[];
  readonly model: ModelState | null;
}

/** What is wrong with the outcome; null when nothing is. */
export async function wrong(outcome: Outcome): Promise<string | null> {
  const { broker, scenario } = outcome;
  const committed = await read(broker);
  return (
    wrongAnswers(outcome, committed) ??
    wrongDeadLetters(outcome) ??
    wrongSpans(outcome, committed) ??
    wrongMass(scenario, committed) ??
    wrongEvents(broker, committed) ??
    (scenario.exact ? await wrongExactly(scenario, committed) : wrongFold(scenario, committed))
  );
}

/** Every record ever committed to a Kafka topic, also what was compacted or deleted since. */
function records(broker: SimulatedBroker, topic: string): { readonly partition: number; readonly entry: Entry }[] {
  return broker
    .partitions(topic)
    .flatMap(({ history }, partition) =>
      history
        .filter(({ marker, outcome }) => marker === null && outcome === 'committed')
        .map((entry) => ({ partition, entry })),
    );
}

async function read(broker: SimulatedBroker): Promise<Committed> {
  const held = new Map<string, ModelRecord>();
  const { entries } = broker.partition(NAMES.model, 0);
  const live = entries.filter(({ marker, outcome }) => marker === null && outcome === 'committed');
  await hold(
    held,
    live.map(({ key, value }) => ({ key: String(key), value })),
    codecs.model,
  );
  return {
    theta: records(broker, NAMES.theta).map(({ entry: { key, value } }) => ({
      id: String(key),
      value: value === null ? null : codecs.theta.decode(value),
    })),
    stats: records(broker, NAMES.stats).map(({ entry }) => codecs.stats.decode(entry.value as Buffer)),
    model: restore(held)?.state ?? null,
  };
}

/** Exactly one Θ of revision 0 for each good record, two tombstones for each deletion: the worker's and the trainer's. */
function wrongAnswers({ given }: Outcome, { theta }: Committed): string | null {
  const due = new Set<string>();
  const deleted = new Map<string, number>();
  for (const [partition, log] of given.entries())
    for (const [offset, one] of log.entries()) {
      if (one?.kind === 'good') due.add(`${partition}/${offset}`);
      if (one?.kind === 'deletion') deleted.set(String(one.message.key), 2);
    }
  for (const { id, value } of theta) {
    if (value === null) deleted.set(id, (deleted.get(id) ?? 0) - 1);
    else if (value.revision === 0 && !due.delete(`${value.partition}/${value.offset}`))
      return `a second first Θ, or one of no document, at ${value.partition}/${value.offset}`;
  }
  const [lost] = due;
  if (lost !== undefined) return `no Θ for ${due.size} documents, the first at ${lost}`;
  const [odd] = [...deleted].filter(([, left]) => left !== 0);
  return odd ? `${2 - odd[1]} tombstones of ${odd[0]} instead of 2` : null;
}

/** Every bad record, and no other, once, with its original bytes. */
function wrongDeadLetters({ broker, given }: Outcome): string | null {
  const due = new Set(
    given.flatMap((log, partition) =>
      log.flatMap((one, offset) => (one?.kind === 'bad' ? `${partition}/${offset}` : [])),
    ),
  );
  for (const { partition, entry } of records(broker, NAMES.dead)) {
    const offset = Number(String(entry.headers?.['__streams.errors.offset']));
    if (!due.delete(`${partition}/${offset}`))
      return `a second dead letter, or one of a good record, of ${partition}/${offset}`;
    const original = given[partition]?.[offset]?.message;
    const same = (a: Buffer | null, b: Buffer | null | undefined): boolean =>
      a && b ? a.equals(b) : a === (b ?? null);
    if (!same(entry.key, original?.key) || !same(entry.value, original?.value))
      return `the dead letter of ${partition}/${offset} has other bytes`;
  }
  const [lost] = due;
  return lost === undefined ? null : `no dead letter for ${due.size} bad records, the first at ${lost}`;
}

/** The stats of a partition cover it without gap or overlap, in order. */
function wrongSpans({ given }: Outcome, { stats }: Committed): string | null {
  const reached = new Map<number, bigint>();
  for (const { span } of stats) {
    const at = reached.get(span.partition) ?? 0n;
    if (span.from !== at) return `the stats of partition ${span.partition} come to ${at} and go on at ${span.from}`;
    reached.set(span.partition, span.to);
  }
  for (const [partition, log] of given.entries())
    if (Number(reached.get(partition) ?? 0n) < log.length)
      return `the stats of partition ${partition} end at ${reached.get(partition)} of ${log.length}`;
  return null;
}

/** Nothing is forgotten in these models: every document weighs 1, wherever it went. */
function wrongMass({ settings }: Scenario, { stats, model }: Committed): string | null {
  const documents = stats.reduce((sum, one) => sum + one.documents, 0);
  if (documents !== DOCUMENTS) return `the stats speak of ${documents} documents, not of ${DOCUMENTS}`;
  if (model === null) return 'there is no model';
  let mass = 0;
  for (const { weight } of model.cells.values()) mass += weight;
  for (const { level, earlier } of model.topics.values()) if (level === 0) mass += earlier;
  // One that is deleted while it waits to be seeded is left out of what is seeded.
  const least = settings.warmup === 0 ? DOCUMENTS : DOCUMENTS - DELETIONS;
  if (mass > DOCUMENTS || mass < least || model.count !== DOCUMENTS)
    return `the model weighs ${mass} and counts ${model.count}, not ${DOCUMENTS}`;
  return null;
}

/** Read from the first to the last, the events make the table of topics. */
function wrongEvents(broker: SimulatedBroker, { model }: Committed): string | null {
  const table = new TopicTable();
  let sequence = 1;
  for (const { entry } of records(broker, NAMES.events)) {
    const event = codecs.events.decode(entry.value as Buffer);
    if (event.sequence !== sequence++) return `event ${event.sequence} comes where ${sequence - 1} is due`;
    table.read(event);
  }
  const live = [...(model?.topics.values() ?? [])]
    .filter(({ status }) => status === 'live')
    .map(({ id, level }) => `${id}/${level}`);
  const told = [...table.live].map(([id, level]) => `${id}/${level}`);
  return told.sort().join() === live.sort().join() ? null : `the events tell of topics ${told}, the model has ${live}`;
}

/** Several partitions: the model is a fresh fold over the committed stats. */
function wrongFold({ settings }: Scenario, { stats, model }: Committed): string | null {
  const tools = toolsOf(settings);
  const origin = { epoch: 1, encoder: tinyEncoder.id, products: tools.products.name, dim: tinyEncoder.dim };
  let state = emptyState(origin, tools.options);
  for (const one of stats) state = absorb(state, one, tools).state;
  const other = difference(essence(model), essence(state));
  return other && `the model is no fresh fold over the stats: ${other}`;
}

interface Undisturbed {
  readonly model: string;
  readonly firsts: string;
}

const undisturbed = new Map<string, Promise<Undisturbed>>();

/** One partition at staleness 0: model and first Θ are those of a run without faults. */
async function wrongExactly(scenario: Scenario, committed: Committed): Promise<string | null> {
  const { feed, settings } = scenario;
  const name = `${feed} ${settings.batch} ${settings.warmup}`;
  let one = undisturbed.get(name);
  if (!one) {
    one = simulate(calm(scenario), { faults: [] })
      .then(({ broker }) => read(broker))
      .then((calmly) => ({ model: essence(calmly.model), firsts: firstsOf(calmly) }));
    undisturbed.set(name, one);
  }
  const { model, firsts } = await one;
  const other = difference(essence(committed.model), model) ?? difference(firstsOf(committed), firsts);
  return other && `it is not as without faults: ${other}`;
}

/** All first Θ, but for the number of the version that they were made with. */
function firstsOf({ theta }: Committed): string {
  return theta
    .flatMap(({ value }) =>
      value?.revision === 0 ? JSON.stringify({ ...value, offset: Number(value.offset), model: 0 }) : [],
    )
    .sort()
    .join('\n');
}
