/**
 * Three brokers, three replicas and a feed, each on a node of its own network; faults at random until there were enough; then
 * all that was written is counted by another client. Exit 1 when anything was lost, came twice, or did not recover.
 * FAULTS=60 how many · SEED=1 which, when, and for how long · RATE=100 documents a second · ONLY='broker killed,frozen' these
 * alone. Linux, as root, with iproute2.
 * A whole run is written into docs/reliability.md; what replicas said is in .cache/chaos.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { startRegistry } from '../../deploy/local/registry.ts';
import { uniform } from '../../src/core/random.ts';
import { writePart } from '../quality/document.ts';
import { type Deployment, deployment } from '../support/deployment.ts';
import { eventually } from '../support/eventually.ts';
import { difference, essence } from '../support/outcome.ts';
import { endProcesses } from '../support/processes.ts';
import { type Cluster, cluster } from './cluster.ts';
import { type Arena, FAULTS, type Fault } from './faults.ts';
import { type Feed, feed } from './feed.ts';
import { network } from './network.ts';
import { door } from './proxy.ts';
import { Replicas } from './replicas.ts';
import { type Recovery, table } from './report.ts';

/** Faults of a whole run. */
const WHOLE = 60;
const SIZE = 3;
const PARTITIONS = 6;
/** A deployment that has not worked on what was there when the fault came, after so many seconds, has failed. */
const PATIENCE = 120;

const number = (name: string, fallback: number): number => Number(process.env[name] ?? fallback);
const [count, seed, rate] = [number('FAULTS', WHOLE), number('SEED', 1), number('RATE', 100)];
const only = process.env.ONLY?.split(',');
const kinds = FAULTS.filter(({ name }) => only?.includes(name) ?? true);
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Numbers from the seed, one after the other. */
function dice(): (below: number) => number {
  let thrown = 0;
  return (below) => Math.floor(uniform(`throw ${++thrown}`, seed) * below);
}

/** Looks from outside, with a client that does not wait long for a broker that is away. */
async function onlooker(addresses: readonly string[], { names }: Deployment, group: string) {
  const kafka = new Kafka({
    brokers: [...addresses],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1000,
    requestTimeout: 2000,
    retry: { retries: 0 },
  });
  const admin = kafka.admin();
  await admin.connect();
  const patience = { timeout: PATIENCE * 1000, interval: 100 };
  const ends = async (): Promise<Map<number, bigint>> =>
    new Map((await admin.fetchTopicOffsets(names.documents)).map(({ partition, high }) => [partition, BigInt(high)]));
  return {
    ends: () => eventually(ends, patience),
    /** Resolves once the workers have committed all that lay before these ends. */
    workedOn: (wanted: ReadonlyMap<number, bigint>) =>
      eventually(async () => {
        const [found] = await admin.fetchOffsets({ groupId: group, topics: [names.documents] });
        for (const { partition, offset } of found?.partitions ?? [])
          if (BigInt(offset) < (wanted.get(partition) ?? 0n))
            throw new Error(`partition ${partition} stands at ${offset} of ${wanted.get(partition)}`);
      }, patience),
    /** Resolves once every partition is kept by all brokers again. */
    inSync: () =>
      eventually(async () => {
        const { topics } = await admin.fetchTopicMetadata();
        for (const { name, partitions } of topics)
          for (const { partitionId, isr, replicas } of partitions)
            if (isr.length < replicas.length) throw new Error(`${name}/${partitionId} is kept by ${isr} alone`);
      }, patience),
    close: () => admin.disconnect(),
  };
}

/** Strikes until there were enough; how long each took to get over. */
async function havoc(arena: Arena, look: Awaited<ReturnType<typeof onlooker>>, given: Feed): Promise<Recovery[]> {
  const recoveries: Recovery[] = [];
  const busy = new Map<Fault['hits'], Promise<void>>();
  while (recoveries.length < count) {
    // Each kind comes as often as the others.
    const fault = kinds[(recoveries.length + arena.draw(2)) % kinds.length] as Fault;
    await busy.get(fault.hits);
    const wanted = await look.ends();
    const begun = Date.now();
    const heal = await fault.strike(arena);
    const [from, to] = fault.lasts;
    const lasts = 1000 * from + arena.draw(1000 * (to - from) + 1);
    const healed = sleep(lasts)
      .then(heal)
      .then(() => (fault.hits === 'broker' ? look.inSync() : undefined));
    // Its failure is told where it is waited for.
    healed.catch(() => {});
    busy.set(fault.hits, healed);
    await look.workedOn(wanted);
    const took = Date.now() - begun;
    recoveries.push({ fault, took });
    say(
      `${recoveries.length} of ${count}: ${fault.name}, got over in ${(took / 1000).toFixed(1)} s; ${given.acknowledged()} records so far`,
    );
    if (arena.replicas.broken.length > 0) throw new Error(arena.replicas.broken.join('\n'));
    await sleep(arena.draw(2000));
  }
  await Promise.all(busy.values());
  return recoveries;
}

/** What is wrong with all that was written; empty when nothing is. */
async function verdict(world: Deployment, given: Feed): Promise<{ wrong: string[]; said: string }> {
  const model = await world.absorbed({ timeout: 300_000 });
  const counted = await world.count();
  const wrong: string[] = [];
  const expect = (holds: boolean, otherwise: string): void => void (holds || wrong.push(otherwise));
  expect(
    counted.input === given.acknowledged(),
    `${given.acknowledged()} records were given, ${counted.input} are there`,
  );
  expect(counted.lost.length === 0, `lost: ${JSON.stringify(counted.lost)}`);
  expect(counted.duplicates.length === 0, `twice: ${JSON.stringify(counted.duplicates)}`);
  expect(counted.dead === given.bad(), `${given.bad()} records were bad, ${counted.dead} are dead letters`);
  expect(counted.faults.length === 0, counted.faults.join('; '));
  expect(String(counted.live) === String(counted.phi), `alive by events ${counted.live}, by Φ ${counted.phi}`);
  for (const [topic, themes] of Object.entries(counted.meanings))
    expect(new Set(themes).size === 1, `topic ${topic} meant themes ${themes}, one after the other`);
  const folded = difference(essence(model), essence(await world.refold()));
  expect(folded === null, `the model is not a fresh fold over the stats: ${folded}`);
  const said = `${counted.input.toLocaleString('en')} records: ${counted.revision0.toLocaleString('en')} first Θ, ${counted.dead} dead letters, ${counted.lost.length} lost, ${counted.duplicates.length} twice; ${Object.keys(counted.meanings).length} topics, each of one theme throughout`;
  return { wrong, said };
}

async function chaos(brokers: Cluster, registry: Arena['registry'], nodes: Parameters<typeof cluster>[0]) {
  const config = { encoder: { kind: 'hashing' }, batch: { documents: 64 }, model: { warmup: 256 } } as const;
  const world = await deployment({ partitions: PARTITIONS, config });
  const { prefix } = world.settings;
  const look = await onlooker(brokers.addresses, world, String(prefix));
  const given = await feed(brokers.addresses, { topic: world.names.documents, partitions: PARTITIONS, rate });
  const replicas = new Replicas(world, nodes);
  await sleep(5000);
  await look.workedOn(await look.ends());
  say(`${SIZE} brokers, ${SIZE} replicas, ${rate} documents a second: ${count} faults`);
  const begun = Date.now();
  const recoveries = await havoc({ replicas, brokers: brokers.brokers, registry, draw: dice() }, look, given);
  const minutes = Math.round((Date.now() - begun) / 60_000);
  await given.stop();
  say('counting');
  const { wrong, said } = await verdict(world, given);
  const statuses = await replicas.drain();
  if (statuses.some((status) => status !== 0)) wrong.push(`replicas ended with ${statuses}`);
  const summary = `${recoveries.length} faults in ${minutes} minutes, seed ${seed}, ${rate} documents a second. ${said}. ${replicas.gaveUp.length} replicas gave up for want of brokers and were started again.`;
  const text = [summary, '', ...table(recoveries)].join('\n');
  console.log(text);
  for (const line of [...wrong, ...replicas.broken]) console.error(line);
  if (count >= WHOLE && only === undefined && wrong.length === 0) writePart('docs/reliability.md', 'chaos', text);
  await look.close();
  await world.close();
  return wrong.length === 0;
}

const net = await network(2 * SIZE);
const registry = await startRegistry({ say });
let brokers: Cluster | undefined;
let fine = false;
try {
  say('starting three brokers');
  const entrance = await door(net.host, Number(new URL(registry.url).port));
  brokers = await cluster(net.nodes.slice(0, SIZE));
  process.env.KAFKA_BROKERS = brokers.addresses.join(',');
  process.env.SCHEMA_REGISTRY_URL = registry.url.replace(/127\.0\.0\.1:\d+/, `${net.host}:${entrance.port}`);
  fine = await chaos(brokers, entrance, net.nodes.slice(SIZE));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
} finally {
  await endProcesses();
  await brokers?.close();
  await registry.stop();
  await net.close();
}
process.exit(fine ? 0 : 1);
