import { useState } from 'preact/hooks';
import type { TopicPage } from '../../core/show/types.ts';
import { ask, Refusal } from '../live.ts';

type State = { readonly kind: 'idle' | 'busy' | 'sent' } | { readonly kind: 'refused'; readonly why: string };

/** Sends commands, one at a time, and says what became of them. */
function useSteer(): { state: State; send: (path: string, body: object) => Promise<boolean> } {
  const [state, setState] = useState<State>({ kind: 'idle' });
  const send = async (path: string, body: object): Promise<boolean> => {
    setState({ kind: 'busy' });
    try {
      await ask(path, { body });
      setState({ kind: 'sent' });
      return true;
    } catch (error) {
      setState({ kind: 'refused', why: error instanceof Refusal ? error.message : 'the replica cannot be reached' });
      return false;
    }
  };
  return { state, send };
}

function Said({ state }: { state: State }) {
  return (
    <p class={state.kind === 'refused' ? 'notice warn' : 'quiet'} role="status">
      {state.kind === 'busy' && 'Sending …'}
      {state.kind === 'sent' && 'Sent: the next version of the model shows it.'}
      {state.kind === 'refused' && <span dir="auto">Not done: {state.why}.</span>}
    </p>
  );
}

/** One line to type, with a button. */
function Line({ label, button, take }: { label: string; button: string; take: (text: string) => Promise<boolean> }) {
  const [text, setText] = useState('');
  const submit = async (): Promise<void> => {
    if (text.trim() !== '' && (await take(text.trim()))) setText('');
  };
  return (
    <form
      class="steer-line"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <label>
        {label}
        <input type="text" dir="auto" value={text} onInput={(e) => setText(e.currentTarget.value)} />
      </label>
      <button type="submit" disabled={text.trim() === ''}>
        {button}
      </button>
    </form>
  );
}

/** What people may change about a topic; of a parent its name alone. */
export function Steer({ page: { topic, level, status, pinned, muted } }: { page: TopicPage }) {
  const { state, send } = useSteer();
  if (status === 'gone') return null;
  const to = (kind: string) => `/topics/${topic}/${kind}`;
  return (
    <details class="card wide steer">
      <summary>Correct this topic</summary>
      {level === 0 && (
        <div class="row">
          {status === 'live' && (
            <button type="button" onClick={() => void send(to(pinned ? 'unpin' : 'pin'), {})}>
              {pinned ? 'Unpin' : 'Pin'}
            </button>
          )}
          <button type="button" onClick={() => void send(to(muted ? 'unmute' : 'mute'), {})}>
            {muted ? 'Unmute' : 'Mute'}
          </button>
          <span class="quiet">
            A pinned topic is never merged, split or retired; a muted one never trends and is not shown in lists.
          </span>
        </div>
      )}
      <Line label="New name, kept for life" button="Rename" take={(name) => send(to('rename'), { name })} />
      {level === 0 && (
        <Line
          label="Number of the topic to merge it into"
          button="Merge"
          take={(into) => send(to('merge'), { into: Number(into.replace('#', '')) || 0 })}
        />
      )}
      <Said state={state} />
    </details>
  );
}

/** A topic of a phrase. */
export function Watch() {
  const { state, send } = useSteer();
  return (
    <details class="card wide steer">
      <summary>Watch for something</summary>
      <Line label="A phrase, as documents would put it" button="Watch" take={(phrase) => send('/watch', { phrase })} />
      <Said state={state} />
    </details>
  );
}
