import { Partitioners } from 'kafkajs';
import { LeitmotifError } from "../../core/errors.js";
import { fromKafka } from "./faults.js";
/** Writes one record, acknowledged by all replicas of its partition; its offset. For what is rare: it connects for each. */
export async function sendOne(kafka, { topic, partition = 0, key, value }) {
    const producer = kafka.producer({
        idempotent: true,
        allowAutoTopicCreation: false,
        createPartitioner: Partitioners.DefaultPartitioner,
    });
    const bytes = (of) => (of === null ? null : Buffer.from(of));
    try {
        await producer.connect();
        const messages = [{ partition, key: bytes(key), value: bytes(value) }];
        const [written] = await producer.send({ topic, acks: -1, messages });
        if (written?.baseOffset === undefined)
            throw new LeitmotifError('transient', 'commit', `${topic} took no record`);
        return BigInt(written.baseOffset);
    }
    catch (error) {
        throw fromKafka(error, {
            stage: 'commit',
            doing: `writing to ${topic}`,
            rights: { topic: `Write on Kafka topic ${topic}` },
        });
    }
    finally {
        await producer.disconnect().catch(() => { });
    }
}
//# sourceMappingURL=send.js.map