import type { ShownDocument, TopicPage, TopicRef } from '../../core/show/types.ts';
import { HistoryChart } from '../charts/history.tsx';
import { KeywordBars, WordCloud } from '../charts/words.tsx';
import { cosine, count, hue, instant, named, percent, safeLink, signed } from '../format.ts';
import { useAnswer } from '../live.ts';
import { EventFeed, TopicLink } from '../parts/events.tsx';
import { Answered } from '../parts/states.tsx';
import { Steer } from '../parts/steer.tsx';
import { why } from './now.tsx';
import { TopicTable } from './topics.tsx';

export function Topic({ id }: { id: string }) {
  const answer = useAnswer<TopicPage>(`/topics/${encodeURIComponent(id)}`);
  if (answer.data === null)
    return (
      <>
        <h1>Topic {id}</h1>
        <Answered answer={answer}>{() => null}</Answered>
      </>
    );
  return (
    <Answered answer={answer}>
      {(page) => (
        <>
          <TopicView page={page} />
          <Steer key={page.topic} page={page} />
        </>
      )}
    </Answered>
  );
}

const STATUS = { live: '', archived: 'retired', gone: 'gone' } as const;

export function TopicView({ page }: { page: TopicPage }) {
  const { topic, label, level, status, ancestor, lineage, keywords, exemplars, neighbours, children } = page;
  return (
    <article class={hue(topic)}>
      <header class="topic-head">
        <p class="quiet">
          {level === 1 ? 'Parent' : 'Topic'} #{topic}
          {ancestor && (
            <>
              {' in '}
              <TopicLink {...ancestor} />
            </>
          )}
          {status !== 'live' && <small class="tag">{STATUS[status]}</small>}
          {page.trending && <small class="tag up">▲ trending</small>}
          {page.pinned && <small class="tag">pinned</small>}
          {page.muted && <small class="tag">muted</small>}
        </p>
        <h1>
          <i class="dot" aria-hidden="true" />
          <bdi>{named(label, topic)}</bdi>
        </h1>
        <p class="facts">
          <b>{percent(page.share)}</b> of the feed · <b>{count(page.documents)}</b> documents · trend{' '}
          <b>{signed(page.rise.deviations)} σ</b> · born {instant(page.born)} · last document {instant(page.updated)}
        </p>
        {page.trending && <p>{why(page)}</p>}
        <Lineage lineage={lineage} />
      </header>
      {keywords.length > 0 && (
        <section class="card wide">
          <h2>Words</h2>
          <WordCloud keywords={keywords} />
        </section>
      )}
      <div class="columns">
        <section class="card">
          <h2>History</h2>
          <HistoryChart topic={topic} history={page.history} events={page.events} />
          <EventFeed events={page.events} self={topic} />
        </section>
        {keywords.length > 0 && (
          <section class="card">
            <h2>Keywords</h2>
            <KeywordBars keywords={keywords} />
          </section>
        )}
      </div>
      {exemplars.length > 0 && (
        <section class="card wide">
          <h2>Documents that show what it is about</h2>
          <ul class="documents">
            {exemplars.map((document) => (
              <Document key={document.id} document={document} />
            ))}
          </ul>
        </section>
      )}
      {neighbours.length > 0 && (
        <section class="card wide">
          <h2>Nearest topics</h2>
          <ol class="near">
            {neighbours.map((near) => (
              <li key={near.topic}>
                <TopicLink {...near} />
                <span class="bar soft">
                  <i style={{ width: `${Math.max(1, near.cosine * 100).toFixed(1)}%` }} />
                </span>
                <span class="number">{cosine(near.cosine)}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
      {children.length > 0 && (
        <section class="card wide">
          <h2>Its topics</h2>
          <TopicTable topics={children} />
        </section>
      )}
    </article>
  );
}

function Lineage({ lineage }: { lineage: TopicPage['lineage'] }) {
  const { origins, parts, absorbed, survivor } = lineage;
  const steps: readonly (readonly [string, readonly TopicRef[]])[] = [
    ['born from', origins],
    ['split into', parts],
    ['took in', absorbed],
    ['merged into', survivor === null ? [] : [survivor]],
  ];
  const told = steps.filter(([, topics]) => topics.length > 0);
  if (told.length === 0) return null;
  return (
    <ul class="lineage" aria-label="Lineage">
      {told.map(([what, topics]) => (
        <li key={what}>
          <span class="quiet">{what}</span>
          {topics.map((each) => (
            <TopicLink key={each.topic} {...each} />
          ))}
        </li>
      ))}
    </ul>
  );
}

/** Text from outside, and never anything but text. */
function Document({ document: { id, title, url, source, excerpt, time } }: { document: ShownDocument }) {
  const link = safeLink(url);
  const name = title ?? (excerpt === null ? id : null);
  return (
    <li>
      {name !== null && (
        <h3 dir="auto">
          {link === null ? (
            name
          ) : (
            <a href={link} target="_blank" rel="noopener noreferrer nofollow">
              {name}
            </a>
          )}
        </h3>
      )}
      {excerpt !== null && <p dir="auto">{excerpt}</p>}
      <p class="quiet">
        {source !== null && (
          <>
            <bdi>{source}</bdi> ·{' '}
          </>
        )}
        <time>{instant(time)}</time>
        {name === null && link !== null && (
          <>
            {' · '}
            <a href={link} target="_blank" rel="noopener noreferrer nofollow">
              open
            </a>
          </>
        )}
      </p>
    </li>
  );
}
