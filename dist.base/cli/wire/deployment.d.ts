import type { Clock, Probe } from '../../core/ports.ts';
import type { TakeOver } from '../../pipeline/migrate.ts';
import type { Config } from '../config.ts';
/**
 * The model of a deployment, and the right to write it in the trainer's place, or in the place of all. `readOnly`: nothing
 * is registered. Throws `fatal` when Kafka topics are missing.
 */
export declare function openDeployment(config: Config, { probe, clock, readOnly, }: {
    readonly probe: Probe;
    readonly clock?: Clock;
    readonly readOnly?: boolean;
}): Promise<{
    names: import("../../pipeline/names.ts").Names;
    changelog: import("../../core/ports.ts").Changelog;
    phi: import("../../core/ports.ts").Changelog;
    events: import("../../core/ports.ts").Changelog;
    codecs: import("../../edges/registry/codecs.ts").Codecs;
    products: import("../../core/ports.ts").Products;
    takeOver: TakeOver;
    attributes: import("../../pipeline/cloudevents.ts").Attributes;
    groups: {
        standing: (group: "documents" | "control" | "stats") => Promise<readonly import("../../core/epoch.ts").Standing[]>;
        members(): Promise<readonly string[]>;
        fence(): Promise<void>;
        documentsAt(time: number): Promise<ReadonlyMap<number, bigint>>;
        commit(records: readonly import("../../core/ports.ts").OutRecord[], positions: import("../../core/epoch.ts").Positions): Promise<void>;
        close: () => Promise<void>;
    };
    clock: Clock;
}>;
