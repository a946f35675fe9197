/** Records remembered under a key: a reader comes some versions after the writer. */
const REMEMBERED = 4;
export class Written {
    /** The newest first. */
    #records = new Map();
    #bytes = 0;
    /** Of the newest under each key, keys included. */
    get bytes() {
        return this.#bytes;
    }
    add(key, value, record) {
        const known = this.#records.get(key);
        this.#bytes += value.length - (known?.[0]?.value.length ?? -key.length);
        if (known === undefined)
            this.#records.set(key, [{ value, record }]);
        else {
            known.unshift({ value, record });
            known.length = Math.min(known.length, REMEMBERED);
        }
    }
    delete(key) {
        const newest = this.#records.get(key)?.[0];
        if (newest === undefined)
            return;
        this.#bytes -= key.length + newest.value.length;
        this.#records.delete(key);
    }
    clear() {
        this.#records.clear();
        this.#bytes = 0;
    }
    /** What these bytes under a key say, if they were written here. */
    find(key, value) {
        return this.#records.get(key)?.find((one) => same(one.value, value))?.record ?? null;
    }
}
/** Four bytes at a time: every version's records come by here. */
function same(a, b) {
    if (a.length !== b.length)
        return false;
    const words = a.length & ~3;
    const left = new DataView(a.buffer, a.byteOffset, a.length);
    const right = new DataView(b.buffer, b.byteOffset, b.length);
    for (let i = 0; i < words; i += 4)
        if (left.getInt32(i) !== right.getInt32(i))
            return false;
    for (let i = words; i < a.length; i++)
        if (a[i] !== b[i])
            return false;
    return true;
}
//# sourceMappingURL=written.js.map