import { type MigrateTools, type Migration, type Plan } from '../core/migrate/migrate.ts';
import type { Changelog, Clock, Codec, OutRecord } from '../core/ports.ts';
import type { ModelRecord, ModelState, TopicEventRecord } from '../core/types.ts';
import { type Attributes } from './cloudevents.ts';
import type { Names } from './names.ts';
/**
 * Runs `make` with the offset that the trainers' group has committed in the stats Kafka topic (null for none) while
 * every trainer is fenced, and commits what it gives together with that very offset. Throws `fenced` when a trainer has
 * fenced in turn, `transient` when nothing or an unknown part was committed.
 */
export type TakeOver = (make: (committed: bigint | null) => Promise<readonly OutRecord[]>) => Promise<void>;
export interface MigrateOptions {
    readonly names: Pick<Names, 'model' | 'events'>;
    readonly changelog: Changelog;
    readonly codecs: {
        readonly model: Codec<ModelRecord>;
        readonly events: Codec<TopicEventRecord>;
    };
    readonly takeOver: TakeOver;
    readonly tools: MigrateTools;
    /** Least part of the held-out documents of sure topics that keep them, in [0, 1]. */
    readonly minAgreement: number;
    readonly clock: Clock;
    /** What is published says of itself in headers; default nothing. */
    readonly attributes?: Attributes;
}
/** The newest model of a changelog. Throws `fatal` for a changelog without one. */
export declare function readModel(changelog: Changelog, codec: Codec<ModelRecord>, names: Pick<Names, 'model'>): Promise<ModelState>;
/** Throws `fatal`, stage `config`, for a model that cannot be moved from this encoder. */
export declare function checkMovable(state: ModelState, encoder: string): void;
/**
 * Moves the model and publishes it, unless too few documents keep their topic: then nothing is written, and `written` is
 * false. The model is followed meanwhile, so that what is moved is the newest there is.
 */
export declare function migrateModel(plan: Plan, options: MigrateOptions): Promise<{
    readonly migration: Migration;
    readonly written: boolean;
}>;
