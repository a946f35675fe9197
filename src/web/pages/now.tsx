import type { Overview, Pulse, TopicRow } from '../../core/show/types.ts';
import { Sparkline } from '../charts/sparkline.tsx';
import { Streamgraph, StreamLegend, StreamTable } from '../charts/streamgraph.tsx';
import { count, duration, figure, percent, rate, short, signed } from '../format.ts';
import { useAnswer } from '../live.ts';
import { EventFeed, TopicLink } from '../parts/events.tsx';
import { Folded } from '../parts/folded.tsx';
import { Answered, NoDocuments } from '../parts/states.tsx';
import { useChoice } from '../route.ts';
import { steady } from '../steady.ts';

export function Now() {
  const answer = useAnswer<Overview>('/overview');
  const [mode, setMode] = useChoice('streams', ['documents', 'share'] as const);
  return (
    <>
      <h1>Now</h1>
      <Answered answer={answer}>
        {({ pulse, streams, trending, events }) =>
          pulse.documents === 0 ? (
            <>
              <Figures pulse={pulse} />
              <NoDocuments />
            </>
          ) : (
            <>
              <Statement pulse={pulse} />
              <Figures pulse={pulse} />
              <section class="card wide">
                <header>
                  <h2>What the feed is about</h2>
                  <div class="switch" role="group" aria-label="Streams show">
                    {(['documents', 'share'] as const).map((each) => (
                      <button key={each} type="button" aria-pressed={mode === each} onClick={() => setMode(each)}>
                        {each}
                      </button>
                    ))}
                  </div>
                </header>
                <Streamgraph streams={streams} share={mode === 'share'} />
                <StreamLegend streams={streams} />
                <Folded title="The same as a table">{() => <StreamTable streams={streams} />}</Folded>
              </section>
              <div class="columns">
                <section class="card">
                  <h2>Trending</h2>
                  <Trending topics={trending} />
                </section>
                <section class="card">
                  <header>
                    <h2>What happened</h2>
                  </header>
                  <EventFeed events={events} />
                </section>
              </div>
            </>
          )
        }
      </Answered>
    </>
  );
}

/** A plain sentence when the replica does not keep up, and what to do about it: an alarm only where it never will. */
function Statement({ pulse: { behind, catchUp, statement } }: { pulse: Pulse }) {
  if (!behind) return null;
  const sentence = `${statement.charAt(0).toUpperCase()}${statement.slice(1)}.`;
  if (catchUp !== null)
    return (
      <p class="notice" role="status">
        {sentence}
      </p>
    );
  return (
    <p class="notice warn" role="alert">
      {sentence}
    </p>
  );
}

function Figures({ pulse }: { pulse: Pulse }) {
  const { lag, catchUp, topics, parents, stray, documents } = pulse;
  const wait =
    lag === 0
      ? 'nothing waits'
      : catchUp === null
        ? pulse.behind
          ? 'and growing'
          : 'just come'
        : `done in ${duration(Math.max(1, catchUp))}`;
  return (
    <dl class="figures">
      <Figure name="Documents a second" value={rate(pulse.rate)} more={`${short(documents)} in the model`} />
      <Figure name="Waiting" value={short(lag)} more={wait} warn={pulse.behind} />
      <Figure name="Topics" value={count(topics)} more={`under ${count(parents)} parents`} />
      <Figure name="Without a topic" value={percent(stray)} more="of the feed's weight" />
    </dl>
  );
}

function Figure({ name, value, more, warn = false }: { name: string; value: string; more: string; warn?: boolean }) {
  return (
    <div class={warn ? 'warn' : undefined}>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b>
        <small>{more}</small>
      </dd>
    </div>
  );
}

export function Trending({ topics }: { topics: readonly TopicRow[] }) {
  if (topics.length === 0)
    return <p class="empty-note">No topic has far more documents of late than its history lets expect.</p>;
  return (
    <ul class="trending">
      {topics.slice(0, 12).map((row) => (
        <Trend key={row.topic} row={row} />
      ))}
    </ul>
  );
}

const Trend = steady(({ row }: { row: TopicRow }) => (
  <li>
    <div>
      <TopicLink {...row} />
      <p class="quiet">{why(row)}</p>
    </div>
    <Sparkline topic={row.topic} history={row.history} />
  </li>
));

export function why({ rise, words }: TopicRow): string {
  const { recent, expected, deviations } = rise;
  return `${figure(recent)} documents of late where ${figure(expected)} were expected (${signed(deviations)} σ): ${words.slice(0, 4).join(', ')}`;
}
