/** What brings documents into Kafka from elsewhere: a source that says where it stands, and a log that remembers it. */
import type { OutRecord } from '../ports.ts';
/** A record for the documents Kafka topic. */
export type FeedRecord = Omit<OutRecord, 'topic' | 'partition'>;
/** Where a source stands in each of its places (an address, a file); plain JSON. */
export type Positions = ReadonlyMap<string, unknown>;
/** What a source hands on at a time. */
export interface FeedStep {
    readonly records: readonly FeedRecord[];
    /** Where it stands once these records are written; replaces what was said of the same places before. */
    readonly positions: Positions;
}
/** A place where documents come from. */
export interface FeedSource {
    /**
     * Called by the feeder with what was last committed, after each failure anew. Ends when there is no more, or soon
     * after the signal is aborted. It waits for what is away by itself; throws `fatal` for what only an operator can mend.
     */
    steps(positions: Positions, signal: AbortSignal): AsyncIterable<FeedStep>;
}
/** Where the documents go, and with them where the source stands. */
export interface FeedLog {
    /** Shuts out whoever else feeds under this name, and reads where it stood. Throws `transient` or `fatal`. */
    take(): Promise<Positions>;
    /**
     * Records and positions, or nothing: one transaction. Throws `fenced` when another process has taken over, `transient`
     * when nothing or an unknown part was committed: the feeder then takes anew.
     */
    commit(step: FeedStep): Promise<void>;
    close(): Promise<void>;
}
