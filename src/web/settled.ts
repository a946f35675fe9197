/** What has not changed is left alone: parts of an answer that are as before are the same objects, and are not drawn again. */

/** `now`, with the objects of `before` in the place of those that are equal; topics are found wherever they stand in a list. */
export function settled<T>(before: unknown, now: T): T {
  if (before === now || typeof before !== 'object' || typeof now !== 'object' || before === null || now === null)
    return now;
  if (Array.isArray(now)) return (Array.isArray(before) ? list(before, now) : now) as T;
  const earlier = before as Readonly<Record<string, unknown>>;
  const later = now as Record<string, unknown>;
  const names = Object.keys(later);
  let same = !Array.isArray(before) && Object.keys(earlier).length === names.length;
  for (const name of names) {
    later[name] = settled(earlier[name], later[name]);
    if (later[name] !== earlier[name]) same = false;
  }
  return same ? (before as T) : now;
}

function list(before: readonly unknown[], now: unknown[]): readonly unknown[] {
  const topics = new Map<number, unknown>();
  for (const each of before) {
    const topic = topicOf(each);
    if (topic !== null) topics.set(topic, each);
  }
  let same = before.length === now.length;
  now.forEach((each, i) => {
    const topic = topicOf(each);
    now[i] = settled(topic === null ? before[i] : topics.get(topic), each);
    if (now[i] !== before[i]) same = false;
  });
  return same ? before : now;
}

function topicOf(value: unknown): number | null {
  if (typeof value !== 'object' || value === null) return null;
  const { topic } = value as { readonly topic?: unknown };
  return typeof topic === 'number' ? topic : null;
}
