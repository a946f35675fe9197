/** Topics in the plane: near in meaning is near here, area is weight, colour the parent, a ring what is trending. */
import { useMemo, useState } from 'preact/hooks';
import { apart } from '../../core/show/layout.ts';
import type { MapPoint, TopicMap } from '../../core/show/types.ts';
import { count, hue, named, percent } from '../format.ts';
import { fitted, textWidth, useWidth } from './size.ts';

interface Spot {
  readonly point: MapPoint;
  readonly x: number;
  readonly y: number;
  readonly r: number;
}

/** Part of the picture that all circles cover together. */
const COVER = 0.16;
const LABEL = 12.5;

function spotsOf({ points }: TopicMap, width: number, height: number): Spot[] {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const all = points.reduce((sum, { share }) => sum + share, 0) || 1;
  const radius = (share: number): number => Math.max(3.5, Math.sqrt(((share / all) * COVER * width * height) / Math.PI));
  const pad = Math.min(64, width / 8);
  const placed = points.map(({ x, y, share }) => ({
    x: pad + ((x - left) / (right - left || 1)) * (width - 2 * pad),
    y: pad / 2 + ((y - top) / (bottom - top || 1)) * (height - pad),
    r: radius(share),
  }));
  return apart(placed, { width, height }).map((spot, i) => ({ ...spot, point: points[i] as MapPoint }));
}

/** Names of the heaviest topics that have room for one. */
function labelsOf(spots: readonly Spot[], width: number) {
  const taken: { l: number; r: number; t: number; b: number }[] = [];
  return [...spots]
    .sort((a, b) => b.point.share - a.point.share)
    .flatMap((spot) => {
      const text = fitted(named(spot.point.label, spot.point.topic), LABEL, 190);
      const half = textWidth(text, LABEL) / 2;
      const x = Math.min(width - half - 2, Math.max(half + 2, spot.x));
      const inside = half * 2 < spot.r * 1.8;
      const y = inside ? spot.y + LABEL * 0.35 : spot.y + spot.r + LABEL;
      const box = { l: x - half, r: x + half, t: y - LABEL, b: y + 3 };
      const clash = taken.some((o) => box.l < o.r && box.r > o.l && box.t < o.b && box.b > o.t);
      const covers = spots.some((o) => o !== spot && Math.abs(o.x - x) < half && Math.abs(o.y - (y - 4)) < LABEL * 0.7 + Math.min(o.r, 6));
      if (text === '' || clash || covers) return [];
      taken.push(box);
      return [{ spot, text, x, y, inside }];
    });
}

export function Scatter({ map, height }: { map: TopicMap; height?: number }) {
  const [frame, width] = useWidth<HTMLDivElement>(960);
  const tall = height ?? Math.min(820, Math.max(420, width * 0.62));
  const [over, setOver] = useState<number | null>(null);
  const spots = useMemo(() => spotsOf(map, width, tall), [map, width, tall]);
  const labels = useMemo(() => labelsOf(spots, width), [spots, width]);
  const shown = spots.find(({ point }) => point.topic === over);
  return (
    <div class="chart" ref={frame}>
      <svg width={width} height={tall} viewBox={`0 0 ${width} ${tall}`} role="group" aria-label="Map of topics">
        {spots.map(({ point, x, y, r }) => (
          <a
            key={point.topic}
            href={`/topics/${point.topic}`}
            class={`spot ${point.parent === null ? hue(point.topic) : hue(point.parent)}${point.trending ? ' glow' : ''}`}
            aria-label={`${named(point.label, point.topic)}, ${percent(point.share)}${point.trending ? ', trending' : ''}`}
            onPointerEnter={() => setOver(point.topic)}
            onPointerLeave={() => setOver(null)}
            onFocus={() => setOver(point.topic)}
            onBlur={() => setOver(null)}
          >
            {point.trending && <circle class="halo" cx={x} cy={y} r={r + 6} />}
            <circle cx={x} cy={y} r={r} />
          </a>
        ))}
        {labels.map(({ spot, text, x, y, inside }) => (
          <text key={spot.point.topic} class={inside ? 'on-spot' : 'by-spot'} x={x} y={y} font-size={LABEL} text-anchor="middle" aria-hidden="true">
            {text}
          </text>
        ))}
      </svg>
      {shown && (
        <div class={`tip${shown.x > width / 2 ? ' left' : ''}`} style={{ left: `${shown.x}px`, top: `${Math.max(0, shown.y - 12)}px` }}>
          <b dir="auto">{named(shown.point.label, shown.point.topic)}</b>
          {shown.point.parentLabel !== null && <span dir="auto">in {shown.point.parentLabel}</span>}
          <span>
            {percent(shown.point.share)}, {count(shown.point.documents)} documents{shown.point.trending ? ', trending' : ''}
          </span>
        </div>
      )}
    </div>
  );
}
