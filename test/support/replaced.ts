/** A source with a text in it replaced; throws unless it occurs exactly once: code that is changed must take along what is planted in it. */
export function replaced(source: string, search: string, replacement: string): string {
  const found = source.split(search).length - 1;
  if (found !== 1) throw new Error(`occurs ${found} times: ${search}`);
  return source.replace(search, () => replacement);
}
