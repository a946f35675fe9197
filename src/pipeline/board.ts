/** What a replica shows of its topics: kept up with the model, derived when somebody asks. */
import { messageOf } from '../core/errors.ts';
import { refusal } from '../core/model/command.ts';
import type { ModelOptions } from '../core/model/options.ts';
import type { Changelog, Clock, Codec, Encoder, Probe, Products } from '../core/ports.ts';
import type { Board, EventQuery, News } from '../core/show/board.ts';
import { type Plane, planeOf } from '../core/show/layout.ts';
import { topicList } from '../core/show/list.ts';
import { found, placed } from '../core/show/nearest.ts';
import { hierarchyOf, mapOf, streamsOf, trendingOf } from '../core/show/overview.ts';
import { documentsOf, eventView, namesOf, type Picture, pictureOf, strayShare } from '../core/show/picture.ts';
import { reportOf } from '../core/show/report.ts';
import { topicPage } from '../core/show/topic.ts';
import type { EventList, Pulse } from '../core/show/types.ts';
import type { Command, Millis, TopicEventRecord } from '../core/types.ts';
import { EventLog } from './eventlog.ts';
import type { Models } from './feed.ts';
import type { PaceReport } from './pace.ts';
import type { ReplicaStatus } from './status.ts';

export interface BoardOptions {
  readonly models: Models;
  readonly status: () => ReplicaStatus;
  /** The Kafka topic of the topics' events. */
  readonly events: Changelog;
  readonly codec: Codec<TopicEventRecord>;
  /** The pace of all replicas together; null while only this one's own is known. */
  readonly group: () => PaceReport | null;
  readonly encoder: Encoder;
  readonly products: Products;
  readonly options: ModelOptions;
  /** Puts a command before the trainer; null where nobody takes any. */
  readonly send: ((command: Command) => Promise<void>) | null;
  /** Whether the text of documents is shown. */
  readonly excerpts: boolean;
  readonly clock: Clock;
  readonly probe: Pick<Probe, 'log'>;
}

export interface RunningBoard extends Board {
  /** Keeps up with the model until the signal is aborted; a part that fails is tried again, and never stops a replica. */
  run(signal: AbortSignal): Promise<void>;
}

/** A picture is made anew at most so often, ms, and takes at most one part in so many of the time: it costs as much as a batch. */
const PICTURE_EVERY = 250;
const PICTURE_PART = 10;
/** Followers hear of the model at most so often, and at least so often, ms. */
const PULSE_EVERY = 250;
const PULSE_AT_LEAST = 5000;
/** Before a part that failed is tried again, ms. */
const AGAIN = 10_000;
/** Events on the first page, and those at most that a follower who comes again hears of. */
const FIRST_EVENTS = 30;
const MISSED_EVENTS = 100;

export function createBoard(options: BoardOptions): RunningBoard {
  const { models, clock, probe, encoder, products, excerpts, send } = options;
  const { halfLife } = options.options;
  const log = new EventLog();
  /** With the last event that they have met; undefined for those who have met none. */
  const followers = new Map<(news: News) => void, number | undefined>();
  /** Whether the log of events was read to its end: what comes from then on is news. */
  let read = false;
  let drawn: { readonly picture: Picture; readonly until: Millis } | null = null;
  let laid: { readonly plane: Plane; readonly until: Millis } = { plane: new Map(), until: 0 };

  /** When something that was begun then and is done now may be done again. */
  function restedUntil(begun: Millis): Millis {
    return begun + Math.max(PICTURE_EVERY, PICTURE_PART * (clock.now() - begun));
  }

  function picture(): Picture {
    const { state } = models.current();
    const now = clock.now();
    if (drawn !== null && (drawn.picture.state === state || now < drawn.until)) return drawn.picture;
    const picture = pictureOf(state, halfLife);
    drawn = { picture, until: restedUntil(now) };
    return picture;
  }

  function pulse(): Pulse {
    const status = options.status();
    const seen = picture();
    const { state, phi } = seen;
    const { lag, input, output, catchUp, behind, statement } = options.group() ?? status.pace;
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

  function events({ since, limit, topic }: EventQuery): EventList {
    const seen = picture();
    const some = log.some({ since, limit, topic });
    const names = namesOf(log.all());
    return {
      events: some.map((event) => eventView(seen, event, names)),
      next: some.at(-1)?.sequence ?? since ?? log.last()?.sequence ?? -1,
      oldest: log.all()[0]?.sequence ?? null,
    };
  }

  function tell(news: News): void {
    for (const take of [...followers.keys()]) take(news);
  }

  function tellMissed(take: (news: News) => void, since: number): void {
    const missed = log.some({ since, limit: Number.POSITIVE_INFINITY }).slice(-MISSED_EVENTS);
    const [seen, names] = [picture(), namesOf(log.all())];
    for (const event of missed) take({ kind: 'event', event: eventView(seen, event, names) });
  }

  async function followEvents(signal: AbortSignal): Promise<void> {
    const { codec } = options;
    await options.events.follow(
      async (records) => {
        await codec.prepare(records.flatMap(({ value }) => value ?? []));
        for (const { value } of records) {
          if (value === null) continue;
          const event = codec.decode(value);
          if (log.add(event) && read && followers.size > 0) tell({ kind: 'event', event: eventView(picture(), event) });
        }
      },
      () => {
        if (read) return;
        read = true;
        for (const [take, since] of [...followers]) if (since !== undefined) tellMissed(take, since);
        // The others see by its sequence that there are events.
        if (followers.size > 0) tell({ kind: 'pulse', pulse: pulse() });
      },
      signal,
    );
  }

  async function beat(signal: AbortSignal): Promise<void> {
    let told = -1;
    let at = 0;
    let phase = '';
    while (!signal.aborted) {
      await clock.sleep(PULSE_EVERY, signal);
      if (followers.size === 0) continue;
      const { version } = models.current().state;
      const now = clock.now();
      if (version === told && now - at < PULSE_AT_LEAST && options.status().phase === phase) continue;
      const next = pulse();
      [told, at, phase] = [next.model, now, next.phase];
      tell({ kind: 'pulse', pulse: next });
    }
  }

  async function again(what: string, part: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await part(signal);
        return;
      } catch (error) {
        if (signal.aborted) return;
        probe.log('warn', `the dashboard cannot follow ${what}; tried again later`, { error: messageOf(error) });
        await clock.sleep(AGAIN, signal);
      }
    }
  }

  return {
    async run(signal) {
      await Promise.all([again('the events', followEvents, signal), again('its own pulse', beat, signal)]);
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
      if (send === null) return 'this replica takes no commands: ask one on Kafka';
      const why = refusal(models.current().state, command, options.options);
      if (why === null) await send(command);
      return why;
    },
    report(feed, period) {
      const { view } = models.current();
      return reportOf(picture(), { feed, view, events: log.all(), products, excerpts, period });
    },
    follow(take, since) {
      followers.set(take, since);
      if (read && since !== undefined) tellMissed(take, since);
      return () => followers.delete(take);
    },
  };
}
