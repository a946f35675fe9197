import avsc from 'avsc';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawRecord } from '../../../../src/core/ports.ts';
import type { Document } from '../../../../src/core/types.ts';
import { packagedSchema } from '../../../../src/edges/registry/avro.ts';
import { type DocumentReaderOptions, documentReader } from '../../../../src/edges/registry/documents.ts';
import { memoryRegistry } from '../../../../src/edges/registry/memory.ts';

type Raw = Partial<Omit<RawRecord, 'value' | 'key'>> & {
  value: Uint8Array | string | object | null;
  key?: Uint8Array | string;
  type?: string;
};
const origin = { topic: 'feed', partition: 3 };
const APPENDED = 1_800_000_000_000;

function raw({ value, key, type, ...rest }: Raw): RawRecord {
  const bytes = (part: Uint8Array | string) => (typeof part === 'string' ? new TextEncoder().encode(part) : part);
  const body =
    value === null || value instanceof Uint8Array
      ? value
      : bytes(typeof value === 'string' ? value : JSON.stringify(value));
  return {
    offset: 17n,
    timestamp: APPENDED,
    key: key === undefined ? null : bytes(key),
    value: body,
    headers: type === undefined ? [] : [['content-type', bytes(type)]],
    ...rest,
  };
}

async function read(record: Raw, options: Partial<DocumentReaderOptions> = {}): Promise<Document> {
  const reader = documentReader({ registry: memoryRegistry(), format: 'auto', ...options });
  await reader.prepare([raw(record)]);
  return reader.decode(raw(record), origin);
}

async function refusal(
  record: Raw,
  options: Partial<DocumentReaderOptions> = {},
): Promise<{ stage: string; message: string }> {
  try {
    await read(record, options);
  } catch (error) {
    expect(error).toMatchObject({ name: 'LeitmotifError', fault: 'poison' });
    return error as Error & { stage: string };
  }
  throw new Error('the record was read');
}

describe('JSON', () => {
  it('gives all fields, and nothing else', async () => {
    const full = { id: 'a', text: 'Text.', title: 'T', url: 'https://x.example/1', source: 'S', language: 'de' };
    const { timestamp, ...time } = { timestamp: 1_700_000_000_123, time: 1_700_000_000_123 };
    expect(await read({ value: { ...full, timestamp, label: 'sport', topic: 7 } })).toEqual({ ...full, ...time });
  });

  it('takes what is missing or null from the record', async () => {
    const bare = { text: 'Text.', time: APPENDED };
    expect(await read({ value: { text: 'Text.' } })).toEqual({ id: 'feed-3-17', ...bare });
    const nulls = { id: null, text: 'Text.', timestamp: null, title: null, url: null, source: null, language: null };
    expect(await read({ value: nulls, key: 'k' })).toEqual({ id: 'k', ...bare });
    expect(await read({ value: { id: '', text: 'Text.' }, key: 'k' })).toEqual({ id: 'k', ...bare });
  });

  it.each([
    ['x', 'x'],
    [7, '7'],
    [-0, '0'],
    [9007199254740991, '9007199254740991'],
    ['a\ud800', 'a\ufffd'],
    ['x'.repeat(1000), 'x'.repeat(1000)],
  ])('takes id %j', async (id, expected) => {
    expect((await read({ value: { id, text: 'Text.' } })).id).toBe(expected);
  });

  it.each([1.5, 2 ** 53, true, {}, ['a'], 'x'.repeat(1001)])('refuses id %j', async (id) => {
    const { stage, message } = await refusal({ value: { id, text: 'Text.' } });
    expect(stage).toBe('decode');
    expect(message).toMatch(/^id /);
  });

  it('reads fields by the names they are given, and not by their own', async () => {
    const fields = { id: 'guid', text: 'body', timestamp: 'published' };
    const value = { guid: 'g', body: 'Text.', published: '2024-01-01', id: 'not this', text: 'nor this' };
    expect(await read({ value }, { fields })).toEqual({ id: 'g', text: 'Text.', time: Date.UTC(2024, 0, 1) });
    expect((await refusal({ value: { text: 'Text.' } }, { fields })).message).toMatch(/^body is missing/);
  });

  it('takes no field from a prototype', async () => {
    const { stage } = await refusal({ value: '{"__proto__": {"text": "Text."}}' });
    expect(stage).toBe('text');
    const { title } = await read({ value: { text: 'Text.' } }, { fields: { title: 'constructor' } });
    expect(title).toBeUndefined();
  });

  it.each([
    '',
    '{',
    '{"text": "a"',
    "{'text': 'a'}",
    '{"text": "a"} trailing',
    '[{"text": "a"}]',
    'null',
    '7',
    '"text"',
  ])('refuses %j where JSON is declared', async (value) => {
    const { stage, message } = await refusal({ value, type: 'application/json' });
    expect(stage).toBe('decode');
    expect(message).not.toContain('trailing');
  });

  it('is refused at any depth without harm', async () => {
    const deep = '{"text": '.repeat(500_000);
    expect((await refusal({ value: deep })).stage).toBe('decode');
    const closed = `{"text": ${'['.repeat(500_000)}${']'.repeat(500_000)}}`;
    expect(['decode', 'text']).toContain((await refusal({ value: closed })).stage);
    const beside = `{"text": "Text.", "other": ${'['.repeat(2000)}${']'.repeat(2000)}}`;
    expect((await read({ value: beside })).text).toBe('Text.');
  });
});

describe('text', () => {
  it.each([
    ['Überraschung in 東京 👩‍👩‍👧‍👦', 'Überraschung in 東京 👩‍👩‍👧‍👦'],
    ['\ufeffWith a byte-order mark', 'With a byte-order mark'],
    ['  kept as it is\u0000\n', '  kept as it is\u0000\n'],
    ['{braces} begin no JSON here', '{braces} begin no JSON here'],
  ])('%j is read', async (value, text) => {
    expect(await read({ value, type: 'text/plain' })).toEqual({ id: 'feed-3-17', text, time: APPENDED });
  });

  it('has lone surrogates replaced', async () => {
    expect((await read({ value: '{"text": "\\ud83d!\\udc00 ok \\ud83d\\ude00"}' })).text).toBe('\ufffd!\ufffd ok 😀');
  });

  it.each(['', ' \t\r\n', '\u0000\u001b\u007f', '\u00a0\u3000\u2028', '\u200b\u200e\ufeff\u00ad'])(
    '%j is empty',
    async (text) => {
      for (const [value, type] of [
        [text, 'text/plain'],
        [{ text }, 'application/json'],
      ] as const) {
        const { stage, message } = await refusal({ value, type });
        expect(stage).toBe('text');
        expect(message).toMatch(/empty/);
      }
    },
  );

  it.each([[null], [7], [true], [['a']], [{ text: 'a' }]])('%j is no text', async (text) => {
    expect((await refusal({ value: { text } })).stage).toBe('text');
  });

  it('is bounded in bytes, whatever the format', async () => {
    const maxTextBytes = 12;
    const [fits, over] = ['é'.repeat(6), `${'é'.repeat(6)}x`];
    for (const [value, type] of [
      [fits, 'text/plain'],
      [{ text: fits }, 'application/json'],
    ] as const) {
      expect((await read({ value, type }, { maxTextBytes })).text).toBe(fits);
    }
    for (const [value, type] of [
      [over, 'text/plain'],
      [{ text: over }, 'application/json'],
    ] as const) {
      const { stage, message } = await refusal({ value, type }, { maxTextBytes });
      expect(stage).toBe('text');
      expect(message).toMatch(/13 bytes.*12/);
    }
    expect((await read({ value: 'x'.repeat(1_000_000) })).text).toHaveLength(1_000_000);
    expect((await refusal({ value: 'x'.repeat(1_000_001) })).stage).toBe('text');
  });

  it.each([
    ['latin-1', Uint8Array.of(0x63, 0x61, 0x66, 0xe9)],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x61, 0x00)],
    ['an overlong slash', Uint8Array.of(0x61, 0xc0, 0xaf)],
    ['a surrogate', Uint8Array.of(0x61, 0xed, 0xa0, 0x80)],
    ['a cut character', Uint8Array.of(0x61, 0xe2, 0x82)],
  ])('in %s is not UTF-8', async (_, value) => {
    expect(await refusal({ value })).toMatchObject({ stage: 'text' });
    const json = Buffer.concat([Buffer.from('{"text": "'), value, Buffer.from('"}')]);
    expect(await refusal({ value: json })).toMatchObject({ stage: 'decode' });
  });
});

describe('time', () => {
  it.each([
    [0, 0],
    [1_700_000_000_123, 1_700_000_000_123],
    [1_700_000_000_123.9, 1_700_000_000_123],
    [-0.5, 0],
    [253_402_300_799_999, 253_402_300_799_999],
    ['2024-02-29', Date.UTC(2024, 1, 29)],
    ['2024-02-29T12:30:15.5Z', Date.UTC(2024, 1, 29, 12, 30, 15, 500)],
    ['2024-02-29T12:30:15.123456789Z', Date.UTC(2024, 1, 29, 12, 30, 15, 123)],
    ['2024-02-29T12:30:15', Date.UTC(2024, 1, 29, 12, 30, 15)],
    ['2024-02-29t12:30z', Date.UTC(2024, 1, 29, 12, 30)],
    ['2024-02-29 12:30:15+02:00', Date.UTC(2024, 1, 29, 10, 30, 15)],
    ['2024-02-29T12:30:15-0130', Date.UTC(2024, 1, 29, 14, 0, 15)],
    ['2024-03-01T00:30:00+01', Date.UTC(2024, 1, 29, 23, 30)],
    [' 1970-01-01T00:00:00Z ', 0],
    ['9999-12-31T23:59:59.999Z', 253_402_300_799_999],
  ])('%j is read', async (timestamp, time) => {
    expect((await read({ value: { text: 'Text.', timestamp } })).time).toBe(time);
  });

  it.each([
    -1,
    253_402_300_800_000,
    '1e999',
    true,
    {},
    '',
    'yesterday',
    '1700000000000',
    'Jan 1 2024',
    '2024-13-01',
    '2023-02-29',
    '2024-02-30T00:00:00Z',
    '2024-01-01T24:00:00Z',
    '2024-01-01T12:60:00Z',
    '2024-01-01T12:30:61Z',
    '1969-12-31T23:59:59Z',
    '0000-01-01',
    '9999-12-31T23:59:59-01:00',
    '2024-1-1',
  ])('%j is impossible', async (timestamp) => {
    const { stage, message } = await refusal({ value: { text: 'Text.', timestamp } });
    expect(stage).toBe('time');
    expect(message).toMatch(/^timestamp is .*ISO 8601/);
  });

  it('agrees with the platform on every moment that both can write', () => {
    const moment = fc.date({ min: new Date(0), max: new Date(253_402_300_799_999), noInvalidDate: true });
    return fc.assert(
      fc.asyncProperty(moment, async (date) => {
        const { time } = await read({ value: { text: 'Text.', timestamp: date.toISOString() } });
        expect(time).toBe(date.getTime());
      }),
    );
  });

  it('1e999 in JSON is impossible, and so is a record without any time', async () => {
    expect((await refusal({ value: '{"text": "Text.", "timestamp": 1e999}' })).stage).toBe('time');
    expect(await refusal({ value: 'Text.', timestamp: -1 })).toMatchObject({ stage: 'time' });
    expect(await refusal({ value: 'Text.', timestamp: Number.NaN })).toMatchObject({ stage: 'time' });
  });
});

describe('what is only shown', () => {
  it.each([
    ['title', 7, undefined],
    ['title', { a: 1 }, undefined],
    ['title', '   ', undefined],
    ['title', 'A\u001b[31m\r\nB\u0000', 'A [31m B'],
    ['title', 't'.repeat(501), 't'.repeat(500)],
    ['title', `${'t'.repeat(499)}😀`, 't'.repeat(499)],
    ['title', 'a\ud800', 'a\ufffd'],
    ['source', 's'.repeat(300), 's'.repeat(200)],
    ['language', 'zh-Hant-TW', 'zh-Hant-TW'],
    ['language', 'l'.repeat(36), undefined],
    ['url', 'HTTP://x.example/ü', 'HTTP://x.example/ü'],
    ['url', 'javascript:alert(1)', undefined],
    ['url', 'data:text/html,x', undefined],
    ['url', ' \u0001javascript:alert(1)', undefined],
    ['url', `https://x.example/${'u'.repeat(2000)}`, undefined],
  ])('%s %j', async (field, value, expected) => {
    const document = await read({ value: { id: 'a', text: 'Text.', [field]: value } });
    expect(document).toEqual({
      id: 'a',
      text: 'Text.',
      time: APPENDED,
      ...(expected === undefined ? {} : { [field]: expected }),
    });
    if (expected === undefined) expect(document).not.toHaveProperty(field);
  });
});

describe('the format', () => {
  const json = { text: 'Text.' };
  const asText = JSON.stringify(json);

  it.each([
    'application/json',
    'Application/JSON; charset=UTF-8',
    'text/json',
    'application/vnd.news+json;charset="utf-8"',
  ])('is JSON by header %j', async (type) => {
    expect((await read({ value: json, type }, { format: 'text' })).text).toBe('Text.');
  });

  it.each(['text/plain', 'TEXT/PLAIN;charset=us-ascii', ' text/plain ; format=flowed'])(
    'is text by header %j',
    async (type) => {
      expect((await read({ value: json, type }, { format: 'json' })).text).toBe(asText);
    },
  );

  it.each(['application/avro', 'avro/binary', 'application/vnd.apache.avro+binary', 'application/vnd.kafka.avro.v2'])(
    'is Avro by header %j',
    async (type) => {
      expect(await refusal({ value: json, type }, { format: 'json' })).toMatchObject({
        stage: 'decode',
        message: expect.stringMatching(/wire format/),
      });
    },
  );

  it.each(['application/octet-stream', '', 'nonsense', 'application/notjson', 'text/html'])(
    'is the configured one with header %j',
    async (type) => {
      expect((await read({ value: json, type }, { format: 'text' })).text).toBe(asText);
      expect((await read({ value: json, type }, { format: 'json' })).text).toBe('Text.');
    },
  );

  it('has the header’s name in any case, and the last one wins', async () => {
    const header = (name: string, type: string) => [name, new TextEncoder().encode(type)] as const;
    const headers = [header('content-type', 'text/plain'), header('Content-Type', 'application/json')];
    expect((await read({ value: json, headers }, { format: 'text' })).text).toBe('Text.');
  });

  it('is refused in a charset that is not UTF-8', async () => {
    const { stage, message } = await refusal({ value: 'caf\u00e9', type: 'text/plain; charset=ISO-8859-1' });
    expect(stage).toBe('text');
    expect(message).toContain('iso-8859-1');
  });

  it('is guessed: a zero byte is Avro, a brace is JSON, all else is text', async () => {
    expect((await read({ value: asText })).text).toBe('Text.');
    expect((await read({ value: `\ufeff \r\n\t${asText}` })).text).toBe('Text.');
    expect((await read({ value: 'Text {with braces}' })).text).toBe('Text {with braces}');
    expect((await read({ value: '[1]' })).text).toBe('[1]');
    expect(await refusal({ value: Uint8Array.of(0, 1, 2) })).toMatchObject({ stage: 'decode' });
    expect(await refusal({ value: Uint8Array.of(0, 0, 0, 0, 9, 2) })).toMatchObject({ stage: 'schema' });
    expect((await refusal({ value: '{draft} of a headline' })).message).toContain('text/plain');
    expect(await refusal({ value: new Uint8Array() })).toMatchObject({ stage: 'text' });
  });
});

describe('Avro', () => {
  type Schema = { name: string; type: unknown; [key: string]: unknown };

  /** A producer with a schema of its own. */
  async function produce(
    fields: readonly Schema[],
    value: object,
    options: Partial<DocumentReaderOptions> = {},
    name = 'com.acme.Article',
  ) {
    const registry = memoryRegistry();
    const schema = { type: 'record', name, fields };
    const id = await registry.register('feed-value', JSON.stringify(schema));
    const header = Buffer.alloc(5);
    header.writeUInt32BE(id, 1);
    const body = avsc.Type.forSchema(schema as Parameters<typeof avsc.Type.forSchema>[0]).toBuffer(value);
    return { record: { value: new Uint8Array(Buffer.concat([header, body])) }, options: { registry, ...options } };
  }
  const text = { name: 'text', type: 'string' };

  it('is read as written with the published schema', async () => {
    const { fields } = JSON.parse(packagedSchema('Document'));
    const value = {
      id: 'a',
      text: 'Text.',
      timestamp: 5,
      title: 'T',
      url: 'https://x.example',
      source: 'S',
      language: 'en',
    };
    const { timestamp, ...rest } = value;
    const { record, options } = await produce(fields, value, {}, 'io.leitmotif.Document');
    expect(await read(record, options)).toEqual({ ...rest, time: timestamp });
  });

  it('is read by any schema that has the fields by name, in any order, among others', async () => {
    const tags = { name: 'tags', type: { type: 'array', items: 'string' } };
    const author = {
      name: 'author',
      type: { type: 'record', name: 'Author', fields: [{ name: 'text', type: 'string' }] },
    };
    const more = { name: 'more', type: { type: 'map', values: 'com.acme.Author' } };
    const fields = [
      tags,
      { name: 'language', type: ['string', 'null'] },
      author,
      text,
      more,
      { name: 'id', type: 'long' },
    ];
    const value = {
      tags: ['x', 'y'],
      language: 'en',
      author: { text: 'not this' },
      text: 'Text.',
      more: { a: { text: 'nor this' } },
      id: 9007199254740990,
    };
    const { record, options } = await produce(fields, value);
    expect(await read(record, options)).toEqual({
      id: '9007199254740990',
      text: 'Text.',
      language: 'en',
      time: APPENDED,
    });
  });

  it.each([
    ['a nullable string', ['null', 'string'], 'Text.'],
    ['bytes', 'bytes', Buffer.from('Text.')],
    ['a string with attributes', { type: 'string', 'avro.java.string': 'String' }, 'Text.'],
  ])('takes text from %s', async (_, type, value) => {
    const { record, options } = await produce([{ name: 'text', type }], { text: value });
    expect((await read(record, options)).text).toBe('Text.');
  });

  it.each([
    ['ms', { type: 'long', logicalType: 'timestamp-millis' }, 1_700_000_000_123],
    ['µs', { type: 'long', logicalType: 'timestamp-micros' }, 1_700_000_000_123_456],
    ['µs or null', ['null', { type: 'long', logicalType: 'timestamp-micros' }], 1_700_000_000_123_456],
    ['a long without a unit', 'long', 1_700_000_000_123],
  ])('takes the time from %s', async (_, type, timestamp) => {
    const { record, options } = await produce([text, { name: 'timestamp', type }], { text: 'Text.', timestamp });
    expect((await read(record, options)).time).toBe(1_700_000_000_123);
  });

  it('takes the time from nanoseconds, which no double can hold', async () => {
    const registry = memoryRegistry();
    const fields = [text, { name: 'timestamp', type: { type: 'long', logicalType: 'timestamp-nanos' } }];
    await registry.register('feed-value', JSON.stringify({ type: 'record', name: 'A', fields }));
    // "Text." and 1700000000123456789 as a zigzag varint
    const value = new Uint8Array(Buffer.from('00000000010a546578742eaab4aed8c7bfce972f', 'hex'));
    expect((await read({ value }, { registry })).time).toBe(1_700_000_000_123);
  });

  it.each([
    ['a string', 'string', '2026-01-31T10:00:00+01:00'],
    ['a string or null', ['null', 'string'], '2026-01-31T09:00:00Z'],
    ['a string or a long', ['long', 'string'], '2026-01-31T09:00:00Z'],
    ['a long or a string', ['long', 'string'], 1769850000000],
  ])('has its time in ISO 8601 as JSON may: %s', async (_, type, timestamp) => {
    const { record, options } = await produce([text, { name: 'timestamp', type }], { text: 'Text.', timestamp });
    expect((await read(record, options)).time).toBe(1769850000000);
  });

  it.each(['', 'yesterday', '0000-00-00'])('refuses %j for a time, as other formats do', async (timestamp) => {
    const { record, options } = await produce([text, { name: 'timestamp', type: 'string' }], {
      text: 'Text.',
      timestamp,
    });
    const error = await refusal(record, options);
    expect(error.stage).toBe('time');
    expect(error.message).toContain(`timestamp is ${JSON.stringify(timestamp)}: it must be`);
  });

  it('refuses an impossible time', async () => {
    const { record, options } = await produce([text, { name: 'timestamp', type: 'long' }], {
      text: 'Text.',
      timestamp: -5,
    });
    expect((await refusal(record, options)).stage).toBe('time');
  });

  const origins = { type: 'enum', name: 'Origin', symbols: ['web', 'print'] };
  it.each([
    ['an enum', origins, 'web', 'web'],
    ['an enum or null', ['null', origins], 'print', 'print'],
    ['a string or an enum', ['string', origins], { string: 'web' }, 'web'],
    ['bytes', 'bytes', Buffer.from('web'), 'web'],
    ['null', 'null', null, undefined],
    ['an int', 'int', 5, undefined],
    ['a boolean or null', ['null', 'boolean'], true, undefined],
    ['a record', { type: 'record', name: 'R', fields: [{ name: 'name', type: 'string' }] }, { name: 'x' }, undefined],
    ['a list', { type: 'array', items: 'string' }, ['web'], undefined],
    ['a map', { type: 'map', values: 'string' }, { web: 'print' }, undefined],
    ['a fixed', { type: 'fixed', name: 'F', size: 2 }, Buffer.from('ab'), undefined],
    ['a string or a number', ['string', 'long'], 'web', undefined],
  ])('is not refused for %s in a field that is only shown', async (_, type, value, shown) => {
    for (const name of ['source', 'title', 'language'] as const) {
      const { record, options } = await produce([text, { name, type }], { text: 'Text.', [name]: value });
      const document = await read(record, options);
      expect(document.text).toBe('Text.');
      expect(document[name]).toBe(shown);
    }
  });

  it('is not refused for a number that no double can hold in a field that is only shown', async () => {
    const registry = memoryRegistry();
    const fields = [text, { name: 'title', type: 'long' }];
    await registry.register('feed-value', JSON.stringify({ type: 'record', name: 'A', fields }));
    const value = new Uint8Array(Buffer.from('00000000010a546578742eaab4aed8c7bfce972f', 'hex'));
    expect(await read({ value }, { registry })).toMatchObject({ text: 'Text.', time: APPENDED });
  });

  it.each([
    ['no text', [{ name: 'body', type: 'string' }], { body: 'Text.' }, /text/],
    ['a number for text', [{ name: 'text', type: 'int' }], { text: 7 }, /int/],
    ['a double for the time', [text, { name: 'timestamp', type: 'double' }], { text: 'Text.', timestamp: 1 }, /double/],
    [
      'a record for the id',
      [text, { name: 'id', type: { type: 'record', name: 'Id', fields: [] } }],
      { text: 'Text.', id: {} },
      /Id/,
    ],
  ])('refuses a schema with %s, naming it', async (_, fields, value, message) => {
    const { record, options } = await produce(fields, value);
    const error = await refusal(record, options);
    expect(error.stage).toBe('schema');
    expect(error.message).toContain('com.acme.Article');
    expect(error.message).toMatch(message);
  });

  it('refuses a schema that is no record', async () => {
    const registry = memoryRegistry();
    await registry.register('feed-value', '"string"');
    expect((await refusal({ value: Uint8Array.of(0, 0, 0, 0, 1, 2, 97) }, { registry })).stage).toBe('schema');
  });

  it('refuses null, blank and oversize text as other formats do', async () => {
    const nullable = [{ name: 'text', type: ['null', 'string'] }];
    for (const [value, message] of [
      [null, /missing/],
      [' ', /empty/],
      ['x'.repeat(21), /21 bytes/],
    ] as const) {
      const { record, options } = await produce(nullable, { text: value }, { maxTextBytes: 20 });
      const error = await refusal(record, options);
      expect(error.stage).toBe('text');
      expect(error.message).toMatch(message);
    }
  });

  it('refuses a string that is not UTF-8', async () => {
    const { record, options } = await produce([{ name: 'text', type: 'bytes' }], { text: Buffer.of(0x61, 0xff) });
    expect((await refusal(record, options)).stage).toBe('text');
  });

  it('reads fields by the names they are given', async () => {
    const fields = [
      { name: 'body', type: 'string' },
      { name: 'text', type: 'int' },
    ];
    const { record, options } = await produce(fields, { body: 'Text.', text: 7 }, { fields: { text: 'body' } });
    expect((await read(record, options)).text).toBe('Text.');
  });

  it('refuses truncated and trailing bytes, and hostile sizes in what is skipped', async () => {
    const fields = [{ name: 'tags', type: { type: 'array', items: 'null' } }, text];
    const { record, options } = await produce(fields, { tags: [], text: 'Text.' });
    expect((await read(record, options)).text).toBe('Text.');
    const head = record.value.subarray(0, 5);
    const bodies = [
      '',
      '00',
      '000a54',
      '000a546578742e00',
      '80c8afa00f00',
      'feffffffffffffffff01',
      '0101ff',
      '0103',
      '010302000a546578742e',
    ];
    for (const body of bodies) {
      const value = new Uint8Array(Buffer.concat([head, Buffer.from(body, 'hex')]));
      expect((await refusal({ value }, options)).stage).toBe('decode');
    }
  });

  it('never crashes on a schema that nests within itself', async () => {
    const nested = { name: 'next', type: ['null', 'com.acme.Article'] };
    const { record, options } = await produce([nested, text], { next: null, text: 'Text.' });
    expect((await read(record, options)).text).toBe('Text.');
    const deep = new Uint8Array(Buffer.concat([record.value.subarray(0, 5), Buffer.alloc(900_000, 2)]));
    expect((await refusal({ value: deep }, options)).stage).toBe('decode');
  });
});

describe('tombstones', () => {
  const reader = documentReader({ registry: memoryRegistry(), format: 'auto' });

  it('delete the id that their key names', () => {
    expect(reader.deletes(raw({ value: null, key: 'bbc-17' }))).toBe('bbc-17');
  });

  it.each([undefined, new Uint8Array(), Uint8Array.of(0xff), 'k'.repeat(1001)])('with key %j delete nothing', (key) => {
    const record = raw(key === undefined ? { value: null } : { value: null, key });
    expect(() => reader.deletes(record)).toThrow(expect.objectContaining({ fault: 'poison', stage: 'decode' }));
  });

  it('are no documents, and prepare passes over them', async () => {
    await reader.prepare([raw({ value: null, key: 'a' })]);
    expect(() => reader.decode(raw({ value: null, key: 'a' }), origin)).toThrow(
      expect.objectContaining({ fault: 'bug' }),
    );
  });

  it('agree with documents on the key', async () => {
    expect((await read({ value: 'Text.', key: 'bbc-17' })).id).toBe('bbc-17');
    expect((await read({ value: 'Text.', key: Uint8Array.of(0xff) })).id).toBe('feed-3-17');
    expect((await refusal({ value: 'Text.', key: 'k'.repeat(1001) })).stage).toBe('decode');
  });
});

it('any bytes in any format are a document or poison', async () => {
  const registry = memoryRegistry();
  await registry.register('feed-value', packagedSchema('Document'));
  const value = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.uint8Array({ maxLength: 60 }).map((body) => Uint8Array.of(0, 0, 0, 0, 1, ...body)),
  );
  const type = fc.constantFrom(
    undefined,
    'application/json',
    'text/plain',
    'application/avro',
    'text/plain; charset=x',
  );
  await fc.assert(
    fc.asyncProperty(value, type, async (bytes, contentType) => {
      try {
        const document = await read(
          { value: bytes, ...(contentType === undefined ? {} : { type: contentType }) },
          { registry },
        );
        expect(document.text).toMatch(/\S/);
      } catch (error) {
        expect(error).toMatchObject({ name: 'LeitmotifError', fault: 'poison' });
      }
    }),
    { numRuns: 1000 },
  );
});
