/** A model as it is looked at for a stretch of event time: the same pictures, of the documents of that time. */
import { LeitmotifError } from "../errors.js";
import { RESOLUTIONS } from "../history/buckets.js";
import { spanOf, timelineOf } from "./picture.js";
export function stretchOf({ since, until }, newest) {
    const at = (moment) => ('time' in moment ? moment.time : newest - moment.ago);
    return {
        from: since === undefined ? Number.NEGATIVE_INFINITY : at(since),
        to: until === undefined ? newest + 1 : at(until),
    };
}
/**
 * The picture of a stretch. Documents and shares are those of the buckets that begin in it, in the finest resolution that
 * reaches back so far; topics without any are left out, and so are documents of another time. Words and weights are the
 * model's. Trending is what began to trend then, or still does when the stretch has the newest document.
 * @param events all that is told, by sequence
 * Throws `fatal`, stage `config`, when nothing is known of that time.
 */
export function during(picture, stretch, events) {
    const { state } = picture;
    const window = windowIn(picture, stretch);
    const narrowed = { histories: picture.histories, window };
    const documents = (topic) => timelineOf(narrowed, topic).counts.reduce((sum, count) => sum + count, 0);
    const own = new Map([...picture.phi.keys()].map((topic) => [topic, documents(topic)]));
    const leaves = [...picture.phi.values()].filter(({ level }) => level === 0);
    const all = leaves.reduce((sum, { topic }) => sum + (own.get(topic) ?? 0), documents(null));
    const records = [...picture.phi.values()].flatMap((record) => {
        const count = own.get(record.topic) ?? 0;
        if (count === 0)
            return [];
        const exemplars = record.exemplars.filter(({ time }) => time >= stretch.from && time < stretch.to);
        return [{ ...record, documents: count, share: count / all, exemplars }];
    });
    records.sort((a, b) => b.documents - a.documents || a.topic - b.topic);
    const risen = new Map();
    for (const { type, topic, numbers, time } of events) {
        if (type !== 'trending' || time < stretch.from || time >= stretch.to)
            continue;
        const { recent = 0, expected = 0, deviations = 0 } = numbers;
        risen.set(topic, { recent, expected, deviations });
    }
    const toTheEnd = stretch.to > state.streamTime;
    const topics = new Map([...state.topics].map(([id, topic]) => [id, { ...topic, trending: risen.has(id) || (toTheEnd && topic.trending) }]));
    return {
        ...picture,
        ...narrowed,
        state: { ...state, topics },
        phi: new Map(records.map((record) => [record.topic, record])),
        claimed: 0,
        risen,
        documents: all,
    };
}
/** The buckets that begin in a stretch. */
function windowIn({ histories, state }, { from, to }) {
    const spans = RESOLUTIONS.map((_, resolution) => spanOf(histories, resolution));
    const oldest = (spans.at(-1)?.from ?? 0) * widthOf(RESOLUTIONS.length - 1);
    // Fine rows are the first to forget: one will do that reaches back before the stretch, or that has forgotten nothing.
    const all = spans.map((_, resolution) => heldIn(histories, resolution));
    const fine = RESOLUTIONS.findIndex(({ width, most }, r) => {
        const whole = ((spans[r]?.to ?? 0) - most) * width;
        return whole <= from || all[r] === all.at(-1);
    });
    const resolution = fine === -1 ? RESOLUTIONS.length - 1 : fine;
    const width = widthOf(resolution);
    const known = spans[resolution];
    const first = Math.max(known.from, Math.ceil(from / width));
    const last = Math.min(known.to, Math.ceil(to / width));
    if (first < last)
        return { resolution, from: first, to: last };
    const [begin, end] = [oldest, state.streamTime].map(said);
    throw new LeitmotifError('fatal', 'config', `no document is known from ${said(from)} until ${said(to)}: give --since and --until between ${begin} and ${end}`);
}
/** Documents that the rows of a resolution hold. */
function heldIn(histories, resolution) {
    let held = 0;
    for (const series of histories.values())
        for (const count of series[resolution].counts)
            held += count;
    return held;
}
function widthOf(resolution) {
    return RESOLUTIONS[resolution].width;
}
function said(time) {
    const date = new Date(time);
    return Number.isNaN(date.getTime()) ? 'the beginning' : date.toISOString();
}
//# sourceMappingURL=period.js.map