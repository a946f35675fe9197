/** The settings of the encoder that a model has, of the one that it moves to, and what is to be changed in them then. */
import { stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import type { Config } from '../../config.ts';
import { folderOf } from '../run/folders.ts';

type Settings = Config['encoder'];

/** Of the encoder with this id, as the replicas have it: with `tune.every` the folder says which one is tuned. */
export async function settingsNow({ encoder, tune }: Pick<Config, 'encoder' | 'tune'>, id: string): Promise<Settings> {
  if (tune.every === Number.POSITIVE_INFINITY) return encoder;
  const tuned = await folderOf(tune.folder, id);
  return tuned === null ? encoder : { ...encoder, tuned };
}

/** Of the new encoder: those of now, but for what `--encoder` and `--weights` name. */
export async function settingsOf(now: Settings, name: string, weights: string | undefined): Promise<Settings> {
  const found = await stat(join(name, 'map.json')).catch(() => null);
  if (found !== null) return { ...now, tuned: name };
  const { tuned: _tuned, folder: _folder, ...rest } = now;
  if (name === 'hashing') return { ...rest, kind: 'hashing' };
  return { ...rest, kind: 'transformer', model: name, ...(weights === undefined ? {} : { folder: weights }) };
}

/** What is to be done with the replicas, whose settings are `config`, once the model has moved. */
export function toDo({ encoder, tune }: Pick<Config, 'encoder' | 'tune'>, target: Settings): string {
  const changes = (['kind', 'model', 'folder', 'tuned'] as const).flatMap((name) => {
    if (encoder[name] === target[name]) return [];
    return target[name] === undefined ? `no encoder.${name}` : `encoder.${name}: ${target[name]}`;
  });
  if (tune.every !== Number.POSITIVE_INFINITY && target.tuned !== undefined) {
    if (resolve(target.tuned).startsWith(resolve(tune.folder) + sep))
      return 'the replicas find its folder, and go on by themselves';
    changes.push('tune.every: never');
  }
  // With `tune.every` they may have left these for an encoder of the folder.
  if (changes.length === 0) return 'start the replicas again, with the settings that they have';
  return `give the replicas ${changes.join(', ')}; start them again`;
}
