/** What the owner of a partition commits under, and how a reader tells where its group was to begin. */

/** Kept beside the offset at which a group begins, which is committed before anything was consumed. */
export const START = 'leitmotif:start';

/** The same for a partition whoever owns it. */
export function transactionalIdOf(of: {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
}): string {
  return `${of.group}-${of.topic}-${of.partition}`;
}
