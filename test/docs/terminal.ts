/** A copy of the project in which a newcomer types commands, in the order of the page. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Child, claimPorts, startChild } from '../../deploy/local/service.ts';
import { eventually } from '../support/eventually.ts';
import { root } from '../support/markdown.ts';

/** A command that goes on until it is ended, and what it says once it works. */
export interface Serving {
  readonly command: RegExp;
  readonly says: RegExp;
  /** Ended as soon as it works, with its page, or with the last one. */
  readonly until: 'seen' | 'page' | 'end';
}

export interface Terminal {
  readonly folder: string;
  /** Runs a command as it stands there; throws with its output when it fails, or never says what it should. */
  type(command: string): Promise<string>;
  write(path: string, text: string): void;
  /** Ends what serves for one page. */
  turn(): Promise<void>;
  close(): Promise<void>;
}

/** A command that the page says may end with status 1, and what it says then. */
export interface Refusing {
  readonly command: RegExp;
  readonly says: RegExp;
}

export interface TerminalOptions {
  readonly serving: readonly Serving[];
  readonly refusing: readonly Refusing[];
  /** What stands in the pages → what it is here. */
  readonly here: (text: string) => string;
}

export async function openTerminal({ serving, refusing, here }: TerminalOptions): Promise<Terminal> {
  const folder = mkdtempSync(join(tmpdir(), 'leitmotif-docs-'));
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root });
  for (const file of files.toString().trim().split('\n').filter(existsSync)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    await cp(join(root, file), join(folder, file));
  }
  mkdirSync(join(root, '.cache'), { recursive: true });
  symlinkSync(join(root, '.cache'), join(folder, '.cache'));
  const state = join(folder, '.environment');
  const [broker, registry] = await claimPorts('The local services', [0, 0]);
  let env: NodeJS.ProcessEnv = {
    ...process.env,
    BROKER_PORT: String(broker),
    REGISTRY_PORT: String(registry),
    LEITMOTIF_HTTP_PORT: '0',
    DEMO_SECONDS: '40',
    NO_COLOR: '1',
  };
  const kept: { readonly child: Child; readonly until: 'page' | 'end'; readonly replica?: number }[] = [];
  /** Where the replica that was started last, of those that are left, shows its pages. */
  const shown = () => kept.findLast(({ replica }) => replica !== undefined)?.replica ?? 9464;

  const local = (text: string): string =>
    here(text)
      .replaceAll('127.0.0.1:19092', `127.0.0.1:${broker}`)
      .replaceAll('broker-1:9092', `127.0.0.1:${broker}`)
      .replaceAll('127.0.0.1:9092', `127.0.0.1:${broker}`)
      .replaceAll('127.0.0.1:18081', `127.0.0.1:${registry}`)
      .replaceAll(/(registry|127\.0\.0\.1):8081/g, `127.0.0.1:${registry}/apis/ccompat/v7`)
      .replaceAll(/(localhost|127\.0\.0\.1|replica):9464/g, `127.0.0.1:${shown()}`);

  async function serve(command: string, { says, until }: Serving): Promise<string> {
    const [replica] = command.startsWith('leitmotif run') ? await claimPorts('The dashboard', [0]) : [];
    const lines: string[] = [];
    const child = startChild({
      command: ['/bin/bash', '-c', `cd "$1"; exec ${command}`, 'bash', folder],
      env: { ...env, LEITMOTIF_HTTP_PORT: String(replica ?? 0) },
      grace: 30,
      onLine: (line) => lines.push(line),
    });
    let code: number | undefined;
    void child.ended.then((ended) => {
      code = ended;
    });
    try {
      await eventually(
        async () => {
          const state = code === undefined ? 'does not say' : `ended (${code}) and did not say`;
          if (!lines.some((line) => says.test(line))) throw new Error(`${command} ${state} ${says}`);
          if (replica === undefined) return;
          const { status } = await fetch(`http://127.0.0.1:${replica}/readyz`);
          if (status !== 200) throw new Error(`${command} is not ready`);
        },
        { timeout: 600_000 },
      );
    } catch (error) {
      await child.stop();
      throw new Error(`${String(error)}:\n${lines.join('\n')}`, { cause: error });
    }
    if (until === 'seen') await child.stop();
    else kept.push({ child, until, ...(replica === undefined ? {} : { replica }) });
    return lines.join('\n');
  }

  async function finish(command: string): Promise<string> {
    const lines: string[] = [];
    const child = startChild({
      command: ['/bin/bash', '-c', `set -euo pipefail; cd "$1"; ${command}\nenv -0 > "$2"`, 'bash', folder, state],
      env,
      onLine: (line) => lines.push(line),
    });
    const code = await child.ended;
    const refused = refusing.some(
      (one) => code === 1 && one.command.test(command) && lines.some((line) => one.says.test(line)),
    );
    if (refused) return lines.join('\n');
    if (code !== 0) throw new Error(`${command} ended with ${code}:\n${lines.join('\n')}`);
    env = Object.fromEntries(
      readFileSync(state, 'utf8')
        .split('\0')
        .filter((entry) => entry.includes('='))
        .map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
    );
    return lines.join('\n');
  }

  const end = async (which: (until: 'page' | 'end') => boolean) => {
    for (const one of kept.filter(({ until }) => which(until)).reverse()) {
      await one.child.stop();
      kept.splice(kept.indexOf(one), 1);
    }
  };

  return {
    folder,
    type: (typed) => {
      const command = local(typed);
      const server = serving.find((one) => one.command.test(command));
      return server ? serve(command, server) : finish(command);
    },
    write: (path, text) => writeFileSync(join(folder, path), local(text)),
    turn: () => end((until) => until === 'page'),
    async close() {
      await end(() => true);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
