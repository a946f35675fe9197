/** Bad records: their original bytes with what went wrong in headers, as Kafka Streams names them (KIP-1034). */
import { type LeitmotifError, messageOf } from '../core/errors.ts';
import type { OutRecord, RawRecord } from '../core/ports.ts';
import { aloneSize, headersSize } from '../core/recordsize.ts';

/** Where a bad record lay. */
export interface Origin {
  /** The documents Kafka topic. */
  readonly topic: string;
  readonly partition: number;
}

/** Where bad records go. */
export interface DeadLetters {
  /** The Kafka topic. */
  readonly topic: string;
  /** Its max.message.bytes. A record may be larger: it came compressed, or from a Kafka topic that takes more. */
  readonly maxMessageBytes: number;
}

/** Longest message put into a header, in characters. */
const LONGEST_MESSAGE = 1000;

type Headers = NonNullable<OutRecord['headers']>;

/**
 * Key, value and headers as they came, then `__streams.errors.*` and the stage; the partition is the original's. What there
 * is no room for is cut, and further headers say how much there was.
 */
export function deadLetter(record: RawRecord, origin: Origin, error: LeitmotifError, to: DeadLetters): OutRecord {
  const about: Headers = [
    ['__streams.errors.exception', `${error.name}.${error.fault}`],
    ['__streams.errors.message', messageOf(error).slice(0, LONGEST_MESSAGE)],
    ['__streams.errors.topic', origin.topic],
    ['__streams.errors.partition', String(origin.partition)],
    ['__streams.errors.offset', String(record.offset)],
    ['__streams.errors.stage', error.stage],
  ];
  const { topic } = to;
  const { partition } = origin;
  const { key, value, headers } = record;
  const whole = { topic, partition, key, value, headers: [...headers, ...about] };
  return aloneSize(whole) <= to.maxMessageBytes ? whole : { topic, partition, ...cut(record, about, to) };
}

/** The first bytes of key and value, and those headers, that there is room for: in this order key, headers, value. */
function cut(
  { key, value, headers }: RawRecord,
  about: Headers,
  { maxMessageBytes }: DeadLetters,
): Pick<OutRecord, 'key' | 'value' | 'headers'> {
  const lengths: Headers = [
    ['__streams.errors.key.bytes', String(key?.length ?? 0)],
    ['__streams.errors.headers.count', String(headers.length)],
    ['__streams.errors.value.bytes', String(value?.length ?? 0)],
  ];
  let room = Math.max(0, maxMessageBytes - aloneSize({ key: null, value: null, headers: [...about, ...lengths] }));
  const keptKey = key?.subarray(0, room) ?? null;
  room -= keptKey?.length ?? 0;
  const keptHeaders = headers.filter((header) => {
    const size = headersSize([header]);
    if (size > room) return false;
    room -= size;
    return true;
  });
  // Never null, which would be a deletion.
  const keptValue = value?.subarray(0, room) ?? null;
  const shorter = [
    keptKey?.length !== key?.length,
    keptHeaders.length < headers.length,
    keptValue?.length !== value?.length,
  ];
  return {
    key: keptKey,
    value: keptValue,
    headers: [...keptHeaders, ...about, ...lengths.filter((_, i) => shorter[i])],
  };
}
