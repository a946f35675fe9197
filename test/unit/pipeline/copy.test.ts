import { describe, expect, it } from 'vitest';
import type { OutRecord, RawRecord } from '../../../src/core/ports.ts';
import { MemoryLog } from '../../../src/edges/memory/log.ts';
import { memorySource } from '../../../src/edges/memory/source.ts';
import { documentReader } from '../../../src/edges/registry/documents.ts';
import { memoryRegistry } from '../../../src/edges/registry/memory.ts';
import { copyFeed } from '../../../src/pipeline/copy.ts';
import { textOf } from '../../support/workbench.ts';
import { fastClock } from '../../support/world.ts';

const limits = { documents: 4000, dead: 4000 };

/** What becomes of records of a Kafka topic that takes any size. */
async function copied(records: readonly Omit<OutRecord, 'topic'>[]) {
  const log = new MemoryLog();
  log.createTopic('cms');
  log.createTopic('documents', { maxMessageBytes: limits.documents });
  log.createTopic('lm.dead', { maxMessageBytes: limits.dead });
  log.append(records.map((record) => ({ ...record, topic: 'cms' })));
  log.seal('cms');
  const counts = { sent: 0, deleted: 0, dead: 0 };
  const source = memorySource(log, {
    topic: 'cms',
    group: 'copy',
    epoch: () => 0,
    cut: { documents: 8, linger: 0 },
    clock: fastClock,
    probe: { log() {} },
  });
  const reader = documentReader({ registry: memoryRegistry(), format: 'json' });
  const names = { documents: 'documents', dead: 'lm.dead' };
  const stop = new AbortController();
  const running = source.run(copyFeed({ topic: 'cms', names, limits, reader, counts }), stop.signal);
  await Promise.race([running, log.until(() => log.lag('copy', 'cms') === 0n)]);
  stop.abort();
  await running;
  const read = (topic: string): readonly RawRecord[] => log.read(topic, 0, { from: 0n }).records;
  return { documents: read('documents'), dead: read('lm.dead'), counts };
}

const article = (key: string, text: unknown) => ({ key, value: new TextEncoder().encode(JSON.stringify({ text })) });
const headersOf = (record?: RawRecord) => new Map(record?.headers.map(([name, value]) => [name, textOf(value)]));

describe('a record of another Kafka topic', () => {
  it('is copied under its id, deleted, or a dead letter, and counted', async () => {
    const { documents, dead, counts } = await copied([
      article('a', 'glacier icefield'),
      { key: 'a', value: null },
      article('b', 7),
    ]);
    expect(documents.map(({ key, value }) => [textOf(key), value && JSON.parse(textOf(value) ?? '').text])).toEqual([
      ['a', 'glacier icefield'],
      ['a', null],
    ]);
    expect(dead.map(({ key }) => textOf(key))).toEqual(['b']);
    expect(headersOf(dead[0]).get('__streams.errors.topic')).toBe('cms');
    expect(counts).toEqual({ sent: 1, deleted: 1, dead: 1 });
  });

  it('is a dead letter when its document is larger as JSON than the documents take', async () => {
    // A line end is one byte of text, and two of JSON.
    const escaped = '"b"\n'.repeat(600);
    const { documents, dead, counts } = await copied([
      article('a', 'moraine'),
      article('large', escaped),
      article('b', 'serac'),
    ]);
    expect(documents.map(({ key }) => textOf(key))).toEqual(['a', 'b']);
    expect(dead.map(({ key }) => textOf(key))).toEqual(['large']);
    expect(headersOf(dead[0]).get('__streams.errors.stage')).toBe('text');
    expect(headersOf(dead[0]).get('__streams.errors.message')).toMatch(
      /^the document has \d+ bytes as JSON, more than documents takes \(4000\): raise its max\.message\.bytes/,
    );
    expect(counts).toEqual({ sent: 2, deleted: 0, dead: 1 });
  });

  it('is cut when it is no document, and larger than the dead letters take', async () => {
    const { documents, dead } = await copied([article('large', [' '.repeat(10_000)]), article('b', 'serac')]);
    expect(documents.map(({ key }) => textOf(key))).toEqual(['b']);
    expect(headersOf(dead[0]).get('__streams.errors.value.bytes')).toBe('10013');
  });

  it('leaves a trace context behind that nobody could have meant', async () => {
    const traceparent = ['traceparent', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'] as const;
    const { documents } = await copied([
      { ...article('a', 'moraine'), headers: [traceparent, ['tracestate', 'a=b'], ['other', 'x']] },
      { ...article('b', 'serac'), headers: [traceparent, ['tracestate', 'x'.repeat(10_000)]] },
    ]);
    const names = documents.map(({ headers }) => headers.map(([name]) => name));
    expect(names).toEqual([['content-type', 'traceparent', 'tracestate'], ['content-type']]);
  });
});
