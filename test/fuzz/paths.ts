/** Every way by which bytes of strangers come in, with good bytes to begin from. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings } from '../../src/cli/settings.ts';
import { LeitmotifError } from '../../src/core/errors.ts';
import { commandOf } from '../../src/core/model/command.ts';
import type { Codec, RawRecord } from '../../src/core/ports.ts';
import { packagedSchema } from '../../src/edges/registry/avro.ts';
import { documentReader } from '../../src/edges/registry/documents.ts';
import { memoryRegistry } from '../../src/edges/registry/memory.ts';
import { dashboard } from '../support/dashboard.ts';
import { madeDocuments } from '../support/documents.ts';

export type Answer = 'taken' | 'refused';

export interface Path {
  readonly name: string;
  /** What a refusal is, for the page. */
  readonly refusal: string;
  readonly seeds: readonly Uint8Array[];
  /** Throws for anything that is neither taken nor refused. */
  readonly run: (bytes: Uint8Array) => Promise<Answer> | Answer;
}

const bytes = (text: string): Uint8Array => Buffer.from(text);
const JSON_DOCUMENT = '{"id":"a","text":"hello world","timestamp":1800000000000,"url":"https://a.b/c","title":"T"}';
const record = (given: Partial<RawRecord>): RawRecord => ({
  ...{ offset: 1n, timestamp: 1.8e12, key: null, value: bytes(JSON_DOCUMENT), headers: [], ...given },
});

/** Refused as `fault` says, and in no other way. */
async function judged(run: () => unknown, fault: 'poison' | 'fatal' = 'poison'): Promise<Answer> {
  try {
    await run();
    return 'taken';
  } catch (error) {
    if (error instanceof LeitmotifError && error.fault === fault) return 'refused';
    throw error;
  }
}

/** All paths, and what ends them. `raw`: whether HTTP goes over a socket too. */
export async function openPaths(): Promise<{ readonly paths: readonly Path[]; close(): Promise<void> }> {
  const documents = madeDocuments({ count: 320, step: 60_000 }).map(({ theme: _, ...document }) => document);
  const shown = await dashboard({ token: 'a-token-of-the-fuzz' }, documents);
  const { world } = shown;
  const folder = mkdtempSync(join(tmpdir(), 'leitmotif-fuzz-'));
  const paths = [...(await documentPaths()), ...configPaths(folder), ...codecPaths(world), httpPath(shown.url)];
  return {
    paths,
    async close() {
      await shown.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function documentPaths(): Promise<Path[]> {
  const registry = memoryRegistry();
  const id = await registry.register('documents-value', packagedSchema('Document'));
  const reader = documentReader({ registry, format: 'auto' });
  const read = (one: RawRecord) =>
    judged(async () => {
      await reader.prepare([one]);
      reader.decode(one, { topic: 'documents', partition: 0 });
    });
  const framed = Buffer.from(`00${id.toString(16).padStart(8, '0')}020261`, 'hex');
  const avro = Buffer.concat([framed, Buffer.from('0a68656c6c6f0000000000', 'hex')]);
  const typed = (type: string): RawRecord['headers'] => [['content-type', bytes(type)]];
  const of = (name: string, seeds: readonly Uint8Array[], made: (given: Uint8Array) => RawRecord): Path => ({
    ...{ name, seeds, refusal: 'dead letter', run: (given) => read(made(given)) },
  });
  return [
    of('record value, no header', [bytes(JSON_DOCUMENT), bytes('plain text'), avro], (value) => record({ value })),
    of('record value, JSON', [bytes(JSON_DOCUMENT)], (value) => record({ value, headers: typed('application/json') })),
    of('record value, text', [bytes('Text of a document.')], (value) =>
      record({ value, headers: typed('text/plain') }),
    ),
    of('record value, Avro in the registry framing', [avro], (value) =>
      record({ value: Buffer.concat([framed.subarray(0, 5), value.subarray(5)]), headers: typed('application/avro') }),
    ),
    of('schema id', [framed.subarray(0, 5)], (head) => record({ value: Buffer.concat([head, avro.subarray(5)]) })),
    of('header', [bytes('application/json; charset=utf-8'), bytes('text/plain')], (header) =>
      record({
        headers: [
          ['Content-Type', header],
          [Buffer.from(header).toString('latin1'), header],
        ],
      }),
    ),
    of('record key', [bytes('bbc-17'), bytes('k'.repeat(900))], (key) => record({ key, value: bytes('Text.') })),
    {
      name: 'key of a deletion',
      ...{ refusal: 'dead letter', seeds: [bytes('bbc-17')] },
      run: (key) => judged(() => reader.deletes(record({ key, value: null }))),
    },
  ];
}

function configPaths(folder: string): Path[] {
  const file = join(folder, 'leitmotif.yaml');
  const yaml =
    'kafka:\n  brokers: [a:9092, "b:9092"]\n  sasl: { mechanism: plain, username: u, password: p }\nprefix: lm\n' +
    'documents: { topic: news, maxTextBytes: 1MB, start: 2024-01-01 }\nmodel: { halfLife: 30d, maxTopics: 100 }\n';
  return [
    {
      name: 'configuration file',
      ...{ refusal: 'status 2, by name', seeds: [bytes(yaml)] },
      run(given) {
        writeFileSync(file, given);
        return judged(() => loadSettings({ file, env: {} }), 'fatal');
      },
    },
    {
      name: 'environment',
      ...{ refusal: 'status 2, by name', seeds: ['30d', '1MB', 'a:9092,b:9092', 'true', '17', 'earliest'].map(bytes) },
      run(given) {
        const value = Buffer.from(given).toString();
        const names = [
          'MODEL_HALF_LIFE',
          'DOCUMENTS_MAX_TEXT_BYTES',
          'KAFKA_BROKERS',
          'HTTP_ENABLED',
          'DOCUMENTS_START',
        ];
        const name = names[given.length % names.length];
        return judged(() => loadSettings({ env: { [`LEITMOTIF_${name}`]: value } }), 'fatal');
      },
    },
  ];
}

type World = Awaited<ReturnType<typeof dashboard>>['world'];

/** What replicas tell each other: only they may write it, and yet it is not believed blindly. */
function codecPaths({ codecs, names, records }: World): Path[] {
  const valuesOf = (topic: string): Uint8Array[] =>
    records(topic)
      .flatMap(({ record: { value } }) => value ?? [])
      .slice(-40);
  const of = <T>(
    name: string,
    codec: Codec<T>,
    seeds: readonly Uint8Array[],
    then: (value: T) => unknown = () => {},
  ): Path => ({
    ...{ name, refusal: 'refused', seeds },
    run: (given) =>
      judged(async () => {
        await codec.prepare([given]);
        then(codec.decode(given));
      }),
  });
  const { control, theta, stats, model, phi, events } = codecs;
  const commands = [
    control.encode({ kind: 'rename', topic: 3, name: 'Weather' }),
    control.encode({ kind: 'merge', topic: 3, into: 4 }),
    control.encode({ kind: 'watch', phrase: 'solar storms' }),
  ];
  return [
    of('command', control, commands, (command) => {
      const { kind, ...rest } = command as { kind: string; topic?: number; into?: number };
      return commandOf({
        kind,
        ...rest,
        text: 'name' in command ? command.name : 'phrase' in command ? command.phrase : null,
      });
    }),
    of('Θ', theta, valuesOf(names.theta)),
    of('stats', stats, valuesOf(names.stats)),
    of('model', model, valuesOf(names.model)),
    of('Φ', phi, valuesOf(names.phi)),
    of('event', events, valuesOf(names.events)),
  ];
}

/** Whole requests on a socket of their own: a status below 500, or the connection is closed. */
function httpPath(url: string): Path {
  const { hostname, port } = new URL(url);
  const head = `HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer a-token-of-the-fuzz\r\nConnection: close\r\n`;
  const get = (path: string) => bytes(`GET ${path} ${head}\r\n`);
  const post = (path: string, body: string) =>
    bytes(
      `POST ${path} ${head}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  return {
    name: 'HTTP request',
    refusal: '4xx, or closed',
    seeds: [
      ...[
        '/api/overview',
        '/api/topics?limit=5&sort=size&q=ice',
        '/api/topics/1',
        '/api/events?limit=3',
        '/api/map',
      ].map(get),
      ...[
        '/api/search?q=ice&limit=3',
        '/readyz',
        '/metrics',
        '/',
        '/topics/1',
        '/assets/x.js',
        '/api/openapi.json',
      ].map(get),
      post('/api/theta', '{"texts":["glacier ice","oven"]}'),
      post('/api/topics/1/rename', '{"name":"Weather"}'),
      post('/api/topics/1/merge', '{"into":2}'),
      post('/api/watch', '{"phrase":"solar storms"}'),
      post('/api/topics/1/pin', ''),
    ],
    run: (given) =>
      new Promise((resolve, reject) => {
        let answer = '';
        const socket = connect(Number(port), hostname, () => socket.end(given));
        socket.setEncoding('latin1').on('data', (text: string) => {
          if (answer.length < 4096) answer += text;
          // The stream of news goes on for ever.
          if (/^content-type: text\/event-stream/im.test(answer)) socket.destroy();
        });
        socket.on('error', () => {});
        socket.on('close', () => {
          const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 400);
          if (status >= 500 && status !== 503) reject(new Error(`answered with ${answer.slice(0, 200)}`));
          else resolve(status < 400 ? 'taken' : 'refused');
        });
      }),
  };
}
