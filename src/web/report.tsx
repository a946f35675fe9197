/** The sheet that `leitmotif report` writes: the pictures of the pages, without a script, on one page. */
import { renderToString } from 'preact-render-to-string';
import type { Report } from '../core/show/report.ts';
import { Icicle } from './charts/icicle.tsx';
import { Scatter } from './charts/scatter.tsx';
import { Streamgraph, StreamTable } from './charts/streamgraph.tsx';
import { Weaves } from './charts/weaves.tsx';
import charts from './charts.css?inline';
import { count, instant, percent } from './format.ts';
import { TopicLinks } from './links.ts';
import { Trending } from './pages/now.tsx';
import { TopicView } from './pages/topic.tsx';
import { TopicTable } from './pages/topics.tsx';
import palette from './palette.css?inline';
import { EventFeed } from './parts/events.tsx';
import style from './style.css?inline';

const OWN = `
main { max-width: 1100px; }
.chart svg { width: 100%; height: auto; }
main > .quiet { margin-bottom: 1rem; }
.feed { max-height: none; }
article { border-top: 1px solid var(--line); padding-top: 1.5rem; margin-top: 2rem; break-inside: avoid; }
article h1 { font-size: 1.5rem; }
.foot { color: var(--quiet); font-size: 0.875rem; margin-top: 3rem; }
@media print { .card { break-inside: avoid; } body { background: none; } }
`;

export { picture } from './picture.tsx';

/** Nothing is fetched and nothing runs, whatever stands in the documents. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** A whole HTML document. */
export function render(report: Report, version: string): string {
  const body = renderToString(<Sheet report={report} version={version} />);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<title>Topics · Leitmotif</title>
<style>${palette}${charts}${style}${OWN}</style>
</head>
<body>${body}</body>
</html>
`;
}

function Sheet({ report, version }: { report: Report; version: string }) {
  const { feed, from, to, documents, stray, streams, trending, hierarchy, map, topics, total, events, model } = report;
  const shown = new Set(topics.map(({ topic }) => topic));
  const link = (topic: number): string => (shown.has(topic) ? `#topic-${topic}` : '#topics');
  return (
    <TopicLinks.Provider value={link}>
      <Weaves />
      <main>
        <h1>
          The topics of <bdi>{feed}</bdi>
        </h1>
        <p class="quiet">
          {instant(from)} to {instant(to)}
        </p>
        <dl class="figures">
          <Figure name="Documents" value={count(documents)} />
          <Figure name="Topics" value={count(total)} />
          <Figure name="Parents" value={count(hierarchy.parents.length)} />
          <Figure name="Without a topic" value={percent(stray)} />
        </dl>
        {streams.topics.length > 0 && streams.stray.length > 1 && (
          <section class="card">
            <h2>What it was about</h2>
            <Streamgraph streams={streams} share={false} />
            <StreamTable streams={streams} />
          </section>
        )}
        <section class="card">
          <h2>Trending</h2>
          <Trending topics={trending} />
        </section>
        {total > 0 && (
          <>
            <section class="card">
              <h2>Hierarchy</h2>
              <Icicle hierarchy={hierarchy} focus={null} link={(topic) => (topic === null ? '#' : link(topic))} />
            </section>
            <section class="card">
              <h2>Map</h2>
              <Scatter map={map} height={600} />
            </section>
          </>
        )}
        <section class="card" id="topics">
          <h2>{total > topics.length ? `The ${count(topics.length)} largest of ${count(total)} topics` : 'Topics'}</h2>
          {total === 0 ? <p class="empty-note">There is no topic yet.</p> : <TopicTable topics={topics} />}
        </section>
        <section class="card">
          <h2>What happened</h2>
          <EventFeed events={events} />
        </section>
        {topics.map((page) => (
          <section key={page.topic} id={`topic-${page.topic}`}>
            <TopicView page={page} />
          </section>
        ))}
        <p class="foot">
          Leitmotif {version}, model version {count(model)}. Times are of the machine that made this sheet.
        </p>
      </main>
    </TopicLinks.Provider>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b>
      </dd>
    </div>
  );
}
