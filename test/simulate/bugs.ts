/** Bugs that a pipeline like this one is likely to have, as edits of its code: the simulation must find each. */
import type { Bug } from './tree.ts';

const SENDS = `      for (const one of consumed) await this.#sendOffset(transaction, one);
      // Without offsets one record opens the transaction: what is for one partition alone may be sent again.
      const opening = consumed.length === 0 ? records.slice(0, 1) : [];
      if (opening.length > 0) await this.#opened(() => send(opening));
      for (const chunk of chunks(records.slice(opening.length), chunkBytes)) await send(chunk);
      await transaction.commit();`;

/** As the lines above, in several transactions; \`another\` begins the next. */
const instead = (lines: string): Bug['edits'][number] => ({
  file: 'edges/kafka/transaction.ts',
  search: SENDS,
  replacement: `      const another = () => (this.#producer as Producer).transaction();\n${lines}`,
});

export const BUGS: readonly Bug[] = [
  {
    name: 'offsets committed before records',
    edits: [
      instead(`for (const one of consumed) await this.#sendOffset(transaction, one);
      await transaction.commit();
      const rest = await another();
      for (const chunk of chunks(records, chunkBytes)) await this.#opened(() => rest.sendBatch({ topicMessages: byTopic(chunk) }));
      await rest.commit();`),
    ],
  },
  {
    name: 'offsets committed after records',
    edits: [
      instead(`for (const chunk of chunks(records, chunkBytes)) await this.#opened(() => send(chunk));
      await transaction.commit();
      const rest = await another();
      for (const one of consumed) await this.#sendOffset(rest, one);
      await rest.commit();`),
    ],
  },
  {
    name: 'dead letters outside of the transaction',
    edits: [
      instead(`const dead = records.filter((record) => record.topic.endsWith('.dead'));
      if (dead.length > 0) {
        await this.#opened(() => send(dead));
        await transaction.commit();
        transaction = await another();
      }
      const others = records.filter((record) => !dead.includes(record));
      for (const chunk of chunks(others, chunkBytes)) await this.#opened(() => transaction.sendBatch({ topicMessages: byTopic(chunk) }));
      for (const one of consumed) await this.#sendOffset(transaction, one);
      await transaction.commit();`),
    ],
  },
  {
    name: 'a transaction for the stats of their own',
    edits: [
      instead(`const stats = records.filter((record) => record.topic.endsWith('.stats'));
      const others = records.filter((record) => !stats.includes(record));
      for (const chunk of chunks(others, chunkBytes)) await this.#opened(() => transaction.sendBatch({ topicMessages: byTopic(chunk) }));
      for (const one of consumed) await this.#sendOffset(transaction, one);
      await transaction.commit();
      const rest = await another();
      if (stats.length > 0) await this.#opened(() => rest.sendBatch({ topicMessages: byTopic(stats) }));
      await rest.commit();`),
    ],
  },
  {
    name: 'a transactional id for each worker',
    edits: [
      {
        file: 'edges/kafka/partition.ts',
        search: 'const transactionalId = settings.transactionalId(at.partition);',
        replacement: 'const transactionalId = settings.transactionalId(at.partition) + settings.random();',
      },
    ],
  },
  {
    name: 'kafkajs tries again within a transaction',
    edits: [
      { file: 'edges/kafka/transaction.ts', search: 'retry: ONCE,', replacement: 'retry: QUICK_RETRY,' },
      {
        file: 'edges/kafka/transaction.ts',
        search: SENDS,
        replacement: `      for (const chunk of chunks(records, chunkBytes)) await send(chunk);
      for (const one of consumed) await this.#sendOffset(transaction, one);
      await transaction.commit();`,
      },
    ],
  },
  {
    name: 'no fence',
    edits: [
      {
        file: 'edges/kafka/transaction.ts',
        search: `      const first = await producer.transaction();
      await first.abort();`,
        replacement: '',
      },
    ],
  },
  {
    name: 'head written first',
    edits: [
      {
        file: 'pipeline/trainer.ts',
        search: `    ...encoded.map(({ key, value }) => ({ ...to, key, value })),
    ...change.tombstones.map((key) => ({ ...to, key, value: null })),
    { ...to, key: head.key, value: head.value },`,
        replacement: `    { ...to, key: head.key, value: head.value },
    ...encoded.map(({ key, value }) => ({ ...to, key, value })),
    ...change.tombstones.map((key) => ({ ...to, key, value: null })),`,
      },
    ],
  },
  {
    name: 'the trainer restores before it joins',
    edits: [
      {
        file: 'pipeline/trainer.ts',
        search: '  const stateOf = ',
        replacement: '  const early = options.changelog.read();\n  early.catch(() => {});\n  const stateOf = ',
      },
      { file: 'pipeline/trainer.ts', search: 'await options.changelog.read()', replacement: 'await early' },
    ],
  },
  {
    name: 'restore after join',
    edits: [
      { file: 'pipeline/replica.ts', search: '    await first(whole, failed.signal, signal);\n', replacement: '' },
      {
        file: 'pipeline/worker.ts',
        search: 'if (waits.inherited !== null && !isAbsorbed(partition, waits.inherited, state)) return false;',
        replacement: '',
      },
    ],
  },
  {
    name: 'a new owner does not wait for the model',
    edits: [
      {
        file: 'pipeline/worker.ts',
        search: 'if (waits.inherited !== null && !isAbsorbed(partition, waits.inherited, state)) return false;',
        replacement: '',
      },
    ],
  },
  {
    name: 'a batch more than staleness allows',
    edits: [
      {
        file: 'pipeline/worker.ts',
        search: '(state.warming ? 0 : options.staleness)',
        replacement: '(state.warming ? 0 : options.staleness + 1)',
      },
    ],
  },
  {
    name: 'stats absorbed twice',
    edits: [
      // After a commit that failed it goes on from what it has in memory, as if that had been published.
      {
        file: 'pipeline/trainer.ts',
        search: '(): ModelState => snapshot?.state ??',
        replacement: '(): ModelState => memory ?? snapshot?.state ??',
      },
      {
        file: 'pipeline/trainer.ts',
        search: '  let active = false;',
        replacement: '  let active = false;\n  let memory: ModelState | null = null;',
      },
      {
        file: 'pipeline/trainer.ts',
        search: '      await raw.commit([',
        replacement: '      memory = state;\n      await raw.commit([',
      },
      {
        file: 'core/model/absorb.ts',
        search:
          'if (!admit(found, stats, tools.acceptLoss ?? false)) return { state: found, events: [], revised: [] };',
        replacement: '',
      },
    ],
  },
  {
    name: 'aborted records are read',
    edits: [
      {
        file: 'edges/kafka/fetched.ts',
        search: '&& !(batch?.inTransaction && aborting.has(batch.producerId))',
        replacement: '',
      },
    ],
  },
  {
    name: 'what a zombie finds counts',
    edits: [{ file: 'core/lane.ts', search: '      await log.confirm();\n', replacement: '' }],
  },
  {
    name: 'goes on where it was after a failure',
    edits: [
      {
        file: 'edges/kafka/partition.ts',
        search:
          'if (offset >= 0n) return { stored: { offset, start: found?.metadata === START }, low, end, start: offset };',
        replacement: `const from = offset > this.#reached ? offset : this.#reached;
        if (offset >= 0n) return { stored: { offset: from, start: found?.metadata === START }, low, end, start: from };`,
      },
      {
        file: 'edges/kafka/partition.ts',
        search: '    const { topic, group } = this.#settings;\n    return this.#transactor.commit(records,',
        replacement:
          '    const { topic, group } = this.#settings;\n    this.#reached = to;\n    return this.#transactor.commit(records,',
      },
      {
        file: 'edges/kafka/partition.ts',
        search: '  readonly #transactor: Transactor;',
        replacement: '  readonly #transactor: Transactor;\n  #reached = 0n;',
      },
    ],
  },
];
