import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const guard = 'deploy/local/guard.sh';

/** Runs a shell script under the guard and waits for its first line. */
async function guarded(script: string, grace = 0) {
  const scratch = mkdtempSync(join(tmpdir(), 'leitmotif-guard-'));
  const child = spawn('/bin/sh', [guard, scratch, String(grace), '/bin/sh', '-c', script]);
  const exit = once(child, 'exit');
  const [line] = await once(child.stdout, 'data');
  return { child, scratch, exit, line: String(line).trim() };
}

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('guard.sh', () => {
  it('kills its command and removes the scratch folder when its standard input is closed', async () => {
    const { child, scratch, exit, line } = await guarded('echo $$; exec sleep 60');
    expect(alive(Number(line))).toBe(true);
    child.stdin.end();
    await exit;
    expect(alive(Number(line))).toBe(false);
    expect(existsSync(scratch)).toBe(false);
  });

  it('asks by TERM first when given a grace', async () => {
    const { child, exit } = await guarded('trap "exit 7" TERM; echo up; while :; do sleep 0.05; done', 10);
    child.stdin.end();
    expect(await exit).toEqual([7, null]);
  });

  it('kills what does not heed TERM within the grace', async () => {
    const { child, exit } = await guarded('trap "" TERM; echo up; while :; do sleep 0.05; done', 1);
    child.stdin.end();
    expect(await exit).toEqual([137, null]);
  });

  it('cleans up also when nobody reads its output any more', async () => {
    const { child, scratch, exit } = await guarded('echo up; exec sleep 60');
    child.stdout.destroy();
    child.stderr.destroy();
    child.stdin.end();
    await exit;
    expect(existsSync(scratch)).toBe(false);
  });

  it('ends with the code of a command that ends by itself', async () => {
    const { exit, scratch } = await guarded('echo up; exit 3');
    expect(await exit).toEqual([3, null]);
    expect(existsSync(scratch)).toBe(false);
  });
});
