/** What is done to a deployment, each fault with the way back. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Broker } from './cluster.ts';
import type { Door } from './proxy.ts';
import type { Replicas, Slot } from './replicas.ts';

export interface Arena {
  readonly replicas: Replicas;
  readonly brokers: readonly Broker[];
  readonly registry: Door;
  /** A whole number below `below`, from the seed. */
  draw(below: number): number;
}

export interface Fault {
  readonly name: string;
  readonly what: string;
  /** Two of one kind never overlap: with two brokers away nothing can be written, and with no replica nothing is done. */
  readonly hits: 'replica' | 'broker' | 'registry';
  /** Seconds that it lasts, from and to. */
  readonly lasts: readonly [number, number];
  /** Does it; resolves with what undoes it. */
  strike(arena: Arena): Promise<() => Promise<void>>;
}

/** More than the six seconds of a session, and than the transaction's. */
const LONG: readonly [number, number] = [8, 14];
const done = async (): Promise<void> => {};

const anyReplica = ({ replicas, draw }: Arena): number => draw(replicas.slots.length);
const anyBroker = ({ brokers, draw }: Arena): Broker => brokers[draw(brokers.length)] as Broker;

async function trainer(arena: Arena): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const at = await arena.replicas.trainer().catch(() => -1);
    if (at >= 0) return at;
    await delay(100);
  }
  return anyReplica(arena);
}

async function freeze(slot: Slot): Promise<() => Promise<void>> {
  await slot.process.signal('STOP');
  return () => slot.process.signal('CONT');
}

async function cut({ node }: Pick<Slot, 'node'>): Promise<() => Promise<void>> {
  await node.cut();
  return () => node.join();
}

export const FAULTS: readonly Fault[] = [
  {
    name: 'killed',
    what: 'SIGKILL of a replica, which is started again',
    hits: 'replica',
    lasts: [0, 0],
    strike: async (arena) => arena.replicas.kill(anyReplica(arena)).then(() => done),
  },
  {
    name: 'trainer killed',
    what: 'SIGKILL of the replica that trains',
    hits: 'replica',
    lasts: [0, 0],
    strike: async (arena) => arena.replicas.kill(await trainer(arena)).then(() => done),
  },
  {
    name: 'frozen',
    what: 'SIGSTOP of a replica for longer than its session and its transaction may last, then SIGCONT',
    hits: 'replica',
    lasts: LONG,
    strike: (arena) => freeze(arena.replicas.slots[anyReplica(arena)] as Slot),
  },
  {
    name: 'trainer frozen',
    what: 'the same, of the replica that trains',
    hits: 'replica',
    lasts: LONG,
    strike: async (arena) => freeze(arena.replicas.slots[await trainer(arena)] as Slot),
  },
  {
    name: 'replica cut off',
    what: 'a network partition: the node of a replica reaches nothing, and is told nothing',
    hits: 'replica',
    lasts: LONG,
    strike: (arena) => cut(arena.replicas.slots[anyReplica(arena)] as Slot),
  },
  {
    name: 'broker killed',
    what: 'SIGKILL of a broker, which is started again',
    hits: 'broker',
    lasts: [4, 10],
    async strike(arena) {
      const broker = anyBroker(arena);
      await broker.kill();
      return broker.start;
    },
  },
  {
    name: 'broker cut off',
    what: 'a network partition: the node of a broker reaches neither the other brokers nor any client',
    hits: 'broker',
    lasts: [10, 20],
    strike: (arena) => cut(anyBroker(arena)),
  },
  {
    name: 'disk full',
    what: 'no byte is left on a broker’s disk, then it is freed and the broker started again',
    hits: 'broker',
    lasts: [8, 14],
    async strike(arena) {
      const broker = anyBroker(arena);
      await broker.fill();
      return broker.empty;
    },
  },
  {
    name: 'registry down',
    what: 'the schema registry refuses connections, while a replica is killed and starts again',
    hits: 'registry',
    lasts: [6, 12],
    async strike(arena) {
      await arena.registry.shut();
      await arena.replicas.kill(anyReplica(arena));
      return () => arena.registry.open();
    },
  },
];
