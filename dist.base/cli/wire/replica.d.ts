/** A replica on Kafka. */
import type { Kafka } from 'kafkajs';
import type { AbsorbTools } from '../../core/model/absorb.ts';
import type { Clock, Encoder, Probe } from '../../core/ports.ts';
import type { SchemaRegistry } from '../../edges/registry/client.ts';
import { type Attributes } from '../../pipeline/cloudevents.ts';
import { createReplica, type Replica } from '../../pipeline/replica.ts';
import type { Config } from '../config.ts';
export declare function toolsOf(config: Config, acceptLoss: boolean): AbsorbTools;
/** What a replica has whatever log it works on. */
export declare function replicaOn(config: Config, parts: Omit<Parameters<typeof createReplica>[0], 'stop' | 'drainTimeout'>): Replica;
export interface Outside {
    readonly kafka: Kafka;
    readonly registry: SchemaRegistry;
    readonly encoder: Encoder;
    readonly probe: Probe;
    readonly clock?: Clock;
    /** Go on where the log no longer holds what was committed. */
    readonly acceptLoss?: boolean;
    /** Whether there will be somebody to look at its topics. */
    readonly shown?: boolean;
    /** As `ReplicaOptions.successor`. */
    readonly successor?: (signal: AbortSignal) => Promise<void>;
    /** Ends waiting for a broker or a registry that is away. */
    readonly signal: AbortSignal;
}
/** A replica on Kafka. Throws `fatal` when Kafka topics are missing, `transient` when broker or registry stay away. */
export declare function composeReplica(config: Config, outside: Outside): Promise<Replica>;
export declare function attributesOf({ prefix, publish }: Config): Attributes;
