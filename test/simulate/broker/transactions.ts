/** The transaction coordinator: epochs of transactional ids, two-phase ends, time-outs (KIP-98, verified as by KIP-890). */
import type { Scheduler } from '../scheduler.ts';
import { KafkaError } from './log.ts';

/** Who takes part in a transaction: a partition of the log, or the offsets of a group. */
export interface Participant {
  readonly name: string;
  end(producer: number, epoch: number, marker: 'commit' | 'abort'): void;
}

interface Transaction {
  readonly id: string;
  readonly producer: number;
  epoch: number;
  state: 'empty' | 'ongoing' | 'committing' | 'aborting';
  /** How the one before ended. */
  last: 'commit' | 'abort' | null;
  timeout: number;
  readonly parts: Map<string, Participant>;
  /** Counts transactions, so that a time-out knows its own. */
  turn: number;
}

/** A client's right to write in the name of a transactional id. */
export interface Claim {
  readonly id: string;
  readonly producer: number;
  readonly epoch: number;
}

/** Longest time until a marker is written, ms. */
const MARKER = 12;

export class Transactions {
  readonly #sim: Scheduler;
  readonly #byId = new Map<string, Transaction>();

  constructor(sim: Scheduler) {
    this.#sim = sim;
  }

  /** Transactions that have not come to their end. */
  get under(): number {
    let count = 0;
    for (const { state } of this.#byId.values()) if (state !== 'empty') count++;
    return count;
  }

  /** InitProducerId: fences whoever had the id, and aborts what it left open. */
  init(id: string, timeout: number): Claim {
    const known = this.#byId.get(id);
    const transaction = known ?? {
      id,
      producer: this.#byId.size + 1,
      epoch: -1,
      state: 'empty',
      last: null,
      timeout,
      parts: new Map(),
      turn: 0,
    };
    this.#byId.set(id, transaction);
    transaction.timeout = timeout;
    if (transaction.state === 'ongoing') this.#abort(transaction);
    if (transaction.state !== 'empty') throw new KafkaError('CONCURRENT_TRANSACTIONS');
    transaction.epoch++;
    return { id, producer: transaction.producer, epoch: transaction.epoch };
  }

  /** AddPartitionsToTxn, AddOffsetsToTxn. */
  add(claim: Claim, parts: readonly Participant[]): void {
    const transaction = this.#of(claim);
    if (transaction.state !== 'empty' && transaction.state !== 'ongoing')
      throw new KafkaError('CONCURRENT_TRANSACTIONS');
    if (transaction.state === 'empty') {
      transaction.state = 'ongoing';
      transaction.last = null;
      const turn = ++transaction.turn;
      this.#sim.after(transaction.timeout, () => {
        if (transaction.turn === turn && transaction.state === 'ongoing') this.#abort(transaction);
      });
    }
    for (const part of parts) transaction.parts.set(part.name, part);
  }

  /** Whether a record for the partition is part of an open transaction. */
  verify(claim: Claim, part: string): void {
    const transaction = this.#of(claim);
    if (transaction.state !== 'ongoing' || !transaction.parts.has(part)) throw new KafkaError('INVALID_TXN_STATE');
  }

  /** EndTxn: decided at once; the markers follow. */
  end(claim: Claim, how: 'commit' | 'abort'): void {
    const transaction = this.#of(claim);
    const { state, last } = transaction;
    if (state === 'empty' && last === how) return;
    if (state === (how === 'commit' ? 'committing' : 'aborting')) throw new KafkaError('CONCURRENT_TRANSACTIONS');
    if (state !== 'ongoing') throw new KafkaError('INVALID_TXN_STATE');
    this.#end(transaction, how);
  }

  /** The coordinator itself ends a transaction, as when its time is over; true when there was one. */
  abort(id: string): boolean {
    const transaction = this.#byId.get(id);
    if (transaction?.state !== 'ongoing') return false;
    this.#abort(transaction);
    return true;
  }

  /** Ids of the open transactions. */
  open(): string[] {
    return [...this.#byId.values()].filter(({ state }) => state === 'ongoing').map(({ id }) => id);
  }

  #of({ id, producer, epoch }: Claim): Transaction {
    const transaction = this.#byId.get(id);
    if (transaction?.producer !== producer || transaction.epoch !== epoch)
      throw new KafkaError('INVALID_PRODUCER_EPOCH');
    return transaction;
  }

  #abort(transaction: Transaction): void {
    transaction.epoch++;
    this.#end(transaction, 'abort');
  }

  #end(transaction: Transaction, how: 'commit' | 'abort'): void {
    const { parts, producer, epoch } = transaction;
    transaction.state = how === 'commit' ? 'committing' : 'aborting';
    let left = parts.size;
    for (const part of parts.values())
      this.#sim.after(MARKER * this.#sim.random(), () => {
        part.end(producer, epoch, how);
        if (--left > 0) return;
        parts.clear();
        transaction.state = 'empty';
        transaction.last = how;
      });
  }
}
