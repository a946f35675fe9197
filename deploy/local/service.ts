/** A child process that serves on loopback: started, waited for, stopped, and never left behind. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Say } from './artefacts.ts';

const guard = fileURLToPath(new URL('guard.sh', import.meta.url));

export interface ChildOptions {
  readonly command: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** A folder to remove once the process has ended. */
  readonly scratch?: string | undefined;
  /** Seconds between TERM and KILL; 0, the default, kills at once. */
  readonly grace?: number;
  /** Called with each line of output. */
  readonly onLine?: (line: string) => void;
}

export interface Child {
  /** The last 40 lines of output. */
  readonly lines: readonly string[];
  /** Resolves with the exit code when the process has ended, whoever ended it. */
  readonly ended: Promise<number>;
  /** Ends the process and waits for that; calling it again is harmless. */
  stop(): Promise<void>;
  /** Lets the parent end although the child serves on; the child then ends with it. */
  unref(): void;
}

/** Starts a process that ends with this one, however this one ends. */
export function startChild(options: ChildOptions): Child {
  const { command, env = process.env, scratch = '', grace = 0, onLine } = options;
  // The guard lives in a session of its own, so a Ctrl-C in the terminal reaches us alone and we choose the order.
  const child = spawn('/bin/sh', [guard, scratch, String(grace), ...command], {
    detached: true,
    env,
    stdio: 'pipe',
  });
  const ended = once(child, 'exit').then(([code]) => Number(code ?? 1));
  const lines: string[] = [];
  const note = (line: string) => {
    if (lines.push(line) > 40) lines.shift();
    onLine?.(line);
  };
  for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', note);
  return {
    lines,
    ended,
    stop: async () => {
      child.ref();
      child.stdin.end();
      await ended;
    },
    unref: () => {
      child.unref();
      for (const stream of child.stdio) if (stream instanceof Socket) stream.unref();
    },
  };
}

export interface ServiceOptions extends ChildOptions {
  /** For messages. */
  readonly name: string;
  /** Asked again and again with the lines written so far until it says true. */
  readonly ready: (lines: readonly string[]) => boolean | Promise<boolean>;
  /** Seconds that `ready` may take; 300 by default, for a machine that has more to do. */
  readonly patience?: number;
}

export type Service = Pick<Child, 'lines' | 'ended' | 'stop'>;

/** Throws, with the tail of its output, when the process ends or stays silent instead of becoming ready. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { name, ready, patience = 300 } = options;
  const child = startChild(options);
  let code: number | undefined;
  child.ended.then(
    (value) => {
      code = value;
    },
    () => {},
  );
  const deadline = Date.now() + patience * 1000;
  while (!(await ready(child.lines))) {
    if (code !== undefined || Date.now() > deadline) {
      const what = code === undefined ? `was not ready within ${patience} s` : `ended with code ${code}`;
      await child.stop();
      throw new Error(`${name} ${what}; its last lines:\n${child.lines.map((line) => `  ${line}`).join('\n')}`);
    }
    await delay(100);
  }
  child.unref();
  return { lines: child.lines, ended: child.ended, stop: child.stop };
}

/** The given ports of loopback, a free one for each 0. Throws when one is in use. */
export async function claimPorts(name: string, ports: readonly number[]): Promise<number[]> {
  const held = await Promise.allSettled(ports.map(listen));
  await Promise.all(held.map(async (slot) => slot.status === 'fulfilled' && (await slot.value.close())));
  return held.map((slot, index) => {
    if (slot.status === 'fulfilled') return slot.value.port;
    const detail = slot.reason instanceof Error ? slot.reason.message : String(slot.reason);
    throw new Error(
      `${name} can't listen on 127.0.0.1:${ports[index]} (${detail}): end what does, or give another port`,
    );
  });
}

async function listen(port: number): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

/**
 * Resolves when the person at the terminal wants an end: Ctrl-C, TERM, or a terminal that is gone.
 * A second one ends the process there and then.
 */
export function untilInterrupted(): Promise<null> {
  return new Promise((resolve) => {
    let before = false;
    const interrupt = () => {
      if (before) process.exit(130);
      before = true;
      resolve(null);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
    // A make that leads the session keeps the hang-up of its terminal to itself.
    if (process.stdin.isTTY) process.stdin.resume().once('end', interrupt).once('error', interrupt);
  });
}

/** For `make broker` and `make registry`: holds the terminal until Ctrl-C or the service's own end. */
export async function inForeground(
  start: (say: Say) => Promise<Service & { readonly banner: string }>,
): Promise<never> {
  const interrupted = untilInterrupted();
  try {
    const service = await Promise.race([start(console.error), interrupted]);
    if (service !== null) {
      console.log(`${service.banner}\nCtrl-C stops it.`);
      const busy = setInterval(() => {}, 1 << 30);
      const why = await Promise.race([service.ended.then(() => 'ended'), interrupted]);
      clearInterval(busy);
      if (why === 'ended') throw new Error('The service ended by itself.');
      await service.stop();
    }
    console.log('Stopped.');
    process.exit(0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
