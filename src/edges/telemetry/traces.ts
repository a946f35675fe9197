/**
 * Traces by OpenTelemetry's API alone: whoever embeds Leitmotif, or preloads an SDK, gets spans; without one nothing is
 * made and nothing changes. Names follow the semantic conventions for messaging.
 */
import {
  type Context,
  createTraceState,
  isSpanContextValid,
  type Link,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { messageOf } from '../../core/errors.ts';
import type { OutRecord, RawBatch, Source } from '../../core/ports.ts';

export interface TracedOptions {
  /** The Kafka topic that the source reads, and its group. */
  readonly topic: string;
  readonly group: string;
  /** The Kafka topic of dead letters, which keep their headers as they came. */
  readonly dead: string;
  /** Default that of whatever SDK is registered when a batch comes. */
  readonly tracer?: Tracer;
}

type Headers = NonNullable<OutRecord['headers']>;

const NAME = 'leitmotif';

/**
 * A span for each batch, with a link to the context of each of its records (a batch has many parents, and none). For
 * each record that is written with a context of its own, a span within that context, which the record carries on; a record
 * without one carries that of the batch.
 */
export function tracedSource(source: Source, options: TracedOptions): Source {
  return {
    ...source,
    run: (intake, signal) =>
      source.run(
        {
          ...intake,
          handle(batch) {
            const tracer = options.tracer ?? trace.getTracer(NAME);
            const span = batchSpan(tracer, batch, options);
            return span.isRecording()
              ? within(span, () => intake.handle(tracedBatch(batch, { tracer, span, dead: options.dead })))
              : intake.handle(batch);
          },
        },
        signal,
      ),
  };
}

function batchSpan(
  tracer: Tracer,
  { span: { topic, partition, from, to }, records }: RawBatch,
  { group }: TracedOptions,
): Span {
  const links = records.flatMap(({ headers }): Link[] => {
    const context = contextIn(headers);
    return context === null ? [] : [{ context }];
  });
  return tracer.startSpan(
    `process ${topic}`,
    {
      kind: SpanKind.CONSUMER,
      links,
      attributes: {
        'messaging.system': 'kafka',
        'messaging.operation.name': 'process',
        'messaging.operation.type': 'process',
        'messaging.destination.name': topic,
        'messaging.destination.partition.id': String(partition),
        'messaging.consumer.group.name': group,
        'messaging.batch.message_count': records.length,
        'leitmotif.offset.from': String(from),
        'leitmotif.offset.to': String(to),
      },
    },
    ROOT_CONTEXT,
  );
}

function tracedBatch(
  batch: RawBatch,
  { tracer, span, dead }: { readonly tracer: Tracer; readonly span: Span; readonly dead: string },
): RawBatch {
  const { commit } = batch;
  // A batch has members that look at its insides; it is not copied.
  return Object.create(batch, {
    commit: {
      async value(records: readonly OutRecord[]): Promise<void> {
        const open: Span[] = [];
        const carried = records.map((record): OutRecord => {
          const context = contextIn(record.headers ?? []);
          if (context === null) return record.topic === dead ? record : carrying(record, span.spanContext());
          const own = recordSpan(tracer, { record, context, batch: span, dead });
          open.push(own);
          return record.topic === dead || !own.isRecording() ? record : carrying(record, own.spanContext());
        });
        try {
          await commit.call(batch, carried);
        } catch (error) {
          for (const own of open) failed(own, error);
          throw error;
        } finally {
          for (const own of open) own.end();
        }
      },
    },
  }) as RawBatch;
}

function recordSpan(
  tracer: Tracer,
  { record, context, batch, dead }: { record: OutRecord; context: SpanContext; batch: Span; dead: string },
): Span {
  const { topic, headers = [] } = record;
  const parent: Context = trace.setSpanContext(ROOT_CONTEXT, context);
  const attributes = {
    'messaging.system': 'kafka',
    'messaging.operation.name': 'send',
    'messaging.operation.type': 'send',
    'messaging.destination.name': topic,
  };
  const links = [{ context: batch.spanContext() }];
  const span = tracer.startSpan(`send ${topic}`, { kind: SpanKind.PRODUCER, attributes, links }, parent);
  const reason = topic === dead ? textOf(headers, '__streams.errors.message') : undefined;
  if (reason !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: reason });
  return span;
}

async function within(span: Span, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    failed(span, error);
    throw error;
  } finally {
    span.end();
  }
}

function failed(span: Span, error: unknown): void {
  span.recordException(error instanceof Error ? error : String(error));
  span.setStatus({ code: SpanStatusCode.ERROR, message: messageOf(error) });
}

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-|$)/;

/** The context in a record's headers, as W3C Trace Context has it; null for none, or one that is not valid. */
function contextIn(headers: Headers): SpanContext | null {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(textOf(headers, 'traceparent')?.trim() ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return null;
  const state = textOf(headers, 'tracestate');
  const context: SpanContext = {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & 1,
    isRemote: true,
    ...(state === undefined ? {} : { traceState: createTraceState(state) }),
  };
  return isSpanContextValid(context) ? context : null;
}

function carrying(record: OutRecord, { traceId, spanId, traceFlags, traceState }: SpanContext): OutRecord {
  const flags = traceFlags.toString(16).padStart(2, '0');
  const state = traceState?.serialize() ?? '';
  const others = (record.headers ?? []).filter(([name]) => name !== 'traceparent' && name !== 'tracestate');
  return {
    ...record,
    headers: [
      ...others,
      ['traceparent', `00-${traceId}-${spanId}-${flags}`],
      ...(state === '' ? [] : [['tracestate', state] as const]),
    ],
  };
}

function textOf(headers: Headers, name: string): string | undefined {
  const value = headers.findLast(([key]) => key === name)?.[1];
  return value === undefined || typeof value === 'string' ? value : new TextDecoder().decode(value);
}
