/** Replicas, one to a node, under a supervisor that starts again what has ended, and keeps what it said. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Deployment } from '../support/deployment.ts';
import type { Process } from '../support/processes.ts';
import type { Node } from './network.ts';

export interface Slot {
  readonly node: Node;
  readonly name: string;
  readonly process: Process;
}

/** Where each replica's log is written when it ends. */
const LOGS = '.cache/chaos';

/** What a replica may end by: the world around it failed for too long. Anything else is a bug. */
const PARDONED = /"fault":"(transient|fenced)"/;

export class Replicas {
  readonly slots: Slot[];
  /** Last lines of replicas that gave up because of the world around them. */
  readonly gaveUp: string[] = [];
  /** Last lines of those that ended for any other reason. */
  readonly broken: string[] = [];
  readonly #world: Deployment;
  #started = 0;
  #over = false;

  constructor(world: Deployment, nodes: readonly Node[]) {
    this.#world = world;
    rmSync(LOGS, { recursive: true, force: true });
    mkdirSync(LOGS, { recursive: true });
    this.slots = nodes.map((node, at) => this.#start(at, node));
  }

  /** SIGKILLs what runs in a slot; the supervisor starts another there. */
  async kill(at: number): Promise<void> {
    const { process } = this.slots[at] as Slot;
    await process.signal('KILL');
    await process.ended;
  }

  /** The slot in which the trainer is, -1 when there is none for the moment. */
  async trainer(): Promise<number> {
    const name = await this.#world.trainer();
    return this.slots.findIndex((slot) => slot.name === name);
  }

  /** SIGTERMs all; resolves with their exit statuses. */
  async drain(): Promise<number[]> {
    this.#over = true;
    await Promise.all(this.slots.map(({ process }) => process.signal('TERM')));
    return Promise.all(this.slots.map(({ process }) => process.ended));
  }

  #start(at: number, node: Node): Slot {
    const name = `replica-${++this.#started}`;
    const process = this.#world.replica(name, node);
    void process.ended.then((status) => {
      writeFileSync(join(LOGS, `${name}.log`), `${process.lines.join('\n')}\n`);
      if (this.#over) return;
      if (status !== 137) this.#note(status, name, process.lines);
      this.slots[at] = this.#start(at, node);
    });
    return { node, name, process };
  }

  #note(status: number, name: string, lines: readonly string[]): void {
    const last = `${name} ended with ${status}: ${lines.slice(-3).join('\n  ')}`;
    (PARDONED.test(lines.at(-1) ?? '') ? this.gaveUp : this.broken).push(last);
  }
}
