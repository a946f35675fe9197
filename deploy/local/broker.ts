/** Apache Kafka as one KRaft node on loopback: for development, the tests and the demo. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { fetchArtefact, obstacle, type Say } from './artefacts.ts';
import { claimPorts, inForeground, type Service, startService } from './service.ts';

export interface BrokerOptions {
  /** A free one by default. */
  readonly port?: number;
  /** Where the log lies. By default a new folder in the system's temporary one, removed at the end; a given folder stays. */
  readonly dir?: string;
  /** Listeners besides the plain one: name → security protocol, each on a free port. */
  readonly listeners?: Readonly<Record<string, 'SSL' | 'SASL_SSL'>>;
  /** Who may log in by SCRAM: name → password. */
  readonly users?: Readonly<Record<string, string>>;
  /** More of server.properties, or other values than ours. */
  readonly properties?: Readonly<Record<string, string>>;
  /** Lines of progress; silent by default. */
  readonly say?: Say;
}

export interface Broker extends Service {
  /** host:port, for a client's list of brokers. */
  readonly brokers: string;
  /** The same for each of the listeners that were asked for. */
  readonly listeners: Readonly<Record<string, string>>;
}

// Any id will do for a cluster that nobody else joins.
const clusterId = 'bGVpdG1vdGlmLWxvY2FsMA';

/**
 * Starts a broker and waits until it serves.
 * Throws when there is no Java or Maven, when the port is in use, or with the tail of its log when it ends early.
 */
export async function startBroker(options: BrokerOptions = {}): Promise<Broker> {
  const { port = 0, listeners = {}, users = {}, properties = {}, say = () => {} } = options;
  const reason = await obstacle('kafka');
  if (reason !== null) throw new Error(`Apache Kafka can't start: ${reason}`);
  const classpath = join(await fetchArtefact('kafka', say), '*');
  const names = Object.keys(listeners);
  const ports = await claimPorts('Apache Kafka', [port, 0, ...names.map(() => 0)]);
  const [plain = 0, controller = 0, ...others] = ports;
  const addresses = names.map((name, at) => [name, `127.0.0.1:${others[at]}`] as const);
  const ephemeral = options.dir === undefined;
  const dir = options.dir === undefined ? await mkdtemp(join(tmpdir(), 'leitmotif-kafka-')) : resolve(options.dir);
  await mkdir(dir, { recursive: true });
  const config = join(dir, 'server.properties');
  const given = { ...serverProperties(plain, controller, join(dir, 'log')) };
  for (const [name, address] of addresses) {
    for (const key of ['listeners', 'advertised.listeners']) given[key] += `,${name}://${address}`;
    given['listener.security.protocol.map'] += `,${name}:${listeners[name]}`;
  }
  await writeFile(config, render({ ...given, ...properties }));
  const scram = Object.entries(users).flatMap(([name, password]) =>
    ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((each) => ['-S', `${each}=[name=${name},password=${password}]`]),
  );

  try {
    await prepare(classpath, config, scram);
  } catch (error) {
    if (ephemeral) await rm(dir, { recursive: true });
    const [, reason = ''] = /Exception: (.*)/.exec(String(error)) ?? [];
    throw new Error(`Apache Kafka can't prepare its folder ${dir}: ${reason}`, { cause: error });
  }
  const service = await startService({
    name: `Apache Kafka on 127.0.0.1:${plain}`,
    command: serving(classpath, config),
    scratch: ephemeral ? dir : undefined,
    grace: ephemeral ? 0 : 20,
    ready: started,
  });
  return { ...service, brokers: `127.0.0.1:${plain}`, listeners: Object.fromEntries(addresses) };
}

const log4j = `-Dlog4j2.configurationFile=${fileURLToPath(new URL('log4j2.properties', import.meta.url))}`;

/** Makes the folder of the log ready for a first start; a later call changes nothing. */
export async function prepare(classpath: string, config: string, more: readonly string[] = []): Promise<void> {
  await promisify(execFile)('java', [
    ...['-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', log4j, '-cp', classpath],
    ...['kafka.tools.StorageTool', 'format', '--ignore-formatted', '-t', clusterId, '-c', config, ...more],
  ]);
}

/** The command that serves what a file of properties says. */
export const serving = (classpath: string, config: string): string[] => [
  ...['java', '-Xms256m', '-Xmx512m', '-XX:+UseG1GC', log4j, '-cp', classpath],
  ...['kafka.Kafka', config],
];

/** Whether the lines that a broker has written say that it serves. */
export const started = (lines: readonly string[]): boolean =>
  lines.some((line) => line.includes('Kafka Server started'));

export function serverProperties(port: number, controller: number, dir: string): Record<string, string> {
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': dir,
    // One node: everything that is usually kept three times is kept once.
    'default.replication.factor': '1',
    'min.insync.replicas': '1',
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '4',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'auto.create.topics.enable': 'false',
    // Groups form at once, the log is cleaned within seconds, hung transactions end soon.
    'group.initial.rebalance.delay.ms': '0',
    'log.cleaner.dedupe.buffer.size': '16777216',
    'log.cleaner.backoff.ms': '500',
    'transaction.abort.timed.out.transaction.cleanup.interval.ms': '2000',
  };
}

export function render(properties: Readonly<Record<string, string>>): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '19092' }, dir: { type: 'string' } } });
  await inForeground(async (say) => {
    const broker = await startBroker({
      port: Number(values.port),
      say,
      ...(values.dir === undefined ? {} : { dir: values.dir }),
    });
    return { ...broker, banner: `Apache Kafka serves on ${broker.brokers} (KAFKA_BROKERS=${broker.brokers})` };
  });
}
