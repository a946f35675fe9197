/** Parents and their topics as areas: the higher, the more of the feed they hold. */
import { useMemo } from 'preact/hooks';
import type { Hierarchy, HierarchyLeaf } from '../../core/show/types.ts';
import { byShare, hue, named, percent } from '../format.ts';
import { useTopicLink } from '../links.ts';
import { steady } from '../steady.ts';
import { fitted, textWidth, useWidth, wrapped } from './size.ts';
import { threads } from './weaves.tsx';

interface Family {
  readonly topic: number | null;
  readonly label: string;
  readonly share: number;
  readonly topics: readonly HierarchyLeaf[];
}

/** Height of a row in which a name can be read, gaps, and the strip in the topic's full colour, px. */
const ROW = 25;
const GAP = 2;
const EDGE = 5;
const SIZE = 14;
const LINE = 18;

function familiesOf({ parents, alone }: Hierarchy): Family[] {
  const rest = alone.reduce((sum, { share }) => sum + share, 0);
  const families = byShare(parents).map((each) => ({ ...each, topics: byShare(each.topics) }));
  const others: Family[] =
    alone.length > 0 ? [{ topic: null, label: 'without a parent', share: rest, topics: byShare(alone) }] : [];
  return [...families, ...others];
}

export function Icicle({
  hierarchy,
  focus,
  link,
  width: given = 960,
}: {
  hierarchy: Hierarchy;
  focus: number | null;
  link: (topic: number | null) => string;
  width?: number;
}) {
  const [ref, width] = useWidth<HTMLDivElement>(given);
  const topicLink = useTopicLink();
  const all = useMemo(() => familiesOf(hierarchy), [hierarchy]);
  const families = focus === null ? all : all.filter(({ topic }) => topic === focus);
  const rows = families.reduce((sum, { topics }) => sum + topics.length, 0);
  const shares = families.reduce((sum, { topics }) => topics.reduce((part, { share }) => part + share, sum), 0) || 1;
  // Each name has its row; what is left of the height is dealt out by share.
  const spare = Math.max(0, Math.min(760, Math.max(360, rows * ROW * 2)) - rows * ROW);
  const left = Math.round(Math.max(112, width / 3));
  let y = 0;
  // At whole pixels: what moves by less does not move.
  const blocks = families.map((family) => {
    const top = Math.round(y);
    const leaves = family.topics.map((leaf) => {
      const from = Math.round(y);
      y += ROW + (spare * leaf.share) / shares;
      return { leaf, y: from, height: Math.round(y) - from - 1 };
    });
    const height = Math.round(y) - top - 1;
    y += GAP;
    return { family, y: top, height, leaves };
  });
  const tall = Math.round(y);
  return (
    <div class="chart" ref={ref}>
      <svg
        class="icicle"
        width={width}
        height={tall}
        viewBox={`0 0 ${width} ${tall}`}
        role="group"
        aria-label="Hierarchy"
      >
        {blocks.map(({ family: { topic, label, share, topics }, leaves, ...at }) => {
          const name = topic === null ? label : named(label, topic);
          const box = { ...at, x: 0, width: left - GAP, topic, name, part: percent(share), lines: 2 };
          const inner = leaves.map(({ leaf, y: top, height }) => ({
            ...{ x: left, y: top, width: width - left, height, topic: leaf.topic, name: named(leaf.label, leaf.topic) },
            ...{ part: `${leaf.trending ? '▲ ' : ''}${percent(leaf.share)}`, lines: 1, trending: leaf.trending },
          }));
          return (
            <g key={topic ?? 0}>
              {topic === null ? (
                <g class="parent hue-none">
                  <Block {...box} />
                </g>
              ) : (
                <a
                  class={`parent ${hue(topic)}`}
                  href={link(focus === topic ? null : topic)}
                  aria-label={`${name}, ${percent(share)}: ${focus === topic ? 'all parents' : `zoom into its ${topics.length} topics`}`}
                >
                  <Block {...box} />
                </a>
              )}
              {inner.map((leaf) => (
                <Leaf key={leaf.topic} {...leaf} href={topicLink(leaf.topic)} />
              ))}
              <g>
                {[box, ...inner].map((each) => (
                  <Name key={each.topic} {...each} />
                ))}
              </g>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly topic: number | null;
  readonly name: string;
  readonly part: string;
  /** Lines that its name may have. */
  readonly lines: number;
}

const Leaf = steady(({ trending, href, ...box }: Box & { topic: number; trending: boolean; href: string }) => (
  <a
    class={`leaf ${hue(box.topic)}`}
    href={href}
    aria-label={`${box.name}, ${box.part.replace('▲ ', '')}${trending ? ', trending' : ''}`}
  >
    <Block {...box} />
  </a>
));

function Block({ x, y, width, height, topic }: Box) {
  const weave = topic === null ? null : threads(topic);
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect class="block" width={width} height={height} rx={3} />
      <rect class="edge" width={EDGE} height={height} rx={2} />
      {weave !== null && <rect class="weave" width={EDGE} height={height} fill={weave} />}
    </g>
  );
}

/** The name of a block at its left and its share at its right, or below where there is no room beside. */
const Name = steady(({ x, y, width, height, name, part, lines }: Box) => {
  const pad = width < 200 ? 7 : 12;
  const weight = lines > 1 ? 600 : 400;
  const room = width - EDGE - 2 * pad;
  const beside = room - textWidth(part, SIZE) - 10;
  const below = lines > 1 && width < 200 && height > 3 * LINE;
  const most = Math.max(1, Math.min(lines + (below ? 1 : 0), Math.floor(height / LINE) - (below ? 1 : 0)));
  const texts =
    most > 1 ? wrapped(name, SIZE, below ? room : beside, most, weight) : [fitted(name, SIZE, beside, weight)];
  const middle = height / 2 + SIZE * 0.35;
  const first = middle - ((texts.length - 1 + (below ? 1 : 0)) * LINE) / 2;
  const left = EDGE + pad;
  return (
    <g transform={`translate(${x} ${y})`}>
      <text class={lines > 1 ? 'name bold' : 'name'}>
        {texts.map((line, i) => (
          <tspan key={i} x={left} y={first + i * LINE}>
            {line}
          </tspan>
        ))}
      </text>
      {below ? (
        <text class="part" x={left} y={first + texts.length * LINE}>
          {part}
        </text>
      ) : (
        <text class="part" x={width - pad} y={middle} text-anchor="end">
          {part}
        </text>
      )}
    </g>
  );
});
