/** Topics in the plane: near in meaning is near here, area is weight, colour the parent, a ring what is trending. */
import { Component, createRef } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { apart } from '../../core/show/layout.ts';
import type { MapPoint, TopicMap } from '../../core/show/types.ts';
import { byShare, count, hue, named, percent } from '../format.ts';
import { useTopicLink } from '../links.ts';
import { fitted, halves, textWidth, useWidth } from './size.ts';
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

function spotsOf(map: TopicMap, width: number, height: number): Spot[] {
  const points = byShare(map.points);
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const all = points.reduce((sum, { share }) => sum + share, 0) || 1;
  const heaviest = Math.max(...points.map(({ share }) => share)) / all || 1;
  const cover = Math.min(COVER, MOST / heaviest) * width * height;
  // What grows by less than half a pixel stays as it is, and so does what would have given way to it.
  const radius = (share: number): number => Math.max(3.5, halves(Math.sqrt(((share / all) * cover) / Math.PI)));
  const pad = Math.ceil(radius(heaviest * all)) + 2 * LABEL;
  const placed = points.map(({ x, y, share }) => ({
    x: pad + ((x - left) / (right - left || 1)) * (width - 2 * pad),
    y: pad + ((y - top) / (bottom - top || 1)) * (height - 2 * pad),
    r: radius(share),
  }));
  return apart(placed, { width, height: height - 2 * LABEL }).map(({ x, y, r }, i) => ({
    x: halves(x),
    y: halves(y),
    r,
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

interface Box {
  readonly l: number;
  readonly r: number;
  readonly t: number;
  readonly b: number;
}

/** Sizes of letters that are tried in a circle, px. */
const INSIDE = [LABEL, 11];

/** Names of the heaviest topics that have room for one: in their circles, a line a word, or else below or above. */
function labelsOf(spots: readonly Spot[], width: number): Label[] {
  const taken: Box[] = [];
  const isCovered = covering(spots);
  return spots.flatMap((spot): Label[] => {
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
    for (const y of [spot.y + spot.r + LABEL, spot.y - spot.r - 5].map(halves)) {
      const box = { l: x - half, r: x + half, t: y - LABEL, b: y + 3 };
      const clash = taken.some((o) => box.l < o.r && box.r > o.l && box.t < o.b && box.b > o.t);
      if (text === '' || box.t < 0 || clash || isCovered(box, spot)) continue;
      taken.push(box);
      return [{ spot, lines: [text], x: halves(x), y, size: LABEL, inside: false }];
    }
    return [];
  });
}

/** Whether a box would cover another circle than its own: of circles from left to right only those near it are asked. */
function covering(spots: readonly Spot[]): (box: Box, own: Spot) => boolean {
  const order = [...spots].sort((a, b) => a.x - b.x);
  const widest = spots.reduce((most, { r }) => Math.max(most, r), 0);
  return (box, own) => {
    let [from, to] = [0, order.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((order[middle] as Spot).x < box.l - widest) from = middle + 1;
      else to = middle;
    }
    for (let i = from; i < order.length; i++) {
      const o = order[i] as Spot;
      if (o.x > box.r + widest) return false;
      if (o === own) continue;
      const dx = Math.max(box.l - o.x, 0, o.x - box.r);
      const dy = Math.max(box.t - o.y, 0, o.y - box.b);
      if (dx * dx + dy * dy < o.r * o.r) return true;
    }
    return false;
  };
}

interface Looks {
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly topic: number;
  /** Whose colours it has. */
  readonly look: number;
  readonly trending: boolean;
  readonly href: string;
  readonly title: string;
}

const placeOf = ({ x, y }: Looks): string => `translate(${x} ${y})`;

/** One that only moves is not drawn again: hundreds of them do with each version of a model. */
class Circle extends Component<Looks> {
  private readonly place = createRef<SVGGElement>();
  /** Where it was drawn first; from then on it is moved by hand alone. */
  private readonly first = placeOf(this.props);

  override shouldComponentUpdate({ x, y, ...next }: Looks): boolean {
    if (x !== this.props.x || y !== this.props.y)
      this.place.current?.setAttribute('transform', placeOf({ x, y, ...next }));
    return (Object.keys(next) as (keyof typeof next)[]).some((name) => next[name] !== this.props[name]);
  }

  override render() {
    const { r, topic, look, trending, href, title } = this.props;
    const weave = threads(look);
    return (
      <a href={href} class={`spot ${hue(look)}`} data-topic={topic} aria-label={title}>
        <g transform={this.first} ref={this.place}>
          {trending && (
            <>
              <circle class="glow" r={r + 12} />
              <circle class="halo" r={r + 4} />
            </>
          )}
          <circle class="disc" r={r} />
          {weave !== null && <circle class="weave" r={r} fill={weave} />}
        </g>
      </a>
    );
  }
}

/** Whose circle that is; null for none. */
function topicAt(target: EventTarget | null): number | null {
  const spot = target instanceof Element ? target.closest('.spot') : null;
  return spot === null ? null : Number(spot.getAttribute('data-topic'));
}

export function Scatter({ map, height, width: given = 960 }: { map: TopicMap; height?: number; width?: number }) {
  const [ref, width] = useWidth<HTMLDivElement>(given);
  const link = useTopicLink();
  const tall = height ?? Math.min(820, Math.max(420, width * 0.62));
  const [over, setOver] = useState<number | null>(null);
  const spots = useMemo(() => spotsOf(map, width, tall), [map, width, tall]);
  const labels = useMemo(() => labelsOf(spots, width), [spots, width]);
  const shown = spots.find(({ point }) => point.topic === over);
  return (
    <div class="chart" ref={ref}>
      <svg
        width={width}
        height={tall}
        viewBox={`0 0 ${width} ${tall}`}
        role="group"
        aria-label="Map of topics"
        onPointerOver={({ target }) => setOver(topicAt(target))}
        onPointerLeave={() => setOver(null)}
        onFocusIn={({ target }) => setOver(topicAt(target))}
        onFocusOut={() => setOver(null)}
      >
        {spots.map(({ point, x, y, r }) => (
          <Circle
            key={point.topic}
            {...{ x, y, r, topic: point.topic, look: point.parent ?? point.topic, trending: point.trending }}
            href={link(point.topic)}
            title={`${named(point.label, point.topic)}, ${percent(point.share)}${point.trending ? ', trending' : ''}`}
          />
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
