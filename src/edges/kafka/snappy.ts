/** Snappy (github.com/google/snappy, format_description.txt), bare as librdkafka writes it, or in the blocks of snappy-java. */
import { Packed, Unpacked } from './unpacked.ts';

/** Begins what snappy-java writes; two version numbers of four bytes follow. */
const JAVA = Buffer.from('\x82SNAPPY\0', 'latin1');
const JAVA_HEADER = JAVA.length + 8;

/** Throws for what is cut short, or unpacks to more than `most` bytes. */
export function unpackSnappy(bytes: Buffer, most: number): Buffer {
  const unpacked = new Unpacked(4 * bytes.length, most);
  if (!bytes.subarray(0, JAVA.length).equals(JAVA)) block(new Packed(bytes), unpacked);
  else {
    const packed = new Packed(bytes);
    packed.take(JAVA_HEADER);
    while (!packed.ended) block(new Packed(packed.take(packed.take(4).readUInt32BE())), unpacked);
  }
  return unpacked.whole();
}

function block(packed: Packed, unpacked: Unpacked): void {
  // How long it will be, seven bits at a time: that shows by itself.
  while (packed.number(1) >= 128);
  while (!packed.ended) {
    const tag = packed.number(1);
    const upper = tag >> 2;
    const kind = tag & 3;
    // Up to 60 bytes are told by the tag, more by the one to four bytes that follow.
    if (kind === 0) unpacked.literal(packed.take((upper < 60 ? upper : packed.number(upper - 59)) + 1));
    else if (kind === 1) unpacked.copy(((tag >> 5) << 8) + packed.number(1), (upper & 7) + 4);
    else unpacked.copy(packed.number(kind === 2 ? 2 : 4), upper + 1);
  }
}
