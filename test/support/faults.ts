/** Faults as data: what happens to which transaction, played against replicas over the in-memory log. */
import { LeitmotifError } from '../../src/core/errors.ts';
import type { MemoryTransaction } from '../../src/edges/memory/log.ts';
import { COMMANDERS, type Running, TRAINERS, WORKERS, type World } from './world.ts';

export const FAULTS = [
  /** Nothing was committed, and the client is told so. */
  'refused',
  /** All was committed, and the client is told of a failure. */
  'unknown',
  /** The process dies before, or after, its transaction takes effect; another is started. */
  'killed before',
  'killed after',
  /** The process stands still before its transaction takes effect, longer than the group waits, and then goes on. */
  'frozen',
  /** The group gives the process's partitions away and back while its transaction is under way. */
  'moved',
] as const;

export interface Fault {
  readonly of: 'worker' | 'trainer';
  /** The how-manieth transaction that any of them tries, from 1. */
  readonly at: number;
  readonly what: (typeof FAULTS)[number];
}

export interface Played {
  /** Faults that came to pass. */
  readonly happened: readonly Fault[];
  /** All replicas that were ever started. */
  readonly running: readonly Running[];
  /** Names of those that were killed. */
  readonly killed: ReadonlySet<string>;
}

export interface PlayOptions {
  /** Started at the beginning; default 1. */
  readonly replicas?: number;
  /** Called with each transaction that took effect, and the replica it is of. */
  readonly watch?: (transaction: MemoryTransaction, replica: string) => void;
}

/** Transactions of the others after which a frozen process goes on. */
const FROZEN_FOR = 3;

/**
 * Runs replicas until everything is worked on and absorbed, then drains those that live. Rejects when one of them
 * failed: none of these faults may stop a replica for good.
 */
export async function play(
  world: World,
  script: readonly Fault[],
  { replicas = 1, watch }: PlayOptions = {},
): Promise<Played> {
  const { log } = world;
  const running: Running[] = [];
  const happened: Fault[] = [];
  const killed = new Set<string>();
  const frozen = new Map<Running, number>();
  const tries = { worker: 0, trainer: 0 };
  let committed = 0;

  const groups = (act: (group: string) => void): void => [WORKERS, TRAINERS, COMMANDERS].forEach(act);
  const expel = (name: string): void => groups((group) => log.groups.expel(group, name));
  const readmit = (name: string): void => groups((group) => log.groups.readmit(group, name));
  const kill = (one: Running): void => {
    one.process.kill();
    killed.add(one.process.name);
    expel(one.process.name);
    start();
  };
  const thaw = async (one: Running): Promise<void> => {
    frozen.delete(one);
    one.process.thaw();
    // It goes on with what it had in hand before it learns that it was given up.
    for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
    readmit(one.process.name);
  };

  function start(): void {
    const name = `replica ${running.length + 1}`;
    let due: Fault | undefined;
    const one = world.start(name, {
      before(transaction) {
        if (transaction.offset.start) return;
        const of = transaction.offset.topic === world.names.documents ? 'worker' : 'trainer';
        const at = ++tries[of];
        due = script.find((fault) => fault.of === of && fault.at === at);
        if (!due) return;
        happened.push(due);
        if (due.what === 'refused') throw new LeitmotifError('transient', 'commit', 'the broker is away');
        if (due.what === 'killed before') kill(one);
        if (due.what === 'moved') {
          expel(name);
          readmit(name);
        }
        if (due.what === 'frozen') {
          frozen.set(one, committed + FROZEN_FOR);
          one.process.freeze();
          expel(name);
          start();
        }
      },
      after(transaction) {
        if (transaction.offset.start) return;
        watch?.(transaction, name);
        committed++;
        for (const [sleeper, until] of frozen) if (committed >= until) void thaw(sleeper);
        const now = due;
        due = undefined;
        if (now?.what === 'unknown') throw new LeitmotifError('transient', 'commit', 'the connection broke');
        if (now?.what === 'killed after') kill(one);
      },
    });
    running.push(one);
  }

  for (let i = 0; i < replicas; i++) start();
  await world.settled();
  for (const sleeper of [...frozen.keys()]) await thaw(sleeper);
  const alive = running.filter(({ process }) => !process.dead);
  for (const one of alive) one.stop();
  await Promise.all(alive.map(({ done }) => done));
  return { happened, running, killed };
}
