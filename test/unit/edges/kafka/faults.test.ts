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
    ['records that cannot be unpacked', named('Unpackable', 'zstd'), 'fatal'],
    ['a compression that a copy of kafkajs does not know', named('KafkaJSNotImplemented', 'zstd'), 'fatal'],
    ['something that is no error', 'oh', 'transient'],
  ] as const)('%s', (_name, error, fault) => {
    expect(kafkaFault(error)).toBe(fault);
  });
});

describe('fromKafka', () => {
  const tried = (doing = 'x') => ({ stage: 'connect' as const, doing });
  it('says what was being done, what Kafka said and, where there is one, the remedy', () => {
    const error = fromKafka(protocol('UNKNOWN_TOPIC_OR_PARTITION', 3, 'no such topic'), tried('reading x'));
    expect(error).toMatchObject({ fault: 'transient', stage: 'connect' });
    expect(error.message).toBe(
      'Kafka, reading x: no such topic; if the Kafka topic is missing, create it with `leitmotif init`',
    );
    expect(fromKafka(protocol('MESSAGE_TOO_LARGE', 10), tried()).message).toContain('max.message.bytes');
    expect(fromKafka(named('Unpackable', 'zstd'), tried()).message).toContain('go on behind it');
    expect(fromKafka(named('KafkaJSNotImplemented', 'zstd'), tried()).message).toContain('another copy of kafkajs');
    for (const [type, code, setting] of [
      ['INVALID_TRANSACTION_TIMEOUT', 50, 'transaction.max.timeout.ms'],
      ['INVALID_SESSION_TIMEOUT', 26, 'group.max.session.timeout.ms'],
    ] as const) {
      const { message } = fromKafka(protocol(type, code), tried());
      expect(message).toContain('session.timeout');
      expect(message).toContain(setting);
    }
  });

  const rights = { topic: 'Write on a', group: 'Read on group b', transactionalId: 'Write on transactional id c' };
  it.each([
    ['TOPIC_AUTHORIZATION_FAILED', 29, 'Write on a'],
    ['GROUP_AUTHORIZATION_FAILED', 30, 'Read on group b'],
    ['TRANSACTIONAL_ID_AUTHORIZATION_FAILED', 53, 'Write on transactional id c'],
    ['CLUSTER_AUTHORIZATION_FAILED', 31, 'IdempotentWrite on the cluster'],
  ])('%s names the right that is missing, and of what', (type, code, right) => {
    const { message } = fromKafka(wrapped(protocol(type, code)), { ...tried(), rights });
    expect(message).toContain(`; grant this client ${right}`);
  });

  it('names both for a Kafka topic that is beside the one that is refused', () => {
    const { fault, message } = fromKafka(protocol('OPERATION_NOT_ATTEMPTED', 55), { ...tried(), rights });
    expect(fault).toBe('fatal');
    expect(message).toContain('one of the Kafka topics is missing (create it with `leitmotif init`)');
    expect(message).toContain('grant this client Write on a (docs/security.md');
  });

  it('names it for what kafkajs hides: a coordinator, and errors that it gathers', () => {
    const hidden = named('KafkaJSGroupCoordinatorNotFound', 'Failed to find group coordinator');
    expect(fromKafka(hidden, { ...tried(), rights })).toMatchObject({
      fault: 'transient',
      message: expect.stringContaining('grant this client Read on group b') as unknown,
    });
    const gathered = Object.assign(named('KafkaJSDeleteTopicRecordsError', 'Error while deleting records'), {
      partitions: [{ partition: 0, error: protocol('TOPIC_AUTHORIZATION_FAILED', 29) }],
    });
    expect(fromKafka(gathered, { ...tried(), rights }).message).toContain('grant this client Write on a');
  });

  const connection = (code: string, message = 'x') => new KafkaJSConnectionError(message, { broker: 'a:1', code });
  it.each([
    ['a broker that is not trusted', connection('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'fatal', 'kafka.ssl.ca'],
    ['a broker with another name', connection('ERR_TLS_CERT_ALTNAME_INVALID'), 'fatal', 'kafka.ssl.ca'],
    ['a broker that does not trust us', connection('ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE'), 'fatal', 'kafka.ssl.cert'],
    ['the same, as retries end', wrapped(connection('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA')), 'fatal', 'kafka.ssl.cert'],
    ['a wrong password', named('KafkaJSSASLAuthenticationError', 'denied'), 'fatal', 'kafka.sasl.username'],
    ['a mechanism it lacks', protocol('UNSUPPORTED_SASL_MECHANISM', 33), 'fatal', 'kafka.sasl.mechanism'],
    [
      'no TLS where it is wanted',
      named('KafkaJSConnectionClosedError', 'Closed'),
      'transient',
      'kafka.ssl, kafka.sasl',
    ],
  ])('names the setting for %s', (_what, error, fault, setting) => {
    const made = fromKafka(error, tried());
    expect(made.fault).toBe(fault);
    expect(made.message).toContain(setting);
  });

  it('leaves our own errors as they are', () => {
    const ours = new LeitmotifError('bug', 'assign', 'NaN');
    expect(fromKafka(ours, tried())).toBe(ours);
  });
});

describe('isConcurrentTransaction', () => {
  it('knows the answer however it is wrapped', () => {
    expect(isConcurrentTransaction(wrapped(protocol('CONCURRENT_TRANSACTIONS', 51)))).toBe(true);
    expect(isConcurrentTransaction(wrapped(protocol('INVALID_TXN_STATE', 48)))).toBe(false);
  });
});
