import type { Changelog, KeyedRecord, RawRecord } from '../../core/ports.ts';
import type { MemoryLog } from './log.ts';

const decoder = new TextDecoder();
const CHUNK = 500;

/** Reads the only partition of a compacted Kafka topic of the in-memory log. */
export function memoryChangelog(log: MemoryLog, topic: string): Changelog {
  return {
    async follow(onRecords, onEnd, signal) {
      let end = log.end(topic);
      const reader = log.reader(topic, 0);
      let ended = false;
      try {
        while (!signal.aborted) {
          if (!ended && reader.position >= end) {
            if ((await onEnd()) === 'again') end = log.end(topic);
            else ended = true;
            continue;
          }
          if (!(await log.until(() => log.end(topic) > reader.position, signal))) return;
          const read = log.read(topic, 0, { from: reader.position, limit: CHUNK });
          const whole = ended || read.to <= end;
          const records = whole ? read.records : read.records.filter(({ offset }) => offset < end);
          if (records.length > 0) await onRecords(records.map(keyed));
          reader.position = whole ? read.to : end;
        }
      } finally {
        reader.close();
      }
    },
    read: () => Promise.resolve(log.read(topic, 0, { from: 0n }).records.map(keyed)),
  };
}

function keyed({ key, value }: RawRecord): KeyedRecord {
  return { key: decoder.decode(key ?? new Uint8Array()), value };
}
