import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('exits.ts', import.meta.url));

function end(how: string): Promise<{ code: unknown; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', script, how], { timeout: 50_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? error.signal), output: stdout + stderr });
    });
  });
}

describe('a process that ends while its encoder is at work', () => {
  it.each([
    ['process.exit', 'exit', 7, ''],
    ['an uncaught error', 'throw', 1, 'on purpose'],
  ])('ends by %s with its own exit code, not by an abort in native code', async (_, how, code, said) => {
    const ended = await end(how);
    expect(ended.output).toMatch(/at work/);
    expect(ended.output).toContain(said);
    expect(ended.output).not.toMatch(/terminate called/);
    expect(ended.code).toBe(code);
  });
});
