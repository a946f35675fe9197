/** Virtual time: what happens next is decided by a seed and by nothing else. */

interface Happening {
  readonly time: number;
  /** Breaks ties at random: at equal times the seed decides, too. */
  readonly tie: number;
  readonly run: () => void;
}

/** Happenings of one turn of Node's event loop; between two of them all promises come to rest. */
const A_TURN = 16;

export class Scheduler {
  /** Virtual time since the beginning, ms. */
  now = 0;
  /** Happenings so far. */
  steps = 0;
  /** A hash of everything noted, in its order. */
  trace = 0x811c9dc5;
  readonly #story: string[] | null;
  readonly #heap: Happening[] = [];
  #state: number;

  /** `story`: where what is noted is kept in words. */
  constructor(seed: number, story: string[] | null = null) {
    this.#state = seed | 0;
    this.#story = story;
  }

  /** In [0, 1): mulberry32 (T. Ettinger, public domain). */
  readonly random = (): number => {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };

  /** An integer in [from, below). */
  draw(from: number, below: number): number {
    return from + Math.floor(this.random() * (below - from));
  }

  pick<T>(from: readonly T[]): T {
    return from[this.draw(0, from.length)] as T;
  }

  after(ms: number, run: () => void): void {
    const added = { time: this.now + Math.max(0, ms), tie: this.random(), run };
    const heap = this.#heap;
    let at = heap.push(added) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!sooner(added, heap[up] as Happening)) break;
      heap[at] = heap[up] as Happening;
      at = up;
    }
    heap[at] = added;
  }

  note(what: string): void {
    for (let i = 0; i < what.length; i++) this.trace = Math.imul(this.trace ^ what.charCodeAt(i), 0x01000193);
    this.trace ^= Math.imul(this.steps, 0x9e3779b1);
    this.#story?.push(`${(this.now / 1000).toFixed(3).padStart(8)}  ${what}`);
  }

  /** Lets happen what is due until `over`. Rejects when virtual time or happenings run out: nobody waits for ever. */
  run(over: () => boolean, most: { readonly ms: number; readonly steps: number }): Promise<void> {
    const until = this.now + most.ms;
    const last = this.steps + most.steps;
    return new Promise((resolve, reject) => {
      let left = 0;
      let ended = false;
      const one = (): void => {
        if (ended) return;
        try {
          ended = over();
          if (ended) resolve();
          else this.#step(until, last);
        } catch (error) {
          ended = true;
          reject(error);
        }
        if (--left <= 0) turn();
      };
      const turn = (): void => {
        if (ended) return;
        left = A_TURN;
        for (let i = 0; i < A_TURN; i++) setImmediate(one);
      };
      turn();
    });
  }

  #step(until: number, last: number): void {
    const next = this.#next();
    if (next === undefined) throw new Error('nothing happens any more');
    if (next.time > until || this.steps >= last)
      throw new Error(`no end after ${Math.round(this.now / 1000)} s of virtual time, ${this.steps} steps`);
    this.now = Math.max(this.now, next.time);
    this.steps++;
    next.run();
  }

  #next(): Happening | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= heap.length) break;
      if (down + 1 < heap.length && sooner(heap[down + 1] as Happening, heap[down] as Happening)) down++;
      if (!sooner(heap[down] as Happening, last)) break;
      heap[at] = heap[down] as Happening;
      at = down;
    }
    heap[at] = last;
    return first;
  }
}

function sooner(a: Happening, b: Happening): boolean {
  return a.time < b.time || (a.time === b.time && a.tie < b.tie);
}
