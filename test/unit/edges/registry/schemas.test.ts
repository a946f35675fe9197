import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '../../../../src/core/types.ts';
import { packagedSchema, type SchemaName } from '../../../../src/edges/registry/avro.ts';

interface Node {
  readonly type?: unknown;
  readonly name?: string;
  readonly doc?: string;
  readonly fields?: readonly Node[];
  readonly default?: unknown;
  readonly symbols?: readonly string[];
}

/** Every named type and field in a schema, outermost first. */
function* nodes(schema: unknown): Generator<Node> {
  if (Array.isArray(schema)) {
    for (const branch of schema) yield* nodes(branch);
  } else if (typeof schema === 'object' && schema !== null) {
    if ('name' in schema) yield schema as Node;
    for (const key of ['type', 'items', 'values', 'fields'] as const)
      yield* nodes((schema as Record<string, unknown>)[key]);
  }
}

const names = readdirSync(new URL('../../../../schemas/', import.meta.url)).map(
  (file) => file.replace('.avsc', '') as SchemaName,
);
const parsed = (name: SchemaName): Node => JSON.parse(packagedSchema(name));

describe.each(names)('%s', (name) => {
  it('explains every record, enum and field', () => {
    const all = [...nodes(parsed(name))];
    expect(all.length).toBeGreaterThan(4);
    for (const node of all) expect(node.doc, `${node.name} has no doc`).toMatch(/\w.*\.$/s);
  });

  it('is named as its file', () => {
    expect(parsed(name).name).toBe(name);
  });
});

it('lets the published values evolve: all but what identifies them have a default', () => {
  const required = (name: SchemaName) =>
    (parsed(name).fields ?? []).filter((field) => field.default === undefined).map((field) => field.name);
  expect(required('Document')).toEqual(['text']);
  expect(required('Theta')).toEqual(['id']);
  expect(required('Phi')).toEqual(['topic']);
  expect(required('TopicEvent')).toEqual([]);
});

it('has one shape of exemplar in all the internal schemas, and its fields in the published one', () => {
  const exemplar = (name: SchemaName) => [...nodes(parsed(name))].find((node) => node.name === 'Exemplar');
  expect(exemplar('ModelRecord')).toEqual(exemplar('BatchStats'));
  const fields = (name: SchemaName) => exemplar(name)?.fields?.map((field) => [field.name, field.type]);
  expect(fields('Phi')).toEqual(fields('BatchStats'));
});

it('knows every type of event, and one for those to come', () => {
  const symbols = [...nodes(parsed('TopicEvent'))].find((node) => node.name === 'EventType')?.symbols;
  expect(symbols).toEqual(['unknown', ...EVENT_TYPES]);
});
