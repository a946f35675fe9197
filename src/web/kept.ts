/** What is remembered: in a tab until it is closed, or in the browser. Where a browser keeps nothing, until the page is left. */
type Place = 'sessionStorage' | 'localStorage';

const held = new Map<string, string>();

/** null for what was never kept. */
export function kept(place: Place, key: string): string | null {
  try {
    return globalThis[place].getItem(key) ?? held.get(key) ?? null;
  } catch {
    // A browser that is told to keep nothing of a site throws as soon as it is asked.
    return held.get(key) ?? null;
  }
}

/** null forgets it. */
export function keep(place: Place, key: string, value: string | null): void {
  if (value === null) held.delete(key);
  else held.set(key, value);
  try {
    if (value === null) globalThis[place].removeItem(key);
    else globalThis[place].setItem(key, value);
  } catch {}
}
