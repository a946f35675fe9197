import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import {
  AlwaysOnSampler,
  BasicTracerProvider,
  InMemorySpanExporter,
  ParentBasedSampler,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { beforeEach, describe, expect, it } from 'vitest';
import { LeitmotifError } from '../../../../src/core/errors.ts';
import type { Intake, OutRecord, RawBatch, RawRecord, Source } from '../../../../src/core/ports.ts';
import { tracedSource } from '../../../../src/edges/telemetry/traces.ts';

const exporter = new InMemorySpanExporter();
const sampler = new ParentBasedSampler({ root: new AlwaysOnSampler() });
const provider = new BasicTracerProvider({ sampler, spanProcessors: [new SimpleSpanProcessor(exporter)] });
const tracer = provider.getTracer('test');
beforeEach(() => exporter.reset());

const TRACE = (n: number) => String(n).repeat(32);
const parent = (n: number, flags = '01') => `00-${TRACE(n)}-${String(n).repeat(16)}-${flags}`;
const bytes = (text: string) => new TextEncoder().encode(text);
const record = (offset: bigint, ...headers: [string, string][]): RawRecord => ({
  offset,
  timestamp: 0,
  key: null,
  value: bytes('x'),
  headers: headers.map(([name, value]) => [name, bytes(value)] as const),
});

/** A source of one batch; gives what was committed. */
async function run(
  records: readonly RawRecord[],
  made: readonly OutRecord[],
  { traced = true, fail }: { traced?: boolean; fail?: Error } = {},
) {
  const committed: OutRecord[] = [];
  const batch: RawBatch = {
    span: { topic: 'docs', partition: 3, epoch: 0, from: 10n, to: 20n },
    records,
    highWatermark: 20n,
    revoked: new AbortController().signal,
    turn: Promise.resolve(),
    async commit(out) {
      if (fail) throw fail;
      committed.push(...out);
    },
  };
  const source: Source = { run: (intake) => intake.handle(batch), standing: async () => [] };
  const intake: Intake = { handle: (given) => given.commit(made) };
  const options = { topic: 'docs', group: 'g', dead: 'p.dead' };
  await tracedSource(source, traced ? { ...options, tracer } : options).run(intake, new AbortController().signal);
  return committed;
}
const headers = (out: OutRecord | undefined) =>
  Object.fromEntries((out?.headers ?? []).map(([name, value]) => [name, String(value)]));
const theta = (...given: [string, string][]): OutRecord => ({
  topic: 'p.theta',
  key: 'a',
  value: bytes('t'),
  headers: given,
});

describe('a traced batch', () => {
  it('is a span with a link to each record that has a context', async () => {
    await run(
      [
        record(10n, ['traceparent', parent(1)]),
        record(11n),
        record(12n, ['traceparent', parent(2)], ['tracestate', 'a=b']),
      ],
      [],
    );
    const [span] = exporter.getFinishedSpans();
    expect(span?.name).toBe('process docs');
    expect(span?.kind).toBe(SpanKind.CONSUMER);
    expect(span?.parentSpanContext).toBeUndefined();
    expect(span?.links.map(({ context }) => context.traceId)).toEqual([TRACE(1), TRACE(2)]);
    expect(span?.links[1]?.context.traceState?.serialize()).toBe('a=b');
    expect(span?.attributes).toMatchObject({
      'messaging.system': 'kafka',
      'messaging.operation.type': 'process',
      'messaging.destination.name': 'docs',
      'messaging.destination.partition.id': '3',
      'messaging.consumer.group.name': 'g',
      'messaging.batch.message_count': 3,
    });
  });

  it('gives each record the context of its own document, one span further', async () => {
    const [written] = await run([], [theta(['traceparent', parent(1)], ['tracestate', 'v=1'], ['other', 'x'])]);
    const [send, batch] = exporter.getFinishedSpans();
    expect([send?.name, send?.kind, send?.parentSpanContext?.spanId]).toEqual([
      'send p.theta',
      SpanKind.PRODUCER,
      '1'.repeat(16),
    ]);
    expect(send?.links.map(({ context }) => context.spanId)).toEqual([batch?.spanContext().spanId]);
    expect(headers(written)).toEqual({
      other: 'x',
      traceparent: `00-${TRACE(1)}-${send?.spanContext().spanId}-01`,
      tracestate: 'v=1',
    });
  });

  it('gives a record without a context that of the batch', async () => {
    const [stats] = await run([], [{ topic: 'p.stats', key: null, value: bytes('s') }]);
    const [batch] = exporter.getFinishedSpans();
    expect(headers(stats)).toEqual({
      traceparent: `00-${batch?.spanContext().traceId}-${batch?.spanContext().spanId}-01`,
    });
  });

  it('leaves dead letters as they came, and says in their trace what was wrong', async () => {
    const letter: OutRecord = {
      topic: 'p.dead',
      key: null,
      value: bytes('x'),
      headers: [
        ['traceparent', bytes(parent(1))],
        ['__streams.errors.message', 'text is missing'],
      ],
    };
    const bare: OutRecord = { topic: 'p.dead', key: null, value: bytes('x') };
    expect(await run([], [letter, bare])).toEqual([letter, bare]);
    const [send] = exporter.getFinishedSpans();
    expect(send?.spanContext().traceId).toBe(TRACE(1));
    expect(send?.status).toEqual({ code: SpanStatusCode.ERROR, message: 'text is missing' });
  });

  it('respects that a trace is not sampled', async () => {
    const given = theta(['traceparent', parent(1, '00')]);
    expect(await run([], [given])).toEqual([given]);
    expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(['process docs']);
  });

  it.each(['', 'x', parent(1).toUpperCase().replace('1', 'G'), parent(0), `ff${parent(1).slice(2)}`, `${parent(1)}0`])(
    'takes %j for no context',
    async (value) => {
      const [written] = await run([record(1n, ['traceparent', value])], [theta(['traceparent', value])]);
      const [batch] = exporter.getFinishedSpans();
      expect(exporter.getFinishedSpans()).toHaveLength(1);
      expect(batch?.links).toEqual([]);
      expect(headers(written).traceparent).toContain(batch?.spanContext().traceId);
    },
  );

  it('that fails says so in each of its spans', async () => {
    const fail = new LeitmotifError('transient', 'commit', 'the broker is away');
    await expect(run([], [theta(['traceparent', parent(1)])], { fail })).rejects.toBe(fail);
    expect(exporter.getFinishedSpans().map(({ status }) => status)).toEqual(
      [1, 2].map(() => ({ code: SpanStatusCode.ERROR, message: 'the broker is away' })),
    );
  });

  it('without an SDK changes nothing', async () => {
    const made = [theta(['traceparent', parent(1)]), { topic: 'p.stats', key: null, value: null }];
    expect(await run([record(1n, ['traceparent', parent(1)])], made, { traced: false })).toEqual(made);
  });
});
