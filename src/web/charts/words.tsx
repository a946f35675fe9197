/** A topic's words: as a cloud to be taken in at a glance, and as bars to be compared. */
import type { Keyword } from '../../core/types.ts';
import { fine } from '../format.ts';

const SIZES = 7;
const IN_CLOUD = 32;

/** Large words are relevant ones. They stand in the order of their names, so that they stay put while they grow. */
export function WordCloud({ keywords }: { keywords: readonly Keyword[] }) {
  const some = keywords.slice(0, IN_CLOUD);
  const most = Math.max(...some.map(({ relevance }) => relevance), 1e-9);
  const least = Math.min(...some.map(({ relevance }) => relevance));
  const size = (relevance: number): number =>
    1 + Math.round(((relevance - least) / (most - least || 1)) ** 0.8 * (SIZES - 1));
  const sorted = [...some].sort((a, b) => a.word.localeCompare(b.word));
  return (
    <ul class="cloud" aria-label="Words by relevance">
      {sorted.map(({ word, relevance }) => (
        <li key={word} class={`size-${size(relevance)}`} dir="auto">
          {word}
        </li>
      ))}
    </ul>
  );
}

const IN_BARS = 15;

export function KeywordBars({ keywords }: { keywords: readonly Keyword[] }) {
  const some = keywords.slice(0, IN_BARS);
  const likely = Math.max(...some.map(({ probability }) => probability), 1e-9);
  const relevant = Math.max(...some.map(({ relevance }) => relevance), 1e-9);
  return (
    <table class="bars">
      <thead>
        <tr>
          <th scope="col">Word</th>
          <th scope="col">Relevance</th>
          <th scope="col">Probability</th>
        </tr>
      </thead>
      <tbody>
        {some.map(({ word, probability, relevance }) => (
          <tr key={word}>
            <th scope="row" dir="auto">
              {word}
            </th>
            <td>
              <Bar part={relevance / relevant} />
            </td>
            <td>
              <Bar part={probability / likely} quiet text={fine(probability)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Bar({ part, text, quiet = false }: { part: number; text?: string; quiet?: boolean }) {
  return (
    <span class={`bar${quiet ? ' soft' : ''}`}>
      <i style={{ width: `${Math.max(0.5, part * 100).toFixed(1)}%` }} />
      {text !== undefined && <em>{text}</em>}
    </span>
  );
}
