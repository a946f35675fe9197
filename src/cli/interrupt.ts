/** Ctrl-C, and its like from whoever runs the process. */

/** Who waits for a signal; the last alone is told. */
const waiting: (() => void)[] = [];
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * The first signal calls `end`, the second ends the process. While another waits that came later, it has the signals.
 * Returns what takes it off again.
 */
export function untilInterrupted(end: () => void): () => void {
  let calls = 0;
  const handle = () => {
    calls += 1;
    if (calls > 1) process.exit(130);
    end();
  };
  if (waiting.length === 0) for (const signal of SIGNALS) process.on(signal, tell);
  waiting.push(handle);
  return () => {
    const at = waiting.indexOf(handle);
    if (at < 0) return;
    waiting.splice(at, 1);
    if (waiting.length === 0) for (const signal of SIGNALS) process.off(signal, tell);
  };
}

function tell(): void {
  waiting.at(-1)?.();
}
