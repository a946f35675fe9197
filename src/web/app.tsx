import { useEffect, useRef, useState } from 'preact/hooks';
import { ErrorBoundary, LocationProvider, Route, Router, useLocation } from 'preact-iso';
import { Weaves } from './charts/weaves.tsx';
import { count } from './format.ts';
import { kept } from './kept.ts';
import { TOKEN, useLive } from './live.ts';
import { HierarchyPage } from './pages/hierarchy.tsx';
import { MapPage } from './pages/map.tsx';
import { Now } from './pages/now.tsx';
import { Topic } from './pages/topic.tsx';
import { Topics } from './pages/topics.tsx';
import { TryIt } from './pages/tryit.tsx';
import { Locked, Nothing } from './parts/states.tsx';
import { ThemeSwitch } from './parts/theme.tsx';

const PAGES = [
  ['/', 'Now'],
  ['/topics', 'Topics'],
  ['/hierarchy', 'Hierarchy'],
  ['/map', 'Map'],
  ['/try', 'Try it'],
] as const;

export function App() {
  return (
    <LocationProvider>
      <ErrorBoundary>
        <Shell />
      </ErrorBoundary>
    </LocationProvider>
  );
}

function Shell() {
  const { path, route } = useLocation();
  const locked = useLive((live) => live.link === 'locked');
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  // Links in pictures are of SVG, which the router does not know.
  useEffect(() => {
    const follow = (event: MouseEvent): void => {
      const link = event.target instanceof SVGElement ? event.target.closest('a') : null;
      const href = link?.getAttribute('href');
      if (!href?.startsWith('/') || event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      route(href);
    };
    document.addEventListener('click', follow);
    return () => document.removeEventListener('click', follow);
  }, [route]);
  // Who comes by keyboard or hears the page begins at the top of the new one.
  useEffect(() => {
    const page =
      PAGES.find(([each]) => each === path)?.[1] ??
      (path.startsWith('/topics/') ? `Topic ${path.slice(8)}` : 'Nothing');
    document.title = `${page} · Leitmotif`;
    if (!first.current) {
      window.scrollTo(0, 0);
      main.current?.focus({ preventScroll: true });
    }
    first.current = false;
  }, [path]);
  return (
    <>
      <Weaves />
      <a class="skip" href="#main">
        Skip to the page
      </a>
      <header class="top">
        <a class="brand" href="/" aria-label="Leitmotif">
          <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
            <path class="hue-2" d="M2 20c5 0 6-12 12-12s6 9 16 5v9c-10 4-12-3-16-3s-6 6-12 6z" />
            <path class="hue-6" d="M2 25c6 0 8-6 12-6s6 7 16 3v4c-9 4-12-1-16-1s-7 3-12 3z" />
          </svg>
          <span>Leitmotif</span>
        </a>
        <nav aria-label="Pages">
          {PAGES.map(([each, title]) => (
            <a
              key={each}
              href={each}
              aria-current={path === each || (each !== '/' && path.startsWith(`${each}/`)) ? 'page' : undefined}
            >
              {title}
            </a>
          ))}
        </nav>
        <Status />
        <ThemeSwitch />
      </header>
      <main id="main" tabIndex={-1} ref={main}>
        {locked ? (
          <LockedPage />
        ) : (
          <>
            <Banner />
            {legible(path) ? (
              <Router>
                <Route path="/" component={Now} />
                <Route path="/topics" component={Topics} />
                <Route path="/topics/:id" component={Topic} />
                <Route path="/hierarchy" component={HierarchyPage} />
                <Route path="/map" component={MapPage} />
                <Route path="/try" component={TryIt} />
                <Route default component={Lost} />
              </Router>
            ) : (
              <Lost />
            )}
          </>
        )}
      </main>
    </>
  );
}

/** Not one with a stray %, which the router would fail on. */
function legible(path: string): boolean {
  try {
    // Used, or the build would leave it out.
    return decodeURIComponent(path) !== '';
  } catch {
    return false;
  }
}

function LockedPage() {
  const [refused] = useState(() => kept('sessionStorage', TOKEN) !== null);
  return <Locked refused={refused} />;
}

function Lost() {
  return (
    <>
      <h1>Nothing here</h1>
      <Nothing title="There is no such page">
        <a href="/">Look at what is going on now</a>
      </Nothing>
    </>
  );
}

/** What is wrong with the connection, or what the replica is at. */
function Banner() {
  const link = useLive((live) => live.link);
  const phase = useLive((live) => live.pulse?.phase ?? null);
  const detail = useLive((live) => live.detail);
  if (link === 'lost')
    return (
      <p class="notice warn" role="status">
        The replica cannot be reached{phase === null ? '' : '; what you see is as it was'}. Trying again …
      </p>
    );
  if (link === 'connecting' && detail !== '')
    return (
      <p class="notice" role="status">
        The replica says: {detail}.
      </p>
    );
  if (phase === 'outdated')
    return (
      <p class="notice warn" role="status">
        The model has moved to another encoder: this replica shows what was before. {detail}
      </p>
    );
  if (phase === 'restoring' || phase === 'draining')
    return (
      <p class="notice" role="status">
        {phase === 'restoring'
          ? 'The replica is restoring the model.'
          : 'The replica is finishing its work and will leave.'}
      </p>
    );
  return null;
}

const LINKS = { connecting: 'connecting', live: 'live', lost: 'disconnected', locked: 'locked' } as const;

function Status() {
  const link = useLive((live) => live.link);
  const model = useLive((live) => live.pulse?.model ?? null);
  return (
    <p class={`status ${link}`} role="status" aria-live="off">
      <i aria-hidden="true" />
      <span>
        {LINKS[link]}
        {model !== null && link === 'live' ? <span class="more"> · version {count(model)}</span> : null}
      </span>
    </p>
  );
}
