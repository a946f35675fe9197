/** A model at one moment, all of it that a reader may want on one sheet. */
import { RESOLUTIONS } from "../history/buckets.js";
import { planeOf } from "./layout.js";
import { hierarchyOf, mapOf, streamsOf, trendingOf } from "./overview.js";
import { during, stretchOf } from "./period.js";
import { eventView, namesOf, strayShare } from "./picture.js";
import { topicPage } from "./topic.js";
/** Topics and events on one sheet at most. */
const TOPICS = 100;
const EVENTS = 200;
/** All that is known, or of a period. Throws as `during`. */
export function reportOf(whole, parts) {
    const { feed, view, events, products, period } = parts;
    const stretch = stretchOf(period ?? {}, whole.state.streamTime);
    const picture = period === undefined ? whole : during(whole, stretch, events);
    const { state, phi, window } = picture;
    const live = [...phi.values()].filter(({ level }) => level === 0);
    const then = ({ time }) => period === undefined || (time >= stretch.from && time < stretch.to);
    const begin = window.from * RESOLUTIONS[window.resolution].width;
    const first = live.reduce((least, { born }) => Math.min(least, born), state.streamTime);
    return {
        model: state.version,
        feed,
        from: period === undefined ? first : Math.max(begin, stretch.from),
        to: Math.min(stretch.to, state.streamTime),
        documents: picture.documents,
        stray: strayShare(picture),
        streams: streamsOf(picture),
        trending: trendingOf(picture),
        hierarchy: hierarchyOf(picture),
        map: mapOf(picture, planeOf(view.topicIds, view.topics, products)),
        topics: live.slice(0, TOPICS).flatMap(({ topic }) => {
            const page = topicPage(picture, topic, parts);
            return page === null ? [] : [{ ...page, events: page.events.filter(then) }];
        }),
        total: live.length,
        events: events
            .filter(then)
            .slice(-EVENTS)
            .map((event) => eventView(picture, event, namesOf(events))),
    };
}
//# sourceMappingURL=report.js.map