/** What a replica shows of its topics: kept up with the model, derived when somebody asks. */
import { messageOf } from "../core/errors.js";
import { refusal } from "../core/model/command.js";
import { planeOf } from "../core/show/layout.js";
import { topicList } from "../core/show/list.js";
import { found, placed } from "../core/show/nearest.js";
import { hierarchyOf, mapOf, streamsOf, trendingOf } from "../core/show/overview.js";
import { documentsOf, eventView, namesOf, pictureOf, strayShare } from "../core/show/picture.js";
import { reportOf } from "../core/show/report.js";
import { topicPage } from "../core/show/topic.js";
import { EventLog } from "./eventlog.js";
import { createPace } from "./pace.js";
/** A picture is made anew at most so often, ms, and takes at most one part in so many of the time: it costs as much as a batch. */
const PICTURE_EVERY = 250;
const PICTURE_PART = 10;
/** Followers hear of the model at most so often, and at least so often, ms. */
const PULSE_EVERY = 250;
const PULSE_AT_LEAST = 5000;
/** Time between two looks at the ends of the log, ms. */
const ENDS_EVERY = 5000;
/** Before a part that failed is tried again, ms. */
const AGAIN = 10_000;
/** Events on the first page. */
const FIRST_EVENTS = 30;
export function createBoard(options) {
    const { models, clock, probe, encoder, products, excerpts, send } = options;
    const { halfLife } = options.options;
    const log = new EventLog();
    const pace = createPace();
    const followers = new Set();
    let drawn = null;
    let laid = { plane: new Map(), until: 0 };
    let grouped = false;
    /** When something that was begun then and is done now may be done again. */
    function restedUntil(begun) {
        return begun + Math.max(PICTURE_EVERY, PICTURE_PART * (clock.now() - begun));
    }
    function picture() {
        const { state } = models.current();
        const now = clock.now();
        if (drawn !== null && (drawn.picture.state === state || now < drawn.until))
            return drawn.picture;
        const picture = pictureOf(state, halfLife);
        drawn = { picture, until: restedUntil(now) };
        return picture;
    }
    function paceOf(status) {
        return grouped ? pace.report() : status.pace;
    }
    function pulse() {
        const status = options.status();
        const seen = picture();
        const { state, phi } = seen;
        const { lag, input, output, catchUp, behind, statement } = paceOf(status);
        const levels = [...phi.values()].map(({ level }) => level);
        return {
            phase: status.phase,
            detail: status.detail,
            trainer: status.trainer,
            model: state.version,
            streamTime: state.streamTime,
            documents: documentsOf(state),
            rate: output,
            input,
            lag,
            catchUp: Number.isFinite(catchUp) ? catchUp : null,
            behind,
            statement,
            topics: levels.filter((level) => level === 0).length,
            parents: levels.filter((level) => level === 1).length,
            stray: strayShare(seen),
            sequence: log.last()?.sequence ?? -1,
        };
    }
    function events({ since, limit, topic }) {
        const seen = picture();
        const some = log.some({ since, limit, topic });
        const names = namesOf(log.all());
        return {
            events: some.map((event) => eventView(seen, event, names)),
            next: some.at(-1)?.sequence ?? since ?? log.last()?.sequence ?? -1,
            oldest: log.all()[0]?.sequence ?? null,
        };
    }
    function tell(news) {
        for (const take of [...followers])
            take(news);
    }
    async function followEvents(signal) {
        const { codec } = options;
        await options.events.follow(async (records) => {
            await codec.prepare(records.flatMap(({ value }) => value ?? []));
            for (const { value } of records) {
                if (value === null)
                    continue;
                const event = codec.decode(value);
                if (log.add(event) && followers.size > 0)
                    tell({ kind: 'event', event: eventView(picture(), event) });
            }
        }, () => { }, signal);
    }
    async function followEnds(signal) {
        const { ends } = options;
        while (ends !== null && !signal.aborted) {
            const found = await ends();
            const { absorbed } = models.current().state;
            for (const [partition, end] of found) {
                const to = absorbed.get(partition)?.offset ?? 0n;
                pace.moved({ span: { topic: '', partition, epoch: 0, from: to, to }, highWatermark: end }, clock.now());
            }
            grouped = models.restored() !== null;
            await clock.sleep(ENDS_EVERY, signal);
        }
    }
    async function beat(signal) {
        let told = -1;
        let at = 0;
        let phase = '';
        while (!signal.aborted) {
            await clock.sleep(PULSE_EVERY, signal);
            if (followers.size === 0)
                continue;
            const { version } = models.current().state;
            const now = clock.now();
            if (version === told && now - at < PULSE_AT_LEAST && options.status().phase === phase)
                continue;
            const next = pulse();
            [told, at, phase] = [next.model, now, next.phase];
            tell({ kind: 'pulse', pulse: next });
        }
    }
    async function again(what, part, signal) {
        while (!signal.aborted) {
            try {
                await part(signal);
                return;
            }
            catch (error) {
                if (signal.aborted)
                    return;
                probe.log('warn', `the dashboard cannot follow ${what}; tried again later`, { error: messageOf(error) });
                await clock.sleep(AGAIN, signal);
            }
        }
    }
    return {
        async run(signal) {
            await Promise.all([
                again('the events', followEvents, signal),
                again('the ends of the log', followEnds, signal),
                again('its own pulse', beat, signal),
            ]);
        },
        pulse,
        overview() {
            const seen = picture();
            return {
                pulse: pulse(),
                streams: streamsOf(seen),
                trending: trendingOf(seen),
                events: events({ limit: FIRST_EVENTS }).events,
            };
        },
        topics: (query) => topicList(picture(), query),
        topic: (id) => topicPage(picture(), id, { view: models.current().view, events: log.all(), products, excerpts }),
        hierarchy: () => hierarchyOf(picture()),
        events,
        map() {
            const seen = picture();
            const { view } = models.current();
            const now = clock.now();
            if (now >= laid.until) {
                const plane = planeOf(view.topicIds, view.topics, products);
                laid = { plane, until: restedUntil(now) };
            }
            return mapOf(seen, laid.plane);
        },
        async place(texts) {
            const vectors = await encoder.encode(texts);
            return placed(picture(), models.current().view, vectors, products);
        },
        async search(query, most) {
            const vectors = await encoder.encode([query]);
            return found(picture(), models.current().view, vectors, products, most);
        },
        async steer(command) {
            if (send === null)
                return 'this replica takes no commands: ask one on Kafka';
            const why = refusal(models.current().state, command, options.options);
            if (why === null)
                await send(command);
            return why;
        },
        report(feed, period) {
            const { view } = models.current();
            return reportOf(picture(), { feed, view, events: log.all(), products, excerpts, period });
        },
        follow(take) {
            followers.add(take);
            return () => followers.delete(take);
        },
    };
}
//# sourceMappingURL=board.js.map