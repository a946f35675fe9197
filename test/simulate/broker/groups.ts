/** The group coordinator: who is a member, who has which partition, and the offsets that were committed. */
import type { Scheduler } from '../scheduler.ts';
import { KafkaError } from './log.ts';
import type { Participant } from './transactions.ts';

interface Member {
  readonly id: string;
  readonly sessionTimeout: number;
  seen: number;
  /** Set while it waits for the others to join. */
  join: ((joined: Joined) => void) | null;
}

export interface Joined {
  readonly member: string;
  readonly generation: number;
  readonly partitions: readonly number[];
}

export interface Offset {
  readonly offset: string;
  readonly metadata: string | null;
}

class Group {
  readonly members = new Map<string, Member>();
  readonly offsets = new Map<string, Offset>();
  /** Offsets of open transactions, by producer. */
  readonly pending = new Map<number, Map<string, Offset>>();
  generation = 0;
  rebalancing = false;
  /** Counts rebalances, so that a time-out knows its own. */
  round = 0;
}

export class Groups {
  readonly #sim: Scheduler;
  readonly #groups = new Map<string, Group>();
  readonly #partitions: (topic: string) => number;
  #ids = 0;

  constructor(sim: Scheduler, partitions: (topic: string) => number) {
    this.#sim = sim;
    this.#partitions = partitions;
  }

  /** JoinGroup and SyncGroup: `joined` is called once all others have joined, too, or have been given up. */
  join(
    name: string,
    options: { readonly topic: string; readonly member: string; readonly sessionTimeout: number },
    joined: (joined: Joined) => void,
  ): void {
    const group = this.#group(name);
    const known = group.members.get(options.member);
    if (options.member !== '' && !known) throw new KafkaError('UNKNOWN_MEMBER_ID');
    const member: Member = known ?? {
      id: `m${++this.#ids}`,
      sessionTimeout: options.sessionTimeout,
      seen: this.#sim.now,
      join: null,
    };
    member.seen = this.#sim.now;
    member.join = joined;
    if (!known) {
      group.members.set(member.id, member);
      this.#watch(group, member, options.topic);
    }
    this.#rebalance(group, options.topic);
  }

  heartbeat(name: string, { member: id, generation }: Joined): void {
    const group = this.#group(name);
    const member = group.members.get(id);
    if (!member) throw new KafkaError('UNKNOWN_MEMBER_ID');
    member.seen = this.#sim.now;
    if (group.rebalancing) throw new KafkaError('REBALANCE_IN_PROGRESS');
    if (generation !== group.generation) throw new KafkaError('ILLEGAL_GENERATION');
  }

  leave(name: string, member: string, topic: string): void {
    const group = this.#group(name);
    if (group.members.delete(member)) this.#rebalance(group, topic);
  }

  /** The coordinator gives a member up, as if its heartbeats had not come; it has to find out. */
  expel(name: string, member: string, topic: string): boolean {
    const group = this.#group(name);
    if (!group.members.delete(member)) return false;
    this.#rebalance(group, topic);
    return true;
  }

  drop(name: string): void {
    this.#groups.delete(name);
  }

  offset(name: string, topic: string, partition: number): Offset | null {
    return this.#group(name).offsets.get(`${topic}/${partition}`) ?? null;
  }

  /** TxnOffsetCommit. */
  stage(name: string, producer: number, offsets: ReadonlyMap<string, Offset>): void {
    const { pending } = this.#group(name);
    const staged = pending.get(producer) ?? new Map<string, Offset>();
    for (const [at, offset] of offsets) staged.set(at, offset);
    pending.set(producer, staged);
  }

  /** The group's offsets as part of a transaction. */
  participant(name: string): Participant {
    return {
      name: `offsets of ${name}`,
      end: (producer, _epoch, marker) => {
        const { pending, offsets } = this.#group(name);
        if (marker === 'commit') for (const [at, offset] of pending.get(producer) ?? []) offsets.set(at, offset);
        pending.delete(producer);
      },
    };
  }

  #group(name: string): Group {
    const group = this.#groups.get(name) ?? new Group();
    this.#groups.set(name, group);
    return group;
  }

  #watch(group: Group, member: Member, topic: string): void {
    const look = (): void => {
      if (group.members.get(member.id) !== member) return;
      const left = member.seen + member.sessionTimeout - this.#sim.now;
      // One that waits for the others is waited for.
      if (left > 0 || member.join) {
        this.#sim.after(Math.max(left, member.sessionTimeout / 4), look);
        return;
      }
      group.members.delete(member.id);
      this.#rebalance(group, topic);
    };
    this.#sim.after(member.sessionTimeout, look);
  }

  #rebalance(group: Group, topic: string): void {
    if (!group.rebalancing) {
      group.rebalancing = true;
      const round = ++group.round;
      const longest = Math.max(...[...group.members.values()].map(({ sessionTimeout }) => sessionTimeout), 0);
      this.#sim.after(longest, () => {
        if (!group.rebalancing || group.round !== round) return;
        for (const [id, { join }] of group.members) if (!join) group.members.delete(id);
        this.#complete(group, topic);
      });
    }
    if ([...group.members.values()].every(({ join }) => join)) this.#complete(group, topic);
  }

  #complete(group: Group, topic: string): void {
    group.rebalancing = false;
    const members = [...group.members.values()];
    if (members.length === 0) return;
    group.generation++;
    const first = this.#sim.draw(0, members.length);
    const shares = members.map((): number[] => []);
    for (let p = 0; p < this.#partitions(topic); p++) shares[(first + p) % members.length]?.push(p);
    for (const [i, member] of members.entries()) {
      const { id, join } = member;
      member.join = null;
      member.seen = this.#sim.now;
      join?.({ member: id, generation: group.generation, partitions: shares[i] ?? [] });
    }
  }
}
