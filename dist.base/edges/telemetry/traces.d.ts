/**
 * Traces by OpenTelemetry's API alone: whoever embeds Leitmotif, or preloads an SDK, gets spans; without one nothing is
 * made and nothing changes. Names follow the semantic conventions for messaging.
 */
import { type Tracer } from '@opentelemetry/api';
import type { Source } from '../../core/ports.ts';
export interface TracedOptions {
    /** The Kafka topic that the source reads, and its group. */
    readonly topic: string;
    readonly group: string;
    /** The Kafka topic of dead letters, which keep their headers as they came. */
    readonly dead: string;
    /** Default that of whatever SDK is registered when a batch comes. */
    readonly tracer?: Tracer;
}
/**
 * A span for each batch, with a link to the context of each of its records (a batch has many parents, and none). For
 * each record that is written with a context of its own, a span within that context, which the record carries on; a record
 * without one carries that of the batch.
 */
export declare function tracedSource(source: Source, options: TracedOptions): Source;
