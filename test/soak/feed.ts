/** An endless feed whose themes come and go: words of a theme are its own, and every document has one that nobody says again. */
import type { OutRecord } from '../../src/core/ports.ts';
import { uniform } from '../../src/core/random.ts';
import { FEED_START, recordOf } from '../support/documents.ts';

/** Themes that are spoken of at a time. */
const ALIVE = 40;
/** Documents after which one theme ends and another begins. */
const LIFE = 1500;
const WORDS = 12;
/** Event time between two documents, ms: a day of event time is 43,200 documents. */
const STEP = 2000;

/** Document n, for its Kafka topic. */
export function documentOf(n: number): OutRecord {
  const draw = (what: string, below: number): number => Math.floor(uniform(`${what} ${n}`, 1) * below);
  const theme = Math.floor(n / LIFE) + draw('theme', ALIVE);
  const said = Array.from({ length: WORDS }, (_, i) => `w${theme}x${draw(`word ${i}`, 25)}`);
  return recordOf('', { id: `d${n}`, text: `${said.join(' ')} n${n}`, timestamp: FEED_START + n * STEP });
}
