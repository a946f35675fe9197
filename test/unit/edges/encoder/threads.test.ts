import { afterEach, describe, expect, it, vi } from 'vitest';
import { machine, threadsFor } from '../../../../src/edges/encoder/threads.ts';

const MIB = 1024 * 1024;
const MINILM = 23 * MIB;

describe('threadsFor', () => {
  it('is as many as processors where there is memory for them', () => {
    expect(threadsFor(MINILM, { processors: 8, memory: 16 * 1024 * MIB })).toBe(8);
  });

  it.each([
    [2048, MINILM, 6],
    [1024, MINILM, 3],
    [256, MINILM, 1],
    // A large graph is held by each of them.
    [4096, 500 * MIB, 3],
  ])('of 32 processors with %d MiB takes no more than half of these', (memory, graph, threads) => {
    expect(threadsFor(graph, { processors: 32, memory: memory * MIB })).toBe(threads);
  });

  it('is one where there is memory for none', () => {
    expect(threadsFor(MINILM, { processors: 4, memory: 64 * MIB })).toBe(1);
  });
});

describe('machine', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it.each([0, 2 ** 64])('has all of its memory where it is not constrained, which Node calls %d', (said) => {
    vi.spyOn(process, 'constrainedMemory').mockReturnValue(said);
    expect(machine().memory).toBeGreaterThan(256 * MIB);
    expect(machine().memory).toBeLessThan(2 ** 60);
  });

  it('has what its container may use', () => {
    vi.spyOn(process, 'constrainedMemory').mockReturnValue(200 * MIB);
    expect(machine().memory).toBe(200 * MIB);
  });
});
