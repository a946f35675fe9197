/** `leitmotif …` as a real child process, which a test may kill, freeze and thaw, and which never outlives the test. */
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Child, startChild } from '../../deploy/local/service.ts';
import { program as shipped } from './command.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Process {
  readonly args: readonly string[];
  /** All it has written so far. */
  readonly lines: readonly string[];
  /** The exit status; 128 + the signal's number when a signal ended it. */
  readonly ended: Promise<number>;
  running(): boolean;
  /** SIGKILL, SIGSTOP, SIGCONT, SIGTERM, SIGUSR2. */
  signal(name: 'KILL' | 'STOP' | 'CONT' | 'TERM' | 'USR2'): Promise<void>;
  /** Ends it, frozen or not, and waits for that. */
  stop(): Promise<void>;
}

const started = new Set<Child>();

export interface Launch {
  /** Comes before the command, to run it in another network namespace for instance, and must become it. */
  readonly within?: readonly string[];
  /** What node runs; default the command line as it is shipped. */
  readonly program?: string;
}

/** Starts the command line. The child ends with this process, however this one ends. */
export function leitmotif(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  { within = [], program = shipped }: Launch = {},
): Process {
  const lines: string[] = [];
  let tell: (pid: number) => void = () => {};
  const pid = new Promise<number>((resolve) => {
    tell = resolve;
  });
  const child = startChild({
    // The shell says who it is and becomes the program, so that signals reach the program itself.
    command: [
      '/bin/sh',
      '-c',
      'echo "pid $$"; cd "$1"; shift; exec "$@"',
      'sh',
      root,
      ...within,
      process.execPath,
      program,
      ...args,
    ],
    env: { ...process.env, ...env },
    onLine(line) {
      const found = lines.length === 0 ? /^pid (\d+)$/.exec(line) : null;
      if (found) tell(Number(found[1]));
      lines.push(line);
    },
  });
  started.add(child);
  let over = false;
  const ended = child.ended.then((code) => {
    over = true;
    started.delete(child);
    return code;
  });
  return {
    args,
    lines,
    ended,
    running: () => !over,
    async signal(name) {
      const target = await pid;
      if (!over) process.kill(target, `SIG${name}`);
    },
    stop: () => child.stop(),
  };
}

/** Runs a command to its end; throws, with its output, when it fails. */
export async function ran(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<readonly string[]> {
  const child = leitmotif(args, env);
  const code = await child.ended;
  if (code !== 0) throw new Error(`leitmotif ${args.join(' ')} ended with ${code}:\n${child.lines.join('\n')}`);
  return child.lines.slice(1);
}

/** Ends whatever a test has left running; for afterEach and afterAll. */
export async function endProcesses(): Promise<void> {
  await Promise.all([...started].map((child) => child.stop()));
}

/** Fulfils once a line of the output says so; rejects when the process ends before. */
export async function said(child: Process, pattern: RegExp): Promise<void> {
  const ended = child.ended.then((code) => {
    throw new Error(`it ended with ${code} before it said ${pattern}:\n${child.lines.join('\n')}`);
  });
  ended.catch(() => {});
  while (!child.lines.some((line) => pattern.test(line))) await Promise.race([ended, tick()]);
}

async function tick(): Promise<void> {
  const signal = AbortSignal.timeout(50);
  await once(signal, 'abort');
}
