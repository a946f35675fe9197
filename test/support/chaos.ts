/** Kills and freezes replicas while they work, and says what came of it. */
import { setTimeout as delay } from 'node:timers/promises';
import type { OutRecord } from '../../src/core/ports.ts';
import { uniform } from '../../src/core/random.ts';
import type { Deployment } from './deployment.ts';
import { eventually } from './eventually.ts';
import type { Process } from './processes.ts';
import { watchStats } from './stats-log.ts';

export interface Fleet {
  /** Those alive, by name. */
  readonly replicas: ReadonlyMap<string, Process>;
  start(): void;
  /** SIGKILLs one and starts another in its place. */
  replace(name: string): Promise<void>;
  /** Throws, with its output, when a replica has ended by itself. */
  check(): void;
  /** SIGTERMs all; resolves with their exit statuses. */
  drain(): Promise<number[]>;
}

export function fleet(world: Deployment, size: number): Fleet {
  const replicas = new Map<string, Process>();
  let started = 0;
  const start = (): void => {
    const name = `replica-${++started}`;
    replicas.set(name, world.replica(name));
  };
  for (let i = 0; i < size; i++) start();
  return {
    replicas,
    start,
    async replace(name) {
      const victim = replicas.get(name);
      replicas.delete(name);
      await victim?.signal('KILL');
      await victim?.ended;
      start();
    },
    check() {
      for (const [name, { running, lines }] of replicas)
        if (!running()) throw new Error(`${name} ended by itself:\n${lines.slice(-20).join('\n')}`);
    },
    async drain() {
      const alive = [...replicas.values()];
      await Promise.all(alive.map((replica) => replica.signal('TERM')));
      return Promise.all(alive.map((replica) => replica.ended));
    },
  };
}

const sum = (offsets: readonly bigint[]): number => Number(offsets.reduce((a, b) => a + b, 0n));

/** Resolves once the workers have committed so many documents. */
export async function reached(world: Deployment, replicas: Fleet, documents: number): Promise<void> {
  await eventually(
    async () => {
      replicas.check();
      const committed = sum(await world.committed());
      if (committed < documents) throw new Error(`the workers have come to ${committed}, not to ${documents}`);
    },
    { timeout: 120_000, interval: 20 },
  );
}

export interface KillOptions {
  readonly kills: number;
  /** Documents of the input; the kills lie before four fifths of it. */
  readonly documents: number;
  readonly seed: number;
  /** Longest wait between the commit that says it is time and the kill, ms; default 150. */
  readonly jitter?: number;
}

/**
 * Kills any one of the fleet each time the workers have come to a random part of the input, plus a random moment.
 * @returns documents committed at each kill
 */
export async function killAtRandom(world: Deployment, replicas: Fleet, options: KillOptions): Promise<number[]> {
  const { kills, documents, seed, jitter = 150 } = options;
  const drawn = (what: string): number => uniform(what, seed);
  const moments = Array.from({ length: kills }, (_, i) => drawn(`moment ${i}`) * documents * 0.8).sort((a, b) => a - b);
  const at: number[] = [];
  for (const [i, moment] of moments.entries()) {
    await reached(world, replicas, moment);
    await delay(drawn(`jitter ${i}`) * jitter);
    const names = [...replicas.replicas.keys()];
    await replicas.replace(names[Math.floor(drawn(`victim ${i}`) * names.length)] as string);
    at.push(sum(await world.committed()));
  }
  return at;
}

/**
 * Resolves once every partition that has input left is worked on further than now, and the model with it.
 * @returns milliseconds since `since`, by default the call
 */
export async function progress(world: Deployment, since = Date.now()): Promise<number> {
  const ends = await world.ends(world.names.documents);
  const before = await world.committed();
  const version = world.model()?.version ?? 0;
  await eventually(
    async () => {
      const now = await world.committed();
      const stuck = ends.flatMap((end, p) => ((now[p] ?? 0n) < end && now[p] === before[p] ? p : []));
      if (stuck.length > 0) throw new Error(`partitions ${stuck} stand still at ${now} of ${ends}`);
      if ((world.model()?.version ?? 0) <= version) throw new Error(`the model stands still at version ${version}`);
    },
    { timeout: 60_000, interval: 50 },
  );
  return Date.now() - since;
}

/** Batches that are given until one of them is caught. */
const TRIES = 150;
/** By how much a freeze comes before the stats are expected at the broker, at most, ms: they are seen a little after they came. */
const LEAD = 10;

/**
 * Stops the owner of a partition while a transaction of that partition is open: gives it one batch at a time, and
 * freezes it when the broker should have the batch's stats, until that came between them and the commit.
 * @returns the name of the frozen replica, and when that was
 */
export async function freezeInTransaction(
  world: Deployment,
  replicas: Fleet,
  { partition, batch }: { readonly partition: number; readonly batch: () => readonly Omit<OutRecord, 'topic'>[] },
): Promise<{ readonly name: string; readonly at: number }> {
  let arrived: (offset: bigint) => void = () => {};
  const watch = await watchStats(world, ({ offset, stats }) => {
    if (stats.span.partition === partition) arrived(offset);
  });
  /** How long the batch before took, ms. */
  let usual = Number.POSITIVE_INFINITY;
  try {
    for (let tries = 0; tries < TRIES; tries++) {
      const owner = await eventually(async () => {
        const name = await world.owner(partition);
        if (name === null) throw new Error(`nobody owns partition ${partition}`);
        return name;
      });
      const process = replicas.replicas.get(owner);
      let offset: bigint | null = null;
      let took = usual;
      const begun = performance.now();
      const seen = new Promise<void>((resolve) => {
        arrived = (at) => {
          offset = at;
          took = performance.now() - begun;
          resolve();
        };
      });
      await world.produce(batch());
      const wait = usual - LEAD * Math.random() - (performance.now() - begun);
      await (Number.isFinite(wait) ? Promise.race([seen, delay(Math.max(0, wait))]) : seen);
      await process?.signal('STOP');
      const at = Date.now();
      // What was under way to the broker arrives.
      await delay(100);
      const [stable] = await world.ends(world.names.stats);
      if (offset !== null && (stable ?? 0n) <= offset) return { name: owner, at };
      // One that was stopped too early says nothing of how long it takes.
      usual = offset === null ? Number.POSITIVE_INFINITY : took;
      await process?.signal('CONT');
      await eventually(async () => {
        const [committed, ends] = await Promise.all([world.committed(), world.ends(world.names.documents)]);
        if ((committed[partition] ?? 0n) < (ends[partition] ?? 0n)) throw new Error('the batch is still under way');
      });
    }
  } finally {
    await watch.close();
  }
  throw new Error(`${TRIES} batches were committed before the freeze came`);
}
