import type { Clock } from '../../core/ports.ts';
/** The machine's clock. */
export declare const systemClock: Clock;
