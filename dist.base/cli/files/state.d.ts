import { z } from 'zod';
import type { ModelRecord, ModelState } from '../../core/types.ts';
import type { Portable } from '../../edges/registry/portable.ts';
declare const first: z.ZodObject<{
    format: z.ZodLiteral<"leitmotif.state">;
    version: z.ZodNumber;
    created: z.ZodString;
    by: z.ZodString;
    prefix: z.ZodString;
    model: z.ZodObject<{
        version: z.ZodNumber;
        epoch: z.ZodNumber;
        encoder: z.ZodString;
        dim: z.ZodNumber;
        topics: z.ZodNumber;
        cells: z.ZodNumber;
        stats: z.ZodString;
        absorbed: z.ZodArray<z.ZodObject<{
            partition: z.ZodNumber;
            epoch: z.ZodNumber;
            offset: z.ZodString;
        }, z.core.$strip>>;
    }, z.core.$strip>;
    records: z.ZodNumber;
    schema: z.ZodString;
}, z.core.$strip>;
export type StateHeader = z.infer<typeof first>;
/** Writes aside and moves it in whole; only its owner may read it. Throws `fatal`, stage `config`, when it cannot be written. */
export declare function writeState(path: string, held: ReadonlyMap<string, ModelRecord>, { portable, prefix, created }: {
    readonly portable: Portable;
    readonly prefix: string;
    readonly created: Date;
}): Promise<StateHeader>;
/**
 * A model that is whole. Throws `fatal`, stage `restore`, for a file that is cut short, changed, of a later format or with
 * a model that lacks a part.
 */
export declare function readState(path: string, open: (schema: string) => Promise<Portable>): Promise<{
    readonly header: StateHeader;
    readonly state: ModelState;
}>;
export {};
