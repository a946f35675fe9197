/** What every Codec promises (core/ports.ts), for each of the product's own Kafka topics, over any registry. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Codec } from '../../src/core/ports.ts';
import type { ThetaRecord } from '../../src/core/types.ts';
import { packagedSchema } from '../../src/edges/registry/avro.ts';
import type { SchemaRegistry } from '../../src/edges/registry/client.ts';
import { type Codecs, openCodecs } from '../../src/edges/registry/codecs.ts';
import { randomName } from '../support/services.ts';
import {
  batchStats,
  modelRecord,
  phiRecord,
  thetaRecord,
  topicEventRecord,
} from '../unit/edges/registry/arbitraries.ts';
import { bits } from '../unit/edges/registry/bits.ts';

const THETA: ThetaRecord = {
  id: 'bbc-1',
  partition: 2,
  offset: 2n ** 60n + 1n,
  time: 1_700_000_000_123,
  theta: [
    { topic: 7, weight: 0.75 },
    { topic: 3, weight: 0.25 },
  ],
  parent: 12,
  score: 0.625,
  revision: 1,
  model: 41,
  encoder: 'MiniLM',
};

/** `factory` gives a registry that may hold other things already. */
export function testCodecs(name: string, factory: () => SchemaRegistry | Promise<SchemaRegistry>): void {
  describe(`Codec contract: ${name}`, () => {
    let registry: SchemaRegistry;
    let names: Record<keyof Codecs, string>;
    /** Two processes with the same configuration. */
    let codecs: Codecs;
    let others: Codecs;
    beforeAll(async () => {
      registry = await factory();
      const prefix = randomName();
      names = {
        theta: `${prefix}.theta`,
        phi: `${prefix}.phi`,
        events: `${prefix}.events`,
        stats: `${prefix}.stats`,
        model: `${prefix}.model`,
        control: `${prefix}.control`,
      };
      [codecs, others] = await Promise.all([openCodecs(registry, names), openCodecs(registry, names)]);
    });

    /** What one process writes, another reads: bit for bit and in order. */
    async function survives<T>(pick: (codecs: Codecs) => Codec<T>, values: fc.Arbitrary<T>): Promise<void> {
      await fc.assert(
        fc.asyncProperty(values, async (value) => {
          const bytes = pick(codecs).encode(value);
          await pick(others).prepare([bytes]);
          expect(bits(pick(others).decode(bytes))).toBe(bits(value));
        }),
      );
    }

    it('keeps every Theta', () => survives((all) => all.theta, thetaRecord));
    it('keeps every Phi', () => survives((all) => all.phi, phiRecord));
    it('keeps every TopicEvent', () => survives((all) => all.events, topicEventRecord));
    it('keeps every BatchStats', () => survives((all) => all.stats, batchStats));
    it('keeps every ModelRecord', () => survives((all) => all.model, modelRecord));

    it('hands over bytes that later calls leave alone', () => {
      const bytes = codecs.theta.encode(THETA);
      const copy = Uint8Array.from(bytes);
      codecs.theta.encode({ ...THETA, id: 'another', model: 1 });
      expect(Uint8Array.from(bytes)).toEqual(copy);
    });

    it('writes the Confluent wire format: a zero byte, then the id under <kafka topic>-value', async () => {
      const bytes = codecs.theta.encode(THETA);
      const id = await registry.find(`${names.theta}-value`, packagedSchema('Theta'));
      expect(bytes[0]).toBe(0);
      expect(new DataView(bytes.buffer, bytes.byteOffset).getUint32(1)).toBe(id);
      expect(JSON.parse((await registry.schema(id)) ?? 'null').name).toBe('Theta');
    });

    it('reads a value from the middle of a larger buffer', () => {
      const bytes = codecs.theta.encode(THETA);
      const larger = new Uint8Array(bytes.length + 40);
      larger.set(bytes, 17);
      expect(codecs.theta.decode(larger.subarray(17, 17 + bytes.length))).toEqual(THETA);
    });

    it('reads what an older version wrote: missing fields have their defaults', async () => {
      const schema = JSON.parse(packagedSchema('Theta'));
      schema.fields = schema.fields.filter(
        (field: { name: string }) => field.name !== 'parent' && field.name !== 'encoder',
      );
      const topic = randomName('older');
      await registry.setCompatibility(`${topic}-value`, 'BACKWARD');
      const id = await registry.register(`${topic}-value`, JSON.stringify(schema));
      const { theta } = await openCodecs(registry, { ...names, theta: topic });
      // 'a', partition 1, offset 2, time 3, [(4, 0.5)], score 1, revision 0, model 5
      const bytes = wire(id, `02 61 02 04 06 02 08 000000000000e03f 00 000000000000f03f 00 0a`);
      await theta.prepare([bytes]);
      expect(theta.decode(bytes)).toEqual({
        id: 'a',
        partition: 1,
        offset: 2n,
        time: 3,
        theta: [{ topic: 4, weight: 0.5 }],
        parent: null,
        score: 1,
        revision: 0,
        model: 5,
        encoder: '',
      });
    });

    it('refuses an unknown schema id as poison, after a prepare that does not mind it', async () => {
      const bytes = wire(2_000_000_001, '02 61');
      await codecs.theta.prepare([bytes]);
      expect(() => codecs.theta.decode(bytes)).toThrow(expect.objectContaining({ fault: 'poison', stage: 'schema' }));
      expect(() => codecs.theta.decode(bytes)).toThrow(/2000000001/);
    });

    it('refuses a value of another schema as poison', async () => {
      const id = await registry.register(
        `${randomName()}-value`,
        '{"type":"record","name":"Other","fields":[{"name":"x","type":"int"}]}',
      );
      const bytes = wire(id, '02');
      await codecs.theta.prepare([bytes]);
      expect(() => codecs.theta.decode(bytes)).toThrow(expect.objectContaining({ fault: 'poison', stage: 'schema' }));
      expect(() => codecs.theta.decode(bytes)).toThrow(/Other/);
    });

    it('refuses a wrong magic byte, truncated and trailing bytes as poison', async () => {
      const bytes = codecs.theta.encode(THETA);
      const bad = [
        new Uint8Array(),
        bytes.subarray(0, 4),
        Uint8Array.of(1, ...bytes.subarray(1)),
        Uint8Array.of(...bytes, 0),
      ];
      for (let end = 5; end < bytes.length; end++) bad.push(bytes.subarray(0, end));
      await codecs.theta.prepare(bad);
      for (const payload of bad) {
        expect(() => codecs.theta.decode(payload)).toThrow(
          expect.objectContaining({ fault: 'poison', stage: 'decode' }),
        );
      }
    });

    it('finds its schemas where it may not register them, and says what to do when they are missing', async () => {
      const { theta } = await openCodecs(registry, names, { autoRegister: false });
      expect(theta.decode(codecs.theta.encode(THETA))).toEqual(THETA);
      const missing = openCodecs(registry, { ...names, phi: 'nobody-made-this' }, { autoRegister: false });
      await expect(missing).rejects.toMatchObject({ fault: 'fatal', stage: 'schema' });
      await expect(missing).rejects.toThrow(/nobody-made-this-value.*regist/);
    });

    it('leaves later versions of events bound to all earlier ones', async () => {
      const schema = JSON.parse(packagedSchema('TopicEvent'));
      schema.fields.push({ name: 'new', type: 'string' });
      const refusal = registry.register(`${names.events}-value`, JSON.stringify(schema));
      await expect(refusal).rejects.toMatchObject({ fault: 'fatal', stage: 'schema' });
    });
  });
}

function wire(id: number, hex: string): Uint8Array {
  const bytes = Buffer.from(`00${id.toString(16).padStart(8, '0')}${hex.replaceAll(' ', '')}`, 'hex');
  return new Uint8Array(bytes);
}
