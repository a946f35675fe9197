/** A topic as JSON, for whoever reads the output of `topics` and `watch` by a program. */
import type { Picture } from '../../../core/show/picture.ts';
import type { ModelState, PhiRecord, Topic } from '../../../core/types.ts';
import { phiEntry } from '../../files/outputs.ts';

/** A live topic with its words, a retired one with what is kept of it. */
export function entryOf({ state, phi }: Pick<Picture, 'state' | 'phi'>, topic: Topic) {
  const { status, pinned, muted } = topic;
  return { ...phiEntry(phi.get(topic.id) ?? asRecord(topic, state)), status, pinned, muted };
}

/** A retired topic has no cells and so no words of its own any more. */
export function asRecord(
  { id, level, parent, label, documents, born, updated, muted }: Topic,
  { version }: Pick<ModelState, 'version'>,
): PhiRecord {
  const gone = { keywords: [], weight: 0, share: 0, trend: 0, exemplars: [], pinned: false };
  return { topic: id, level, parent, label, documents, born, updated, muted, model: version, ...gone };
}
