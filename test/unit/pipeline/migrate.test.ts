import { describe, expect, it } from 'vitest';
import { LeitmotifError } from '../../../src/core/errors.ts';
import { planOf } from '../../../src/core/migrate/migrate.ts';
import { delta } from '../../../src/core/model/snapshot.ts';
import type { Embeddings, ModelState } from '../../../src/core/types.ts';
import { stack } from '../../../src/core/vector.ts';
import { memoryChangelog } from '../../../src/edges/memory/changelog.ts';
import { MemoryLog } from '../../../src/edges/memory/log.ts';
import { openCodecs } from '../../../src/edges/registry/codecs.ts';
import { memoryRegistry } from '../../../src/edges/registry/memory.ts';
import { svd } from '../../../src/edges/svd.ts';
import { checkMovable, migrateModel, readModel, type TakeOver } from '../../../src/pipeline/migrate.ts';
import { namesOf } from '../../../src/pipeline/names.ts';
import { createModel, rng, START, themed } from '../../laws/stream.ts';
import { fastClock } from '../../support/world.ts';

const DIM = 8;
const names = namesOf('lm', 'documents');

function sample(count: number, seed: number): Embeddings {
  const random = rng(seed);
  return stack(
    Array.from({ length: count }, (_, i) => themed({ [i % 4]: 1 }, { dim: DIM, noise: 0.4, random })),
    DIM,
  );
}

/** The same documents as another encoder sees them: the axes in reverse order. */
function mirrored({ rows, dim, data }: Embeddings): Embeddings {
  return { rows, dim, data: data.map((_, i) => data[i - (i % dim) + (dim - 1 - (i % dim))] as number) };
}

/** A log with a published model; `takeOver` is as the broker's, but for the faults that it is told to begin with. */
async function world(faults: readonly LeitmotifError[] = [], { committed: all = false } = {}) {
  const model = createModel({ warmup: 0, halfLife: Number.POSITIVE_INFINITY }, DIM);
  const vectors = sample(200, 1);
  for (let n = 0; n < 10; n++)
    model.push(
      Array.from({ length: 20 }, (_, i) => ({
        id: `d${20 * n + i}`,
        time: START + 1000 * (20 * n + i),
        vector: vectors.data.slice((20 * n + i) * DIM, (20 * n + i + 1) * DIM),
        terms: [[`theme${i % 4}`, 1]] as [string, number][],
      })),
      { due: true },
    );
  const codecs = await openCodecs(memoryRegistry(), names);
  const log = new MemoryLog();
  log.createTopic(names.model, { compact: true });
  log.createTopic(names.events);
  const publish = (state: ModelState) =>
    log.append(
      delta(null, state).records.map(({ key, record }) => ({
        topic: names.model,
        key,
        value: codecs.model.encode(record),
      })),
    );
  publish(model.state);
  const left = [...faults];
  const attempts: (bigint | null)[] = [];
  let committed: bigint | null = model.state.statsOffset;
  const takeOver: TakeOver = async (make) => {
    attempts.push(committed);
    const records = await make(committed);
    const fault = left.shift();
    if (fault === undefined || all) log.append(records);
    if (fault) throw fault;
  };
  const changelog = memoryChangelog(log, names.model);
  const migrate = (fresh: Embeddings, minAgreement = 0.9) =>
    migrateModel(planOf({ old: sample(300, 5), fresh, places: null }, svd), {
      names,
      changelog,
      codecs,
      takeOver,
      tools: { encoder: 'mirror', halfLife: Number.POSITIVE_INFINITY, products: model.tools.products },
      minAgreement,
      clock: fastClock,
    });
  return {
    state: model.state,
    log,
    attempts,
    migrate,
    read: () => readModel(changelog, codecs.model, names),
    /** A trainer goes on: its version is published and its offset committed. */
    train: (version: number) => {
      committed = (committed ?? 0n) + 1n;
      publish({ ...model.state, version, statsOffset: committed });
    },
    commit: (offset: bigint | null) => {
      committed = offset;
    },
  };
}

const fenced = new LeitmotifError('fenced', 'commit', 'a trainer was quicker');

describe('a migration', () => {
  it('publishes the moved model with its events', async () => {
    const { state, migrate, read, log } = await world();
    const { written, migration } = await migrate(mirrored(sample(300, 5)));
    expect(written).toBe(true);
    const after = await read();
    expect(after).toMatchObject({ encoder: 'mirror', version: state.version + 1, since: state.version + 1 });
    expect([...after.topics.keys()]).toEqual([...state.topics.keys()]);
    expect(log.end(names.events)).toBe(BigInt(migration.events.length));
    expect(migration.events.length).toBeGreaterThan(2);
  });

  it('writes nothing when too few documents keep their topic', async () => {
    const { state, migrate, read, attempts } = await world();
    const { written, migration } = await migrate(noise());
    expect(migration.agreement.sure).toBeLessThan(0.9);
    expect(written).toBe(false);
    expect((await read()).encoder).toBe(state.encoder);
    expect(attempts).toHaveLength(0);
  });

  it('tries again on the newer model when a trainer was quicker', async () => {
    const { state, migrate, train, read, attempts } = await world([fenced]);
    train(state.version + 1);
    const { written, migration } = await migrate(mirrored(sample(300, 5)));
    expect(written).toBe(true);
    expect(attempts).toHaveLength(2);
    expect(migration.state.version).toBe(state.version + 2);
    expect((await read()).version).toBe(state.version + 2);
  });

  it('is done when the broker did commit though it gave no answer', async () => {
    const lost = new LeitmotifError('transient', 'commit', 'the connection was lost');
    const { state, migrate, read, log } = await world([lost], { committed: true });
    const { written, migration } = await migrate(mirrored(sample(300, 5)));
    expect(written).toBe(true);
    const after = await read();
    expect(after).toMatchObject({ encoder: 'mirror', version: state.version + 1 });
    expect(migration.state.version).toBe(after.version);
    expect(log.end(names.events)).toBe(BigInt(migration.events.length));
  });

  it('gives up after four times, and at once for another fault', async () => {
    const often = await world([fenced, fenced, fenced, fenced, fenced]);
    await expect(often.migrate(mirrored(sample(300, 5)))).rejects.toBe(fenced);
    expect(often.attempts).toHaveLength(4);
    const fault = new LeitmotifError('fatal', 'connect', 'not allowed');
    const refused = await world([fault]);
    await expect(refused.migrate(mirrored(sample(300, 5)))).rejects.toBe(fault);
    expect(refused.attempts).toHaveLength(1);
  });

  it('refuses a changelog that does not show what the group has committed', async () => {
    const { migrate, commit } = await world();
    commit(999n);
    await expect(migrate(mirrored(sample(300, 5)))).rejects.toThrow(/lm\.model does not show the model/);
  });

  it('needs a model of the encoder that the settings name, past its warm-up', async () => {
    const { state } = await world();
    expect(() => checkMovable(state, state.encoder)).not.toThrow();
    expect(() => checkMovable(state, 'other')).toThrow(/made with encoder planted, the settings name other/);
    expect(() => checkMovable({ ...state, warming: true }, state.encoder)).toThrow(/still warming up/);
  });
});

/** Vectors that say nothing of the documents. */
function noise(): Embeddings {
  const random = rng(3);
  return stack(
    Array.from({ length: 300 }, () => themed({ [Math.floor(random() * 4)]: 1 }, { dim: DIM, noise: 0.4, random })),
    DIM,
  );
}
