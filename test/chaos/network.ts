/** Nodes behind a bridge, each in a network namespace of its own, so that any one can be cut off. Linux, as root. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface Node {
  readonly address: string;
  /** What comes before a command that is to run there. */
  readonly within: readonly string[];
  /** Takes its cable out: nothing goes in or out, and nobody is told. */
  cut(): Promise<void>;
  join(): Promise<void>;
}

export interface Network {
  /** Of this process, as the nodes see it. */
  readonly host: string;
  readonly nodes: readonly Node[];
  close(): Promise<void>;
}

const run = promisify(execFile);
const ip = async (line: string): Promise<void> => void (await run('ip', line.split(' ')));

/** Throws, with the remedy, where namespaces may not be made. */
export async function network(size: number): Promise<Network> {
  const tag = `lm${process.pid % 100_000}`;
  const subnet = `10.231.${process.pid % 250}`;
  const host = `${subnet}.1`;
  const names = Array.from({ length: size }, (_, i) => `${tag}n${i}`);
  const close = async (): Promise<void> => {
    for (const name of names) await ip(`netns del ${name}`).catch(() => {});
    await ip(`link del ${tag}`).catch(() => {});
  };
  try {
    await ip(`link add ${tag} type bridge`);
    await ip(`addr add ${host}/24 dev ${tag}`);
    await ip(`link set ${tag} up`);
    for (const [i, name] of names.entries()) {
      await ip(`netns add ${name}`);
      await ip(`link add ${name} type veth peer name eth0 netns ${name}`);
      await ip(`link set ${name} master ${tag} up`);
      for (const device of ['lo', 'eth0']) await ip(`-n ${name} link set ${device} up`);
      await ip(`-n ${name} addr add ${subnet}.${10 + i}/24 dev eth0`);
    }
  } catch (error) {
    await close();
    throw new Error('network namespaces cannot be made here: run this as root on Linux, with iproute2', {
      cause: error,
    });
  }
  return {
    host,
    nodes: names.map((name, i) => ({
      address: `${subnet}.${10 + i}`,
      within: ['ip', 'netns', 'exec', name],
      cut: () => ip(`link set ${name} down`),
      join: () => ip(`link set ${name} up`),
    })),
    close,
  };
}
