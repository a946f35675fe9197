/** Consumer groups of the in-memory log: who owns which partition, as Kafka's eager group protocol would have it. */
export interface Membership {
    leave(): void;
    /** Resolves once the group knows the member as alive. */
    alive(): Promise<void>;
}
export declare class Groups {
    #private;
    /** Joins; `assigned` is called with the member's partitions now and after every change in the group. */
    join(name: string, options: {
        topic: string;
        partitions: number;
        member: string;
        assigned: (partitions: readonly number[]) => void;
    }): Membership;
    members(name: string): readonly string[];
    /**
     * The group takes a member for dead and gives its partitions to the others, while the member knows nothing of it:
     * what happens to a process that was killed, or frozen for longer than the session time-out.
     */
    expel(name: string, member: string): void;
    /** An expelled member finds out and joins again. */
    readmit(name: string, member: string): void;
    /** The Kafka topic now has so many partitions. */
    repartition(topic: string, partitions: number): void;
}
