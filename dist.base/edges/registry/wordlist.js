/** Terms in Avro, by their numbers in the list that all counts share: an array of strings like any other on the wire. */
import avsc from 'avsc';
import { numberOf } from "../../core/text/counts.js";
import { spell, spelling } from "../../core/text/spelling.js";
import { BoundedArray, nextBlock } from "./bounded.js";
/** Writes an array; what avsc's own type does. */
const writeArray = avsc.types.ArrayType.prototype._write;
/** Numbers of the words that are being read. */
let room = new Int32Array(1024);
export class WordList extends BoundedArray {
    /** What an earlier schema has is read item by item. */
    _read(tap) {
        const items = this.itemsType;
        const one = items.typeName === 'string' ? wordIn : (from) => numberOf(String(items._read(from)));
        let size = 0;
        for (let n = nextBlock(tap); n > 0; n = nextBlock(tap)) {
            if (room.length < size + n) {
                const more = new Int32Array(2 * (size + n));
                more.set(room);
                room = more;
            }
            for (; n > 0; n--)
                room[size++] = one(tap);
        }
        return room.slice(0, size);
    }
    _write(tap, value) {
        if (!(value instanceof Int32Array)) {
            writeArray.call(this, tap, value);
            return;
        }
        if (value.length > 0) {
            tap.writeLong(value.length);
            tap.pos = spell(value, tap.buf, tap.pos, (word, at) => {
                tap.pos = at;
                tap.writeString(word.toWellFormed());
                return tap.pos;
            });
        }
        tap.writeLong(0);
    }
}
function wordIn(tap) {
    const { buf, pos } = tap;
    const length = buf[pos];
    // A length of one byte, not negative.
    const end = pos + 1 + (length >> 1);
    if ((length & 0x81) === 0 && end <= buf.length) {
        const known = spelling(buf, pos + 1, end);
        if (known >= 0) {
            tap.pos = end;
            return known;
        }
    }
    // Cut short, it is refused as a whole; '' does until then.
    return numberOf(tap.readString() ?? '');
}
//# sourceMappingURL=wordlist.js.map