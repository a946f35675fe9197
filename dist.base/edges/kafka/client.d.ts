import { Kafka, type logCreator, type RetryOptions, type SASLOptions } from 'kafkajs';
import type { Probe } from '../../core/ports.ts';
export interface KafkaClientOptions {
    /** host:port, at least one. */
    readonly brokers: readonly string[];
    readonly clientId: string;
    readonly ssl?: boolean | {
        readonly ca?: string;
        readonly cert?: string;
        readonly key?: string;
        readonly rejectUnauthorized?: boolean;
    };
    readonly sasl?: SASLOptions;
    /** Where kafkajs's own words go. Default nowhere: what matters arrives as errors. */
    readonly log?: Probe['log'];
}
/**
 * The broker answers the first request after a transaction with "retry" until its markers are written; at kafkajs's
 * default of 300 ms before the first retry, transactions that follow each other are several times slower.
 */
export declare const QUICK_RETRY: RetryOptions;
/** A kafkajs client with settings that suit us. An existing `Kafka` of your own serves as well, everywhere. */
export declare function kafkaClient(options: KafkaClientOptions): Kafka;
/** Passes kafkajs's log on one step lower than it was meant, and what is retried anyway as `debug`; no stacks. */
export declare function quietLog(log: Probe['log']): logCreator;
