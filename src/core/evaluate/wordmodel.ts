/** Φ of all topics as a whole: what the published fifty words are the head of. */
import { cellsByTopic } from '../model/members.ts';
import { backgroundOf, countWords, smoothed } from '../phi/words.ts';
import type { Millis, ModelState, TopicId } from '../types.ts';
import type { WordModel } from './perplexity.ts';

/** Of the live topics, over the words that the model's cells hold. */
export function wordModel(state: ModelState, halfLife: Millis): WordModel {
  const at = { time: state.streamTime, halfLife };
  const background = backgroundOf(countWords(state.cells.values(), at), 1);
  const vocabulary = background.counts.size;
  const topics = new Map<TopicId, (word: string) => number>();
  for (const [topic, cells] of cellsByTopic(state)) {
    const counts = countWords(cells, at);
    if (counts.sum() <= 0) continue;
    topics.set(topic, smoothed(counts, vocabulary));
  }
  const part = (word: string): number | null => {
    const count = background.counts.get(word);
    // perTopic of a single topic is the sum of all counts.
    return count === undefined || count <= 0 ? null : count / background.perTopic;
  };
  return {
    background: part,
    probability(topic, word) {
      const phi = topics.get(topic);
      return phi === undefined || part(word) === null ? null : phi(word);
    },
  };
}
