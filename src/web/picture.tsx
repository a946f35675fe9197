/** The main charts of a report below each other as one SVG that needs no page, for who makes a PNG of it. */
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Report } from '../core/show/report.ts';
import type { TopicRef } from '../core/show/types.ts';
import { Icicle } from './charts/icicle.tsx';
import { Scatter } from './charts/scatter.tsx';
import { fitted, textWidth } from './charts/size.ts';
import { Streamgraph } from './charts/streamgraph.tsx';
import { threads, Weaves } from './charts/weaves.tsx';
import { WordCloud } from './charts/words.tsx';
import charts from './charts.css?raw';
import { count, hue, instant, named, percent } from './format.ts';
import palette from './palette.css?raw';
import { plainStyle, type Theme } from './plain.ts';
import style from './style.css?raw';

/** px; of the whole and around it. */
const WIDTH = 1400;
const EDGE = 48;
const ROOM = WIDTH - 2 * EDGE;
const TITLE = 44;
/** Topics whose words are shown, and in how many columns. */
const CLOUDS = 6;
const COLUMNS = 3;
/** What renderers have; each letter that the first one lacks is taken from another font. */
const FONTS = "'Noto Sans','DejaVu Sans','Liberation Sans',Arial,Helvetica,'Noto Sans CJK SC',sans-serif";

/** A part of the picture and its height, px. */
interface Part {
  readonly svg: string;
  readonly height: number;
}

type ChartName = 'streams' | 'hierarchy' | 'map' | 'words';

/** A whole SVG document with the charts that are asked for. All text in it is text, whatever the documents say. */
export function picture(report: Report, names: readonly ChartName[], theme: Theme): string {
  const makers: Readonly<Record<ChartName, () => Part[]>> = {
    streams: () => streams(report),
    hierarchy: () => hierarchy(report),
    map: () => map(report),
    words: () => words(report),
  };
  const parts = [heading(report), ...names.flatMap((name) => makers[name]())];
  let y = EDGE;
  const body = parts.map(({ svg, height }) => {
    const placed = `<g transform="translate(${EDGE} ${y})">${svg}</g>`;
    y += height;
    return placed;
  });
  const root = style.match(/:root \{[^}]*\}/)?.[0] ?? '';
  const own =
    '.paper{fill:var(--card)} .ink{fill:var(--ink)} .soft{fill:var(--quiet)} .heading{fill:var(--ink);font-weight:600}' +
    '.disc-of{fill:var(--hue)}';
  const rules = plainStyle(`${root}${palette}${charts}${own}`, theme);
  return allowed(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${Math.ceil(y)}" viewBox="0 0 ${WIDTH} ${Math.ceil(y)}" font-family="${FONTS}"><style>${rules}</style>${svgOf(<Weaves />)}<rect class="paper" width="100%" height="100%"/>${body.join('')}</svg>`,
  );
}

/** Characters that XML has no way to write are left out: one of a document would spoil the whole. */
function allowed(xml: string): string {
  return xml.toWellFormed().replace(/[\p{Cc}\p{Noncharacter_Code_Point}]/gu, ' ');
}

/** What a chart draws, without what is around it on a page. */
function svgOf(chart: VNode): string {
  const html = renderToString(chart);
  return html.slice(html.indexOf('<svg'), html.lastIndexOf('</svg>') + '</svg>'.length);
}

function heightOf(svg: string): number {
  return Number(svg.match(/^<svg[^>]* height="([\d.]+)"/)?.[1] ?? 0);
}

function section(title: string, svg: string, height = heightOf(svg)): Part {
  const head = renderToString(
    <text class="heading" y={22} font-size={20}>
      {title}
    </text>,
  );
  return { svg: `${head}<g transform="translate(0 ${TITLE})">${svg}</g>`, height: TITLE + height + 40 };
}

function heading({ feed, from, to, documents, total, stray }: Report): Part {
  const facts = `${instant(from)} to ${instant(to)} · ${count(documents)} documents · ${count(total)} topics · ${percent(stray)} without a topic`;
  const svg = renderToString(
    <g>
      <text class="heading" y={34} font-size={34}>
        {fitted(`The topics of ${feed}`, 34, ROOM, 600)}
      </text>
      <text class="soft" y={66} font-size={17}>
        {fitted(facts, 17, ROOM)}
      </text>
    </g>,
  );
  return { svg, height: 104 };
}

function streams({ streams: all }: Report): Part[] {
  if (all.topics.length === 0 || all.stray.length < 2) return [];
  const svg = svgOf(<Streamgraph streams={all} share={false} width={ROOM} height={420} />);
  const { svg: names, height } = legend(all.topics);
  const below = heightOf(svg) + 14;
  return [section('What it was about', `${svg}<g transform="translate(0 ${below})">${names}</g>`, below + height)];
}

function hierarchy({ hierarchy: all, total }: Report): Part[] {
  if (total === 0) return [];
  return [section('Hierarchy', svgOf(<Icicle hierarchy={all} focus={null} link={() => '#'} width={ROOM} />))];
}

function map({ map: all }: Report): Part[] {
  if (all.points.length === 0) return [];
  return [section('Map: what is near in meaning is near', svgOf(<Scatter map={all} width={ROOM} height={720} />))];
}

function words({ topics }: Report): Part[] {
  const some = topics.filter(({ keywords }) => keywords.length > 0).slice(0, CLOUDS);
  if (some.length === 0) return [];
  const width = ROOM / COLUMNS - 24;
  let y = 0;
  let svg = '';
  for (let first = 0; first < some.length; first += COLUMNS) {
    let highest = 0;
    some.slice(first, first + COLUMNS).forEach((page, column) => {
      const cloud = svgOf(<WordCloud keywords={page.keywords} width={Math.floor(width)} />);
      highest = Math.max(highest, heightOf(cloud));
      const name = renderToString(<Name topic={page.topic} label={page.label} size={16} room={width} />);
      svg += `<g class="${hue(page.topic)}" transform="translate(${column * (ROOM / COLUMNS)} ${y})">${name}<g transform="translate(0 34)">${cloud}</g></g>`;
    });
    y += highest + 62;
  }
  return [section('Words of the largest topics', svg, y)];
}

/** Names with their looks, as many in a row as fit. */
function legend(topics: readonly TopicRef[]): Part {
  const SIZE = 15;
  let [x, y] = [0, 0];
  const svg = topics.map(({ topic, label }) => {
    const width = Math.min(textWidth(named(label, topic), SIZE), 380) + 46;
    if (x + width > ROOM) [x, y] = [0, y + 27];
    const entry = `<g transform="translate(${x} ${y})">${renderToString(<Name topic={topic} label={label} size={SIZE} room={width} />)}</g>`;
    x += width;
    return entry;
  });
  return { svg: svg.join(''), height: y + 27 };
}

function Name({ topic, label, size, room }: TopicRef & { size: number; room: number }) {
  const weave = threads(topic);
  const disc = { cx: 7, cy: 9, r: 7 };
  return (
    <g class={hue(topic)}>
      <circle class="disc-of" {...disc} />
      {weave !== null && <circle {...disc} fill={weave} />}
      <text class="ink" x={22} y={9 + size * 0.35} font-size={size}>
        {fitted(named(label, topic), size, room - 22)}
      </text>
    </g>
  );
}
