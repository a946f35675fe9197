/** What every Source promises (core/ports.ts), checked alike on the in-memory log and on the real broker. */
import { describe } from 'vitest';
import { batches } from './source/batches.ts';
import { createBench, type SourceFactory } from './source/bench.ts';
import { logs } from './source/logs.ts';
import { members } from './source/members.ts';

export function testSource(name: string, factory: SourceFactory): void {
  describe(`Source contract: ${name}`, () => {
    const bench = createBench(factory);
    batches(bench);
    members(bench);
    logs(bench);
  });
}
