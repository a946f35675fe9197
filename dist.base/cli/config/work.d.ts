/** Settings of the work: the feed, how it is cut and encoded, the model. */
import { z } from 'zod';
export declare const documents: z.ZodObject<{
    topic: z.ZodDefault<z.ZodString>;
    format: z.ZodPrefault<z.ZodEnum<{
        text: "text";
        auto: "auto";
        json: "json";
        avro: "avro";
    }>>;
    start: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<number | "earliest" | "latest", string>>>;
    maxTextBytes: z.ZodPrefault<z.ZodPipe<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>, z.ZodTransform<number, string | number>>>;
}, z.core.$strict>;
export declare const batch: z.ZodObject<{
    documents: z.ZodDefault<z.ZodInt>;
    linger: z.ZodPrefault<z.ZodPipe<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>, z.ZodTransform<number, string | number>>>;
}, z.core.$strict>;
export declare const encoder: z.ZodObject<{
    kind: z.ZodPrefault<z.ZodEnum<{
        transformer: "transformer";
        hashing: "hashing";
    }>>;
    model: z.ZodDefault<z.ZodString>;
    folder: z.ZodOptional<z.ZodString>;
    tuned: z.ZodOptional<z.ZodString>;
    cache: z.ZodOptional<z.ZodString>;
    precision: z.ZodPrefault<z.ZodEnum<{
        int8: "int8";
        float32: "float32";
    }>>;
    workers: z.ZodDefault<z.ZodInt>;
    longDocuments: z.ZodPrefault<z.ZodEnum<{
        truncate: "truncate";
        windows: "windows";
    }>>;
}, z.core.$strict>;
export declare const tune: z.ZodObject<{
    every: z.ZodPrefault<z.ZodPipe<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>, z.ZodTransform<number, string | number>>>;
    folder: z.ZodDefault<z.ZodString>;
    documents: z.ZodDefault<z.ZodInt>;
}, z.core.$strict>;
export declare const model: z.ZodObject<{
    seed: z.ZodDefault<z.ZodInt>;
    halfLife: z.ZodPrefault<z.ZodPipe<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>, z.ZodTransform<number, string | number>>>;
    granularity: z.ZodPrefault<z.ZodEnum<{
        coarse: "coarse";
        medium: "medium";
        fine: "fine";
    }>>;
    maxTopics: z.ZodDefault<z.ZodInt>;
    maxCells: z.ZodDefault<z.ZodInt>;
    warmup: z.ZodDefault<z.ZodInt>;
    maxStrays: z.ZodDefault<z.ZodInt>;
    maxArchived: z.ZodDefault<z.ZodInt>;
    maxTerms: z.ZodDefault<z.ZodInt>;
}, z.core.$strict>;
export declare const time: z.ZodObject<{
    maxAhead: z.ZodPrefault<z.ZodPipe<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>, z.ZodTransform<number, string | number>>>;
    maxJump: z.ZodPrefault<z.ZodPipe<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>, z.ZodTransform<number, string | number>>>;
}, z.core.$strict>;
