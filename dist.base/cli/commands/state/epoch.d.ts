/** What `import` and `reset` have in common: where documents go on, a new epoch, and what is said of it. */
import type { Destination } from '../../../core/epoch.ts';
import type { Encoder } from '../../../core/ports.ts';
import type { ModelState } from '../../../core/types.ts';
import { type Wanted } from '../../../pipeline/epoch.ts';
import type { Config } from '../../config.ts';
/** `allowed`: words that stand for a place. Throws `fatal`, stage `config`. */
export declare function destinationOf(text: string, allowed: readonly Extract<Destination, string>[]): Destination;
/** Opens the epoch, or says what would come of it; the exit status. */
export declare function opened(config: Config, wanted: Omit<Wanted, 'base'> & {
    readonly json: boolean;
    /** As `Wanted.base`; `kernel` names what the products are made with. */
    readonly base: (given: {
        readonly current: ModelState | null;
        readonly encoder: Encoder | null;
        readonly kernel: string;
    }) => ModelState;
    /** Whether `base` needs the encoder of the settings. */
    readonly encoder: boolean;
}): Promise<number>;
