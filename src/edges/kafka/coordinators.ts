/** Where kafkajs's producers of transactions find those that keep them. */
import { createRequire } from 'node:module';

/** What is asked for, as far as it is needed here: 1 for the coordinator of a transactional id, 0 for that of a group. */
interface Wanted {
  readonly groupId: string;
  readonly coordinatorType: number;
}

interface Cluster {
  findGroupCoordinatorMetadata(wanted: Wanted): Promise<unknown>;
}

const OF_TRANSACTIONS = 1;
const remembering = Symbol('leitmotif.remembering');

/**
 * kafkajs 2.2.4 asks the broker anew who keeps a transaction, or its group's offsets, before each request about it: four of
 * the nine round trips of a transaction, one after the other. From now on a producer of transactions asks once. One that
 * finds out that it is somebody else by now fails, is thrown away as after any failure (ADR 0043), and the next asks
 * anew. Who only reads, and so may have to find its group again and again, goes on to ask each time.
 */
export function rememberCoordinators(): void {
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/cluster/index.js') as {
    readonly prototype: Cluster & { [remembering]?: true };
  };
  if (prototype[remembering]) return;
  prototype[remembering] = true;
  const ask = prototype.findGroupCoordinatorMetadata;
  const answers = new WeakMap<Cluster, Map<string, unknown>>();
  prototype.findGroupCoordinatorMetadata = async function (this: Cluster, wanted: Wanted) {
    const known = answers.get(this) ?? (wanted.coordinatorType === OF_TRANSACTIONS ? new Map<string, unknown>() : null);
    if (known === null) return ask.call(this, wanted);
    answers.set(this, known);
    const what = `${wanted.coordinatorType} ${wanted.groupId}`;
    const answer = known.get(what) ?? (await ask.call(this, wanted));
    known.set(what, answer);
    return answer;
  };
}
