import {
  KafkaJSConnectionError,
  KafkaJSError,
  KafkaJSNonRetriableError,
  KafkaJSNumberOfRetriesExceeded,
  KafkaJSProtocolError,
} from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { LeitmotifError } from '../../../../src/core/errors.ts';
import { fromKafka, isConcurrentTransaction, kafkaFault } from '../../../../src/edges/kafka/faults.ts';

const protocol = (type: string, code: number, message = type): Error =>
  new KafkaJSProtocolError(Object.assign(new Error(message), { type, code, retriable: false }));
/** As kafkajs reports an error code that it has no name for. */
const unknown = (code: number): Error => protocol('KAFKAJS_UNKNOWN_ERROR_CODE', -99, `Unknown error code ${code}`);
const wrapped = (cause: Error): Error => Object.assign(new KafkaJSNonRetriableError(cause), { cause });
const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

describe('kafkaFault', () => {
  it.each([
    ['INVALID_PRODUCER_EPOCH', protocol('INVALID_PRODUCER_EPOCH', 47), 'fenced'],
    ['PRODUCER_FENCED, which kafkajs does not know', unknown(90), 'fenced'],
    ['the same, as the cause of something else', wrapped(wrapped(unknown(90))), 'fenced'],
    ['another code that kafkajs does not know', unknown(120), 'transient'],
    [
      'INVALID_PRODUCER_ID_MAPPING: expired or moved, a new fence tells',
      protocol('INVALID_PRODUCER_ID_MAPPING', 49),
      'transient',
    ],
    ['INVALID_TXN_STATE', protocol('INVALID_TXN_STATE', 48), 'transient'],
    ['CONCURRENT_TRANSACTIONS', protocol('CONCURRENT_TRANSACTIONS', 51), 'transient'],
    ['a lost connection', new KafkaJSConnectionError('gone', { broker: 'a:1', code: 'ECONNREFUSED' }), 'transient'],
    [
      'retries that ran out',
      new KafkaJSNumberOfRetriesExceeded(new KafkaJSError('x'), { retryCount: 5, retryTime: 1 }),
      'transient',
    ],
    [
      "kafkajs's own slips while it reconnects",
      new TypeError("Cannot read properties of null (reading 'send')"),
      'transient',
    ],
    ['missing rights', protocol('TOPIC_AUTHORIZATION_FAILED', 29), 'fatal'],
    ['a wrong password', named('KafkaJSSASLAuthenticationError', 'denied'), 'fatal'],
    ['a record that is too large', wrapped(protocol('MESSAGE_TOO_LARGE', 10)), 'fatal'],
    ['a compression that kafkajs does not read', named('KafkaJSNotImplemented', 'snappy'), 'fatal'],
    ['something that is no error', 'oh', 'transient'],
  ] as const)('%s', (_name, error, fault) => {
    expect(kafkaFault(error)).toBe(fault);
  });
});

describe('fromKafka', () => {
  it('says what was being done, what Kafka said and, where there is one, the remedy', () => {
    const error = fromKafka(protocol('UNKNOWN_TOPIC_OR_PARTITION', 3, 'no such topic'), 'connect', 'reading x');
    expect(error).toMatchObject({ fault: 'transient', stage: 'connect' });
    expect(error.message).toBe(
      'Kafka, reading x: no such topic; if the Kafka topic was never created, do so with `leitmotif init`',
    );
    expect(fromKafka(protocol('MESSAGE_TOO_LARGE', 10), 'commit', 'x').message).toContain('max.message.bytes');
    expect(fromKafka(named('KafkaJSNotImplemented', 'snappy'), 'connect', 'x').message).toContain('gzip');
  });

  it.each([
    ['TOPIC_AUTHORIZATION_FAILED', 29, 'Describe and Read, Write or Delete on the Kafka topic'],
    ['GROUP_AUTHORIZATION_FAILED', 30, 'Read on the group'],
    ['CLUSTER_AUTHORIZATION_FAILED', 31, 'on the cluster'],
    ['TRANSACTIONAL_ID_AUTHORIZATION_FAILED', 53, 'Describe and Write on the transactional id'],
  ])('%s names the permission that is missing', (type, code, permission) => {
    const { message } = fromKafka(wrapped(protocol(type, code)), 'connect', 'x');
    expect(message).toMatch(/; grant this client the rights it lacks: /);
    expect(message).toContain(permission);
  });

  it('leaves our own errors as they are', () => {
    const ours = new LeitmotifError('bug', 'assign', 'NaN');
    expect(fromKafka(ours, 'commit', 'x')).toBe(ours);
  });
});

describe('isConcurrentTransaction', () => {
  it('knows the answer however it is wrapped', () => {
    expect(isConcurrentTransaction(wrapped(protocol('CONCURRENT_TRANSACTIONS', 51)))).toBe(true);
    expect(isConcurrentTransaction(wrapped(protocol('INVALID_TXN_STATE', 48)))).toBe(false);
  });
});
