/**
 * MurmurHash2, 32 bit, with the seed 0x9747b28c of Kafka's Java client (org.apache.kafka.common.utils.Utils.murmur2),
 * as a signed integer. Austin Appleby, 2008, public domain.
 */
export declare function murmur2(data: Uint8Array): number;
/** The partition in [0, partitions) that Kafka's default partitioner gives to a key. */
export declare function partitionOf(key: Uint8Array | string, partitions: number): number;
