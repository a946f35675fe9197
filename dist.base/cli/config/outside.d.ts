/** Settings of what Leitmotif talks to: brokers, registry, browsers, the log. */
import { z } from 'zod';
/** A name that Kafka takes, and leaves room for what is put before or after it. */
export declare const KAFKA_NAME: RegExp;
export declare const kafkaName = "letters, digits, \".\", \"_\" and \"-\", at most 200";
export declare const kafka: z.ZodObject<{
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
        password: z.ZodOptional<z.ZodPipe<z.ZodString, z.ZodTransform<import("../fields.ts").Secret, string>>>;
    }, z.core.$strict>>;
}, z.core.$strict>;
export declare const registry: z.ZodObject<{
    url: z.ZodDefault<z.ZodString>;
    username: z.ZodOptional<z.ZodString>;
    password: z.ZodOptional<z.ZodPipe<z.ZodString, z.ZodTransform<import("../fields.ts").Secret, string>>>;
    register: z.ZodDefault<z.ZodBoolean>;
}, z.core.$strict>;
export declare const http: z.ZodObject<{
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
}, z.core.$strict>;
export declare const log: z.ZodObject<{
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
}, z.core.$strict>;
