import { Kafka, logLevel } from 'kafkajs';
import { letConnectionsRest } from "./rest.js";
/**
 * The broker answers the first request after a transaction with "retry" until its markers are written; at kafkajs's
 * default of 300 ms before the first retry, transactions that follow each other are several times slower.
 */
export const QUICK_RETRY = {
    initialRetryTime: 5,
    multiplier: 1.5,
    factor: 0.1,
    maxRetryTime: 500,
    retries: 20,
};
/** A kafkajs client with settings that suit us. An existing `Kafka` of your own serves as well, everywhere. */
export function kafkaClient(options) {
    const { brokers, clientId, ssl, sasl, log } = options;
    letConnectionsRest();
    return new Kafka({
        brokers: [...brokers],
        clientId,
        ...(ssl === undefined ? {} : { ssl }),
        ...(sasl === undefined ? {} : { sasl }),
        connectionTimeout: 5000,
        requestTimeout: 30_000,
        retry: QUICK_RETRY,
        logLevel: log ? logLevel.WARN : logLevel.NOTHING,
        logCreator: quietLog(log ?? (() => { })),
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
    /old epoch/,
    /^Failed to send messages/,
    /coordinator/i,
    /rebalanc/i,
    /leadership election/i,
    /does not host this topic-partition/i,
    /modify transactions.*(concurrent|process)|concurrently/i,
];
/** Passes kafkajs's log on one step lower than it was meant, and what is retried anyway as `debug`; no stacks. */
export function quietLog(log) {
    return () => (entry) => {
        const { message, stack: _stack, timestamp: _timestamp, logger: _logger, ...fields } = entry.log;
        log(levelOf(entry), `kafkajs: ${message}`, { kafkajs: entry.namespace, ...fields });
    };
}
function levelOf({ level, log }) {
    const harmless = HARMLESS.some((pattern) => pattern.test(log.message));
    if (harmless || level > logLevel.WARN)
        return 'debug';
    return level === logLevel.ERROR ? 'warn' : 'info';
}
//# sourceMappingURL=client.js.map