/** What kafkajs throws, sorted into our faults in one place. */
import { type Fault, LeitmotifError, messageOf, type Stage } from '../../core/errors.ts';

/** Another owner has fenced this producer. kafkajs has no name for PRODUCER_FENCED (90). */
const FENCED = new Set(['INVALID_PRODUCER_EPOCH', '47', 'PRODUCER_FENCED', '90']);

/** Nothing but an operator can mend these. */
const FATAL = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_TOPIC_EXCEPTION',
  'INVALID_SESSION_TIMEOUT',
  'TOPIC_AUTHORIZATION_FAILED',
  'GROUP_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
  'TRANSACTIONAL_ID_AUTHORIZATION_FAILED',
  'UNSUPPORTED_SASL_MECHANISM',
  'SASL_AUTHENTICATION_FAILED',
  'UNSUPPORTED_VERSION',
  'INVALID_TRANSACTION_TIMEOUT',
  'INCONSISTENT_GROUP_PROTOCOL',
  'POLICY_VIOLATION',
  'KafkaJSSASLAuthenticationError',
  'KafkaJSServerDoesNotSupportApiKey',
  // A compression that kafkajs can't read.
  'KafkaJSNotImplemented',
]);

/** `transient` for what is not known: its retries are bounded and end with the error. */
export function kafkaFault(error: unknown): Extract<Fault, 'fenced' | 'fatal' | 'transient'> {
  const names = namesOf(error);
  if (names.some((name) => FENCED.has(name))) return 'fenced';
  return names.some((name) => FATAL.has(name)) ? 'fatal' : 'transient';
}

/** Wraps what kafkajs threw; what is ours already stays as it is. `doing`: "reading documents", say. */
export function fromKafka(error: unknown, stage: Stage, doing: string): LeitmotifError {
  if (error instanceof LeitmotifError) return error;
  const text = `Kafka, ${doing}: ${messageOf(error)}${remedy(namesOf(error))}`;
  return new LeitmotifError(kafkaFault(error), stage, text, { cause: error });
}

/** True for the answer that the transaction before has not quite ended. */
export function isConcurrentTransaction(error: unknown): boolean {
  return namesOf(error).includes('CONCURRENT_TRANSACTIONS');
}

/** Names, types and codes of the error and of everything that caused it. */
function namesOf(error: unknown): string[] {
  const names: string[] = [];
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 10; at = at.cause, depth++) {
    names.push(at.name);
    if ('type' in at && typeof at.type === 'string') names.push(at.type);
    const unknown = /^Unknown error code (\d+)$/.exec(at.message)?.[1];
    if (unknown !== undefined) names.push(unknown);
  }
  return names;
}

/** What the broker may miss when it refuses; it does not say which of them. */
const RIGHTS: ReadonlyMap<string, string> = new Map([
  ['TOPIC_AUTHORIZATION_FAILED', 'Describe and Read, Write or Delete on the Kafka topic'],
  ['GROUP_AUTHORIZATION_FAILED', 'Read on the group'],
  ['CLUSTER_AUTHORIZATION_FAILED', 'Create (`leitmotif init`) or IdempotentWrite on the cluster'],
  ['TRANSACTIONAL_ID_AUTHORIZATION_FAILED', 'Describe and Write on the transactional id'],
]);

function remedy(names: readonly string[]): string {
  if (names.includes('UNKNOWN_TOPIC_OR_PARTITION'))
    return '; if the Kafka topic was never created, do so with `leitmotif init`';
  if (names.includes('MESSAGE_TOO_LARGE')) return '; raise max.message.bytes of the Kafka topic it was meant for';
  const right = names.map((name) => RIGHTS.get(name)).find((found) => found !== undefined);
  if (right !== undefined) return `; grant this client the rights it lacks: ${right}`;
  if (names.includes('KafkaJSNotImplemented'))
    return '; the records are compressed in a way that kafkajs does not read: produce them with gzip or none';
  return '';
}
