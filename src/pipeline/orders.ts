/** The commands' Kafka topic → orders among the stats: one log, and so one order, for all that changes the model. */
import { LeitmotifError } from '../core/errors.ts';
import type { Codec, Encoder, Intake, OutRecord, Probe, RawBatch, RawRecord } from '../core/ports.ts';
import type { StopWords } from '../core/text/stopwords.ts';
import { termsOf } from '../core/text/terms.ts';
import { type BatchStats, CONTROL, type Command, type Order } from '../core/types.ts';
import { row } from '../core/vector.ts';
import { deadLetter } from './deadletters.ts';
import type { Models } from './feed.ts';
import type { Names } from './names.ts';

export interface OrdersOptions {
  readonly names: Names;
  /** max.message.bytes of the dead letters. */
  readonly maxDeadBytes: number;
  readonly codecs: { readonly control: Codec<Command>; readonly stats: Codec<BatchStats> };
  readonly encoder: Encoder;
  readonly stop: StopWords;
  readonly models: Pick<Models, 'current'>;
  readonly probe: Probe;
}

/** An Intake for the commands. A phrase is encoded here, so that absorbing it is pure. */
export function createOrders(options: OrdersOptions): Intake {
  const { names, maxDeadBytes, codecs, encoder, stop, models, probe } = options;
  const letters = { topic: names.dead, maxMessageBytes: maxDeadBytes };
  const order = async (command: Command): Promise<Order> => {
    if (command.kind !== 'watch') return command;
    const vectors = await encoder.encode([command.phrase]);
    return { ...command, vector: row(vectors, 0).slice(), terms: termsOf(command.phrase, stop) };
  };
  return {
    /** Offsets that are given out a second time would be taken for commands that are done. */
    async positioned(_partition, committed, start) {
      const done = models.current().state.absorbed.get(CONTROL)?.offset;
      if (done === undefined || start >= done) return;
      throw new LeitmotifError(
        'fatal',
        'restore',
        `the model has done the commands of ${names.control} up to offset ${done}, but the group has committed ${committed ?? 'nothing'}: the Kafka topic was made anew, or the group's offsets expired or were reset, and the next commands would be taken for done. Stop all replicas, then go on by \`leitmotif state reset --keep-model --to committed\` (docs/disasters.md)`,
      );
    },

    async handle(raw: RawBatch) {
      await codecs.control.prepare(raw.records.flatMap(({ value }) => value ?? []));
      const orders: Order[] = [];
      const dead: OutRecord[] = [];
      const errors: LeitmotifError[] = [];
      for (const record of raw.records) {
        try {
          orders.push(await order(decoded(record, codecs.control)));
        } catch (error) {
          if (!(error instanceof LeitmotifError) || error.fault !== 'poison') throw error;
          errors.push(error);
          dead.push(deadLetter(record, { topic: names.control, partition: 0 }, error, letters));
        }
      }
      const stats: BatchStats = {
        // By it a phrase is known that an encoder of before has seen.
        model: models.current().state.version,
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
      for (const { stage } of errors) probe.add('leitmotif_dead_letters_total', 1, { stage });
      if (errors.length > 0)
        probe.log('warn', `${errors.length} records of ${names.control}/0 went to the dead letters`, {
          first: { reason: errors[0]?.message },
        });
    },
  };
}

function decoded({ value, offset }: RawRecord, codec: Codec<Command>): Command {
  if (value !== null) return codec.decode(value);
  throw new LeitmotifError('poison', 'control', `the command at offset ${offset} is null: give a value`);
}
