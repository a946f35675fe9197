import { type LogEntry, logLevel } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { quietLog } from '../../../../src/edges/kafka/client.ts';
import { named } from '../../../../src/edges/kafka/ipv6.ts';

function logged(entry: Partial<LogEntry> & { message: string; extra?: object }): unknown[] {
  const lines: unknown[] = [];
  const log = quietLog((...line) => void lines.push(line))(logLevel.WARN);
  const { message, extra = {}, ...rest } = entry;
  const content = { timestamp: 'now', logger: 'kafkajs', message, ...extra };
  log({ namespace: 'Connection', level: logLevel.ERROR, label: 'ERROR', ...rest, log: content });
  return lines;
}

describe('quietLog', () => {
  it('passes on what kafkajs says one step lower, with its fields but without stacks', () => {
    const extra = { broker: 'b:1', stack: 'at …', groupId: 'g' };
    expect(logged({ message: 'Crash: KafkaJSError: gone', extra })).toEqual([
      ['warn', 'kafkajs: Crash: KafkaJSError: gone', { kafkajs: 'Connection', broker: 'b:1', groupId: 'g' }],
    ]);
    expect(logged({ message: 'Slow', level: logLevel.WARN })).toEqual([
      ['info', 'kafkajs: Slow', { kafkajs: 'Connection' }],
    ]);
    expect(logged({ message: 'Stopped', level: logLevel.INFO })[0]).toMatchObject({ 0: 'debug' });
  });

  it('says the address of a broker that kafkajs knows by another name', () => {
    const [host] = named('[fe80::1]:9092').split(':');
    expect(logged({ message: 'Slow', extra: { broker: `${host}:9092` } })[0]).toMatchObject({
      2: { broker: '[fe80::1]:9092' },
    });
  });

  it.each([
    'Connection error: connect ECONNREFUSED 127.0.0.1:9092',
    'Failed to connect to seed broker, trying another broker from the list: Connection error',
    "Producer attempted an operation with an old epoch. Either there is a newer producer with the same transactionalId, or the producer's transaction has been expired by the broker",
    'Restarting the consumer in 100ms',
    'Response GroupCoordinator(key: 10, version: 2)',
    'The group coordinator is not available',
    'The group is rebalancing, so a rejoin is needed',
    'The group is rebalancing, re-joining',
    'There is no leader for this topic-partition as we are in the middle of a leadership election',
    'This server does not host this topic-partition',
    'Kafka topic lm.dead has no partition 2: widen it with `leitmotif init`',
    'Failed to send messages: The producer attempted to update a transaction while another concurrent operation on the same transaction was ongoing',
  ])('holds back what is tried again anyway: %s', (message) => {
    expect(logged({ message })[0]).toMatchObject({ 0: 'debug' });
  });
});
