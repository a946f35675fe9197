import { describe, expect, it } from 'vitest';
import { wantedKafkaTopics } from '../../../src/cli/kafkatopics.ts';
import { namesOf } from '../../../src/pipeline/names.ts';

describe('the Kafka topics of a deployment', () => {
  const wanted = wantedKafkaTopics(namesOf('p', 'news'), { partitions: 6, maxMessageBytes: 1_000_000 }, -1);
  const of = (name: string) => wanted.find((topic) => topic.name === name);

  it('are all that Leitmotif writes, and not the documents', () => {
    expect(wanted.map(({ name }) => name).sort()).toEqual(
      ['p.control', 'p.dead', 'p.events', 'p.feeds', 'p.model', 'p.phi', 'p.stats', 'p.theta'].sort(),
    );
  });

  it('have as many partitions as the documents where they are keyed like them, else one', () => {
    expect(Object.fromEntries(wanted.map(({ name, partitions }) => [name, partitions]))).toEqual({
      'p.theta': 6,
      'p.dead': 6,
      'p.phi': 1,
      'p.events': 1,
      'p.stats': 1,
      'p.model': 1,
      'p.control': 1,
      'p.feeds': 1,
    });
  });

  it('keep stats until the trainer deletes them, and the model for ever', () => {
    expect(of('p.stats')?.configs).toMatchObject({
      'cleanup.policy': 'delete',
      'retention.ms': '-1',
      'retention.bytes': '-1',
    });
    expect(of('p.model')?.configs).toEqual({ 'cleanup.policy': 'compact' });
    expect(of('p.phi')?.configs).toEqual({ 'cleanup.policy': 'compact' });
    expect(of('p.theta')?.configs['cleanup.policy']).toBe('compact,delete');
  });

  it('take dead letters of 64 KB more than a document', () => {
    expect(of('p.dead')?.configs['max.message.bytes']).toBe(String(1_000_000 + 65_536));
  });

  it('have the copies that are asked for, else what the broker gives', () => {
    expect(wanted.every(({ replicationFactor }) => replicationFactor === undefined)).toBe(true);
    const three = wantedKafkaTopics(namesOf('p', 'news'), { partitions: 1, maxMessageBytes: 1 }, 3);
    expect(three.every(({ replicationFactor }) => replicationFactor === 3)).toBe(true);
  });
});
