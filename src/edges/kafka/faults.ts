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
  // Of the Kafka topics beside one that is refused or missing: kafkajs may pass on the answer for either.
  'OPERATION_NOT_ATTEMPTED',
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
  // A record batch whose compression cannot be undone, or is not known to a copy of kafkajs that is not ours.
  'Unpackable',
  'KafkaJSNotImplemented',
]);

/** Codes of TLS, ours and the broker's, for a certificate that one of the two does not trust. */
const UNTRUSTED = /CERT|SELF_SIGNED|VERIFY|UNKNOWN_CA/;

/** `transient` for what is not known: its retries are bounded and end with the error. */
export function kafkaFault(error: unknown): Extract<Fault, 'fenced' | 'fatal' | 'transient'> {
  const names = namesOf(error);
  if (names.some((name) => FENCED.has(name))) return 'fenced';
  return names.some((name) => FATAL.has(name) || UNTRUSTED.test(name)) ? 'fatal' : 'transient';
}

/**
 * What the broker must grant for what was tried, as in "Write on lm.theta": it says what kind of right was missing, and
 * not of what.
 */
export interface Rights {
  readonly topic?: string;
  readonly group?: string;
  readonly transactionalId?: string;
}

/** Wraps what kafkajs threw; what is ours already stays as it is. `doing`: "reading documents", say. */
export function fromKafka(
  error: unknown,
  { stage, doing, rights = {} }: { readonly stage: Stage; readonly doing: string; readonly rights?: Rights },
): LeitmotifError {
  if (error instanceof LeitmotifError) return error;
  const text = `Kafka, ${doing}: ${messageOf(error).trim()}${remedy(namesOf(error), rights)}`;
  return new LeitmotifError(kafkaFault(error), stage, text, { cause: error });
}

/** True for the answer that the transaction before has not quite ended. */
export function isConcurrentTransaction(error: unknown): boolean {
  return namesOf(error).includes('CONCURRENT_TRANSACTIONS');
}

/** True where no broker says who keeps a group, or nobody may know. */
export function isCoordinatorAway(error: unknown): boolean {
  return namesOf(error).includes('KafkaJSGroupCoordinatorNotFound');
}

/** Names, types and codes of the error, of everything that caused it, and of the errors that it gathers. */
function namesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth === 10) return [];
  const { name, message, cause } = error;
  const { type, code, errors, partitions, groups } = error as {
    [key in 'type' | 'code' | 'errors' | 'partitions' | 'groups']?: unknown;
  };
  const unknown = /^Unknown error code (\d+)$/.exec(message)?.[1];
  const own = [name, type, code, unknown].filter((one) => typeof one === 'string');
  const gathered = [errors, partitions, groups].flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []));
  const within = gathered.map((one) => (one instanceof Error ? one : (one as { error?: unknown } | null)?.error));
  return [...own, ...[cause, ...within].flatMap((one) => namesOf(one, depth + 1))];
}

const DENIED: ReadonlyMap<string, keyof Rights> = new Map([
  ['TOPIC_AUTHORIZATION_FAILED', 'topic'],
  ['GROUP_AUTHORIZATION_FAILED', 'group'],
  ['TRANSACTIONAL_ID_AUTHORIZATION_FAILED', 'transactionalId'],
]);

function remedy(names: readonly string[], rights: Rights): string {
  const has = (name: string): boolean => names.includes(name);
  if (has('UNKNOWN_TOPIC_OR_PARTITION')) return '; if the Kafka topic is missing, create it with `leitmotif init`';
  if (has('MESSAGE_TOO_LARGE')) return '; raise max.message.bytes of the Kafka topic it was meant for';
  if (has('INVALID_TRANSACTION_TIMEOUT'))
    return "; lower session.timeout to the broker's transaction.max.timeout.ms, or raise that";
  if (has('INVALID_SESSION_TIMEOUT'))
    return "; set session.timeout between the broker's group.min.session.timeout.ms and group.max.session.timeout.ms";
  if (has('OPERATION_NOT_ATTEMPTED'))
    return `; one of the Kafka topics is missing (create it with \`leitmotif init\`), or a right is: grant this client ${rights.topic ?? 'the right'} (docs/security.md lists all)`;
  const denied = names.map((name) => DENIED.get(name)).find((found) => found !== undefined);
  if (denied !== undefined) return `; grant this client ${rights[denied] ?? 'the right'} (docs/security.md lists all)`;
  // All that kafkajs says of a coordinator that refuses to be found.
  const hidden = has('KafkaJSGroupCoordinatorNotFound') ? (rights.group ?? rights.transactionalId) : undefined;
  if (hidden !== undefined) return `; where there are rights, grant this client ${hidden}`;
  if (has('CLUSTER_AUTHORIZATION_FAILED')) return '; grant this client IdempotentWrite on the cluster';
  if (has('Unpackable'))
    return '; stop all replicas and go on behind it by `leitmotif state reset --keep-model --to PARTITION=OFFSET` (docs/disasters.md)';
  if (has('KafkaJSNotImplemented'))
    return '; the client is of another copy of kafkajs than ours, which reads it: have one of both, or give that one the codec (CompressionCodecs)';
  // An alert is the broker's word on our certificate.
  if (names.some((name) => /ALERT/.test(name) && UNTRUSTED.test(name)))
    return '; the broker does not trust this client: give it a certificate by kafka.ssl.cert and kafka.ssl.key';
  if (names.some((name) => UNTRUSTED.test(name)))
    return "; the broker's certificate is not trusted: give the authority that signed it by kafka.ssl.ca";
  if (has('KafkaJSSASLAuthenticationError')) return '; check kafka.sasl.username and its password';
  if (has('UNSUPPORTED_SASL_MECHANISM')) return '; set kafka.sasl.mechanism to one that this listener has';
  if (has('KafkaJSConnectionClosedError') || names.some((name) => /EPROTO|WRONG_VERSION/.test(name)))
    return '; if this goes on, see whether that listener wants TLS or a login: kafka.ssl, kafka.sasl';
  return '';
}
