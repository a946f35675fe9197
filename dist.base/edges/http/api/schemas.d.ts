/** The API's JSON: what comes in is checked by these, and the OpenAPI document is made of them. */
import { z } from '@hono/zod-openapi';
export declare const topicList: z.ZodObject<{
    model: z.ZodInt;
    total: z.ZodInt;
    page: z.ZodInt;
    size: z.ZodInt;
    topics: z.ZodArray<z.ZodObject<{
        level: z.ZodUnion<readonly [z.ZodLiteral<0>, z.ZodLiteral<1>]>;
        status: z.ZodEnum<{
            live: "live";
            archived: "archived";
            gone: "gone";
        }>;
        parent: z.ZodNullable<z.ZodInt>;
        words: z.ZodArray<z.ZodString>;
        weight: z.ZodNumber;
        share: z.ZodNumber;
        documents: z.ZodNumber;
        trending: z.ZodBoolean;
        pinned: z.ZodBoolean;
        muted: z.ZodBoolean;
        rise: z.ZodObject<{
            recent: z.ZodNumber;
            expected: z.ZodNumber;
            deviations: z.ZodNumber;
        }, z.core.$strict>;
        born: z.ZodNumber;
        updated: z.ZodNumber;
        history: z.ZodObject<{
            from: z.ZodNumber;
            width: z.ZodNumber;
            counts: z.ZodArray<z.ZodNumber>;
        }, z.core.$strict>;
        topic: z.ZodInt;
        label: z.ZodString;
    }, z.core.$strict>>;
}, z.core.$strict>;
export declare const topicPage: z.ZodObject<{
    model: z.ZodInt;
    keywords: z.ZodArray<z.ZodObject<{
        word: z.ZodString;
        probability: z.ZodNumber;
        relevance: z.ZodNumber;
    }, z.core.$strict>>;
    exemplars: z.ZodArray<z.ZodObject<{
        id: z.ZodString;
        title: z.ZodNullable<z.ZodString>;
        url: z.ZodNullable<z.ZodString>;
        source: z.ZodNullable<z.ZodString>;
        excerpt: z.ZodNullable<z.ZodString>;
        time: z.ZodNumber;
    }, z.core.$strict>>;
    ancestor: z.ZodUnion<readonly [z.ZodObject<{
        topic: z.ZodInt;
        label: z.ZodString;
    }, z.core.$strict>, z.ZodNull]>;
    children: z.ZodArray<z.ZodObject<{
        level: z.ZodUnion<readonly [z.ZodLiteral<0>, z.ZodLiteral<1>]>;
        status: z.ZodEnum<{
            live: "live";
            archived: "archived";
            gone: "gone";
        }>;
        parent: z.ZodNullable<z.ZodInt>;
        words: z.ZodArray<z.ZodString>;
        weight: z.ZodNumber;
        share: z.ZodNumber;
        documents: z.ZodNumber;
        trending: z.ZodBoolean;
        pinned: z.ZodBoolean;
        muted: z.ZodBoolean;
        rise: z.ZodObject<{
            recent: z.ZodNumber;
            expected: z.ZodNumber;
            deviations: z.ZodNumber;
        }, z.core.$strict>;
        born: z.ZodNumber;
        updated: z.ZodNumber;
        history: z.ZodObject<{
            from: z.ZodNumber;
            width: z.ZodNumber;
            counts: z.ZodArray<z.ZodNumber>;
        }, z.core.$strict>;
        topic: z.ZodInt;
        label: z.ZodString;
    }, z.core.$strict>>;
    neighbours: z.ZodArray<z.ZodObject<{
        cosine: z.ZodNumber;
        topic: z.ZodInt;
        label: z.ZodString;
    }, z.core.$strict>>;
    events: z.ZodArray<z.ZodObject<{
        sequence: z.ZodInt;
        type: z.ZodEnum<{
            split: "split";
            born: "born";
            merged: "merged";
            retired: "retired";
            revived: "revived";
            drifted: "drifted";
            relabelled: "relabelled";
            trending: "trending";
            cooled: "cooled";
            migrated: "migrated";
            renamed: "renamed";
            pinned: "pinned";
            unpinned: "unpinned";
            muted: "muted";
            unmuted: "unmuted";
            watched: "watched";
            refused: "refused";
        }>;
        level: z.ZodUnion<readonly [z.ZodLiteral<0>, z.ZodLiteral<1>]>;
        into: z.ZodArray<z.ZodObject<{
            topic: z.ZodInt;
            label: z.ZodString;
        }, z.core.$strict>>;
        from: z.ZodArray<z.ZodObject<{
            topic: z.ZodInt;
            label: z.ZodString;
        }, z.core.$strict>>;
        reason: z.ZodString;
        numbers: z.ZodRecord<z.ZodString, z.ZodNumber>;
        time: z.ZodNumber;
        model: z.ZodInt;
        topic: z.ZodInt;
        label: z.ZodString;
    }, z.core.$strict>>;
    lineage: z.ZodObject<{
        origins: z.ZodArray<z.ZodObject<{
            topic: z.ZodInt;
            label: z.ZodString;
        }, z.core.$strict>>;
        parts: z.ZodArray<z.ZodObject<{
            topic: z.ZodInt;
            label: z.ZodString;
        }, z.core.$strict>>;
        absorbed: z.ZodArray<z.ZodObject<{
            topic: z.ZodInt;
            label: z.ZodString;
        }, z.core.$strict>>;
        survivor: z.ZodUnion<readonly [z.ZodObject<{
            topic: z.ZodInt;
            label: z.ZodString;
        }, z.core.$strict>, z.ZodNull]>;
    }, z.core.$strict>;
    level: z.ZodUnion<readonly [z.ZodLiteral<0>, z.ZodLiteral<1>]>;
    status: z.ZodEnum<{
        live: "live";
        archived: "archived";
        gone: "gone";
    }>;
    parent: z.ZodNullable<z.ZodInt>;
    words: z.ZodArray<z.ZodString>;
    weight: z.ZodNumber;
    share: z.ZodNumber;
    documents: z.ZodNumber;
    trending: z.ZodBoolean;
    pinned: z.ZodBoolean;
    muted: z.ZodBoolean;
    rise: z.ZodObject<{
        recent: z.ZodNumber;
        expected: z.ZodNumber;
        deviations: z.ZodNumber;
    }, z.core.$strict>;
    born: z.ZodNumber;
    updated: z.ZodNumber;
    history: z.ZodObject<{
        from: z.ZodNumber;
        width: z.ZodNumber;
        counts: z.ZodArray<z.ZodNumber>;
    }, z.core.$strict>;
    topic: z.ZodInt;
    label: z.ZodString;
}, z.core.$strict>;
export declare const hierarchy: z.ZodObject<{
    model: z.ZodInt;
    parents: z.ZodArray<z.ZodObject<{
        share: z.ZodNumber;
        documents: z.ZodNumber;
        topics: z.ZodArray<z.ZodObject<{
            share: z.ZodNumber;
            documents: z.ZodNumber;
            trending: z.ZodBoolean;
            topic: z.ZodInt;
            label: z.ZodString;
        }, z.core.$strict>>;
        topic: z.ZodInt;
        label: z.ZodString;
    }, z.core.$strict>>;
    alone: z.ZodArray<z.ZodObject<{
        share: z.ZodNumber;
        documents: z.ZodNumber;
        trending: z.ZodBoolean;
        topic: z.ZodInt;
        label: z.ZodString;
    }, z.core.$strict>>;
    stray: z.ZodNumber;
}, z.core.$strict>;
export declare const topicMap: z.ZodObject<{
    model: z.ZodInt;
    points: z.ZodArray<z.ZodObject<{
        parent: z.ZodNullable<z.ZodInt>;
        parentLabel: z.ZodNullable<z.ZodString>;
        x: z.ZodNumber;
        y: z.ZodNumber;
        share: z.ZodNumber;
        documents: z.ZodNumber;
        trending: z.ZodBoolean;
        topic: z.ZodInt;
        label: z.ZodString;
    }, z.core.$strict>>;
}, z.core.$strict>;
export declare const eventList: z.ZodObject<{
    events: z.ZodArray<z.ZodObject<{
        sequence: z.ZodInt;
        type: z.ZodEnum<{
            split: "split";
            born: "born";
            merged: "merged";
            retired: "retired";
            revived: "revived";
            drifted: "drifted";
            relabelled: "relabelled";
            trending: "trending";
            cooled: "cooled";
            migrated: "migrated";
            renamed: "renamed";
            pinned: "pinned";
            unpinned: "unpinned";
            muted: "muted";
            unmuted: "unmuted";
            watched: "watched";
            refused: "refused";
        }>;
        level: z.ZodUnion<readonly [z.ZodLiteral<0>, z.ZodLiteral<1>]>;
        into: z.ZodArray<z.ZodObject<{
            topic: z.ZodInt;
            label: z.ZodString;
        }, z.core.$strict>>;
        from: z.ZodArray<z.ZodObject<{
            topic: z.ZodInt;
            label: z.ZodString;
        }, z.core.$strict>>;
        reason: z.ZodString;
        numbers: z.ZodRecord<z.ZodString, z.ZodNumber>;
        time: z.ZodNumber;
        model: z.ZodInt;
        topic: z.ZodInt;
        label: z.ZodString;
    }, z.core.$strict>>;
    next: z.ZodInt;
    oldest: z.ZodNullable<z.ZodInt>;
}, z.core.$strict>;
export declare const overview: z.ZodObject<{
    pulse: z.ZodObject<{
        phase: z.ZodEnum<{
            starting: "starting";
            restoring: "restoring";
            running: "running";
            draining: "draining";
            outdated: "outdated";
            stopped: "stopped";
        }>;
        detail: z.ZodString;
        trainer: z.ZodBoolean;
        model: z.ZodInt;
        streamTime: z.ZodNumber;
        documents: z.ZodNumber;
        rate: z.ZodNumber;
        input: z.ZodNumber;
        lag: z.ZodNumber;
        catchUp: z.ZodNullable<z.ZodNumber>;
        behind: z.ZodBoolean;
        statement: z.ZodString;
        topics: z.ZodInt;
        parents: z.ZodInt;
        stray: z.ZodNumber;
        sequence: z.ZodInt;
    }, z.core.$strict>;
    streams: z.ZodObject<{
        from: z.ZodNumber;
        width: z.ZodNumber;
        topics: z.ZodArray<z.ZodObject<{
            counts: z.ZodArray<z.ZodNumber>;
            topic: z.ZodInt;
            label: z.ZodString;
        }, z.core.$strict>>;
        others: z.ZodArray<z.ZodNumber>;
        stray: z.ZodArray<z.ZodNumber>;
    }, z.core.$strict>;
    trending: z.ZodArray<z.ZodObject<{
        level: z.ZodUnion<readonly [z.ZodLiteral<0>, z.ZodLiteral<1>]>;
        status: z.ZodEnum<{
            live: "live";
            archived: "archived";
            gone: "gone";
        }>;
        parent: z.ZodNullable<z.ZodInt>;
        words: z.ZodArray<z.ZodString>;
        weight: z.ZodNumber;
        share: z.ZodNumber;
        documents: z.ZodNumber;
        trending: z.ZodBoolean;
        pinned: z.ZodBoolean;
        muted: z.ZodBoolean;
        rise: z.ZodObject<{
            recent: z.ZodNumber;
            expected: z.ZodNumber;
            deviations: z.ZodNumber;
        }, z.core.$strict>;
        born: z.ZodNumber;
        updated: z.ZodNumber;
        history: z.ZodObject<{
            from: z.ZodNumber;
            width: z.ZodNumber;
            counts: z.ZodArray<z.ZodNumber>;
        }, z.core.$strict>;
        topic: z.ZodInt;
        label: z.ZodString;
    }, z.core.$strict>>;
    events: z.ZodArray<z.ZodObject<{
        sequence: z.ZodInt;
        type: z.ZodEnum<{
            split: "split";
            born: "born";
            merged: "merged";
            retired: "retired";
            revived: "revived";
            drifted: "drifted";
            relabelled: "relabelled";
            trending: "trending";
            cooled: "cooled";
            migrated: "migrated";
            renamed: "renamed";
            pinned: "pinned";
            unpinned: "unpinned";
            muted: "muted";
            unmuted: "unmuted";
            watched: "watched";
            refused: "refused";
        }>;
        level: z.ZodUnion<readonly [z.ZodLiteral<0>, z.ZodLiteral<1>]>;
        into: z.ZodArray<z.ZodObject<{
            topic: z.ZodInt;
            label: z.ZodString;
        }, z.core.$strict>>;
        from: z.ZodArray<z.ZodObject<{
            topic: z.ZodInt;
            label: z.ZodString;
        }, z.core.$strict>>;
        reason: z.ZodString;
        numbers: z.ZodRecord<z.ZodString, z.ZodNumber>;
        time: z.ZodNumber;
        model: z.ZodInt;
        topic: z.ZodInt;
        label: z.ZodString;
    }, z.core.$strict>>;
}, z.core.$strict>;
export declare const placed: z.ZodObject<{
    model: z.ZodInt;
    encoder: z.ZodString;
    results: z.ZodArray<z.ZodObject<{
        theta: z.ZodArray<z.ZodObject<{
            weight: z.ZodNumber;
            topic: z.ZodInt;
            label: z.ZodString;
        }, z.core.$strict>>;
        parent: z.ZodUnion<readonly [z.ZodObject<{
            topic: z.ZodInt;
            label: z.ZodString;
        }, z.core.$strict>, z.ZodNull]>;
        score: z.ZodNumber;
    }, z.core.$strict>>;
}, z.core.$strict>;
export declare const found: z.ZodObject<{
    model: z.ZodInt;
    topics: z.ZodArray<z.ZodObject<{
        cosine: z.ZodNumber;
        level: z.ZodUnion<readonly [z.ZodLiteral<0>, z.ZodLiteral<1>]>;
        status: z.ZodEnum<{
            live: "live";
            archived: "archived";
            gone: "gone";
        }>;
        parent: z.ZodNullable<z.ZodInt>;
        words: z.ZodArray<z.ZodString>;
        weight: z.ZodNumber;
        share: z.ZodNumber;
        documents: z.ZodNumber;
        trending: z.ZodBoolean;
        pinned: z.ZodBoolean;
        muted: z.ZodBoolean;
        rise: z.ZodObject<{
            recent: z.ZodNumber;
            expected: z.ZodNumber;
            deviations: z.ZodNumber;
        }, z.core.$strict>;
        born: z.ZodNumber;
        updated: z.ZodNumber;
        history: z.ZodObject<{
            from: z.ZodNumber;
            width: z.ZodNumber;
            counts: z.ZodArray<z.ZodNumber>;
        }, z.core.$strict>;
        topic: z.ZodInt;
        label: z.ZodString;
    }, z.core.$strict>>;
}, z.core.$strict>;
export declare const problem: z.ZodObject<{
    error: z.ZodString;
}, z.core.$strict>;
export declare const texts: z.ZodObject<{
    texts: z.ZodArray<z.ZodString>;
}, z.core.$strict>;
export declare const listQuery: z.ZodObject<{
    sort: z.ZodDefault<z.ZodEnum<{
        born: "born";
        weight: "weight";
        documents: "documents";
        label: "label";
        updated: "updated";
        rise: "rise";
    }>>;
    order: z.ZodDefault<z.ZodEnum<{
        asc: "asc";
        desc: "desc";
    }>>;
    q: z.ZodDefault<z.ZodString>;
    parent: z.ZodOptional<z.ZodCoercedNumber<unknown>>;
    status: z.ZodDefault<z.ZodEnum<{
        live: "live";
        archived: "archived";
        all: "all";
    }>>;
    level: z.ZodDefault<z.ZodEnum<{
        0: "0";
        1: "1";
    }>>;
    trending: z.ZodDefault<z.ZodEnum<{
        true: "true";
        false: "false";
    }>>;
    muted: z.ZodDefault<z.ZodEnum<{
        true: "true";
        false: "false";
    }>>;
    page: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    size: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
}, z.core.$strip>;
export declare const topicParams: z.ZodObject<{
    topic: z.ZodCoercedNumber<unknown>;
}, z.core.$strip>;
export declare const eventQuery: z.ZodObject<{
    since: z.ZodOptional<z.ZodCoercedNumber<unknown>>;
    limit: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    topic: z.ZodOptional<z.ZodCoercedNumber<unknown>>;
}, z.core.$strip>;
export declare const searchQuery: z.ZodObject<{
    q: z.ZodString;
    limit: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
}, z.core.$strip>;
/** Checked for what it says where commands are made; here for its form. */
export declare const rename: z.ZodObject<{
    name: z.ZodString;
}, z.core.$strict>;
export declare const merge: z.ZodObject<{
    into: z.ZodInt;
}, z.core.$strict>;
export declare const watch: z.ZodObject<{
    phrase: z.ZodString;
}, z.core.$strict>;
export declare const accepted: z.ZodObject<{
    accepted: z.ZodLiteral<true>;
    model: z.ZodInt;
}, z.core.$strict>;
