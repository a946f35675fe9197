/** Kills and freezes replicas while they work, and says what happened. */
import { setTimeout as delay } from 'node:timers/promises';
import { uniform } from '../../src/core/random.ts';
import type { Deployment } from './deployment.ts';
import { eventually } from './eventually.ts';
import type { Process } from './processes.ts';

export interface Fleet {
  /** Those alive, oldest first. */
  readonly replicas: readonly Process[];
  start(): Process;
  /** SIGKILLs one and starts another in its place. */
  replace(index: number): Promise<void>;
  /** Throws, with its output, when a replica has ended by itself. */
  check(): void;
  /** SIGTERMs all; resolves with their exit statuses. */
  drain(): Promise<number[]>;
}

export function fleet(deployment: Deployment, size: number): Fleet {
  const replicas: Process[] = [];
  const start = (): Process => {
    const replica = deployment.replica();
    replicas.push(replica);
    return replica;
  };
  for (let i = 0; i < size; i++) start();
  return {
    replicas,
    start,
    async replace(index) {
      const [victim] = replicas.splice(index, 1);
      await victim?.signal('KILL');
      await victim?.ended;
      start();
    },
    check() {
      for (const replica of replicas)
        if (!replica.running()) throw new Error(`a replica ended by itself:\n${replica.lines.slice(-20).join('\n')}`);
    },
    async drain() {
      await Promise.all(replicas.map((replica) => replica.signal('TERM')));
      return Promise.all(replicas.map((replica) => replica.ended));
    },
  };
}

const sum = (offsets: readonly bigint[]): number => Number(offsets.reduce((a, b) => a + b, 0n));

/**
 * Kills one of the fleet, any of them, each time the workers have come further by a random part of the input, plus a
 * random moment of up to `jitter` ms.
 * @returns documents committed at each kill
 */
export async function killAtRandom(
  deployment: Deployment,
  replicas: Fleet,
  { kills, until, seed, jitter = 200 }: { kills: number; until: number; seed: number; jitter?: number },
): Promise<number[]> {
  const moments = Array.from({ length: kills }, (_, i) => uniform(`kill ${i}`, seed) * until).sort((a, b) => a - b);
  const at: number[] = [];
  for (const [i, moment] of moments.entries()) {
    await eventually(
      async () => {
        replicas.check();
        if (sum(await deployment.committed()) < moment) throw new Error(`the workers have not come to ${moment}`);
      },
      { timeout: 120_000, interval: 20 },
    );
    await delay(uniform(`jitter ${i}`, seed) * jitter);
    at.push(sum(await deployment.committed()));
    await replicas.replace(Math.floor(uniform(`victim ${i}`, seed) * replicas.replicas.length));
  }
  return at;
}

/** Milliseconds until every partition that has input left is worked on further than now, and the model too. */
export async function progress(deployment: Deployment): Promise<number> {
  const begun = Date.now();
  const ends = await deployment.ends(deployment.names.documents);
  const before = await deployment.committed();
  const version = deployment.model()?.version ?? 0;
  await eventually(
    async () => {
      const now = await deployment.committed();
      const stuck = ends.flatMap((end, p) => ((now[p] ?? 0n) < end && now[p] === before[p] ? p : []));
      if (stuck.length > 0) throw new Error(`partitions ${stuck} stand still at ${now} of ${ends}`);
      if ((deployment.model()?.version ?? 0) <= version) throw new Error(`the model stands still at version ${version}`);
    },
    { timeout: 60_000, interval: 50 },
  );
  return Date.now() - begun;
}
