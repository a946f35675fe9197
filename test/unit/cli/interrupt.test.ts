import { afterEach, describe, expect, it, vi } from 'vitest';
import { untilInterrupted } from '../../../src/cli/interrupt.ts';

/** As a signal does, for whoever began to listen in `body`. */
function listening(body: () => void): () => void {
  const before = new Set(process.listeners('SIGINT'));
  body();
  const added = process.listeners('SIGINT').filter((listener) => !before.has(listener));
  return () => {
    for (const listener of added) listener('SIGINT');
  };
}

describe('an interrupt', () => {
  afterEach(() => vi.restoreAllMocks());

  it('is for who waits for it last, and ends the process the second time', () => {
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
    const told: string[] = [];
    const count = process.listenerCount('SIGINT');
    let offs: (() => void)[] = [];
    const interrupt = listening(() => {
      offs = ['outer', 'inner'].map((name) => untilInterrupted(() => told.push(name)));
    });
    interrupt();
    expect(told).toEqual(['inner']);
    expect(exit).not.toHaveBeenCalled();
    interrupt();
    expect(exit).toHaveBeenCalledWith(130);
    offs[1]?.();
    offs[1]?.();
    interrupt();
    expect(told.at(-1)).toBe('outer');
    offs[0]?.();
    expect(process.listenerCount('SIGINT')).toBe(count);
  });
});
