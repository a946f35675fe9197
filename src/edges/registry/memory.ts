/** The schema registry's twin for the embedded log and for tests: the same rules, in this process. */
import { isDeepStrictEqual } from 'node:util';
import type { Type } from 'avsc';
import { LeitmotifError, messageOf } from '../../core/errors.ts';
import { avroType } from './avro.ts';
import type { Compatibility, SchemaRegistry } from './client.ts';

/** A registry in memory: ids from 1 in order of registration, the same schema has the same id under every subject. */
export function memoryRegistry(): SchemaRegistry {
  const schemas: string[] = [];
  const subjects = new Map<string, number[]>();
  const levels = new Map<string, Compatibility>();

  function idOf(schema: string): number {
    return schemas.indexOf(schema) + 1;
  }

  return {
    async register(subject, schema) {
      const versions = subjects.get(subject) ?? [];
      const known = idOf(schema);
      if (versions.includes(known)) return known;
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
      const same = (id: number) => isDeepStrictEqual(JSON.parse(schemas[id - 1] ?? ''), JSON.parse(schema));
      const id = subjects.get(subject)?.findLast(same);
      if (id === undefined) {
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
    async check() {},
  };
}

function parse(schema: string, subject: string): Type {
  try {
    return avroType(JSON.parse(schema));
  } catch (error) {
    const message = `subject ${subject} refuses what is no Avro schema: ${messageOf(error)}`;
    throw new LeitmotifError('fatal', 'schema', message, { cause: error });
  }
}

/**
 * Why `type` may not follow `earlier` (oldest first), or null when it may. BACKWARD: it reads what the last one wrote;
 * FORWARD: the last one reads what it writes; FULL: both; TRANSITIVE: each of the earlier ones, not only the last.
 */
export function incompatibility(type: Type, earlier: readonly Type[], level: Compatibility): string | null {
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
    } catch (error) {
      return messageOf(error);
    }
  }
  return null;
}
