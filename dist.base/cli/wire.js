/** The composition root: the only place where the pipeline's ports meet the adapters behind them. */
export { documentReader } from "../edges/registry/documents.js";
export { memoryRegistry } from "../edges/registry/memory.js";
export { systemClock } from "../edges/telemetry/clock.js";
export * from "./wire/deployment.js";
export * from "./wire/embedded.js";
export * from "./wire/encoder.js";
export * from "./wire/feed.js";
export { openChangelog, openKafka, openKnownCodecs, openRegistry } from "./wire/kafka.js";
export * from "./wire/probe.js";
export { composeReplica } from "./wire/replica.js";
//# sourceMappingURL=wire.js.map