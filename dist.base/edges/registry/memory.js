import { LeitmotifError, messageOf } from "../../core/errors.js";
import { avroType } from "./avro.js";
/** A registry in memory: ids from 1 in order of registration, the same schema has the same id under every subject. */
export function memoryRegistry() {
    const schemas = [];
    const subjects = new Map();
    const levels = new Map();
    function idOf(schema) {
        return schemas.indexOf(schema) + 1;
    }
    return {
        async register(subject, schema) {
            const versions = subjects.get(subject) ?? [];
            const known = idOf(schema);
            if (versions.includes(known))
                return known;
            const type = parse(schema, subject);
            const earlier = versions.map((id) => avroType(JSON.parse(schemas[id - 1] ?? '')));
            const reason = incompatibility(type, earlier, levels.get(subject) ?? 'BACKWARD');
            if (reason !== null) {
                throw new LeitmotifError('fatal', 'schema', `subject ${subject} refuses the schema as incompatible: ${reason}`);
            }
            const id = known === 0 ? schemas.push(schema) : known;
            subjects.set(subject, [...versions, id]);
            return id;
        },
        async find(subject, schema) {
            const id = idOf(schema);
            if (!subjects.get(subject)?.includes(id)) {
                const remedy = 'register it first, or allow automatic registration';
                throw new LeitmotifError('fatal', 'schema', `the schema is not registered under subject ${subject}; ${remedy}`);
            }
            return id;
        },
        async schema(id) {
            return schemas[id - 1] ?? null;
        },
        async setCompatibility(subject, level) {
            levels.set(subject, level);
        },
        async check() { },
    };
}
function parse(schema, subject) {
    try {
        return avroType(JSON.parse(schema));
    }
    catch (error) {
        const message = `subject ${subject} refuses what is no Avro schema: ${messageOf(error)}`;
        throw new LeitmotifError('fatal', 'schema', message, { cause: error });
    }
}
/**
 * Why `type` may not follow `earlier` (oldest first), or null when it may. BACKWARD: it reads what the last one wrote;
 * FORWARD: the last one reads what it writes; FULL: both; TRANSITIVE: each of the earlier ones, not only the last.
 */
export function incompatibility(type, earlier, level) {
    const backward = level.startsWith('BACKWARD') || level.startsWith('FULL');
    const forward = level.startsWith('FORWARD') || level.startsWith('FULL');
    for (const other of level.endsWith('TRANSITIVE') ? earlier : earlier.slice(-1)) {
        try {
            if (backward) {
                type.createResolver(other);
            }
            if (forward) {
                other.createResolver(type);
            }
        }
        catch (error) {
            return messageOf(error);
        }
    }
    return null;
}
//# sourceMappingURL=memory.js.map