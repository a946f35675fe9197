/** What the trainer of this replica has written lately: whoever reads the same bytes need not decode them. */
import type { ModelRecord } from '../core/types.ts';
export declare class Written {
    #private;
    /** Of the newest under each key, keys included. */
    get bytes(): number;
    add(key: string, value: Uint8Array, record: ModelRecord): void;
    delete(key: string): void;
    clear(): void;
    /** What these bytes under a key say, if they were written here. */
    find(key: string, value: Uint8Array): ModelRecord | null;
}
