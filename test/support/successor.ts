/** A release to come: this one with another version, each of its schemas with one field more. For upgrades replica by replica. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { program } from './command.ts';

const root = dirname(dirname(dirname(program)));

export interface Successor {
  /** For `Launch`. */
  readonly program: string;
  readonly version: string;
  remove(): void;
}

export function successor(version: string): Successor {
  const folder = mkdtempSync(join(tmpdir(), 'leitmotif-next-'));
  for (const part of ['dist', 'schemas']) cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as object;
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, version }));
  for (const name of readdirSync(join(folder, 'schemas'))) {
    const file = join(folder, 'schemas', name);
    const schema = JSON.parse(readFileSync(file, 'utf8')) as { fields: object[] };
    schema.fields.push({ name: 'added', type: ['null', 'string'], default: null });
    writeFileSync(file, JSON.stringify(schema));
  }
  return {
    program: join(folder, 'dist', 'cli', 'main.js'),
    version,
    remove: () => rmSync(folder, { recursive: true }),
  };
}
