import type { Timeline } from '../../core/show/types.ts';
import { hue } from '../format.ts';
import { tenths } from './size.ts';

const WIDTH = 112;
const HEIGHT = 28;

/** A topic's history in a line of text; it says nothing that the row does not say in words too. */
export function Sparkline({ topic, history }: { topic: number; history: Timeline }) {
  const { counts } = history;
  if (counts.length < 2) return <span class="quiet">–</span>;
  const most = Math.max(1, ...counts);
  const x = (i: number): number => tenths((i / (counts.length - 1)) * (WIDTH - 4) + 2);
  const y = (count: number): number => tenths(HEIGHT - 3 - (count / most) * (HEIGHT - 6));
  const line = counts.map((count, i) => `${x(i)},${y(count)}`).join(' L');
  return (
    <svg
      class={`spark ${hue(topic)}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      aria-hidden="true"
    >
      <path class="under" d={`M${x(0)},${HEIGHT - 1} L${line} L${x(counts.length - 1)},${HEIGHT - 1}Z`} />
      <path class="line" d={`M${line}`} />
    </svg>
  );
}
