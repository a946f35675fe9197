/** What kafkajs throws, sorted into our faults in one place. */
import { type Fault, LeitmotifError, type Stage } from '../../core/errors.ts';
/** `transient` for what is not known: its retries are bounded and end with the error. */
export declare function kafkaFault(error: unknown): Extract<Fault, 'fenced' | 'fatal' | 'transient'>;
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
export declare function fromKafka(error: unknown, { stage, doing, rights }: {
    readonly stage: Stage;
    readonly doing: string;
    readonly rights?: Rights;
}): LeitmotifError;
/** True for the answer that the transaction before has not quite ended. */
export declare function isConcurrentTransaction(error: unknown): boolean;
