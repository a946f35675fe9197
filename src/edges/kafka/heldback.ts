import type { Clock, Probe } from '../../core/ports.ts';
import type { Millis } from '../../core/types.ts';

/** Where a reader of committed records stands, where these end, and where the log does. */
export interface Ends {
  readonly position: bigint;
  readonly stable: bigint;
  readonly end: bigint;
}

/** Transactions that are meant to be long, as those between two checkpoints of a stream processor, end within this, ms. */
const LONG: Millis = 300_000;

interface Held extends Pick<Ends, 'stable'> {
  readonly since: Millis;
  told: boolean;
}

/**
 * Tells of records that nobody can read because a transaction of whoever writes there does not end: they count in no lag, as
 * for readers of committed records the log ends where it begins.
 */
export class HeldBack {
  readonly #options: { readonly topic: string; readonly clock: Clock; readonly probe: Pick<Probe, 'log'> };
  readonly #held = new Map<number, Held>();

  constructor(options: { readonly topic: string; readonly clock: Clock; readonly probe: Pick<Probe, 'log'> }) {
    this.#options = options;
  }

  /** What the answer to a fetch says of a partition. */
  look(partition: number, { position, stable, end }: Ends): void {
    const { topic, clock, probe } = this.#options;
    const held = this.#held.get(partition);
    const now = clock.now();
    if (held?.stable !== stable || stable >= end) {
      if (held?.told) probe.log('info', `partition ${partition} of Kafka topic ${topic} can be read on`);
      // Whether a transaction is open is not known from when none was.
      if (stable >= end) this.#held.delete(partition);
      else this.#held.set(partition, { stable, since: now, told: false });
    } else if (!held.told && position >= stable && now - held.since >= LONG) {
      held.told = true;
      const waiting = `records of partition ${partition} of Kafka topic ${topic} wait from offset ${stable} on, and count in no lag`;
      const why = `a transaction of whoever writes there has been open for ${Math.round((now - held.since) / 1000)} s`;
      const remedy = `kafka-transactions --bootstrap-server BROKER abort --topic ${topic} --partition ${partition} --start-offset ${stable}`;
      probe.log('warn', `${waiting}: ${why}; if its producer is gone, end it by \`${remedy}\``);
    }
  }
}
