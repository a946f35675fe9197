export const COMMANDS = {
    run: {
        summary: 'Run a replica: read documents from Kafka, publish Θ, Φ and topic events',
        load: async () => (await import("./run.js")).command,
    },
    replay: {
        summary: 'Stream a file through the same pipeline, without Kafka, and exit',
        load: async () => (await import("./replay.js")).command,
    },
    evaluate: {
        summary: 'Stream a labelled file through the same pipeline and score the topics',
        load: async () => (await import("./evaluate.js")).command,
    },
    tune: {
        summary: 'Tune the encoder on a feed of documents, without labels',
        load: async () => (await import("./tune.js")).command,
    },
    migrate: {
        summary: 'Move the model to another encoder; topics stay',
        load: async () => (await import("./migrate.js")).command,
    },
    'state export': {
        summary: 'Save the model to a file',
        load: async () => (await import("./state/export.js")).command,
    },
    'state import': {
        summary: 'Bring a saved model back',
        load: async () => (await import("./state/import.js")).command,
    },
    'state reset': {
        summary: 'Begin anew, or go on elsewhere in the feed',
        load: async () => (await import("./state/reset.js")).command,
    },
    init: {
        summary: 'Create the Kafka topics, or widen them',
        load: async () => (await import("./init.js")).command,
    },
    topics: {
        summary: 'Show the live topics, or rename, pin, mute or merge them',
        load: async () => (await import("./topics.js")).command,
    },
    watch: {
        summary: 'Make a topic around a phrase',
        load: async () => (await import("./watch.js")).command,
    },
    encoders: {
        summary: 'List the encoders: dimension, languages, licence, size, speed',
        load: async () => (await import("./encoders.js")).command,
    },
    report: {
        summary: 'Write one page with pictures and tables of the topics',
        load: async () => (await import("./report.js")).command,
    },
    check: {
        summary: 'Say whether settings, broker, registry and encoder are in order',
        load: async () => (await import("./check.js")).command,
    },
    'feed rss': {
        summary: 'Follow RSS, Atom and JSON feeds',
        load: async () => (await import("./feed/rss.js")).command,
    },
    'feed jetstream': {
        summary: 'Follow the posts of Bluesky',
        load: async () => (await import("./feed/jetstream.js")).command,
    },
    'feed mastodon': {
        summary: 'Follow a timeline of a Mastodon server',
        load: async () => (await import("./feed/mastodon.js")).command,
    },
    'feed file': {
        summary: 'Put a file on the documents Kafka topic, going on where it ended',
        load: async () => (await import("./feed/file.js")).command,
    },
    'feed kafka': {
        summary: 'Copy another Kafka topic into the documents',
        load: async () => (await import("./feed/kafka.js")).command,
    },
    produce: {
        summary: 'Put a file on the documents Kafka topic, from its beginning',
        load: async () => (await import("./feed/file.js")).produce,
    },
    completion: {
        summary: 'Print a script that completes commands in bash, zsh or fish',
        load: async () => (await import("./completion.js")).completion(async () => {
            const loaded = Object.entries(COMMANDS).map(async ([name, { load }]) => [name, await load()]);
            return new Map(await Promise.all(loaded));
        }),
    },
};
//# sourceMappingURL=index.js.map