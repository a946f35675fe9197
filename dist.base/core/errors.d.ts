/**
 * What went wrong decides what happens next, wherever it happened:
 * - `poison`: the record itself is bad; it goes to the dead letters and the rest of the batch goes on.
 * - `transient`: something outside is away (broker, registry, memory); nothing is committed, the work is retried.
 * - `fenced`: another replica owns this partition now; drop what is in hand and wait for the next assignment.
 * - `fatal`: the operator must act (bad configuration, lost data, another encoder); stop with the message.
 * - `bug`: an invariant of ours is broken; crash at once, never into the dead letters.
 */
export type Fault = 'poison' | 'transient' | 'fenced' | 'fatal' | 'bug';
/** Where a record or a batch was when the fault appeared; a closed list, so it can be a metric's label. */
export type Stage = 'decode' | 'schema' | 'text' | 'time' | 'encode' | 'control' | 'assign' | 'absorb' | 'commit' | 'restore' | 'migrate' | 'config' | 'connect';
/** The one error class of the product. `message` names the field, the value and the remedy. */
export declare class LeitmotifError extends Error {
    readonly fault: Fault;
    readonly stage: Stage;
    constructor(fault: Fault, stage: Stage, message: string, options?: ErrorOptions);
}
/** The fault of anything thrown; what we did not classify is a bug until shown otherwise. */
export declare function faultOf(error: unknown): Fault;
/** A short text for any thrown value, for logs and headers. */
export declare function messageOf(error: unknown): string;
