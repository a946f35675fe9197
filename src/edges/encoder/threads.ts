/** How many threads encode where nobody has said. */
import { availableParallelism, totalmem } from 'node:os';

/** What a thread takes beside the graph it holds, bytes. */
const EACH = 128 * 1024 * 1024;
/** Part of the memory that threads may take: the rest is the model's. A tuning that runs beside asks for as much again. */
const PART = 0.5;

export interface Machine {
  readonly processors: number;
  /** Bytes. */
  readonly memory: number;
}

/** As many as processors, while they take no more than half of the memory; one at least. `graph`: bytes of what each holds. */
export function threadsFor(graph: number, { processors, memory }: Machine): number {
  return Math.max(1, Math.min(processors, Math.floor((PART * memory) / (EACH + graph))));
}

/** What this process may use: a container has fewer bytes than its machine, and mostly all of its processors. */
export function machine(): Machine {
  // 0, or more than there is, where nothing is constrained.
  const constrained = process.constrainedMemory();
  const memory = Math.min(totalmem(), constrained > 0 ? constrained : Number.POSITIVE_INFINITY);
  return { processors: availableParallelism(), memory };
}
