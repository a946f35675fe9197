/** The newest model of a deployment, for commands that look at it. */
import { restore } from "../core/model/snapshot.js";
import { hold, noModel } from "../pipeline/feed.js";
import { namesOf } from "../pipeline/names.js";
/** Nothing is written or registered. */
export async function openModels(config, level = 'error') {
    const wire = await import("./wire.js");
    const { probe } = wire.openProbe(config, level);
    const names = namesOf(config.prefix, config.documents.topic);
    const kafka = wire.openKafka(config, probe);
    const changelog = wire.openChangelog(kafka, { topic: names.model, probe });
    let opened;
    const codecs = () => {
        opened ??= wire.openKnownCodecs(config, names);
        return opened;
    };
    return {
        names,
        changelog,
        kafka,
        probe,
        codecs,
        async newest() {
            const records = await changelog.read();
            if (records.length === 0)
                throw noModel(names);
            const held = new Map();
            await hold(held, records, (await codecs()).model);
            const snapshot = restore(held);
            if (snapshot === null)
                throw noModel(names);
            return { snapshot, held };
        },
    };
}
//# sourceMappingURL=model.js.map