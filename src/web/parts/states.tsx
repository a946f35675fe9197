/** What is shown when there is nothing to show. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { type Answer, mayPass, Refusal, unlock, useLive } from '../live.ts';

/** The view of an answer, or why there is none. */
export function Answered<T>({ answer, children }: { answer: Answer<T>; children: (data: T) => ComponentChildren }) {
  const link = useLive((live) => live.link);
  const { data, error } = answer;
  if (data !== null)
    return (
      <>
        {error !== null && link !== 'lost' && (
          <p class="notice" role="status">
            What you see is not the newest: {reason(error)}.
          </p>
        )}
        {children(data)}
      </>
    );
  if (error instanceof Refusal && error.status === 503) return <Waiting what={error.message} />;
  if (error instanceof Refusal && error.status === 404)
    return (
      <Nothing title="Nobody knows this topic">{error.message}. It may have been dropped from the archive.</Nothing>
    );
  if (error !== null) return <Nothing title="This cannot be shown">{reason(error)}.</Nothing>;
  return <NotYet />;
}

/** Before the first answer. */
function NotYet() {
  const phase = useLive((live) => live.pulse?.phase);
  const detail = useLive((live) => live.pulse?.detail ?? live.detail);
  return phase === 'restoring' || phase === 'starting' ? <Waiting what={detail} /> : <Loading />;
}

function reason(error: Error): string {
  const said = error instanceof Refusal ? error.message : 'the replica cannot be reached';
  return mayPass(error) ? `${said}; trying again` : said;
}

function Waiting({ what }: { what: string }) {
  return (
    <div class="state" role="status">
      <div class="pulse-dot" aria-hidden="true" />
      <h2>The replica is getting ready</h2>
      <p>It says: {what}. This page goes on by itself.</p>
    </div>
  );
}

function Loading() {
  return (
    <div class="state skeleton" role="status" aria-label="Loading">
      <i />
      <i />
      <i />
    </div>
  );
}

export function Nothing({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="state">
      <h2>{title}</h2>
      <p>{children}</p>
    </div>
  );
}

/** Before the first document. */
export function NoDocuments() {
  return (
    <Nothing title="No document has come yet">
      Topics appear here as soon as documents do. Feed some with <code>leitmotif produce news.jsonl</code>, or write to
      the documents Kafka topic; a first picture takes a few dozen.
    </Nothing>
  );
}

/** Asks for the token. */
export function Locked({ refused }: { refused: boolean }) {
  const [token, setToken] = useState('');
  return (
    <form
      class="state"
      onSubmit={(event) => {
        event.preventDefault();
        if (token.trim() !== '') unlock(token.trim());
      }}
    >
      <h2>This replica asks for a token</h2>
      <p>It is in the file that its setting http.tokenFile names. It is kept until this tab is closed.</p>
      {refused && (
        <p class="notice" role="alert">
          That is not the token.
        </p>
      )}
      <label>
        Token
        <input
          type="password"
          autocomplete="current-password"
          value={token}
          onInput={(e) => setToken(e.currentTarget.value)}
        />
      </label>
      <button type="submit">Show the topics</button>
    </form>
  );
}
