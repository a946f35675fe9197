/** The composition root: the only place where the pipeline's ports meet the adapters behind them. */
export { documentReader } from '../edges/registry/documents.ts';
export { memoryRegistry } from '../edges/registry/memory.ts';
export { systemClock } from '../edges/telemetry/clock.ts';
export * from './wire/deployment.ts';
export * from './wire/embedded.ts';
export * from './wire/encoder.ts';
export * from './wire/feed.ts';
export { openChangelog, openKafka, openKnownCodecs, openRegistry } from './wire/kafka.ts';
export * from './wire/probe.ts';
export { composeReplica } from './wire/replica.ts';
