import { useEffect, useRef, useState } from 'preact/hooks';

/** Width of an element, px, as it changes; `fallback` before it is known, and in a report. */
export function useWidth<E extends HTMLElement>(fallback: number) {
  const ref = useRef<E>(null);
  const [width, setWidth] = useState(fallback);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const watch = new ResizeObserver(
      ([entry]) => entry && setWidth(Math.max(240, Math.round(entry.contentRect.width))),
    );
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return [ref, width] as const;
}

/** Whether a text of a size (px) fits into a width, by the width of an average letter; wide scripts take a full em. */
export function textWidth(text: string, size: number): number {
  let em = 0;
  for (const letter of text) em += (letter.codePointAt(0) ?? 0) > 0x2e80 ? 1 : 0.56;
  return em * size;
}

/** The text, or as much of its beginning as fits with "…"; '' when less than three letters do. */
export function fitted(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  const letters = [...new Intl.Segmenter().segment(text.slice(0, 200))].map(({ segment }) => segment);
  while (letters.length > 0 && textWidth(`${letters.join('')}…`, size) > width) letters.pop();
  return letters.length < 3 ? '' : `${letters.join('').trimEnd()}…`;
}
