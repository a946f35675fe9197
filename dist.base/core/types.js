/** Every value that crosses a room. Plain data: no methods, no classes, nothing mutable shared. */
/** The number under which `absorbed` and spans of orders have the commands' Kafka topic, beside the documents' partitions. */
export const CONTROL = -1;
export const EVENT_TYPES = [
    'born',
    'split',
    'merged',
    'retired',
    'revived',
    'drifted',
    'relabelled',
    'trending',
    'cooled',
    'migrated',
    'renamed',
    'pinned',
    'unpinned',
    'muted',
    'unmuted',
    'watched',
    'refused',
];
//# sourceMappingURL=types.js.map