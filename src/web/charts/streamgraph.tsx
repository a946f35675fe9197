/** Documents over time, a stream for each topic: wide where a topic is much spoken of. */
import { scaleTime } from 'd3-scale';
import {
  area,
  curveMonotoneX,
  stack,
  stackOffsetNone,
  stackOffsetSilhouette,
  stackOrderInsideOut,
  stackOrderNone,
} from 'd3-shape';
import { useState } from 'preact/hooks';
import type { Streams } from '../../core/show/types.ts';
import { count, hue, instant, named, percent, tick } from '../format.ts';
import { useTopicLink } from '../links.ts';
import { fitted, textWidth, ticksOf, useWidth } from './size.ts';
import { threads } from './weaves.tsx';

interface Layer {
  readonly key: string;
  readonly label: string;
  readonly topic: number | null;
  readonly counts: readonly number[];
}

const AXIS = 26;

/** The streams in drawing order: topics, the rest, and what belongs to none. */
function layersOf({ topics, others, stray }: Streams): Layer[] {
  const some = (counts: readonly number[]): boolean => counts.some((n) => n > 0);
  return [
    ...topics.map(({ topic, label, counts }) => ({ key: String(topic), label: named(label, topic), topic, counts })),
    ...(some(others) ? [{ key: 'others', label: 'all other topics', topic: null, counts: others }] : []),
    ...(some(stray) ? [{ key: 'stray', label: 'no topic yet', topic: null, counts: stray }] : []),
  ];
}

export function Streamgraph({
  streams,
  share,
  height = 320,
  width: given = 960,
}: {
  streams: Streams;
  share: boolean;
  height?: number;
  width?: number;
}) {
  const [ref, width, frame] = useWidth<HTMLDivElement>(given);
  const link = useTopicLink();
  const [at, setAt] = useState<{ layer: number; bucket: number; x: number; y: number } | null>(null);
  const layers = layersOf(streams);
  const buckets = streams.stray.length;
  if (layers.length === 0 || buckets < 2)
    return <p class="empty-note">The picture begins with the second stretch of time that has documents in it.</p>;
  const totals = Array.from({ length: buckets }, (_, b) =>
    layers.reduce((sum, { counts }) => sum + (counts[b] ?? 0), 0),
  );
  const value = (layer: Layer, b: number): number => (layer.counts[b] ?? 0) / (share ? Math.max(1, totals[b] ?? 0) : 1);
  const stacked = stack<number, Layer>()
    .keys(layers)
    .value((b, layer) => value(layer, b))
    .order(share ? stackOrderNone : stackOrderInsideOut)
    .offset(share ? stackOffsetNone : stackOffsetSilhouette)(Array.from({ length: buckets }, (_, b) => b));
  const low = Math.min(...stacked.flatMap((s) => s.map(([a]) => a)));
  const high = Math.max(...stacked.flatMap((s) => s.map(([, b]) => b)));
  const times = scaleTime([streams.from, streams.from + (buckets - 1) * streams.width], [0, width]);
  const x = (b: number): number => (b / (buckets - 1)) * width;
  const y = (v: number): number => 4 + ((high - v) / (high - low || 1)) * (height - AXIS - 8);
  const shape = area<[number, number]>()
    .x((_, b) => x(b))
    .y0(([a]) => y(a))
    .y1(([, b]) => y(b))
    .curve(curveMonotoneX);
  const point = (event: PointerEvent, layer: number): void => {
    const box = frame?.getBoundingClientRect();
    if (!box) return;
    const px = event.clientX - box.left;
    setAt({ layer, bucket: Math.round((px / width) * (buckets - 1)), x: px, y: event.clientY - box.top });
  };
  const shown = at === null ? null : layers[at.layer];
  return (
    <div class="chart" ref={ref}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="group"
        aria-label="Documents over time by topic"
        onPointerLeave={() => setAt(null)}
      >
        {ticksOf(times, 0, width).map(({ time, x: tickX, anchor }) => (
          <g key={time} class="axis">
            <line x1={tickX} x2={tickX} y1={0} y2={height - AXIS} />
            <text x={tickX} y={height - 8} text-anchor={anchor}>
              {tick(time)}
            </text>
          </g>
        ))}
        {stacked.map((s, i) => {
          const layer = layers[i] as Layer;
          const total = layer.counts.reduce((a, b) => a + b, 0);
          const cls = `stream ${layer.topic === null ? 'hue-none' : hue(layer.topic)} ${layer.key}${at && at.layer !== i ? ' dim' : ''}`;
          const d = shape(s as unknown as [number, number][]) ?? '';
          const path = <path class={cls} d={d} onPointerMove={(e) => point(e, i)} />;
          const weave = layer.topic === null ? null : threads(layer.topic);
          if (layer.topic === null) return <g key={layer.key}>{path}</g>;
          return (
            <a key={layer.key} href={link(layer.topic)} aria-label={`${layer.label}: ${count(total)} documents`}>
              {path}
              {weave !== null && <path class="weave" d={d} fill={weave} />}
            </a>
          );
        })}
        <g>
          {namesOf(layers, stacked as unknown as [number, number][][], { x, y, width }).map(
            ({ key, text, size, px, py }) => (
              <text key={key} class="on-stream" x={px} y={py} font-size={size} text-anchor="middle">
                {text}
              </text>
            ),
          )}
        </g>
        {at && <line class="cursor" x1={x(at.bucket)} x2={x(at.bucket)} y1={0} y2={height - AXIS} />}
      </svg>
      {at && shown && (
        <div
          class={`tip${at.x > width / 2 ? ' left' : ''}`}
          style={{ left: `${at.x}px`, top: `${Math.max(0, at.y - 12)}px` }}
        >
          <b dir="auto">{shown.label}</b>
          <span>{instant(streams.from + at.bucket * streams.width)}</span>
          <span>
            {count(shown.counts[at.bucket] ?? 0)} documents,{' '}
            {percent((shown.counts[at.bucket] ?? 0) / Math.max(1, totals[at.bucket] ?? 0))}
          </span>
        </div>
      )}
    </div>
  );
}

/** The names of the layers that are thick enough for one, none over another. */
function namesOf(
  layers: readonly Layer[],
  stacked: readonly [number, number][][],
  { x, y, width }: { x: (b: number) => number; y: (v: number) => number; width: number },
) {
  const taken: { l: number; r: number; t: number; b: number }[] = [];
  return layers.flatMap(({ key, label, topic }, i) => {
    const each = width / Math.max(1, layers[0] ? layers[0].counts.length - 1 : 1);
    const best = thickest(
      stacked[i] as [number, number][],
      y,
      Math.ceil(textWidth(label.slice(0, 60), 11, 600) / 2 / each),
    );
    const size = Math.min(15, best.thickness * 0.62);
    if (size < 10 || topic === null) return [];
    const text = fitted(label, size, Math.min(width * 0.4, 320), 600);
    const half = textWidth(text, size, 600) / 2;
    const px = Math.min(width - half - 4, Math.max(half + 4, x(best.bucket)));
    const py = best.middle + size * 0.35;
    const box = { l: px - half, r: px + half, t: py - size, b: py + 2 };
    if (text === '' || taken.some((o) => box.l < o.r && box.r > o.l && box.t < o.b && box.b > o.t)) return [];
    taken.push(box);
    return [{ key, text, size, px, py }];
  });
}

/** Where a layer has most room for its name, so many buckets to each side; the middle of the picture is preferred. */
function thickest(layer: readonly [number, number][], y: (v: number) => number, reach: number) {
  let best = { bucket: 0, thickness: 0, middle: 0 };
  let most = 0;
  const centre = (layer.length - 1) / 2;
  for (let b = 0; b < layer.length; b++) {
    const around = layer.slice(Math.max(0, b - reach), b + reach + 1);
    // What is between the lowest edge above the name and the highest below it.
    const top = Math.max(...around.map(([, high]) => y(high)));
    const bottom = Math.min(...around.map(([low]) => y(low)));
    const value = (bottom - top) * (1 - 0.25 * Math.abs(b / centre - 1));
    if (value <= most) continue;
    most = value;
    best = { bucket: b, thickness: bottom - top, middle: (top + bottom) / 2 };
  }
  return best;
}

/** Whose streams they are. */
export function StreamLegend({ streams: { topics } }: { streams: Streams }) {
  const link = useTopicLink();
  return (
    <ul class="legend" aria-label="Streams">
      {topics.map(({ topic, label }) => (
        <li key={topic}>
          <i class={`dot ${hue(topic)}`} aria-hidden="true" />
          <a href={link(topic)} dir="auto">
            {named(label, topic)}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** The same in words and numbers. */
export function StreamTable({ streams }: { streams: Streams }) {
  const link = useTopicLink();
  const layers = layersOf(streams);
  const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);
  const all = Math.max(1, sum(layers.map(({ counts }) => sum(counts))));
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Topic</th>
          <th scope="col" class="number">
            Documents
          </th>
          <th scope="col" class="number">
            Share
          </th>
        </tr>
      </thead>
      <tbody>
        {layers.map(({ key, label, topic, counts }) => (
          <tr key={key}>
            <th scope="row" dir="auto">
              <i class={`dot ${topic === null ? 'hue-none' : hue(topic)}`} aria-hidden="true" />
              {topic === null ? label : <a href={link(topic)}>{label}</a>}
            </th>
            <td class="number">{count(sum(counts))}</td>
            <td class="number">{percent(sum(counts) / all)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
