import { termsOf } from "../../core/text/terms.js";
import { memoryChangelog } from "../../edges/memory/changelog.js";
import { MemoryLog } from "../../edges/memory/log.js";
import { memorySource } from "../../edges/memory/source.js";
import { openCodecs } from "../../edges/registry/codecs.js";
import { documentReader } from "../../edges/registry/documents.js";
import { memoryRegistry } from "../../edges/registry/memory.js";
import { packagedStopWords } from "../../edges/stopwords.js";
import { systemClock } from "../../edges/telemetry/clock.js";
import { namesOf } from "../../pipeline/names.js";
import { roomIn, STATS_MESSAGE_BYTES } from "../kafkatopics.js";
import { trainersOf } from "./kafka.js";
import { replicaOn, toolsOf } from "./replica.js";
/** One partition at staleness 0, full batches only: the same documents give the same bytes. */
export async function composeEmbedded(config, { encoder, probe, clock = systemClock, shown = false, }) {
    const names = namesOf(config.prefix, config.documents.topic);
    const groups = { documents: config.group, stats: trainersOf(config) };
    const log = new MemoryLog({ now: clock.now });
    log.createTopic(names.documents, { consumedBy: groups.documents });
    log.createTopic(names.stats, { consumedBy: groups.stats });
    log.createTopic(names.model, { compact: true });
    log.createTopic(names.phi, { compact: true });
    for (const name of [names.theta, names.events, names.dead])
        log.createTopic(name);
    const registry = memoryRegistry();
    const codecs = await openCodecs(registry, names);
    const reader = documentReader({ registry, format: 'json', maxTextBytes: config.documents.maxTextBytes });
    const source = (topic, rest) => memorySource(log, { topic, clock, probe, ...rest });
    const full = { documents: config.batch.documents, linger: Number.POSITIVE_INFINITY };
    const tools = toolsOf(config, false);
    const stop = packagedStopWords();
    const replica = replicaOn(config, {
        names,
        documents: (epoch) => source(names.documents, { group: groups.documents, epoch, cut: full }),
        stats: (epoch) => source(names.stats, { group: groups.stats, epoch, cut: { documents: 1, linger: 0 } }),
        control: null,
        send: null,
        changelog: memoryChangelog(log, names.model),
        reader,
        encoder,
        codecs,
        tools,
        // The log drops what its group has consumed by itself.
        discard: async () => { },
        staleness: 0,
        maxStatsBytes: roomIn(STATS_MESSAGE_BYTES),
        maxAhead: config.time.maxJump,
        show: shown ? { events: memoryChangelog(log, names.events), ends: null, excerpts: config.http.excerpts } : null,
        clock,
        probe,
    });
    const { products } = tools;
    return { log, names, codecs, reader, replica, groups, products, termsOf: (text) => termsOf(text, stop) };
}
//# sourceMappingURL=embedded.js.map