import { dot } from "../vector.js";
/**
 * How far topics moved between two versions: the mean of 1 − cos(mean before, mean after) over the topics live in
 * both, by their weight after; in [0, 2], 0 when there is none. Raw means, so the stream's own mean damps it.
 */
export function centroidDrift(before, after) {
    let moved = 0;
    let weight = 0;
    for (const topic of after.topics.values()) {
        const earlier = before?.topics.get(topic.id);
        if (topic.level !== 0 || topic.status !== 'live' || earlier?.status !== 'live')
            continue;
        const { length } = topic.mean;
        const norms = dot(topic.mean, 0, topic.mean, 0, length) * dot(earlier.mean, 0, earlier.mean, 0, length);
        if (norms <= 0)
            continue;
        weight += topic.weight;
        moved += topic.weight * (1 - dot(topic.mean, 0, earlier.mean, 0, length) / Math.sqrt(norms));
    }
    return weight > 0 ? moved / weight : 0;
}
//# sourceMappingURL=drift.js.map