/** What goes through the codecs is what the core made: a trainer that takes over cannot tell that it did. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absorb } from '../../src/core/model/absorb.ts';
import { delta, restore, type Snapshot } from '../../src/core/model/snapshot.ts';
import { phiRecords } from '../../src/core/phi/records.ts';
import type { Codec } from '../../src/core/ports.ts';
import type { ModelRecord } from '../../src/core/types.ts';
import { openCodecs } from '../../src/edges/registry/codecs.ts';
import { memoryRegistry } from '../../src/edges/registry/memory.ts';
import { bits } from './bits.ts';
import { play, scripts } from './script.ts';
import type { Turn } from './stream.ts';

const names = { theta: 'theta', phi: 'phi', events: 'events', stats: 'stats', model: 'model', control: 'control' };
const codecs = await openCodecs(memoryRegistry(), names);
const through = <T>(codec: Codec<T>, value: T): T => codec.decode(codec.encode(value));

describe('the codecs', () => {
  it('carry stats, versions, Φ, events and revisions of any life without loss', () => {
    fc.assert(
      fc.property(scripts(), (script) => {
        const { turns, tools } = play(script);
        const log = new Map<string, Uint8Array>();
        let written: Snapshot | null = null;
        let state = (turns[0] as Turn).before;
        for (const { stats, result, after } of turns) {
          const read = through(codecs.stats, stats);
          expect(bits(read)).toBe(bits(stats));
          const next = absorb(state, read, tools);
          expect(bits({ events: next.events, revised: next.revised })).toBe(
            bits({ events: result.events, revised: result.revised }),
          );
          const change = delta(written, { ...next.state, version: after.version, statsOffset: after.statsOffset });
          for (const key of change.tombstones) log.delete(key);
          for (const { key, record } of change.records) log.set(key, codecs.model.encode(record));
          const held = new Map<string, ModelRecord>([...log].map(([key, bytes]) => [key, codecs.model.decode(bytes)]));
          written = restore(held);
          state = written?.state ?? state;
          expect(bits(state)).toBe(bits(after));
          for (const record of phiRecords(state, tools.options.halfLife))
            expect(bits(through(codecs.phi, record))).toBe(bits(record));
          for (const event of result.events) {
            const record = { ...event, model: state.version };
            expect(bits(through(codecs.events, record))).toBe(bits(record));
          }
          for (const { vector: _, ...revised } of result.revised) {
            const record = { ...revised, parent: null, model: state.version, encoder: 'e' };
            expect(bits(through(codecs.theta, record))).toBe(bits(record));
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});
