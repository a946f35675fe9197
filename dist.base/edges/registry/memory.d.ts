/** The schema registry's twin for the embedded log and for tests: the same rules, in this process. */
import type { Type } from 'avsc';
import type { Compatibility, SchemaRegistry } from './client.ts';
/** A registry in memory: ids from 1 in order of registration, the same schema has the same id under every subject. */
export declare function memoryRegistry(): SchemaRegistry;
/**
 * Why `type` may not follow `earlier` (oldest first), or null when it may. BACKWARD: it reads what the last one wrote;
 * FORWARD: the last one reads what it writes; FULL: both; TRANSITIVE: each of the earlier ones, not only the last.
 */
export declare function incompatibility(type: Type, earlier: readonly Type[], level: Compatibility): string | null;
