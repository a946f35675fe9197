import { expect, it } from 'vitest';
import { namesOf } from '../../../src/pipeline/names.ts';

it('names every Kafka topic of a deployment once', () => {
  const names = namesOf('news', 'wire.articles');
  expect(names).toEqual({
    documents: 'wire.articles',
    theta: 'news.theta',
    phi: 'news.phi',
    events: 'news.events',
    stats: 'news.stats',
    model: 'news.model',
    control: 'news.control',
    dead: 'news.dead',
    feeds: 'news.feeds',
  });
});
