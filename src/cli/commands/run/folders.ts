/** `tune.folder`: the encoders that a deployment was given by `tune.every`, or by hand. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readArtefact } from '../../../edges/encoder/artefact.ts';
import { tunedId } from '../../../edges/encoder/tuned.ts';

/** What is being made; what is finished is named by its time. */
export const NEXT = 'next';

/** The name of a folder that is finished at this time. */
export function nameAt(time: Date): string {
  return time.toISOString().replaceAll(':', '-');
}

const BY_TIME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z$/;

/** The finished folders, those that were named by their time, the newest first. */
export async function finished(root: string): Promise<string[]> {
  return (await named(root)).filter((name) => BY_TIME.test(name)).map((name) => join(root, name));
}

/** The folder with the encoder that has this id, whatever it is called; null where there is none. */
export async function folderOf(root: string, encoder: string): Promise<string | null> {
  for (const name of await named(root)) {
    const folder = join(root, name);
    const found = name === NEXT ? null : await readArtefact(folder).catch(() => null);
    if (found !== null && encoder === tunedId(found)) return folder;
  }
  return null;
}

async function named(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink()).map(({ name }) => name);
  return names.sort().reverse();
}
