/** Bad records: their original bytes with what went wrong in headers, as Kafka Streams names them (KIP-1034). */
import { messageOf } from "../core/errors.js";
/** Longest message put into a header, in characters. */
const LONGEST_MESSAGE = 1000;
/** Key, value and headers as they came, then `__streams.errors.*` and the stage; the partition is the original's. */
export function deadLetter(record, origin, error, to) {
    const about = [
        ['__streams.errors.exception', `${error.name}.${error.fault}`],
        ['__streams.errors.message', messageOf(error).slice(0, LONGEST_MESSAGE)],
        ['__streams.errors.topic', origin.topic],
        ['__streams.errors.partition', String(origin.partition)],
        ['__streams.errors.offset', String(record.offset)],
        ['__streams.errors.stage', error.stage],
    ];
    return {
        topic: to,
        partition: origin.partition,
        key: record.key,
        value: record.value,
        headers: [...record.headers, ...about],
    };
}
//# sourceMappingURL=deadletters.js.map