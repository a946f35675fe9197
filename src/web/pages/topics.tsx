import { useEffect, useRef, useState } from 'preact/hooks';
import type { Found, TopicList, TopicRow } from '../../core/show/types.ts';
import { Sparkline } from '../charts/sparkline.tsx';
import { byShare, cosine, count, instant, percent, signed } from '../format.ts';
import { ask, Refusal, useAnswer } from '../live.ts';
import { TopicLink } from '../parts/events.tsx';
import { Answered, NoDocuments, Nothing } from '../parts/states.tsx';
import { Watch } from '../parts/steer.tsx';
import { useQuery } from '../route.ts';
import { steady } from '../steady.ts';

const SORTS = [
  ['weight', 'Share'],
  ['documents', 'Documents'],
  ['rise', 'Trend'],
  ['updated', 'Last document'],
  ['born', 'Age'],
  ['label', 'Name'],
] as const;

const SIZE = 50;

export function Topics() {
  const { query, go, address } = useQuery();
  const { q = '', sort = 'weight', status = 'live', trending = '', page = '1' } = query;
  const order = query.order ?? (sort === 'label' ? 'asc' : 'desc');
  const parts = new URLSearchParams({ sort, order, status, page, size: String(SIZE) });
  if (status === 'all') parts.set('muted', 'true');
  if (q !== '') parts.set('q', q);
  if (trending !== '') parts.set('trending', trending);
  const answer = useAnswer<TopicList>(`/topics?${parts}`);
  return (
    <>
      <h1>Topics</h1>
      <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
        <SearchBox value={q} change={(text) => go({ q: text, page: '' }, true)} />
        <label>
          Order by
          <select value={sort} onChange={(e) => go({ sort: e.currentTarget.value, order: '', page: '' })}>
            {SORTS.map(([name, title]) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label>
          Show
          <select
            value={trending === 'true' ? 'trending' : status}
            onChange={(e) => {
              const { value } = e.currentTarget;
              go(
                value === 'trending'
                  ? { trending: 'true', status: '', page: '' }
                  : { status: value === 'live' ? '' : value, trending: '', page: '' },
              );
            }}
          >
            <option value="live">live topics</option>
            <option value="trending">trending topics</option>
            <option value="archived">retired topics</option>
            <option value="all">all topics</option>
          </select>
        </label>
      </form>
      <Answered answer={answer}>
        {(list) => (
          <>
            {list.topics.length === 0 ? (
              <Empty q={q} list={list} filtered={status !== 'live' || trending !== ''} first={address({ page: '' })} />
            ) : (
              <section class="card wide">
                <TopicTable topics={sort === 'weight' && order === 'desc' ? byShare(list.topics) : list.topics} />
                <Pages list={list} link={(n) => address({ page: n === 1 ? '' : String(n) })} />
              </section>
            )}
            {q.trim() !== '' && <Nearest q={q} />}
            <Watch />
          </>
        )}
      </Answered>
    </>
  );
}

function Empty({ q, list, filtered, first }: { q: string; list: TopicList; filtered: boolean; first: string }) {
  if (list.total > 0)
    return (
      <Nothing title={`There is no page ${count(list.page)}`}>
        {count(list.total)} {list.total === 1 ? 'topic is' : 'topics are'} on {count(pagesOf(list))}{' '}
        {pagesOf(list) === 1 ? 'page' : 'pages'}. <a href={first}>To the first</a>
      </Nothing>
    );
  if (q.trim() !== '') return <Nothing title="No topic has these words">One may be about it all the same.</Nothing>;
  if (filtered) return <Nothing title="None at the moment">No topic is of this kind now.</Nothing>;
  return list.model === 0 ? (
    <NoDocuments />
  ) : (
    <Nothing title="No topic yet">There are too few documents that are alike.</Nothing>
  );
}

/** Types at once, asks a moment after the last letter. */
function SearchBox({ value, change }: { value: string; change: (text: string) => void }) {
  const [text, setText] = useState(value);
  const asked = useRef(value);
  // What comes back of the letters that were asked with must not undo those that were typed since.
  useEffect(() => {
    if (value !== asked.current) setText(value);
    asked.current = value;
  }, [value]);
  useEffect(() => {
    if (text === value) return;
    const later = setTimeout(() => {
      asked.current = text;
      change(text);
    }, 250);
    return () => clearTimeout(later);
  }, [text, value]);
  return (
    <label class="grow">
      Search
      <input
        type="search"
        value={text}
        placeholder="a word, or what it is about"
        onInput={(e) => setText(e.currentTarget.value)}
      />
    </label>
  );
}

export function TopicTable({ topics }: { topics: readonly TopicRow[] }) {
  return (
    <div class="scroll">
      <table class="topics">
        <thead>
          <tr>
            <th scope="col">Topic</th>
            <th scope="col" class="words">
              Words
            </th>
            <th scope="col">History</th>
            <th scope="col" class="number">
              Share
            </th>
            <th scope="col" class="number docs">
              Documents
            </th>
            <th scope="col" class="number">
              Trend
            </th>
            <th scope="col" class="late">
              Last document
            </th>
          </tr>
        </thead>
        <tbody>
          {topics.map((row) => (
            <Row key={row.topic} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Row = steady(({ row }: { row: TopicRow }) => {
  const { status, words, topic, history, share, documents, rise, trending, updated } = row;
  return (
    <tr class={status}>
      <th scope="row">
        <TopicLink {...row} />
        {status === 'archived' && <small class="tag">retired</small>}
      </th>
      <td class="words quiet" dir="auto">
        {words.join(', ')}
      </td>
      <td>
        <Sparkline topic={topic} history={history} />
      </td>
      <td class="number">{percent(share)}</td>
      <td class="number docs">{count(documents)}</td>
      <td class={`number${trending ? ' up' : ''}`}>
        {trending && <span aria-hidden="true">▲ </span>}
        {status === 'live' ? `${signed(rise.deviations)} σ` : '–'}
      </td>
      <td class="late quiet">{instant(updated)}</td>
    </tr>
  );
});

function pagesOf({ total, size }: TopicList): number {
  return Math.ceil(total / size);
}

function Pages({ list, link }: { list: TopicList; link: (page: number) => string }) {
  const pages = pagesOf(list);
  return (
    <nav class="pages" aria-label="Pages">
      <span>
        {count(list.total)} {list.total === 1 ? 'topic' : 'topics'}
        {pages > 1 && `, page ${count(list.page)} of ${count(pages)}`}
      </span>
      {list.page > 1 && <a href={link(list.page - 1)}>Before</a>}
      {list.page < pages && <a href={link(list.page + 1)}>Next</a>}
    </nav>
  );
}

/** Topics that are about it without having its words. */
function Nearest({ q }: { q: string }) {
  const [found, setFound] = useState<Found | Error | null>(null);
  useEffect(() => {
    const over = new AbortController();
    const later = setTimeout(() => {
      ask<Found>(`/search?${new URLSearchParams({ q, limit: '6' })}`, { signal: over.signal }).then(
        setFound,
        (error) => {
          if (!over.signal.aborted) setFound(error as Error);
        },
      );
    }, 300);
    return () => {
      clearTimeout(later);
      over.abort();
    };
  }, [q]);
  if (found instanceof Error)
    return (
      <p class="notice" role="status">
        Topics near in meaning could not be looked for:{' '}
        {found instanceof Refusal ? found.message : 'the replica cannot be reached'}.
      </p>
    );
  if (found === null || found.topics.length === 0) return null;
  return (
    <section class="card wide">
      <h2>Nearest in meaning</h2>
      <ol class="near">
        {found.topics.map((row) => (
          <li key={row.topic}>
            <TopicLink {...row} />
            <span class="quiet" dir="auto">
              {row.words.slice(0, 5).join(', ')}
            </span>
            <span class="number">{cosine(row.cosine)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
