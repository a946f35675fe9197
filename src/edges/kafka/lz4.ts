/** LZ4 frames (github.com/lz4/lz4, doc/lz4_Frame_format.md), without their checksums: the record batch has one of its own. */
import { Packed, Unpacked } from './unpacked.ts';

const MAGIC = 0x184d2204;
/** Of a frame: its blocks have checksums, its length is told, a checksum ends it, it needs a dictionary. */
const [BLOCK_CHECKSUMS, CONTENT_SIZE, CONTENT_CHECKSUM, DICTIONARY] = [0x10, 0x08, 0x04, 0x01];
const SHORTEST_COPY = 4;

/** Throws for what is no LZ4 frame, is cut short, or unpacks to more than `most` bytes. */
export function unpackLz4(bytes: Buffer, most: number): Buffer {
  const packed = new Packed(bytes);
  const unpacked = new Unpacked(4 * bytes.length, most);
  while (!packed.ended) frame(packed, unpacked);
  return unpacked.whole();
}

function frame(packed: Packed, unpacked: Unpacked): void {
  if (packed.number(4) !== MAGIC) throw new Error('a record batch that is said to be compressed with lz4 is not');
  const flags = packed.number(1);
  if (flags & DICTIONARY)
    throw new Error('a record batch compressed with lz4 needs a dictionary, which Kafka does not know');
  // Of what is left of the header, the largest size of a block and the header's checksum.
  packed.take(1 + (flags & CONTENT_SIZE ? 8 : 0) + 1);
  for (let size = packed.number(4); size !== 0; size = packed.number(4)) {
    const plain = size >= 2 ** 31;
    const content = packed.take(plain ? size - 2 ** 31 : size);
    if (plain) unpacked.literal(content);
    else block(new Packed(content), unpacked);
    if (flags & BLOCK_CHECKSUMS) packed.take(4);
  }
  if (flags & CONTENT_CHECKSUM) packed.take(4);
}

function block(packed: Packed, unpacked: Unpacked): void {
  while (!packed.ended) {
    const token = packed.number(1);
    unpacked.literal(packed.take(length(packed, token >> 4)));
    // The last literals have no copy.
    if (packed.ended) return;
    const back = packed.number(2);
    unpacked.copy(back, length(packed, token & 15) + SHORTEST_COPY);
  }
}

/** 15 goes on in the bytes that follow, up to one that is not 255. */
function length(packed: Packed, nibble: number): number {
  let sum = nibble;
  for (let more = nibble === 15 ? 255 : 0; more === 255; sum += more) more = packed.number(1);
  return sum;
}
