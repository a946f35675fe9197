import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { asyncapi } from '../../../src/cli/asyncapi.ts';
import { wantedKafkaTopics } from '../../../src/cli/kafkatopics.ts';
import { LeitmotifError } from '../../../src/core/errors.ts';
import { createMetrics } from '../../../src/edges/telemetry/metrics.ts';
import { cloudEvents } from '../../../src/pipeline/cloudevents.ts';
import { deadLetter } from '../../../src/pipeline/deadletters.ts';
import { namesOf } from '../../../src/pipeline/names.ts';

/** The AsyncAPI initiative's own JSON schema of the version. */
const specification = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.1.0-without-$id.json') as object;
const ajv = new Ajv({ strict: false, validateFormats: false, logger: false });
const validate = ajv.compile(specification);

interface Document {
  readonly channels: Readonly<
    Record<
      string,
      { readonly address: string; readonly bindings: { readonly kafka: { readonly topicConfiguration: object } } }
    >
  >;
  readonly operations: Readonly<
    Record<
      string,
      {
        readonly action: string;
        readonly channel: { readonly $ref: string };
        readonly messages: readonly { readonly $ref: string }[];
      }
    >
  >;
  readonly components: {
    readonly messages: Readonly<
      Record<
        string,
        {
          readonly headers: { readonly properties: Readonly<Record<string, { readonly description: string }>> };
          readonly payload?: { readonly schema: { readonly name: string; readonly fields: readonly object[] } };
        }
      >
    >;
  };
}
const document = asyncapi() as Document;

describe('the AsyncAPI document', () => {
  it('is valid', () => {
    expect(validate(document) ? [] : validate.errors).toEqual([]);
    // It would notice.
    expect(validate({ ...document, operations: { theta: { action: 'publish' } } })).toBe(false);
  });

  it('is what docs/asyncapi.json says (make docs)', () => {
    expect(JSON.parse(readFileSync(new URL('../../../docs/asyncapi.json', import.meta.url), 'utf8'))).toEqual(document);
  });

  it('has references that lead somewhere', () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path.split('/'));
    expect(references.length).toBeGreaterThan(10);
    for (const path of references) {
      let at: unknown = document;
      for (const part of path) at = (at as Record<string, unknown>)[part];
      expect(at, path.join('/')).toBeDefined();
    }
  });

  it('has every Kafka topic that others may read or write, with its schema and its settings', () => {
    const names = namesOf('leitmotif', 'documents');
    expect(Object.values(document.channels).map(({ address }) => address)).toEqual([
      names.documents,
      names.theta,
      names.phi,
      names.events,
      names.dead,
      names.control,
    ]);
    const { theta, phi, events, control } = document.components.messages;
    expect([theta, phi, events, control].map((message) => message?.payload?.schema.name)).toEqual([
      'Theta',
      'Phi',
      'TopicEvent',
      'Command',
    ]);
    const wanted = wantedKafkaTopics(names, { partitions: 1, maxMessageBytes: 1 }, -1).find(
      ({ name }) => name === names.theta,
    );
    expect(document.channels.theta?.bindings.kafka.topicConfiguration).toEqual({
      'cleanup.policy': ['compact', 'delete'],
      'retention.ms': Number(wanted?.configs['retention.ms']),
    });
    const { documents, control: commands } = document.operations;
    expect([documents, commands].map((operation) => operation?.action)).toEqual(['receive', 'receive']);
  });

  it('names every stage that refuses records', async () => {
    const { description } = document.components.messages.dead?.headers.properties['__streams.errors.stage'] ?? {};
    const { body } = await createMetrics({ runtime: false }).render();
    const stages = [...body.matchAll(/^leitmotif_dead_letters_total\{stage="(\w+)"/gm)].map(([, stage]) => stage);
    expect(stages).toContain('control');
    expect(description).toBe(`${stages.slice(0, -1).join(', ')} or ${stages.at(-1)}.`);
  });

  it('has the headers of everything that is published', () => {
    const { messages } = document.components;
    const said = (message: string) => Object.keys(messages[message]?.headers.properties ?? {});
    const made = (headers: readonly (readonly [string, unknown])[] = []) => headers.map(([name]) => name);
    const attributes = cloudEvents('leitmotif');
    const trace = ['traceparent', 'tracestate'];
    const theta = attributes.theta({ id: 'a', partition: 0, offset: 0n, revision: 0, model: 1, time: 0 });
    expect(said('theta').sort()).toEqual([...made(theta), ...trace].sort());
    expect(said('phi').sort()).toEqual(made(attributes.phi({ topic: 1, model: 1, updated: 0 })).sort());
    const event = attributes.event({ type: 'born', topic: 1, sequence: 1, time: 0 });
    expect(said('events').sort()).toEqual(made(event).sort());
    for (const [name, value] of event.filter(([name]) => /specversion|content-type/.test(name)))
      expect(messages.events?.headers.properties[name]?.description).toBe(value);
    const one = new Uint8Array(1);
    const record = { offset: 0n, timestamp: 0, key: one, value: one, headers: [['h', one]] as const };
    const to = { topic: 'dead', maxMessageBytes: 0 };
    const letter = deadLetter(record, { topic: 'd', partition: 0 }, new LeitmotifError('poison', 'decode', ''), to);
    expect(said('dead').sort()).toEqual(made(letter.headers).sort());
  });

  it('has the names of another deployment, when they are given', () => {
    expect((asyncapi({ prefix: 'news', documents: 'wire' }) as Document).channels.theta?.address).toBe('news.theta');
  });
});
