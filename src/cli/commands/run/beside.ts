/** A command of this program as a process of its own beside the replica. */
import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { LeitmotifError } from '../../../core/errors.ts';
import type { Secret } from '../../fields.ts';

export interface Beside {
  /** What node runs. */
  readonly program: string;
  /** Passwords that were taken out of the environment, by variable: the child needs them to read the same settings. */
  readonly secrets: ReadonlyMap<string, Secret>;
  /** Ends the child. */
  readonly signal: AbortSignal;
  /** The field of its figures that is false when it refuses. */
  readonly verdict: string;
}

export interface Answer {
  readonly accepted: boolean;
  /** What it printed. */
  readonly output: string;
}

/** Characters that are kept of what it says on standard error. */
const SAID = 2000;

/**
 * Runs `leitmotif ARGS`, which print figures as JSON, as a process that steps back behind the replica. Status 1 with
 * figures whose verdict is false is a refusal; any other end but 0 throws `fatal`, stage `migrate`, with what it said.
 */
export async function runBeside(
  args: readonly string[],
  { program, secrets, signal, verdict }: Beside,
): Promise<Answer> {
  const given = Object.fromEntries([...secrets].map(([variable, secret]) => [variable, secret.reveal()]));
  const child = spawn(process.execPath, [...process.execArgv, program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...given },
  });
  const end = () => void child.kill('SIGTERM');
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  try {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  } catch {
    // Where that is not allowed it runs as this one does.
  }
  let [output, said] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-SAID);
  });
  const status = await new Promise<number | string>((done, refuse) => {
    child.once('error', refuse);
    child.once('close', (code, by) => done(code ?? by ?? 'nothing'));
  });
  signal.removeEventListener('abort', end);
  // 1 is the status of every other failure too.
  if (status === 0 || (status === 1 && refuses(output, verdict)))
    return { accepted: status === 0, output: output.trim() };
  throw new LeitmotifError('fatal', 'migrate', `\`leitmotif ${args[0]}\` ended with ${status}: ${said.trim()}`);
}

function refuses(output: string, verdict: string): boolean {
  try {
    return (JSON.parse(output) as Record<string, unknown> | null)?.[verdict] === false;
  } catch {
    return false;
  }
}
