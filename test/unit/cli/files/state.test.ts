import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readState, writeState } from '../../../../src/cli/files/state.ts';
import { delta } from '../../../../src/core/model/snapshot.ts';
import type { ModelRecord, ModelState } from '../../../../src/core/types.ts';
import { portableModel } from '../../../../src/edges/registry/portable.ts';
import { createModel, START, themed } from '../../../laws/stream.ts';
import { difference, essence } from '../../../support/outcome.ts';

let folder: string;
let file: string;
let state: ModelState;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'leitmotif-state-'));
  file = join(folder, 'model.jsonl.gz');
  const model = createModel({ warmup: 0 }, 8);
  for (let n = 0; n < 6; n++)
    model.push(
      Array.from({ length: 20 }, (_, i) => ({
        id: `d${n}-${i}`,
        time: START + 1000 * (20 * n + i),
        vector: themed({ [i % 4]: 1 }, { dim: 8, noise: 0.1, random: () => ((i * 7 + n) % 11) / 11 }),
        terms: [[`theme${i % 4}`, 1]] as [string, number][],
      })),
      { due: true },
    );
  state = model.state;
  const held = new Map<string, ModelRecord>(delta(null, state).records.map(({ key, record }) => [key, record]));
  await writeState(file, held, { portable: await portableModel(), prefix: 'lm', created: new Date(START) });
});
afterAll(() => rmSync(folder, { recursive: true }));

const lines = () => gunzipSync(readFileSync(file)).toString().trimEnd().split('\n');
const changed = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, gzipSync(text));
  return path;
};

describe('a model in a file', () => {
  it('comes back bit for bit, and is for the eyes of its owner alone', async () => {
    const read = await readState(file, portableModel);
    expect(difference(essence(read.state), essence(state))).toBeNull();
    expect(read.state.statsOffset).toBe(state.statsOffset);
    expect(read.header).toMatchObject({ format: 'leitmotif.state', version: 1, prefix: 'lm' });
    expect(read.header.model).toMatchObject({ version: state.version, cells: state.cells.size });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is refused when it is cut short, changed, of another kind or of a later format', async () => {
    const all = lines();
    const text = (some: readonly string[]) => `${some.join('\n')}\n`;
    const [first = '', second = ''] = all;
    const refused = (name: string, of: string) => expect(readState(changed(name, of), portableModel)).rejects;
    await refused('short', text(all.slice(0, -1))).toThrow(/ends before its checksum: it is cut short/);
    await refused('fewer', text(all.filter((line) => line !== second))).toThrow(/does not agree with its checksum/);
    await refused('longer', text([...all, second])).toThrow(/goes on after its checksum/);
    await refused('other', '{"id":"a document"}\n').toThrow(/is no state file/);
    await refused('words', 'hello\n').toThrow(/has no JSON in line 1/);
    await refused('empty', '').toThrow(/is empty/);
    await refused('later', text([first.replace('"version":1', '"version":2'), ...all.slice(1)])).toThrow(
      /has format version 2, this release reads up to 1/,
    );
    const torn = join(folder, 'torn');
    writeFileSync(torn, readFileSync(file).subarray(0, 2000));
    await expect(readState(torn, portableModel)).rejects.toMatchObject({ fault: 'fatal' });
  });
});
