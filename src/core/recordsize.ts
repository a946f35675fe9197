/** What a record takes in Kafka: `max.message.bytes` is a limit on the record batch that it goes in. */
import type { OutRecord } from './ports.ts';

/** Bytes of a record batch's header, and at most of a record's and a header's lengths, deltas and attributes. */
export const BATCH_OVERHEAD = 61;
const RECORD_OVERHEAD = 36;
const HEADER_OVERHEAD = 10;

/** Bytes of a record within a batch that is not compressed, at most. */
export function sizeOf({ key, value, headers = [] }: Pick<OutRecord, 'key' | 'value' | 'headers'>): number {
  return RECORD_OVERHEAD + length(key) + length(value) + headersSize(headers);
}

/** Bytes of a record's headers, at most. */
export function headersSize(headers: NonNullable<OutRecord['headers']>): number {
  return headers.reduce((sum, [name, bytes]) => sum + HEADER_OVERHEAD + length(name) + length(bytes), 0);
}

/** Bytes of a batch of this record alone, at most. */
export function aloneSize(record: Pick<OutRecord, 'key' | 'value' | 'headers'>): number {
  return BATCH_OVERHEAD + sizeOf(record);
}

function length(one: Uint8Array | string | null): number {
  if (one === null) return 0;
  return typeof one === 'string' ? utf8Length(one) : one.length;
}

/** Bytes in UTF-8, a lone surrogate as U+FFFD. Counted, not encoded: each record that is written has a dozen such strings. */
function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    bytes += code < 0x800 ? 1 : 2;
    // Two units of a pair are four bytes.
    if (code >= 0xd800 && code < 0xdc00 && isLow(text.charCodeAt(i + 1))) i++;
  }
  return bytes;
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000;
}
