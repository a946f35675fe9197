/** The commands' Kafka topic → orders among the stats: one log, and so one order, for all that changes the model. */
import { LeitmotifError } from "../core/errors.js";
import { termsOf } from "../core/text/terms.js";
import { CONTROL } from "../core/types.js";
import { row } from "../core/vector.js";
import { deadLetter } from "./deadletters.js";
/** An Intake for the commands. A phrase is encoded here, so that absorbing it is pure. */
export function createOrders({ names, codecs, encoder, stop }) {
    const order = async (command) => {
        if (command.kind !== 'watch')
            return command;
        const vectors = await encoder.encode([command.phrase]);
        return { ...command, vector: row(vectors, 0).slice(), terms: termsOf(command.phrase, stop) };
    };
    return {
        async handle(raw) {
            await codecs.control.prepare(raw.records.flatMap(({ value }) => value ?? []));
            const orders = [];
            const dead = [];
            for (const record of raw.records) {
                try {
                    orders.push(await order(decoded(record, codecs.control)));
                }
                catch (error) {
                    if (!(error instanceof LeitmotifError) || error.fault !== 'poison')
                        throw error;
                    dead.push(deadLetter(record, { topic: names.control, partition: 0 }, error, names.dead));
                }
            }
            const stats = {
                model: 0,
                span: { ...raw.span, partition: CONTROL },
                reference: 0,
                documents: 0,
                cells: new Map(),
                open: [],
                settled: [],
                sampled: [],
                texts: new Float64Array(),
                deleted: [],
                orders,
            };
            const value = codecs.stats.encode(stats);
            await raw.turn;
            await raw.commit([{ topic: names.stats, partition: 0, key: null, value }, ...dead]);
        },
    };
}
function decoded({ value, offset }, codec) {
    if (value !== null)
        return codec.decode(value);
    throw new LeitmotifError('poison', 'control', `the command at offset ${offset} is null: give a value`);
}
//# sourceMappingURL=orders.js.map