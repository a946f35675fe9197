import { useState } from 'preact/hooks';
import type { Placed } from '../../core/show/types.ts';
import { Bar } from '../charts/words.tsx';
import { cosine, count, hue, percent } from '../format.ts';
import { ask, Refusal } from '../live.ts';
import { TopicLink } from '../parts/events.tsx';

type State =
  | { readonly kind: 'idle' | 'busy' }
  | { readonly kind: 'done'; readonly placed: Placed }
  | { readonly kind: 'failed'; readonly why: string };

export function TryIt() {
  const [text, setText] = useState('');
  const [state, setState] = useState<State>({ kind: 'idle' });
  const submit = async (): Promise<void> => {
    if (text.trim() === '') return;
    setState({ kind: 'busy' });
    try {
      setState({ kind: 'done', placed: await ask<Placed>('/theta', { body: { texts: [text] } }) });
    } catch (error) {
      setState({ kind: 'failed', why: error instanceof Refusal ? error.message : 'the replica cannot be reached' });
    }
  };
  return (
    <>
      <h1>Try it</h1>
      <form
        class="card wide try"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <label>
          A text, in any language the encoder knows
          <textarea
            rows={7}
            value={text}
            dir="auto"
            onInput={(e) => setText(e.currentTarget.value)}
            onKeyDown={(e) => {
              if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) void submit();
            }}
          />
        </label>
        <div class="row">
          <button type="submit" disabled={state.kind === 'busy' || text.trim() === ''}>
            {state.kind === 'busy' ? 'Encoding …' : 'What is it about?'}
          </button>
          <span class="quiet">
            Ctrl + Enter. Nothing is kept: the text meets the model, but the model never meets the text.
          </span>
        </div>
      </form>
      <div aria-live="polite">
        {state.kind === 'failed' && <p class="notice warn">It could not be placed: {state.why}.</p>}
        {state.kind === 'done' && <Result placed={state.placed} />}
      </div>
    </>
  );
}

function Result({ placed }: { placed: Placed }) {
  const [result] = placed.results;
  if (!result) return null;
  return (
    <section class="card wide">
      <header>
        <h2>Θ of this text</h2>
        <span class="quiet">
          model version {count(placed.model)} · score {cosine(result.score)}
        </span>
      </header>
      {result.theta.length === 0 ? (
        <p class="empty-note">
          No topic claims it: in the feed it would be a stray, which may found a topic with others of its kind.
        </p>
      ) : (
        <table class="bars theta">
          <thead>
            <tr>
              <th scope="col">Topic</th>
              <th scope="col">Weight</th>
            </tr>
          </thead>
          <tbody>
            {result.theta.map((part) => (
              <tr key={part.topic} class={hue(part.topic)}>
                <th scope="row">
                  <TopicLink {...part} />
                </th>
                <td>
                  <Bar part={part.weight} text={percent(part.weight)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {result.parent && (
        <p class="quiet">
          within <TopicLink {...result.parent} />
        </p>
      )}
    </section>
  );
}
