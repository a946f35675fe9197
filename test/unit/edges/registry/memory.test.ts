import { expect, it } from 'vitest';
import { memoryRegistry } from '../../../../src/edges/registry/memory.ts';
import { testRegistry } from '../../../contract/registry.contract.ts';

testRegistry('memory', memoryRegistry);

it('counts ids from 1', async () => {
  const registry = memoryRegistry();
  expect(await registry.register('a-value', '"string"')).toBe(1);
  expect(await registry.register('b-value', '"long"')).toBe(2);
  expect(await registry.schema(2)).toBe('"long"');
  expect(await registry.schema(0)).toBeNull();
});
