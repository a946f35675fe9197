/** What the trainer of this replica has written lately: whoever reads the same bytes need not decode them. */
import type { Snapshot } from '../core/model/snapshot.ts';
import type { ModelRecord } from '../core/types.ts';

/** A record of the model, as bytes and as what they say. */
interface WrittenRecord {
  readonly value: Uint8Array;
  readonly record: ModelRecord;
}

/** Records remembered under a key: a reader comes some versions after the writer. */
const REMEMBERED = 4;

export class Written {
  /** The newest first. */
  readonly #records = new Map<string, WrittenRecord[]>();
  readonly #versions = new WeakMap<ModelRecord, Snapshot>();
  #bytes = 0;

  /** Of the newest under each key, keys included. */
  get bytes(): number {
    return this.#bytes;
  }

  add(key: string, value: Uint8Array, record: ModelRecord): void {
    const known = this.#records.get(key);
    this.#bytes += value.length - (known?.[0]?.value.length ?? -key.length);
    if (known === undefined) this.#records.set(key, [{ value, record }]);
    else {
      known.unshift({ value, record });
      known.length = Math.min(known.length, REMEMBERED);
    }
  }

  /** The version that a head completes, which need not be put together from its records. */
  complete(head: ModelRecord, version: Snapshot): void {
    this.#versions.set(head, version);
  }

  /** What a head that was found here completes. */
  versionOf(head: ModelRecord): Snapshot | null {
    return this.#versions.get(head) ?? null;
  }

  delete(key: string): void {
    const newest = this.#records.get(key)?.[0];
    if (newest === undefined) return;
    this.#bytes -= key.length + newest.value.length;
    this.#records.delete(key);
  }

  clear(): void {
    this.#records.clear();
    this.#bytes = 0;
  }

  /** What these bytes under a key say, if they were written here. What was written before them is not asked for again. */
  find(key: string, value: Uint8Array): ModelRecord | null {
    const known = this.#records.get(key);
    const at = known?.findIndex((one) => same(one.value, value)) ?? -1;
    if (known === undefined || at < 0) return null;
    known.length = at + 1;
    return (known[at] as WrittenRecord).record;
  }
}

/** Four bytes at a time: every version's records come by here. */
function same(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  const words = a.length & ~3;
  const left = new DataView(a.buffer, a.byteOffset, a.length);
  const right = new DataView(b.buffer, b.byteOffset, b.length);
  for (let i = 0; i < words; i += 4) if (left.getInt32(i) !== right.getInt32(i)) return false;
  for (let i = words; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
