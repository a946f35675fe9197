import type { ScaleTime } from 'd3-scale';
import { useLayoutEffect, useState } from 'preact/hooks';

/**
 * Width of an element, px, as it changes; `fallback` before it is known, and in a report. The element may come late: a chart
 * has none while there is too little to draw. `ref` goes to the element, which is null until it is there.
 */
export function useWidth<E extends HTMLElement>(fallback: number) {
  const [element, ref] = useState<E | null>(null);
  const [width, setWidth] = useState(fallback);
  // Before anything is painted: else the picture is seen in the other width first.
  useLayoutEffect(() => {
    if (element === null) return;
    const watch = new ResizeObserver(
      ([entry]) => entry && setWidth(Math.max(240, Math.round(entry.contentRect.width))),
    );
    watch.observe(element);
    return () => watch.disconnect();
  }, [element]);
  return [ref, width, element] as const;
}

/** To a tenth of a pixel, or to a half: finer differences nobody sees, and what is the same as before costs nothing. */
export const tenths = (pixels: number): number => Math.round(pixels * 10) / 10;
export const halves = (pixels: number): number => Math.round(pixels * 2) / 2;

/** Weights of letters that pictures use. */
export type Weight = 400 | 600;

/** Texts that were measured, by weight and text, and how many are kept. */
const known = new Map<string, number>();
const KNOWN = 4000;
let ruler: CanvasRenderingContext2D | null | undefined;
/** The page's fonts: asked for once, since every answer waits until the page has its styles. */
let fonts = '';
let set = '';

/** Width of a text of a size, px: measured where there is a page, estimated with a wide font elsewhere. */
export function textWidth(text: string, size: number, weight: Weight = 400): number {
  const key = `${weight} ${text}`;
  let em = known.get(key);
  if (em === undefined) {
    if (known.size >= KNOWN) known.clear();
    em = measured(text, weight) ?? estimated(text, weight);
    known.set(key, em);
  }
  return em * size;
}

function measured(text: string, weight: Weight): number | null {
  if (typeof document === 'undefined') return null;
  ruler ??= document.createElement('canvas').getContext('2d');
  if (ruler === null) return null;
  fonts ||= getComputedStyle(document.documentElement).fontFamily;
  const font = `${weight} 100px ${fonts}`;
  if (font !== set) ruler.font = set = font;
  return ruler.measureText(text).width / 100;
}

/** In em, after the widths of DejaVu Sans, one of the widest fonts in use. */
function estimated(text: string, weight: Weight): number {
  let em = 0;
  for (const letter of text) {
    if ((letter.codePointAt(0) ?? 0) > 0x2e80) em += 1;
    else if (/[iljI.,:;'|!]/.test(letter)) em += 0.3;
    else if (/[ftr()[\] -]/.test(letter)) em += 0.41;
    else if (/[mMwW@%]/.test(letter)) em += 0.95;
    else if (/\p{Lu}/u.test(letter)) em += 0.72;
    else em += 0.63;
  }
  return weight === 600 ? em * 1.1 : em;
}

/** Texts that were cut, by what and where to. */
const cut = new Map<string, string>();

/** The text, or as much of its beginning as fits with "…"; '' when less than three letters do. */
export function fitted(text: string, size: number, width: number, weight: Weight = 400): string {
  if (textWidth(text, size, weight) <= width) return text;
  const key = `${weight} ${size} ${Math.floor(width)} ${text}`;
  const known = cut.get(key);
  if (known !== undefined) return known;
  if (cut.size >= KNOWN) cut.clear();
  const part = beginning(text, size, Math.floor(width), weight);
  cut.set(key, part);
  return part;
}

function beginning(text: string, size: number, width: number, weight: Weight): string {
  const letters = [...new Intl.Segmenter().segment(text.slice(0, 200))].map(({ segment }) => segment);
  // As many letters as can be: by halves, since each measure costs.
  let [least, most] = [0, letters.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (textWidth(`${letters.slice(0, middle).join('')}…`, size, weight) <= width) least = middle;
    else most = middle - 1;
  }
  return least < 3 ? '' : `${letters.slice(0, least).join('').trimEnd()}…`;
}

/** A text in lines at spaces, the last one cut where it is too long. */
export function wrapped(text: string, size: number, width: number, most: number, weight: Weight = 400): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest !== '' && lines.length < most - 1 && textWidth(rest, size, weight) > width) {
    const words = rest.split(' ');
    let taken = 1;
    while (taken < words.length && textWidth(words.slice(0, taken + 1).join(' '), size, weight) <= width) taken++;
    lines.push(fitted(words.slice(0, taken).join(' '), size, width, weight));
    rest = words.slice(taken).join(' ');
  }
  return rest === '' ? lines : [...lines, fitted(rest, size, width, weight)];
}

/** Room of a tick's text, px. */
const TICK = 76;

/** Ticks of a time axis between two edges, px: none over another or beyond the edges. */
export function ticksOf(times: ScaleTime<number, number>, left: number, right: number) {
  let last = Number.NEGATIVE_INFINITY;
  return times.ticks(Math.max(2, Math.floor((right - left) / 110))).flatMap((time) => {
    const x = times(time);
    const anchor = x < left + TICK / 2 ? 'start' : x > right - TICK / 2 ? 'end' : 'middle';
    const begin = anchor === 'start' ? x : anchor === 'end' ? x - TICK : x - TICK / 2;
    if (begin < last) return [];
    last = begin + TICK;
    return [{ time: +time, x, anchor } as const];
  });
}
