/** What files are written in, where a byte-order mark tells: UTF-16, as spreadsheets and PowerShell have it, becomes UTF-8. */
import { TextDecoder } from 'node:util';

const NOTHING = Buffer.alloc(0);
const MARKS = [
  { mark: Buffer.from([0xef, 0xbb, 0xbf]), charset: null },
  { mark: Buffer.from([0xff, 0xfe]), charset: 'utf-16le' },
  { mark: Buffer.from([0xfe, 0xff]), charset: 'utf-16be' },
] as const;

export interface Recoder {
  /** The next bytes, without the mark at the beginning; what is neither marked nor UTF-16 as it is. May be empty. */
  next(bytes: Buffer): Buffer;
  /** What is left at the end. */
  end(): Buffer;
}

export function recoder(): Recoder {
  let head: Buffer | null = NOTHING;
  let decoder: TextDecoder | null = null;
  const decoded = (bytes: Buffer): Buffer =>
    decoder === null ? bytes : Buffer.from(decoder.decode(bytes, { stream: true }));
  const begin = (bytes: Buffer): Buffer => {
    head = null;
    const found = MARKS.find(({ mark }) => bytes.subarray(0, mark.length).equals(mark));
    if (found?.charset) decoder = new TextDecoder(found.charset);
    return decoded(bytes.subarray(found?.mark.length ?? 0));
  };
  return {
    next(bytes) {
      if (head === null) return decoded(bytes);
      const known = Buffer.concat([head, bytes]);
      const open = MARKS.some(({ mark }) => known.length < mark.length && mark.subarray(0, known.length).equals(known));
      if (!open) return begin(known);
      head = known;
      return NOTHING;
    },
    end() {
      const rest = head === null ? NOTHING : begin(head);
      return decoder === null ? rest : Buffer.concat([rest, Buffer.from(decoder.decode())]);
    },
  };
}
