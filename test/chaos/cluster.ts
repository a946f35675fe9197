/** Three brokers of Apache Kafka, each on a node of its own: everything is kept three times, and written with two. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fetchArtefact } from '../../deploy/local/artefacts.ts';
import { prepare, render, serverProperties, serving, started } from '../../deploy/local/broker.ts';
import { type Service, startService } from '../../deploy/local/service.ts';
import type { Node } from './network.ts';

const run = promisify(execFile);
/** A disk that a log fits into, and that is soon full when something else wants it. */
const DISK = '2g';
const PORT = 9092;
const CONTROLLER = 9093;

export interface Broker {
  readonly node: Node;
  /** As SIGKILL. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Leaves no byte on its disk; it ends by itself when it notices. */
  fill(): Promise<void>;
  /** Frees the disk, and starts it again. */
  empty(): Promise<void>;
}

export interface Cluster {
  readonly brokers: readonly Broker[];
  /** For a client. */
  readonly addresses: readonly string[];
  close(): Promise<void>;
}

export async function cluster(nodes: readonly Node[]): Promise<Cluster> {
  const classpath = join(await fetchArtefact('kafka', () => {}), '*');
  const folder = await mkdtemp(join(tmpdir(), 'leitmotif-cluster-'));
  const voters = nodes.map(({ address }, i) => `${i + 1}@${address}:${CONTROLLER}`).join(',');
  const brokers = nodes.map((node, i) => broker(node, { id: i + 1, voters, classpath, disk: join(folder, `${i}`) }));
  const close = async (): Promise<void> => {
    await Promise.all(brokers.map((each) => each.remove()));
    await rm(folder, { recursive: true });
  };
  try {
    await Promise.all(brokers.map((each) => each.make()));
  } catch (error) {
    await close();
    throw error;
  }
  return { brokers, addresses: nodes.map(({ address }) => `${address}:${PORT}`), close };
}

interface BrokerOptions {
  readonly id: number;
  readonly voters: string;
  readonly classpath: string;
  readonly disk: string;
}

function broker(node: Node, { id, voters, classpath, disk }: BrokerOptions) {
  const config = `${disk}.properties`;
  const filler = join(disk, 'filler');
  let service: Service | undefined;

  const start = async (): Promise<void> => {
    const [program = '', ...rest] = [...node.within, ...serving(classpath, config)];
    service = await startService({ name: `broker ${id}`, command: [program, ...rest], ready: started });
  };
  const kill = async (): Promise<void> => service?.stop();
  return {
    node,
    kill,
    start,
    async fill(): Promise<void> {
      const file = await open(filler, 'w');
      const block = Buffer.alloc(1 << 20);
      try {
        for (;;) await file.write(block);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        await file.close();
      }
    },
    async empty(): Promise<void> {
      await kill();
      await rm(filler);
      await start();
    },
    async make(): Promise<void> {
      await mkdir(disk);
      await run('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'leitmotif', disk]);
      const own = serverProperties(PORT, CONTROLLER, join(disk, 'log'));
      const properties = {
        ...own,
        'node.id': String(id),
        'controller.quorum.voters': voters,
        listeners: `PLAINTEXT://${node.address}:${PORT},CONTROLLER://${node.address}:${CONTROLLER}`,
        'advertised.listeners': `PLAINTEXT://${node.address}:${PORT}`,
        'default.replication.factor': '3',
        'min.insync.replicas': '2',
        'offsets.topic.replication.factor': '3',
        'transaction.state.log.replication.factor': '3',
        'transaction.state.log.min.isr': '2',
      };
      await writeFile(config, render(properties));
      await prepare(classpath, config);
      await start();
    },
    async remove(): Promise<void> {
      await kill();
      await run('umount', [disk]).catch(() => {});
    },
  };
}
