/** Φ of all topics as a whole: what the published fifty words are the head of. */
import { cellsByTopic } from '../model/members.ts';
import { backgroundOf, countWords, keywords } from '../phi/words.ts';
import type { Millis, ModelState, TopicId } from '../types.ts';
import type { WordModel } from './perplexity.ts';

/** Of the live topics, over the words that the model's cells hold. */
export function wordModel(state: ModelState, halfLife: Millis): WordModel {
  const background = backgroundOf(state.cells.values(), 1, state.streamTime, halfLife);
  const vocabulary = background.counts.size;
  const topics = new Map<TopicId, { readonly held: ReadonlyMap<string, number>; readonly unseen: number }>();
  for (const [topic, cells] of cellsByTopic(state)) {
    const words = keywords(countWords(cells, state.streamTime, halfLife), background, vocabulary);
    if (words.length === 0) continue;
    const held = new Map(words.map(({ word, probability }) => [word, probability]));
    // Smoothing is uniform: the words that a topic has not seen share what is left.
    const rest = 1 - words.reduce((sum, { probability }) => sum + probability, 0);
    topics.set(topic, { held, unseen: rest / Math.max(1, vocabulary - words.length) });
  }
  const part = (word: string): number | null => {
    const count = background.counts.get(word);
    // perTopic of a single topic is the sum of all counts.
    return count === undefined || count <= 0 ? null : count / background.perTopic;
  };
  return {
    background: part,
    probability(topic, word) {
      const words = topics.get(topic);
      return words === undefined || part(word) === null ? null : (words.held.get(word) ?? words.unseen);
    },
  };
}
