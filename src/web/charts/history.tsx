/** A topic's documents over time, with what happened to it marked. */
import { scaleTime } from 'd3-scale';
import { area, curveMonotoneX, line } from 'd3-shape';
import type { EventView, Timeline } from '../../core/show/types.ts';
import { count, hue, instant, short, tick } from '../format.ts';
import { textWidth, ticksOf, useWidth } from './size.ts';

const AXIS = 24;
/** Room of the figures at the left at least, px, between them and the picture, and their size. */
const LEFT = 40;
const GAP = 6;
const FIGURE = 12;

export function HistoryChart({
  topic,
  history,
  events,
  height = 200,
}: {
  topic: number;
  history: Timeline;
  events: readonly EventView[];
  height?: number;
}) {
  const [ref, width] = useWidth<HTMLDivElement>(640);
  const { counts, from, width: step } = history;
  if (counts.length < 2)
    return <p class="empty-note">Its history begins with the second stretch of time that has documents in it.</p>;
  const most = Math.max(1, ...counts);
  const left = Math.max(LEFT, Math.ceil(textWidth(short(most), FIGURE)) + GAP);
  const times = scaleTime([from, from + (counts.length - 1) * step], [left, width - 8]);
  const x = (i: number): number => times(from + i * step);
  const y = (n: number): number => 14 + (1 - n / most) * (height - AXIS - 18);
  const shape = area<number>()
    .x((_, i) => x(i))
    .y0(y(0))
    .y1(y)
    .curve(curveMonotoneX);
  const edge = line<number>()
    .x((_, i) => x(i))
    .y(y)
    .curve(curveMonotoneX);
  const marks = events.filter(({ time }) => time >= from && time <= from + counts.length * step);
  const length = (counts.length - 1) * step;
  return (
    <div class="chart" ref={ref}>
      <svg
        class={hue(topic)}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`Documents over time, ${count(most)} at most; ${marks.length} events`}
      >
        {[0, most / 2, most].map((n) => (
          <g key={n} class="axis">
            <line x1={left} x2={width - 8} y1={y(n)} y2={y(n)} />
            {(Number.isInteger(n) || n > 10_000) && (
              <text x={left - GAP} y={y(n) + 4} text-anchor="end">
                {short(n)}
              </text>
            )}
          </g>
        ))}
        {ticksOf(times, left, width - 8).map(({ time, x: at, anchor }) => (
          <g key={time} class="axis">
            <text x={at} y={height - 6} text-anchor={anchor}>
              {tick(time)}
            </text>
          </g>
        ))}
        <path class="under" d={shape(counts) ?? ''} />
        <path class="line" d={edge(counts) ?? ''} />
        {marks.map(({ sequence, type, time, reason }) => (
          <g key={sequence} class="mark">
            <line
              x1={times(Math.min(time, from + length))}
              x2={times(Math.min(time, from + length))}
              y1={10}
              y2={y(0)}
            />
            <circle cx={times(Math.min(time, from + length))} cy={10} r={4} />
            <title>{`${type}, ${instant(time)}: ${reason}`}</title>
          </g>
        ))}
      </svg>
    </div>
  );
}
