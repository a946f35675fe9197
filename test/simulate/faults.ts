/** Faults from a seed: at which request which of them happens, and whether it interrupted a transaction. */
import type { SimulatedBroker } from './broker/broker.ts';
import type { Attempt, Call, Fate, Machine, Network } from './machine.ts';
import type { Scheduler } from './scheduler.ts';

export const FAULTS = {
  killed: 'the process dies, its request sent or not',
  frozen: 'the process stands still for longer than the session time-out, and comes back',
  moved: 'the group takes the process for dead, though it lives',
  joined: 'another replica joins',
  drained: 'the replica is told to stop',
  refused: 'a request is lost, and its connection breaks',
  unknown: 'a request is done, and its connection breaks',
  unanswered: 'a request is done or lost, and nothing is heard of it until time is over',
  repeated: 'a request comes twice, the second time later',
  delayed: 'a request takes seconds',
  aborted: 'the coordinator aborts the transaction',
  away: 'the brokers do not answer for a while',
  compacted: 'the changelog is compacted',
  unregistered: 'the schema registry fails for a while',
  unencoded: 'the encoder fails',
} as const;

export type FaultKind = keyof typeof FAULTS;

export interface Fault {
  readonly what: FaultKind;
  /** The first request that it fits, from this one on, counted from 1 among those of transactions or among all. */
  readonly at: number;
  readonly among: 'transactions' | 'all';
}

/** A fault that came to pass, with the transactions that it met. */
export interface Happened {
  readonly what: FaultKind;
  readonly met: readonly Attempt[];
}

/** What a fault does to the fleet. */
export interface Fleet {
  readonly machines: () => readonly Machine[];
  kill(machine: Machine): void;
  freeze(machine: Machine): void;
  add(): void;
  drain(machine: Machine): void;
  compact(): void;
}

const OF_TRANSACTIONS = new Set([
  'InitProducerId',
  'AddPartitionsToTxn',
  'Produce',
  'AddOffsetsToTxn',
  'TxnOffsetCommit',
  'EndTxn',
]);

/**
 * Requests that kafkajs sends again when an answer does not come, so that the broker may have them twice, the second time
 * late. Not so what ends a transaction or commits its offsets: after an error these are never sent again under one epoch.
 */
const REPEATED = new Set(['InitProducerId', 'AddPartitionsToTxn', 'Produce', 'Fetch', 'JoinGroup', 'Heartbeat']);

/** Requests that every run makes, by a wide margin: faults up to there come to pass. */
const SURE = { transactions: 40, all: 120 };
/** So many faults of a run are sure to come to pass. */
export const FEWEST = 3;

/** A few faults, more of them where more can break. */
export function plan(sim: Scheduler): Fault[] {
  const kinds = Object.keys(FAULTS) as FaultKind[];
  return Array.from({ length: sim.draw(FEWEST, FEWEST + 4) }, (_, i): Fault => {
    const among = sim.random() < 0.8 ? 'transactions' : 'all';
    return { what: sim.pick(kinds), among, at: sim.draw(1, SURE[among] * (i < FEWEST ? 1 : 3)) };
  });
}

export class Faults implements Network {
  readonly happened: Happened[] = [];
  /** Until when the brokers, and the registry, are away, ms of virtual time. */
  away = 0;
  unregistered = 0;
  /** Calls of a machine's encoder that will fail. */
  readonly unencoded = new Map<Machine, number>();
  readonly #sim: Scheduler;
  readonly #broker: SimulatedBroker;
  readonly #fleet: Fleet;
  /** Those that have not come to pass. */
  readonly #due: Set<Fault>;
  readonly #counts = { transactions: 0, all: 0 };

  constructor(sim: Scheduler, broker: SimulatedBroker, { fleet, plan }: { fleet: Fleet; plan: readonly Fault[] }) {
    this.#sim = sim;
    this.#broker = broker;
    this.#fleet = fleet;
    this.#due = new Set(plan);
  }

  meet(machine: Machine, call: Call): Fate {
    const all = ++this.#counts.all;
    const ofTransaction = OF_TRANSACTIONS.has(call.kind);
    const transactions = ofTransaction ? ++this.#counts.transactions : -1;
    this.#sim.note(`${machine.name} ${call.kind}`);
    const away = this.#sim.now < this.away;
    let fate: Fate = { arrives: !away, after: 0, again: null, answer: away ? 'breaks' : 'comes' };
    for (const fault of this.#due) {
      const { what, at, among } = fault;
      if ((among === 'all' ? all : transactions) < at || !this.#fits(what, call)) continue;
      this.#due.delete(fault);
      this.#sim.note(`  FAULT ${what} at ${machine.name} ${call.kind}`);
      const aborted = what === 'aborted' ? this.#abort(call) : null;
      this.happened.push({ what, met: aborted ?? this.#met(what, machine, call) });
      fate = this.#happen(what, machine, fate);
    }
    return fate;
  }

  #fits(what: FaultKind, { kind }: Call): boolean {
    if (what === 'repeated') return REPEATED.has(kind);
    return what !== 'aborted' || this.#broker.transactions.open().length > 0;
  }

  /** The transactions under way that the fault may interrupt. */
  #met(what: FaultKind, machine: Machine, { attempt }: Call): readonly Attempt[] {
    if (what === 'killed' || what === 'frozen' || what === 'moved' || what === 'drained' || what === 'unencoded')
      return [...machine.attempts];
    if (what === 'away' || what === 'joined' || what === 'compacted' || what === 'unregistered')
      return this.#fleet.machines().flatMap(({ attempts }) => [...attempts]);
    return attempt ? [attempt] : [];
  }

  /** Of the request that meets it, or any that is open; the attempts at it. */
  #abort({ attempt }: Call): readonly Attempt[] {
    const { transactions } = this.#broker;
    const open = transactions.open();
    const id = attempt && open.includes(attempt.of) ? attempt.of : open.length > 0 ? this.#sim.pick(open) : null;
    if (id === null) return [];
    transactions.abort(id);
    return this.#fleet.machines().flatMap(({ attempts }) => [...attempts].filter(({ of }) => of === id));
  }

  #happen(what: FaultKind, machine: Machine, fate: Fate): Fate {
    const { random } = this.#sim;
    const either = random() < 0.5;
    switch (what) {
      case 'killed':
        this.#fleet.kill(machine);
        return { ...fate, arrives: either };
      case 'frozen':
        this.#fleet.freeze(machine);
        return { ...fate, arrives: either };
      case 'moved':
        for (const [group, { member, topic }] of machine.members) this.#broker.groups.expel(group, member, topic);
        return fate;
      case 'joined':
        this.#fleet.add();
        return fate;
      case 'drained':
        this.#fleet.drain(machine);
        return fate;
      case 'refused':
        return { ...fate, arrives: false, answer: 'breaks' };
      case 'unknown':
        return { ...fate, answer: 'breaks' };
      case 'unanswered':
        return { ...fate, arrives: either, answer: 'never' };
      case 'repeated':
        return { ...fate, again: 3000 * random() ** 2 };
      case 'delayed':
        return { ...fate, after: 4000 * random() };
      case 'aborted':
        return fate;
      case 'away':
        this.away = this.#sim.now + 2500 * random();
        return { ...fate, arrives: either, answer: 'breaks' };
      case 'compacted':
        this.#fleet.compact();
        return fate;
      case 'unregistered':
        this.unregistered = this.#sim.now + 2500 * random();
        return fate;
      case 'unencoded':
        this.unencoded.set(machine, this.#sim.draw(1, 4));
        return fate;
    }
  }
}
