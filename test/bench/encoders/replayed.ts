/** What `leitmotif replay` takes beyond the encoder alone: both on one file, in turns. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../quality/corpora.ts';
import type { Pass } from './contestants.ts';

export interface Overhead {
  /** What the command takes beyond the encoder, over what the encoder takes; below 0 when it takes less. */
  readonly seconds: number;
  readonly cpu: number;
}

/** Runs the command with processor time told at its end. */
const TOLD = `data:text/javascript,${encodeURIComponent(
  "import { writeFileSync } from 'node:fs'; process.on('exit', () => { const { user, system } = process.cpuUsage(); writeFileSync(process.env.SPENT, String((user + system) / 1e6)); });",
)}`;

/**
 * `bare` makes one pass of the encoder over the texts; it goes before and after each replay, and a replay is held against
 * the mean of both. The command says its own seconds, which begin when the encoder is loaded; of its processor time that
 * of a replay of one text is taken off, which is its start.
 */
export async function overheads(
  texts: readonly string[],
  bare: () => Promise<Pass>,
  {
    replays,
    threads,
    say,
  }: { readonly replays: number; readonly threads: number; readonly say: (line: string) => void },
): Promise<Overhead[]> {
  const folder = mkdtempSync(join(tmpdir(), 'leitmotif-bench-'));
  const replay = async (of: readonly string[]): Promise<Pass> => {
    const file = join(folder, 'feed.jsonl');
    const spent = join(folder, 'spent');
    writeFileSync(file, of.map((text, at) => JSON.stringify({ id: `${at}`, text })).join('\n'));
    const command = ['--import', TOLD, join(ROOT, 'dist/cli/main.js'), 'replay', file, '--json'];
    const args = [...command, '--encoder.workers', `${threads}`];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, SPENT: spent } });
    const { documents, seconds } = JSON.parse(stdout) as { documents: number; seconds: number };
    return { documents, seconds, cpu: Number(readFileSync(spent, 'utf8')) };
  };
  try {
    const start = await replay(texts.slice(0, 1));
    const found: Overhead[] = [];
    say('the encoder alone on what is replayed');
    let before = await bare();
    for (let n = 1; n <= replays; n++) {
      say(`replay ${n} of ${replays}`);
      const { seconds, cpu } = await replay(texts);
      say('the encoder alone once more');
      const after = await bare();
      found.push({
        seconds: (2 * seconds) / (before.seconds + after.seconds) - 1,
        cpu: (2 * (cpu - start.cpu)) / (before.cpu + after.cpu) - 1,
      });
      before = after;
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
