/** A topic's words: as a cloud to be taken in at a glance, and as bars to be compared. */
import { useMemo, useRef } from 'preact/hooks';
import { type Place, packed } from '../../core/show/pack.ts';
import type { Keyword } from '../../core/types.ts';
import { fine } from '../format.ts';
import { fitted, textWidth, useWidth } from './size.ts';

const IN_CLOUD = 40;
/** Steps of size; the smallest, and the largest at most, px; room around a word in parts of its size. */
const STEPS = 9;
const LEAST = 13;
const MOST = 54;
const ROOM = { width: 0.35, height: 1.16 };
/** Part of the picture that words cover at first; it grows until all have room. */
const COVER = 0.62;

interface Word {
  readonly text: string;
  readonly size: number;
  readonly x: number;
  readonly y: number;
}

interface Cloud {
  readonly words: readonly Word[];
  readonly height: number;
}

/** Where each word was, in a picture of a width. */
interface Earlier {
  readonly width: number;
  readonly height: number;
  readonly places: ReadonlyMap<string, Place>;
}

/** Large words are relevant ones, the most relevant in the middle; a word keeps its place while it has room there. */
function cloudOf(keywords: readonly Keyword[], width: number, earlier: Earlier | null): Cloud & { kept: Earlier } {
  const some = keywords.slice(0, IN_CLOUD);
  const most = Math.max(...some.map(({ relevance }) => relevance), 1e-9);
  const least = Math.min(...some.map(({ relevance }) => relevance), most);
  const largest = Math.min(MOST, Math.max(26, width / 13));
  const boxes = some.map(({ word, relevance }) => {
    const step = Math.round((STEPS * (relevance - least)) / (most - least || 1)) / STEPS;
    const wanted = LEAST + step ** 1.1 * (largest - LEAST);
    // A long word is smaller before it is cut.
    const room = width - 16;
    const size = Math.max(LEAST, Math.min(wanted, (wanted * room) / textWidth(word, wanted, 600)));
    const text = fitted(word, size, room, 600);
    return {
      text,
      size,
      word,
      width: textWidth(text, size, 600) + ROOM.width * size,
      height: ROOM.height * size,
    };
  });
  const area = boxes.reduce((sum, box) => sum + box.width * box.height, 0);
  const before = earlier?.width === width ? earlier : null;
  const least0 = Math.max(...boxes.map((box) => box.height), 60);
  for (let height = before?.height ?? Math.max(least0, area / width / COVER); ; height *= 1.12) {
    // Out of the middle of the frame, also when that has grown.
    const shift = (height - (before?.height ?? height)) / 2;
    const places = packed(
      boxes,
      { width, height },
      boxes.map(({ word }) => {
        const place = before?.places.get(word);
        return place && { x: place.x, y: place.y + shift };
      }),
    );
    if (places.includes(null) && height < 4000) continue;
    const words = boxes.flatMap(({ text, size }, i) => {
      const place = places[i];
      return place && text !== '' ? [{ text, size, x: place.x, y: place.y }] : [];
    });
    const kept = new Map(boxes.flatMap(({ word }, i) => (places[i] ? [[word, places[i]] as const] : [])));
    return { words, height, kept: { width, height, places: kept } };
  }
}

export function WordCloud({ keywords, width: given = 900 }: { keywords: readonly Keyword[]; width?: number }) {
  const [ref, width] = useWidth<HTMLDivElement>(given);
  const earlier = useRef<Earlier | null>(null);
  const { words, height } = useMemo(() => {
    const cloud = cloudOf(keywords, width, earlier.current);
    earlier.current = cloud.kept;
    return cloud;
  }, [keywords, width]);
  return (
    <div class="chart" ref={ref}>
      <svg
        class="cloud"
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`Words by relevance: ${words.map(({ text }) => text).join(', ')}`}
      >
        {words.map(({ text, size, x, y }) => (
          <text
            key={text}
            x={x.toFixed(1)}
            y={(y + 0.35 * size).toFixed(1)}
            font-size={size.toFixed(1)}
            text-anchor="middle"
          >
            {text}
          </text>
        ))}
      </svg>
    </div>
  );
}

const IN_BARS = 15;
export function KeywordBars({ keywords }: { keywords: readonly Keyword[] }) {
  const some = keywords.slice(0, IN_BARS);
  const likely = Math.max(...some.map(({ probability }) => probability), 1e-9);
  const relevant = Math.max(...some.map(({ relevance }) => relevance), 1e-9);
  return (
    <table class="bars">
      <thead>
        <tr>
          <th scope="col">Word</th>
          <th scope="col">Relevance</th>
          <th scope="col">Probability</th>
        </tr>
      </thead>
      <tbody>
        {some.map(({ word, probability, relevance }) => (
          <tr key={word}>
            <th scope="row" dir="auto">
              {word}
            </th>
            <td>
              <Bar part={relevance / relevant} />
            </td>
            <td>
              <Bar part={probability / likely} quiet text={fine(probability)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Bar({ part, text, quiet = false }: { part: number; text?: string; quiet?: boolean }) {
  return (
    <span class={`bar${quiet ? ' soft' : ''}`}>
      <i style={{ width: `${Math.max(0.5, part * 100).toFixed(1)}%` }} />
      {text !== undefined && <em>{text}</em>}
    </span>
  );
}
