import type { Config } from '../config.ts';
import { untilInterrupted } from '../interrupt.ts';
import { fileProgress, sanitise, showProgress } from '../terminal.ts';
import { type LineSource, partRead } from './lines.ts';

/** While a file is streamed: its progress and bad lines on standard error; Ctrl-C is the end of the file. */
export interface Watch {
  /** What is being done, in place of the figures; empty for these. At first the encoder is loaded. */
  phase: string;
  /** Live topics, among the figures once it is known. */
  topics?: () => number;
  /** Documents per second count from here; and how long ago that was, ms. */
  begin(): void;
  elapsed(): number;
  document(): void;
  bad(line: number, reason: string): void;
  /** A line of its own. */
  note(text: string): void;
  stop(): void;
}

export function watch(lines: LineSource, { encoder }: Pick<Config, 'encoder'>): Watch {
  const seen = { documents: 0, bad: 0 };
  let since = Date.now();
  const watched: Watch = {
    phase: `loading the encoder ${encoder.kind === 'hashing' ? '' : encoder.model}`.trim(),
    begin() {
      since = Date.now();
    },
    elapsed: () => Date.now() - since,
    document() {
      seen.documents += 1;
    },
    bad(line, reason) {
      seen.bad += 1;
      progress.note(`line ${line}: ${sanitise(reason)}`);
    },
    note: (text) => progress.note(text),
    stop() {
      interrupted();
      progress.stop();
    },
  };
  const progress = showProgress({
    screen: process.stderr,
    text: () => {
      const { phase, topics, elapsed } = watched;
      const live = topics === undefined ? {} : { topics: topics() };
      if (phase !== '') return phase;
      if (seen.documents === 0) return 'encoding the first batch';
      return fileProgress({ ...seen, ...live, read: partRead(lines, seen), elapsed: elapsed() });
    },
  });
  const interrupted = untilInterrupted(() => lines.end());
  return watched;
}
