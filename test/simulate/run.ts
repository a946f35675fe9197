/** One run of a seed: a deployment, its faults, and what it has committed when all is done. */
import { faultOf, messageOf } from '../../src/core/errors.ts';
import { SimulatedBroker } from './broker/broker.ts';
import { NAMES, type Running, SESSION, type Settings, said, startReplica, TRAINERS, WORKERS } from './deployment.ts';
import { type Fault, Faults, type Fleet, type Happened, plan } from './faults.ts';
import { feedOf, type Given, RECORDS } from './feed.ts';
import { Machine } from './machine.ts';
import { Scheduler } from './scheduler.ts';

export interface Scenario {
  readonly seed: number;
  /** All documents in one partition at staleness 0: the model is that of the run without faults, to the last bit. */
  readonly exact: boolean;
  readonly feed: number;
  readonly settings: Settings;
}

export interface Outcome {
  readonly scenario: Scenario;
  readonly broker: SimulatedBroker;
  /** By partition, in the order of the log; holes are null. */
  readonly given: readonly (readonly (Given | null)[])[];
  readonly happened: readonly Happened[];
  readonly trace: number;
  /** Virtual time, ms, and steps that it took. */
  readonly took: number;
  readonly steps: number;
}

/** Feeds there are; the runs without faults that others are compared with are made of these. */
const FEEDS = 3;
/** The partition that holds all the documents of an exact run; the others are quiet. */
const THE_ONE = 1;
/** Records that come at a time, and at most in one record batch. */
const AT_ONCE = 30;
const MOST_SENT = 6;
/** The seed of runs without faults. */
const CALM = 0;
const LONGEST = { ms: 300_000, steps: 150_000 };
/** Everything at rest for so long, ms: what a zombie has in hand comes out. */
const REST = 400;

/** What a seed stands for. */
export function scenarioOf(seed: number): Scenario {
  const sim = new Scheduler(Math.imul(seed, 0x9e3779b1));
  const exact = sim.random() < 0.5;
  const partitions = sim.draw(2, 4);
  const settings: Settings = {
    partitions,
    replicas: sim.pick([2, 2, 3]),
    batch: exact ? sim.pick([20, 24, 30]) : sim.pick([16, 20, 30]),
    linger: exact ? Number.POSITIVE_INFINITY : sim.pick([50, 500]),
    staleness: exact ? 0 : sim.pick([0, 1, 4]),
    interval: sim.pick([0, 200]),
    warmup: sim.pick([0, 40]),
    maxStatsBytes: exact || sim.random() < 0.8 ? 900_000 : 1500,
  };
  return { seed, exact, feed: sim.draw(0, FEEDS), settings };
}

/** The same without faults, by one replica. */
export function calm({ exact, feed, settings }: Scenario): Scenario {
  return { seed: CALM, exact, feed, settings: { ...settings, replicas: 1 } };
}

/**
 * Runs it to its end. Rejects when nothing moves on, or a replica stops for good.
 * @param faults default those of the seed
 */
export async function simulate(
  scenario: Scenario,
  { faults, story }: { faults?: readonly Fault[]; story?: string[] } = {},
): Promise<Outcome> {
  const sim = new Scheduler(scenario.seed, story ?? null);
  const broker = new SimulatedBroker(sim);
  const { partitions } = scenario.settings;
  for (const topic of [NAMES.documents, NAMES.theta, NAMES.dead]) broker.create(topic, { partitions });
  for (const topic of [NAMES.phi, NAMES.events, NAMES.stats]) broker.create(topic);
  broker.create(NAMES.model, { compact: true });
  const deployment = new Deployment(scenario, sim, broker, faults ?? plan(sim));
  const given = produce(scenario, sim, broker);
  for (let i = 0; i < scenario.settings.replicas; i++) deployment.add();
  await sim.run(() => deployment.atRest(RECORDS), LONGEST);
  const took = sim.now;
  await deployment.end();
  return { scenario, broker, given, happened: deployment.faults.happened, trace: sim.trace, took, steps: sim.steps };
}

/** Some documents are there, others come while it runs; a record batch has a few of them. */
function produce({ exact, feed, seed, settings }: Scenario, sim: Scheduler, broker: SimulatedBroker) {
  const records = feedOf(feed);
  const given: (Given | null)[][] = Array.from({ length: settings.partitions }, () => []);
  const append = (some: readonly Given[]): void => {
    const waiting = given.map((): Given[] => []);
    for (const one of some) waiting[exact ? THE_ONE : sim.draw(0, settings.partitions)]?.push(one);
    for (const [partition, mine] of waiting.entries()) {
      const log = broker.partition(NAMES.documents, partition);
      while (mine.length > 0) {
        if (!exact && sim.random() < 0.1) {
          log.skip(1);
          given[partition]?.push(null);
        }
        const batch = mine.splice(0, sim.draw(1, MOST_SENT));
        log.append(
          batch.map(({ message }) => message),
          null,
        );
        given[partition]?.push(...batch);
      }
    }
  };
  let time = 0;
  for (let from = 0; from < records.length; from += AT_ONCE) {
    const some = records.slice(from, from + AT_ONCE);
    if (from > 0 && seed !== CALM) time += 600 * sim.random();
    if (time === 0) append(some);
    else sim.after(time, () => append(some));
  }
  return given;
}

class Deployment implements Fleet {
  readonly faults: Faults;
  readonly #scenario: Scenario;
  readonly #sim: Scheduler;
  readonly #broker: SimulatedBroker;
  readonly #running: Running[] = [];
  readonly #ended = new Set<Running>();
  #failure: { readonly error: unknown } | null = null;
  #started = 0;
  #starting = 0;
  #restSince = 0;

  constructor(scenario: Scenario, sim: Scheduler, broker: SimulatedBroker, plan: readonly Fault[]) {
    this.#scenario = scenario;
    this.#sim = sim;
    this.#broker = broker;
    this.faults = new Faults(sim, broker, { fleet: this, plan });
  }

  machines(): readonly Machine[] {
    return this.#running.map(({ machine }) => machine);
  }

  add(): void {
    const machine = new Machine(`r${++this.#started}`, this.#sim, this.faults);
    const running = startReplica(machine, this.#broker, this.#scenario.settings, this.faults);
    this.#running.push(running);
    running.done.then(
      () => this.#ended.add(running),
      (error: unknown) => {
        this.#ended.add(running);
        // Whoever runs it starts it again after what passes by itself.
        if (faultOf(error) === 'transient') this.#soon();
        else this.#failure ??= { error };
        this.#sim.note(said(`${machine.name} ends with ${messageOf(error)}`));
      },
    );
  }

  kill(machine: Machine): void {
    machine.kill();
    this.#soon();
  }

  freeze(machine: Machine): void {
    machine.freeze();
    this.#sim.after(SESSION * (1.1 + 2.5 * this.#sim.random() ** 2), () => {
      this.#sim.note(`${machine.name} thaws`);
      machine.thaw();
    });
  }

  drain(machine: Machine): void {
    this.#running.find((one) => one.machine === machine)?.stop();
    this.#soon();
  }

  compact(): void {
    this.#broker.compact(NAMES.model);
  }

  /** Whether everything is worked on and absorbed, nobody is frozen, and it has stayed so. Throws when a replica failed. */
  atRest(records: number): boolean {
    if (this.#failure) throw this.#failure.error;
    if (this.#busy(records)) this.#restSince = this.#sim.now;
    return this.#sim.now - this.#restSince >= REST;
  }

  /** Stops those that live, as SIGTERM does, and waits for them. */
  async end(): Promise<void> {
    const alive = this.#running.filter((one) => one.machine.state === 'running' && !this.#ended.has(one));
    for (const one of alive) one.stop();
    await this.#sim.run(() => {
      if (this.#failure) throw this.#failure.error;
      return alive.every((one) => this.#ended.has(one) || one.machine.state === 'dead');
    }, LONGEST);
  }

  #busy(records: number): boolean {
    const broker = this.#broker;
    if (broker.transactions.under > 0 || this.#starting > 0) return true;
    if (this.machines().some(({ state }) => state === 'frozen')) return true;
    const written = broker.partitions(NAMES.documents).reduce((sum, { history }) => sum + history.length, 0);
    if (written < records) return true;
    return !this.#done(WORKERS, NAMES.documents) || !this.#done(TRAINERS, NAMES.stats);
  }

  /** Whether a group has committed what lies in a Kafka topic. */
  #done(group: string, topic: string): boolean {
    return this.#broker.partitions(topic).every((log, partition) => {
      const committed = Number(this.#broker.groups.offset(group, topic, partition)?.offset ?? -1);
      const last = log.history.findLast(({ marker, outcome }) => marker === null && outcome === 'committed');
      return committed > (last?.at ?? -1) || last === undefined;
    });
  }

  #soon(): void {
    this.#starting++;
    this.#sim.after(1500 * this.#sim.random(), () => {
      this.#starting--;
      this.add();
    });
  }
}
