/**
 * Every setting of Leitmotif, once: the YAML file, the environment, the flags and docs/configuration.md all follow
 * from this schema.
 */
import { z } from 'zod';
export declare const configSchema: z.ZodObject<{
    kafka: z.ZodPrefault<z.ZodObject<{
        brokers: z.ZodPrefault<z.ZodArray<z.ZodString>>;
        clientId: z.ZodDefault<z.ZodString>;
        ssl: z.ZodPrefault<z.ZodObject<{
            enabled: z.ZodDefault<z.ZodBoolean>;
            ca: z.ZodOptional<z.ZodString>;
            cert: z.ZodOptional<z.ZodString>;
            key: z.ZodOptional<z.ZodString>;
            rejectUnauthorized: z.ZodDefault<z.ZodBoolean>;
        }, z.core.$strict>>;
        sasl: z.ZodPrefault<z.ZodObject<{
            mechanism: z.ZodPrefault<z.ZodEnum<{
                none: "none";
                plain: "plain";
                "scram-sha-256": "scram-sha-256";
                "scram-sha-512": "scram-sha-512";
            }>>;
            username: z.ZodOptional<z.ZodString>;
            password: z.ZodOptional<z.ZodPipe<z.ZodString, z.ZodTransform<import("./fields.ts").Secret, string>>>;
        }, z.core.$strict>>;
    }, z.core.$strict>>;
    registry: z.ZodPrefault<z.ZodObject<{
        url: z.ZodDefault<z.ZodString>;
        username: z.ZodOptional<z.ZodString>;
        password: z.ZodOptional<z.ZodPipe<z.ZodString, z.ZodTransform<import("./fields.ts").Secret, string>>>;
        register: z.ZodDefault<z.ZodBoolean>;
    }, z.core.$strict>>;
    prefix: z.ZodDefault<z.ZodString>;
    group: z.ZodDefault<z.ZodString>;
    documents: z.ZodPrefault<z.ZodObject<{
        topic: z.ZodDefault<z.ZodString>;
        format: z.ZodPrefault<z.ZodEnum<{
            text: "text";
            auto: "auto";
            json: "json";
            avro: "avro";
        }>>;
        start: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<number | "earliest" | "latest", string>>>;
        maxTextBytes: z.ZodPrefault<z.ZodPipe<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>, z.ZodTransform<number, string | number>>>;
    }, z.core.$strict>>;
    batch: z.ZodPrefault<z.ZodObject<{
        documents: z.ZodDefault<z.ZodInt>;
        linger: z.ZodPrefault<z.ZodPipe<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>, z.ZodTransform<number, string | number>>>;
    }, z.core.$strict>>;
    staleness: z.ZodDefault<z.ZodInt>;
    publish: z.ZodPrefault<z.ZodObject<{
        interval: z.ZodPrefault<z.ZodPipe<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>, z.ZodTransform<number, string | number>>>;
        cloudEvents: z.ZodDefault<z.ZodBoolean>;
    }, z.core.$strict>>;
    stats: z.ZodPrefault<z.ZodObject<{
        keep: z.ZodDefault<z.ZodBoolean>;
    }, z.core.$strict>>;
    session: z.ZodPrefault<z.ZodObject<{
        timeout: z.ZodPrefault<z.ZodPipe<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>, z.ZodTransform<number, string | number>>>;
    }, z.core.$strict>>;
    encoder: z.ZodPrefault<z.ZodObject<{
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
    }, z.core.$strict>>;
    tune: z.ZodPrefault<z.ZodObject<{
        every: z.ZodPrefault<z.ZodPipe<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>, z.ZodTransform<number, string | number>>>;
        folder: z.ZodDefault<z.ZodString>;
        documents: z.ZodDefault<z.ZodInt>;
    }, z.core.$strict>>;
    model: z.ZodPrefault<z.ZodObject<{
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
    }, z.core.$strict>>;
    time: z.ZodPrefault<z.ZodObject<{
        maxAhead: z.ZodPrefault<z.ZodPipe<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>, z.ZodTransform<number, string | number>>>;
        maxJump: z.ZodPrefault<z.ZodPipe<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>, z.ZodTransform<number, string | number>>>;
    }, z.core.$strict>>;
    http: z.ZodPrefault<z.ZodObject<{
        enabled: z.ZodDefault<z.ZodBoolean>;
        host: z.ZodDefault<z.ZodString>;
        port: z.ZodDefault<z.ZodInt>;
        dashboard: z.ZodDefault<z.ZodBoolean>;
        tokenFile: z.ZodOptional<z.ZodString>;
        excerpts: z.ZodDefault<z.ZodBoolean>;
        textsPerSecond: z.ZodDefault<z.ZodInt>;
        probes: z.ZodPrefault<z.ZodObject<{
            separate: z.ZodDefault<z.ZodBoolean>;
            host: z.ZodDefault<z.ZodString>;
            port: z.ZodDefault<z.ZodInt>;
        }, z.core.$strict>>;
    }, z.core.$strict>>;
    log: z.ZodPrefault<z.ZodObject<{
        level: z.ZodPrefault<z.ZodEnum<{
            error: "error";
            debug: "debug";
            info: "info";
            warn: "warn";
            silent: "silent";
        }>>;
        format: z.ZodPrefault<z.ZodEnum<{
            text: "text";
            auto: "auto";
            json: "json";
        }>>;
    }, z.core.$strict>>;
    replication: z.ZodPrefault<z.ZodObject<{
        factor: z.ZodDefault<z.ZodInt>;
    }, z.core.$strict>>;
}, z.core.$strict>;
/** All settings, defaults filled in; durations in ms, sizes in bytes. */
export type Config = z.output<typeof configSchema>;
/** Settings as a person writes them: any part, durations such as "30d". */
export type ConfigInput = z.input<typeof configSchema>;
/** One line for the heading of each section in docs/configuration.md. */
export declare const SECTIONS: Readonly<Record<string, string>>;
export interface Conflict {
    readonly path: string;
    readonly message: string;
}
/** What no single setting shows: settings that contradict each other, each with the remedy. */
export declare function conflicts(config: Config): Conflict[];
