/** Topics in the plane: near in meaning is near here, area is weight, colour the parent, a ring what is trending. */
import { useMemo, useState } from 'preact/hooks';
import { apart } from '../../core/show/layout.ts';
import type { MapPoint, TopicMap } from '../../core/show/types.ts';
import { count, hue, named, percent } from '../format.ts';
import { useTopicLink } from '../links.ts';
import { fitted, textWidth, useWidth } from './size.ts';
import { threads } from './weaves.tsx';

interface Spot {
  readonly point: MapPoint;
  readonly x: number;
  readonly y: number;
  readonly r: number;
}

/** Part of the picture that all circles cover together, and the most that one may. */
const COVER = 0.14;
const MOST = 0.02;
const LABEL = 12.5;

function spotsOf({ points }: TopicMap, width: number, height: number): Spot[] {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const all = points.reduce((sum, { share }) => sum + share, 0) || 1;
  const heaviest = Math.max(...points.map(({ share }) => share)) / all || 1;
  const cover = Math.min(COVER, MOST / heaviest) * width * height;
  const radius = (share: number): number => Math.max(3.5, Math.sqrt(((share / all) * cover) / Math.PI));
  const pad = radius(heaviest * all) + 2 * LABEL;
  const placed = points.map(({ x, y, share }) => ({
    x: pad + ((x - left) / (right - left || 1)) * (width - 2 * pad),
    y: pad + ((y - top) / (bottom - top || 1)) * (height - 2 * pad),
    r: radius(share),
  }));
  return apart(placed, { width, height: height - 2 * LABEL }).map((spot, i) => ({
    ...spot,
    point: points[i] as MapPoint,
  }));
}

interface Label {
  readonly spot: Spot;
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly inside: boolean;
}

/** Sizes of letters that are tried in a circle, px. */
const INSIDE = [LABEL, 11];

/** Names of the heaviest topics that have room for one: in their circles, a line a word, or else below or above. */
function labelsOf(spots: readonly Spot[], width: number): Label[] {
  const taken: { l: number; r: number; t: number; b: number }[] = [];
  return [...spots]
    .sort((a, b) => b.point.share - a.point.share)
    .flatMap((spot): Label[] => {
      const name = named(spot.point.label, spot.point.topic);
      for (const size of spot.r >= 26 ? INSIDE : []) {
        const most = Math.max(1, Math.floor((spot.r * 1.5) / (size * 1.15)));
        const lines = name.split(', ').slice(0, most);
        const y = spot.y + size * 0.35 - ((lines.length - 1) * size * 1.15) / 2;
        // Each line has the chord at its height.
        const fits = lines.every((line, i) => {
          const off = Math.abs(i - (lines.length - 1) / 2) * size * 1.15 + size / 2;
          return textWidth(line, size, 600) <= 2 * Math.sqrt(Math.max(0, spot.r ** 2 - off ** 2)) - 4;
        });
        if (fits) return [{ spot, lines, x: spot.x, y, size, inside: true }];
      }
      const text = fitted(name, LABEL, 190);
      const half = textWidth(text, LABEL) / 2;
      const x = Math.min(width - half - 2, Math.max(half + 2, spot.x));
      for (const y of [spot.y + spot.r + LABEL, spot.y - spot.r - 5]) {
        const box = { l: x - half, r: x + half, t: y - LABEL, b: y + 3 };
        const clash = taken.some((o) => box.l < o.r && box.r > o.l && box.t < o.b && box.b > o.t);
        const covers = spots.some((o) => {
          if (o === spot) return false;
          const dx = Math.max(box.l - o.x, 0, o.x - box.r);
          const dy = Math.max(box.t - o.y, 0, o.y - box.b);
          return dx * dx + dy * dy < o.r * o.r;
        });
        if (text === '' || box.t < 0 || clash || covers) continue;
        taken.push(box);
        return [{ spot, lines: [text], x, y, size: LABEL, inside: false }];
      }
      return [];
    });
}

export function Scatter({ map, height, width: given = 960 }: { map: TopicMap; height?: number; width?: number }) {
  const [frame, width] = useWidth<HTMLDivElement>(given);
  const link = useTopicLink();
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
            href={link(point.topic)}
            class={`spot ${point.parent === null ? hue(point.topic) : hue(point.parent)}`}
            aria-label={`${named(point.label, point.topic)}, ${percent(point.share)}${point.trending ? ', trending' : ''}`}
            onPointerEnter={() => setOver(point.topic)}
            onPointerLeave={() => setOver(null)}
            onFocus={() => setOver(point.topic)}
            onBlur={() => setOver(null)}
          >
            {point.trending && (
              <>
                <circle class="glow" cx={x} cy={y} r={r + 12} />
                <circle class="halo" cx={x} cy={y} r={r + 4} />
              </>
            )}
            <circle class="disc" cx={x} cy={y} r={r} />
            {threads(point.parent ?? point.topic) !== null && (
              <circle class="weave" cx={x} cy={y} r={r} fill={threads(point.parent ?? point.topic) ?? ''} />
            )}
          </a>
        ))}
        <g>
          {labels.map(({ spot, lines, x, y, size, inside }) => (
            <text
              key={spot.point.topic}
              class={inside ? 'on-spot' : 'by-spot'}
              y={y}
              font-size={size}
              text-anchor="middle"
            >
              {lines.map((line, i) => (
                <tspan key={line} x={x} dy={i === 0 ? 0 : size * 1.15}>
                  {line}
                </tspan>
              ))}
            </text>
          ))}
        </g>
      </svg>
      {shown && (
        <div
          class={`tip${shown.x > width / 2 ? ' left' : ''}`}
          style={{ left: `${shown.x}px`, top: `${Math.max(0, shown.y - 12)}px` }}
        >
          <b dir="auto">{named(shown.point.label, shown.point.topic)}</b>
          {shown.point.parentLabel !== null && <span dir="auto">in {shown.point.parentLabel}</span>}
          <span>
            {percent(shown.point.share)}, {count(shown.point.documents)} documents
            {shown.point.trending ? ', trending' : ''}
          </span>
        </div>
      )}
    </div>
  );
}
