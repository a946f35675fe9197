import { Kafka, type LogEntry, type logCreator, logLevel, type RetryOptions, type SASLOptions } from 'kafkajs';
import type { Probe } from '../../core/ports.ts';
import { rememberCoordinators } from './coordinators.ts';
import { connect, named, unnamed } from './ipv6.ts';
import { letConnectionsRest } from './rest.ts';

export interface KafkaClientOptions {
  /** host:port, at least one; an IPv6 address stands in brackets. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly ssl?:
    | boolean
    | { readonly ca?: string; readonly cert?: string; readonly key?: string; readonly rejectUnauthorized?: boolean };
  readonly sasl?: SASLOptions;
  /** Where kafkajs's own words go. Default nowhere: what matters arrives as errors. */
  readonly log?: Probe['log'];
}

/**
 * The broker answers the first request after a transaction with "retry" until its markers are written; at kafkajs's
 * default of 300 ms before the first retry, transactions that follow each other are several times slower.
 */
export const QUICK_RETRY: RetryOptions = {
  initialRetryTime: 5,
  multiplier: 1.5,
  factor: 0.1,
  maxRetryTime: 500,
  retries: 20,
};

/** A kafkajs client with settings that suit us. An existing `Kafka` of your own serves as well, everywhere. */
export function kafkaClient(options: KafkaClientOptions): Kafka {
  const { brokers, clientId, ssl, sasl, log } = options;
  letConnectionsRest();
  rememberCoordinators();
  return new Kafka({
    brokers: brokers.map(named),
    socketFactory: connect,
    clientId,
    ...(ssl === undefined ? {} : { ssl }),
    ...(sasl === undefined ? {} : { sasl }),
    connectionTimeout: 5000,
    requestTimeout: 30_000,
    retry: QUICK_RETRY,
    logLevel: log ? logLevel.WARN : logLevel.NOTHING,
    logCreator: quietLog(log ?? (() => {})),
  });
}

/**
 * What kafkajs reports at ERROR though it tries again by itself, as when a group or topic is first used or a broker
 * restarts, and what reaches us as an error of our own, said once.
 */
const HARMLESS = [
  /^Response /,
  /^Connection error/,
  /^Failed to connect to/,
  /^Restarting the consumer/,
  /old epoch/,
  /^Failed to send messages/,
  /^Kafka topic \S+ has no partition /,
  /coordinator/i,
  /rebalanc/i,
  /leadership election/i,
  /does not host this topic-partition/i,
  /modify transactions.*(concurrent|process)|concurrently/i,
];

/** Passes kafkajs's log on one step lower than it was meant, and what is retried anyway as `debug`; no stacks. */
export function quietLog(log: Probe['log']): logCreator {
  return () => (entry: LogEntry) => {
    const { message, stack: _stack, timestamp: _timestamp, logger: _logger, ...fields } = entry.log;
    const { broker } = fields;
    const known = typeof broker === 'string' ? { broker: unnamed(broker) } : {};
    log(levelOf(entry), `kafkajs: ${message}`, { kafkajs: entry.namespace, ...fields, ...known });
  };
}

function levelOf({ level, log }: LogEntry): 'debug' | 'info' | 'warn' {
  const harmless = HARMLESS.some((pattern) => pattern.test(log.message));
  if (harmless || level > logLevel.WARN) return 'debug';
  return level === logLevel.ERROR ? 'warn' : 'info';
}
