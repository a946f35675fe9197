/**
 * What more replicas give: one to four on one real broker, each held to a share of a processor, so that a machine with two
 * stands for a cluster; and what one trainer can take. Written into docs/scaling.md. `make bench-scaling`, as root on Linux.
 *
 * SHARE: processors a replica, .3 by default; SECONDS: that are looked at for each number of replicas, 40; twice as
 * many with the transformer, of which few documents are done in that time, and in whole batches only.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { writePart } from '../../quality/document.ts';
import { type Deployment, deployment } from '../../support/deployment.ts';
import { eventually } from '../../support/eventually.ts';
import setup from '../../support/global-setup.ts';
import { endProcesses } from '../../support/processes.ts';
import { randomName } from '../../support/services.ts';
import { feedOf } from '../pipeline/feed.ts';
import { type Share, share } from './share.ts';

const number = (name: string, fallback: number): number => Number(process.env[name] ?? fallback);
const processors = number('SHARE', 0.3);
const seconds = number('SECONDS', 40);
const MOST = 4;
/** The lightest encoder there is, which shows where the trainer is the limit, and the default, which is the limit itself. */
const KINDS = [
  { name: 'hashing encoder', encoder: { kind: 'hashing' }, batch: 512, warm: 40_000, waiting: 300_000, looks: 1 },
  { name: 'transformer', encoder: { workers: 1 }, batch: 16, warm: 2_000, waiting: 12_000, looks: 2 },
] as const;
type Kind = (typeof KINDS)[number];
/** One replica, two, three and four get equally many. */
const PARTITIONS = 12;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

interface Measured {
  readonly replicas: number;
  /** Documents a second. */
  readonly rate: number;
  /** Of the trainer's replica, and of each of the others: processor-seconds, and documents of its own partitions. */
  readonly trainer: Spent;
  readonly others: readonly Spent[];
}

interface Spent {
  readonly cpu: number;
  readonly documents: number;
}

/** Waits until the partitions are shared out evenly and there is a trainer; who has which. */
async function settled(world: Deployment, replicas: number): Promise<{ owners: string[]; trainer: string }> {
  return eventually(
    async () => {
      const owners = await Promise.all(Array.from({ length: PARTITIONS }, (_, p) => world.owner(p)));
      const trainer = await world.trainer();
      const each = new Set(owners).size;
      if (owners.includes(null) || trainer === null || each !== replicas)
        throw new Error(`${each} of ${replicas} work`);
      return { owners: owners as string[], trainer };
    },
    { timeout: 120_000, interval: 500 },
  );
}

/** Processor-seconds after which a replica is taken for warm: what is compiled when it has run often costs much until then. */
const WARM = 15;
/** Seconds in which what was begun at full speed is done. */
const EBB = 5;

/** Waits until each replica has worked for a while at full speed; then each is held to its share. */
async function warmed(shares: readonly Share[]): Promise<void> {
  await eventually(
    async () => {
      const cold = shares.filter(({ used }) => used() < WARM);
      if (cold.length > 0) throw new Error(`${cold.length} of ${shares.length} replicas are not warm`);
    },
    { timeout: 300_000, interval: 500 },
  );
  for (const one of shares) one.hold(processors);
  await sleep(EBB * 1000);
}

/** `appended`: documents that there are in all. */
async function measured(
  world: Deployment,
  { replicas, looks, appended }: { readonly replicas: number; readonly looks: number; readonly appended: number },
): Promise<Measured> {
  const shares = new Map(
    Array.from({ length: replicas }, (_, i): [string, Share] => {
      const name = randomName(`scaling-${i}`);
      return [name, share(name)];
    }),
  );
  const processes = [...shares].map(([name, { within }]) => world.replica(name, { within }));
  try {
    const { owners, trainer } = await settled(world, replicas);
    await warmed([...shares.values()]);
    const spent = async () => ({
      at: performance.now(),
      done: await world.committed(),
      cpu: new Map([...shares].map(([name, { used }]) => [name, used()])),
    });
    const before = await spent();
    await sleep(looks * seconds * 1000);
    const after = await spent();
    if (after.done.reduce((a, b) => a + b, 0n) >= appended)
      throw new Error(
        `all of ${appended} documents are done: give more of them ("waiting") than this machine does in the time`,
      );
    const of = (name: string): Spent => ({
      cpu: (after.cpu.get(name) as number) - (before.cpu.get(name) as number),
      documents: owners.reduce(
        (sum, owner, p) => sum + (owner === name ? Number((after.done[p] as bigint) - (before.done[p] as bigint)) : 0),
        0,
      ),
    });
    const names = [...shares.keys()];
    const all = names.map(of);
    const documents = all.reduce((sum, one) => sum + one.documents, 0);
    return {
      replicas,
      rate: (1000 * documents) / (after.at - before.at),
      trainer: of(trainer),
      others: names.filter((name) => name !== trainer).map(of),
    };
  } finally {
    await Promise.all(processes.map((one) => one.stop()));
    for (const one of shares.values()) one.close();
  }
}

/** `warm`: documents of which the model is made before anything is measured; `waiting`: those that there are then; `looks`: times `seconds`. */
async function upTo(most: number, { name, encoder, batch, warm, waiting, looks }: Kind): Promise<Measured[]> {
  const feed = feedOf(randomName('feed'));
  const config = { batch: { documents: batch }, encoder, stats: { keep: false } };
  const world = await deployment({ partitions: PARTITIONS, config });
  try {
    say(`${name}: a model of ${warm} documents`);
    await feed.append(world.kafka, world.names.documents, warm);
    const first = world.replica('first');
    const gone = first.ended.then(() => Promise.reject(new Error(first.lines.join('\n'))));
    gone.catch(() => {});
    await Promise.race([world.absorbed({ timeout: 300_000 }), gone]);
    await first.signal('TERM');
    await first.ended;
    const found: Measured[] = [];
    for (let replicas = 1; replicas <= most; replicas++) {
      say(`${name}: ${replicas} of ${most} replicas`);
      await feed.append(world.kafka, world.names.documents, waiting);
      found.push(await measured(world, { replicas, looks, appended: warm + replicas * waiting }));
    }
    return found;
  } finally {
    await endProcesses();
    await world.close();
  }
}

const stop = await setup();
try {
  const parts: string[] = [];
  for (const kind of KINDS) parts.push(tableOf(kind, await upTo(MOST, kind)));
  const text = parts.join('\n\n');
  console.log(text);
  writePart('docs/scaling.md', 'replicas', text);
} finally {
  await stop();
}

/** The costs of a document are those with two replicas, where a worker and a trainer can be told apart. */
function tableOf({ name, batch }: Kind, found: readonly Measured[]): string {
  const { trainer, others } = found[1] as Measured;
  const [other] = others as [Spent];
  const worker = other.cpu / other.documents;
  const training = Math.max(0, trainer.cpu - worker * trainer.documents) / (trainer.documents + other.documents);
  const told = (n: number): number => Math.min((n * processors) / (worker + training), processors / training);
  const k = (x: number): string => Math.round(x).toLocaleString('en');
  const rows = found.map(({ replicas, rate }) => {
    const expected = told(replicas);
    return `| ${replicas} | ${k(rate)} | ${(rate / (found[0] as Measured).rate).toFixed(2)} | ${k(expected)} | ${(rate / expected).toFixed(2)} |`;
  });
  return [
    `The ${name}; each replica held to ${processors} of a processor, batches of ${batch}, ${PARTITIONS} partitions. A document costs a worker ${k(worker * 1e6)} µs, encoding included, and the trainer ${k(training * 1e6)} µs: one trainer is the limit from ${(1 + worker / training).toFixed(1)} replicas on, at ${k(processors / training)} documents a second, and at ${k(1 / training)} with a whole processor.`,
    '',
    '| replicas | documents a second | times one replica | expected | measured / expected |',
    '| -------: | -----------------: | ----------------: | -------: | ------------------: |',
    ...rows,
  ].join('\n');
}
