/** Which items were sent already: by guid within a feed, by link and by content anywhere. */

/** Fingerprints of one item; null where it has none. */
export interface ItemKeys {
  readonly guid: string | null;
  readonly link: string | null;
  readonly content: string;
}

/** What a feed remembers of its items, oldest first: `g…`, `l…` and `c…` fingerprints. */
export type Memory = readonly string[];

export class Seen {
  readonly #most: number;
  readonly #byFeed = new Map<string, Memory>();
  /** Links and contents of all feeds → in how many memories they are. */
  readonly #anywhere = new Map<string, number>();

  /** @param most fingerprints that are remembered of a feed, at least; those of its newest document are always */
  constructor(most: number) {
    this.#most = most;
  }

  /** Takes up what a feed remembered. */
  restore(feed: string, memory: Memory): void {
    for (const key of this.#byFeed.get(feed) ?? []) this.#count(key, -1);
    this.#byFeed.set(feed, memory);
    for (const key of memory) this.#count(key, 1);
  }

  /**
   * Indices of the items that are new, each once, and the memory after them. Nothing is remembered yet: `restore` does
   * that, once they are written. A link that three items and most of the document share leads to a page about all, and names none.
   */
  sift(feed: string, items: readonly ItemKeys[]): { fresh: number[]; memory: Memory } {
    const own = new Set(this.#byFeed.get(feed));
    const links = new Map<string, number>();
    for (const { link } of items) if (link !== null) links.set(link, (links.get(link) ?? 0) + 1);
    const shared = (times: number): boolean => times > 2 && times > items.length / 2;
    const met = new Set<string>();
    const fresh: number[] = [];
    const present: string[] = [];
    items.forEach(({ guid, link, content }, at) => {
      const keys = [
        ...(guid === null ? [] : [`g${guid}`]),
        ...(link === null || shared(links.get(link) ?? 0) ? [] : [`l${link}`]),
        `c${content}`,
      ];
      const known = keys.some((key) => met.has(key) || (key.startsWith('g') ? own.has(key) : this.#anywhere.has(key)));
      if (!known) fresh.push(at);
      for (const key of keys) met.add(key);
      present.push(...keys);
    });
    const latest = new Set(present);
    const older = [...own].filter((key) => !latest.has(key));
    const room = Math.max(0, this.#most - latest.size);
    return { fresh, memory: [...older.slice(Math.max(0, older.length - room)), ...latest] };
  }

  #count(key: string, by: number): void {
    if (key.startsWith('g')) return;
    const count = (this.#anywhere.get(key) ?? 0) + by;
    if (count > 0) this.#anywhere.set(key, count);
    else this.#anywhere.delete(key);
  }
}
