/** How a replica is doing, for health checks and for people. */
import type { Phase } from '../core/show/types.ts';
import type { PaceReport } from './pace.ts';

export interface ReplicaStatus {
  readonly phase: Phase;
  /** Restored and not draining. */
  readonly ready: boolean;
  /** For people: the phase, or how well it keeps up. */
  readonly detail: string;
  readonly trainer: boolean;
  readonly pace: PaceReport;
}
