import { describe, expect, it } from 'vitest';
import { type KafkaTopic, planKafkaTopics, type WantedKafkaTopic } from '../../../../src/edges/kafka/admin.ts';

const existing = (topic: Partial<KafkaTopic> & { name: string }): KafkaTopic => ({
  partitions: 1,
  replicationFactor: 1,
  configs: {},
  ...topic,
});
const wanted = (topic: Partial<WantedKafkaTopic> & { name: string }): WantedKafkaTopic => ({
  partitions: 1,
  configs: {},
  ...topic,
});

describe('planKafkaTopics', () => {
  it('creates what is missing, with partitions and settings', () => {
    const want = wanted({ name: 'a', partitions: 3, configs: { 'cleanup.policy': 'compact' } });
    expect(planKafkaTopics([existing({ name: 'b' })], [want])).toEqual({ create: [want], widen: [], differences: [] });
  });

  it('has nothing to do where all is as wanted, whatever the order of a clean-up policy and further settings', () => {
    const is = existing({ name: 'a', partitions: 2, configs: { 'cleanup.policy': 'delete,compact', other: 'x' } });
    const want = wanted({ name: 'a', partitions: 2, configs: { 'cleanup.policy': 'compact, delete' } });
    expect(planKafkaTopics([is], [want])).toEqual({ create: [], widen: [], differences: [] });
  });

  it('widens, but never narrows', () => {
    const is = [existing({ name: 'a', partitions: 2 }), existing({ name: 'b', partitions: 5 })];
    const want = [wanted({ name: 'a', partitions: 4 }), wanted({ name: 'b', partitions: 1 })];
    expect(planKafkaTopics(is, want)).toEqual({
      create: [],
      widen: [{ name: 'a', from: 2, to: 4 }],
      differences: [{ name: 'b', setting: 'partitions', is: '5', wanted: '1' }],
    });
  });

  it('reports settings and a replication factor that differ, and leaves them', () => {
    const is = existing({ name: 'a', replicationFactor: 1, configs: { 'retention.ms': '604800000' } });
    const want = wanted({
      name: 'a',
      replicationFactor: 3,
      configs: { 'retention.ms': '-1', 'max.message.bytes': '5' },
    });
    expect(planKafkaTopics([is], [want]).differences).toEqual([
      { name: 'a', setting: 'replication factor', is: '1', wanted: '3' },
      { name: 'a', setting: 'retention.ms', is: '604800000', wanted: '-1' },
      { name: 'a', setting: 'max.message.bytes', is: '', wanted: '5' },
    ]);
  });

  it('does not ask for a replication factor that nobody wants', () => {
    expect(
      planKafkaTopics([existing({ name: 'a', replicationFactor: 3 })], [wanted({ name: 'a' })]).differences,
    ).toEqual([]);
  });
});
