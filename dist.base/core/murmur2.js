const encoder = new TextEncoder();
/**
 * MurmurHash2, 32 bit, with the seed 0x9747b28c of Kafka's Java client (org.apache.kafka.common.utils.Utils.murmur2),
 * as a signed integer. Austin Appleby, 2008, public domain.
 */
export function murmur2(data) {
    const m = 0x5bd1e995;
    const { length } = data;
    const at = (i) => data[i] ?? 0;
    let h = 0x9747b28c ^ length;
    let i = 0;
    for (; i + 4 <= length; i += 4) {
        let k = at(i) | (at(i + 1) << 8) | (at(i + 2) << 16) | (at(i + 3) << 24);
        k = Math.imul(k, m);
        k = Math.imul(k ^ (k >>> 24), m);
        h = Math.imul(h, m) ^ k;
    }
    const rest = length - i;
    if (rest === 3)
        h ^= at(i + 2) << 16;
    if (rest >= 2)
        h ^= at(i + 1) << 8;
    if (rest >= 1)
        h = Math.imul(h ^ at(i), m);
    h = Math.imul(h ^ (h >>> 13), m);
    return h ^ (h >>> 15);
}
/** The partition in [0, partitions) that Kafka's default partitioner gives to a key. */
export function partitionOf(key, partitions) {
    const bytes = typeof key === 'string' ? encoder.encode(key) : key;
    return (murmur2(bytes) & 0x7fffffff) % partitions;
}
//# sourceMappingURL=murmur2.js.map