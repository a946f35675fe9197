/** What every SchemaRegistry promises, checked alike on the twin and on a real registry. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { SchemaRegistry } from '../../src/edges/registry/client.ts';
import { randomName } from '../support/services.ts';

const record = (name: string, ...fields: object[]) =>
  JSON.stringify({ type: 'record', name, namespace: 'test', fields });
const text = { name: 'text', type: 'string' };
const required = { name: 'more', type: 'string' };
const optional = { name: 'more', type: 'string', default: '' };

/** `factory` gives a registry that may hold other things already. */
export function testRegistry(name: string, factory: () => SchemaRegistry | Promise<SchemaRegistry>): void {
  describe(`SchemaRegistry contract: ${name}`, () => {
    let registry: SchemaRegistry;
    let subject: string;
    /** Differs in each test, so that no other test has registered it. */
    let record1: string;
    const fresh = () => {
      subject = `${randomName()}-value`;
      return `R${subject.replaceAll(/[^a-z0-9]/g, '')}`;
    };
    beforeAll(async () => {
      registry = await factory();
    });

    it('answers a check', async () => {
      await registry.check();
    });

    it('gives back what was registered, to the letter of its meaning', async () => {
      record1 = record(fresh(), { ...text, doc: 'Ünïcödé and "quotes"' });
      const id = await registry.register(subject, record1);
      expect(Number.isSafeInteger(id)).toBe(true);
      expect(JSON.parse((await registry.schema(id)) ?? 'null')).toEqual(JSON.parse(record1));
    });

    it('registers the same schema once, under any number of subjects, also at the same time', async () => {
      record1 = record(fresh(), text);
      const ids = await Promise.all(Array.from({ length: 4 }, () => registry.register(subject, record1)));
      const elsewhere = await registry.register(`${subject}-elsewhere`, record1);
      expect(new Set([...ids, elsewhere]).size).toBe(1);
    });

    it('gives another schema another id', async () => {
      const [one, two] = [fresh(), fresh()];
      expect(await registry.register(`${subject}1`, record(one, text))).not.toBe(
        await registry.register(`${subject}2`, record(two, text)),
      );
    });

    it('finds what is registered under the subject and registers nothing', async () => {
      record1 = record(fresh(), text);
      await expect(registry.find(subject, record1)).rejects.toMatchObject({ fault: 'fatal', stage: 'schema' });
      await expect(registry.find(subject, record1)).rejects.toThrow(subject);
      const id = await registry.register(subject, record1);
      expect(await registry.find(subject, record1)).toBe(id);
      await expect(registry.find(`${subject}-other`, record1)).rejects.toMatchObject({
        fault: 'fatal',
        stage: 'schema',
      });
    });

    it('finds a schema that somebody has written otherwise: with white space, and names in another order', async () => {
      const name = fresh();
      const theirs = { fields: [{ type: 'string', name: 'text' }], namespace: 'test', name, type: 'record' };
      const id = await registry.register(subject, JSON.stringify(theirs, null, 2));
      await registry.register(subject, record(name, text, optional));
      expect(await registry.find(subject, record(name, text))).toBe(id);
      await expect(registry.find(subject, record(name, required))).rejects.toMatchObject({ stage: 'schema' });
    });

    it('has null for an id that was never given', async () => {
      expect(await registry.schema(2_000_000_000)).toBeNull();
    });

    it('refuses what is no schema', async () => {
      fresh();
      await expect(registry.register(subject, '{"type": "rec')).rejects.toMatchObject({
        fault: 'fatal',
        stage: 'schema',
      });
      await expect(registry.register(subject, '{"type": "nothing"}')).rejects.toMatchObject({
        fault: 'fatal',
        stage: 'schema',
      });
    });

    it('holds later versions to BACKWARD: a field without a default is refused by name, one with a default is taken', async () => {
      const type = fresh();
      await registry.setCompatibility(subject, 'BACKWARD');
      const first = await registry.register(subject, record(type, text));
      const refusal = registry.register(subject, record(type, text, required));
      await expect(refusal).rejects.toMatchObject({ fault: 'fatal', stage: 'schema' });
      await expect(refusal).rejects.toThrow(/incompatible/i);
      await expect(refusal).rejects.toThrow(subject);
      expect(await registry.register(subject, record(type, text, optional))).not.toBe(first);
      // BACKWARD alone lets a field go.
      expect(await registry.register(subject, record(type))).not.toBe(first);
    });

    it('holds later versions to FULL_TRANSITIVE: no field may go that an early version needs', async () => {
      const type = fresh();
      await registry.setCompatibility(subject, 'FULL_TRANSITIVE');
      await registry.register(subject, record(type, text));
      await registry.register(subject, record(type, { ...text, default: '' }));
      // The last version could do without the text; the first could not.
      const refusal = registry.register(subject, record(type, optional));
      await expect(refusal).rejects.toMatchObject({ fault: 'fatal', stage: 'schema' });
      await expect(refusal).rejects.toThrow(/incompatible/i);
    });

    it('holds later versions to FULL in both directions, but only against the last', async () => {
      const type = fresh();
      await registry.setCompatibility(subject, 'FULL');
      const first = await registry.register(subject, record(type, text));
      await expect(registry.register(subject, record(type))).rejects.toMatchObject({ fault: 'fatal', stage: 'schema' });
      await registry.register(subject, record(type, { ...text, default: '' }));
      expect(await registry.register(subject, record(type, optional))).not.toBe(first);
    });

    it('takes the same compatibility from several replicas that start at the same time', async () => {
      for (let round = 0; round < 5; round++) {
        const type = fresh();
        const schema = record(type, text);
        const start = async () => {
          await registry.setCompatibility(subject, 'BACKWARD');
          return registry.register(subject, schema);
        };
        const ids = await Promise.all(Array.from({ length: 4 }, start));
        expect(new Set(ids).size).toBe(1);
        await expect(registry.register(subject, record(type, text, required))).rejects.toMatchObject({
          fault: 'fatal',
        });
      }
    });

    it('takes a new symbol of an enum that has a default, in both directions', async () => {
      const type = fresh();
      const kind = (...symbols: string[]) =>
        record(type, {
          name: 'kind',
          type: { type: 'enum', name: 'Kind', symbols, default: 'unknown' },
          default: 'unknown',
        });
      await registry.setCompatibility(subject, 'FULL_TRANSITIVE');
      const first = await registry.register(subject, kind('unknown', 'born'));
      expect(await registry.register(subject, kind('unknown', 'born', 'split'))).not.toBe(first);
    });
  });
}
