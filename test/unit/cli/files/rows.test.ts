import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { openLines } from '../../../../src/cli/files/lines.ts';
import { type FileFeedOptions, fileFeed } from '../../../../src/cli/files/rows.ts';
import { documentReader } from '../../../../src/edges/registry/documents.ts';
import { memoryRegistry } from '../../../../src/edges/registry/memory.ts';
import { documentIn, taken } from '../../../support/feeds.ts';

const folder = mkdtempSync(join(tmpdir(), 'leitmotif-rows-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
const fileOf = (content: string | Buffer, name = `f${count++}.jsonl`) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
function feed(file: string, rest: Partial<FileFeedOptions> = {}) {
  const bad: [number, string][] = [];
  const left: number[] = [];
  const options = {
    delimiter: null,
    text: null,
    timestamp: 'timestamp',
    limit: 1000,
    reader: null,
    again: false,
    now: () => 5,
    bad: (line: number, reason: string) => void bad.push([line, reason]),
    unfinished: (line: number) => void left.push(line),
  };
  return { bad, left, source: fileFeed({ file, open: () => openLines(file, { limit: 1000 }), ...options, ...rest }) };
}
const reader = (fields = {}) => documentReader({ registry: memoryRegistry(), format: 'json', fields });
const keys = (records: readonly { key: unknown }[]) => records.map(({ key }) => key);

describe('JSON lines', () => {
  it('go as they are, byte for byte; what is no document is told', async () => {
    const file = fileOf('{"id":"a", "text":"A","more":1}\n\n[1]\nnot json\n{"text":"B"}\n{"id":3}\n');
    const { source, bad } = feed(file);
    const { records } = await taken(source);
    expect(records.map(({ value }) => Buffer.from(value ?? []).toString())).toEqual([
      '{"id":"a", "text":"A","more":1}',
      '{"text":"B"}',
      '{"id":3}',
    ]);
    expect(keys(records)).toEqual(['a', null, '3']);
    expect(bad).toEqual([
      [3, 'no JSON object'],
      [4, 'no JSON object'],
    ]);
  });

  it('may begin with a byte-order mark', async () => {
    const { source, bad } = feed(fileOf('\ufeff{"id":1}\n{"id":2}\n'));
    expect(keys((await taken(source)).records)).toEqual(['1', '2']);
    expect(bad).toEqual([]);
  });

  it('are gone on with where they were left, also when the file has grown', async () => {
    const file = fileOf('{"id":1}\n{"id":2}\n{"id":3}\n');
    const first = await taken(feed(file).source, { most: 2 });
    const second = await taken(feed(file).source, first);
    expect([keys(first.records), keys(second.records)]).toEqual([['1', '2'], ['3']]);
    appendFileSync(file, '{"id":4}\n');
    expect(keys((await taken(feed(file).source, second)).records)).toEqual(['4']);
    expect(keys((await taken(feed(file, { again: true }).source, second)).records)).toEqual(['1', '2', '3', '4']);
  });

  it('wait at the end until they are whole, and are not told as bad before', async () => {
    const file = fileOf('{"id":1}\n{"id":2,"te');
    const half = feed(file);
    const first = await taken(half.source);
    expect([keys(first.records), half.bad, half.left]).toEqual([['1'], [], [2]]);
    appendFileSync(file, 'xt":"B"}');
    const second = await taken(feed(file).source, first);
    appendFileSync(file, '\n{"id":3}\n');
    const third = await taken(feed(file).source, second);
    expect([keys(second.records), keys(third.records)]).toEqual([['2'], ['3']]);
  });

  it.each(['--again', 'standard input'])('are taken as they are at the end of what does not grow: %s', async (kind) => {
    const file = fileOf('{"id":1}\n{"id":2,"te');
    const rest = kind === '--again' ? { again: true } : { open: () => openLines(file, { limit: 1000 }) };
    const { source, bad, left } = feed(kind === '--again' ? file : '-', rest);
    expect(keys((await taken(source)).records)).toEqual(['1']);
    expect([bad, left]).toEqual([[[2, 'no JSON object']], []]);
  });

  it('of another file with the same name are read from the beginning', async () => {
    const file = fileOf('{"id":1}\n{"id":2}\n', 'daily.jsonl');
    const first = await taken(feed(file).source);
    fileOf('{"id":7}\n{"id":8}\n{"id":9}\n', 'daily.jsonl');
    expect(keys((await taken(feed(file).source, first)).records)).toEqual(['7', '8', '9']);
  });

  it('may have other names for our fields, and paths', async () => {
    const file = fileOf(
      '{"meta":{"guid":"g"},"body":[{"plain":"Text"}],"headline":"H","when":"2024-01-01"}\n{"body":[]}\n',
    );
    const { source, bad } = feed(file, {
      reader: reader({ id: '$.meta.guid', text: '$.body[0].plain', title: 'headline', timestamp: 'when' }),
    });
    const { records } = await taken(source);
    expect(records.map(documentIn)).toEqual([{ id: 'g', text: 'Text', title: 'H', timestamp: Date.UTC(2024, 0, 1) }]);
    expect(bad).toEqual([[2, expect.stringMatching(/body\[0\]\.plain is missing/)]]);
  });

  it('of which none was a document keep no position, so that they are read once their fields have the right names', async () => {
    const file = fileOf('{"body":"a"}\n{"body":"b"}\n', 'misread.jsonl');
    const misread = await taken(feed(file, { reader: reader() }).source);
    expect([misread.records, misread.positions.size]).toEqual([[], 0]);
    const { records } = await taken(feed(file, { reader: reader({ text: 'body' }) }).source, misread);
    expect(records.map((record) => documentIn(record)?.text)).toEqual(['a', 'b']);
  });

  it('of standard input cannot be read twice', async () => {
    const { source } = feed('-', { open: () => openLines(fileOf('{"id":1}\n'), { limit: 100 }) });
    const { records, positions } = await taken(source);
    expect([records.length, positions.size]).toEqual([1, 0]);
    await expect(taken(source)).rejects.toThrow(/cannot be read a second time/);
  });
});

describe('CSV', () => {
  it('has quotes, line breaks, a byte-order mark, epochs and missing fields as a spreadsheet writes them', async () => {
    const file = fileOf(
      gzipSync(
        '\ufeffid;body;timestamp;title\r\n1;"a ""b"";\n\nc";1700000000000;\r\n2;d;2024-01-01;T;extra\r\n\r\n3;;;\r\n',
      ),
      'a.csv.gz',
    );
    const { source, bad } = feed(file, { delimiter: ';', reader: reader({ text: 'body' }) });
    const { records } = await taken(source);
    expect(records.map(documentIn)).toEqual([
      { id: '1', text: 'a "b";\n\nc', timestamp: 1_700_000_000_000 },
      { id: '2', text: 'd', title: 'T', timestamp: Date.UTC(2024, 0, 1) },
    ]);
    expect(bad.map(([, reason]) => reason)).toEqual([expect.stringMatching(/body is missing/)]);
  });

  it('is gone on with where it was left, between rows of several lines', async () => {
    const file = fileOf('id,text\n1,"a\nb"\n2,"c\nd"\n3,e\n', 'b.csv');
    const options = { delimiter: ',', reader: reader() };
    const first = await taken(feed(file, options).source, { most: 1 });
    const second = await taken(feed(file, options).source, first);
    expect([keys(first.records), keys(second.records)]).toEqual([['1'], ['2', '3']]);
  });

  describe('that ends without a line break', () => {
    const options = { delimiter: ',', reader: reader() };
    const pass = async (file: string, before: { positions?: Map<string, unknown> } = {}) => {
      const { source, bad, left } = feed(file, options);
      const { records, positions } = await taken(source, before);
      return { positions, bad, left, texts: records.map((record) => documentIn(record)?.text) };
    };

    it('keeps its last row for the next time, when it has grown', async () => {
      const file = fileOf('id,text\n1,a\n2,b\n3,hal', 'grown.csv');
      const first = await pass(file);
      expect(first).toMatchObject({ texts: ['a', 'b'], bad: [], left: [4] });
      appendFileSync(file, 'f and more');
      const second = await pass(file, first);
      expect(second).toMatchObject({ texts: [], left: [4] });
      appendFileSync(file, '\n4,d\n');
      expect(await pass(file, second)).toMatchObject({ texts: ['half and more', 'd'], left: [] });
    });

    it('gives it the next time when it has not, and once', async () => {
      const file = fileOf('id,text\n1,a\n2,last', 'ended.csv');
      const first = await pass(file);
      const second = await pass(file, first);
      const third = await pass(file, second);
      expect([first, second, third].map(({ texts, left }) => [texts, left])).toEqual([
        [['a'], [3]],
        [['last'], []],
        [[], []],
      ]);
      appendFileSync(file, '\n3,c\n');
      expect((await pass(file, third)).texts).toEqual(['c']);
    });

    it('gives it again when it grew after all', async () => {
      const file = fileOf('id,text\n1,a\n2,la', 'late.csv');
      const sent = await pass(file, await pass(file));
      expect(sent.texts).toEqual(['la']);
      appendFileSync(file, 'st, no');
      const held = await pass(file, sent);
      appendFileSync(file, 't\n');
      const whole = await pass(file, held);
      expect([held.texts, whole.texts]).toEqual([[], ['last']]);
      appendFileSync(file, '3,c\n');
      expect((await pass(file, whole)).texts).toEqual(['c']);
    });

    it('waits for the end of a quote', async () => {
      const file = fileOf('id,text\n1,a\n2,"b\n', 'quoted.csv');
      const first = await pass(file);
      expect(first).toMatchObject({ texts: ['a'], bad: [], left: [expect.any(Number)] });
      appendFileSync(file, 'c"\n');
      expect((await pass(file, first)).texts).toEqual(['b\nc']);
    });

    it.each([[{ again: true }], [{ file: '-' }]])('gives it at once where nothing is remembered: %j', async (rest) => {
      const file = fileOf('id,text\n1,a\n2,last', 'produced.csv');
      const { source } = feed(file, { ...options, open: () => openLines(file, { limit: 1000 }), ...rest });
      expect(keys((await taken(source)).records)).toEqual(['1', '2']);
    });
  });

  it('has quotes in the middle of fields, where they do not belong', async () => {
    const { source, bad } = feed(fileOf('id,text\n1,a "b" c\n2,"b"c\n4,d\n', 'c.csv'), {
      delimiter: ',',
      reader: reader(),
    });
    expect((await taken(source)).records.map((record) => documentIn(record)?.text)).toEqual(['a "b" c', '"b"c', 'd']);
    expect(bad).toEqual([]);
  });

  it.each([
    ['ID,Body\n1,a\n', {}, /columns of .*csv are ID, Body: none is called text; say which is by --fields text=COLUMN/],
    ['id;text\n1;a\n', {}, /columns of .*csv are id;text: none is called text; .*--delimiter/],
    ['id,text\n1,a\n', { text: 'body' }, /columns of .*csv are id, text: none is called body/],
  ])('without a column for the text is refused before anything is read: %j', async (content, fields, message) => {
    const { source, bad } = feed(fileOf(content, 'named.csv'), {
      delimiter: ',',
      text: 'text',
      ...fields,
      reader: reader(fields),
    });
    await expect(taken(source)).rejects.toMatchObject({
      fault: 'fatal',
      stage: 'config',
      message: expect.stringMatching(message) as string,
    });
    expect(bad).toEqual([]);
  });

  it('has names with spaces around them, as people write', async () => {
    const { source } = feed(fileOf('id, text , title\n1,a,T\n', 'spaced.csv'), {
      delimiter: ',',
      text: 'text',
      reader: reader(),
    });
    expect((await taken(source)).records.map(documentIn)).toEqual([{ id: '1', text: 'a', title: 'T', timestamp: 5 }]);
  });

  it('leaves out rows that are not UTF-8, and tells them once', async () => {
    const content = Buffer.from('id,text\n1,plain\n2,"F\xfcr die B\xfcrger"\n3,more\n', 'latin1');
    const file = fileOf(Buffer.concat([content, Buffer.from('4,für \ufffd\n')]), 'latin.csv');
    const options = { delimiter: ',', reader: reader() };
    const first = feed(file, options);
    const { records, positions } = await taken(first.source);
    expect(records.map((record) => documentIn(record)?.text)).toEqual(['plain', 'more', 'für \ufffd']);
    expect(first.bad).toEqual([[3, 'the row is not UTF-8: save the file in that encoding']]);
    const second = feed(file, options);
    expect((await taken(second.source, { positions })).records).toEqual([]);
    expect(second.bad).toEqual([]);
  });

  it('whose names are not UTF-8 is refused', async () => {
    const { source } = feed(fileOf(Buffer.from('id,K\xf6rper\n1,a\n', 'latin1'), 'names.csv'), {
      delimiter: ',',
      reader: reader({ text: 'Körper' }),
    });
    await expect(taken(source)).rejects.toThrow(/names\.csv: the line of names is not UTF-8: save the file in that/);
  });

  it.each(['utf16le', 'utf16be'])('may be %s, as spreadsheets write it', async (encoding) => {
    const bytes = Buffer.from('\ufeffid\ttext\n1\tFür\n2\t"好\n"\n', 'utf16le');
    const file = fileOf(encoding === 'utf16be' ? bytes.swap16() : bytes, 'wide.tsv');
    const { source, bad, left } = feed(file, { delimiter: '\t', reader: reader() });
    expect((await taken(source)).records.map((record) => documentIn(record)?.text)).toEqual(['Für', '好\n']);
    expect([bad, left]).toEqual([[], []]);
  });

  it('has digits that are no epoch: ids, texts, titles', async () => {
    const text = 'id,text,title,when\n0306406152,123456789,20240101120000,1700000000000\n306406152,b,,\n';
    const { source, bad } = feed(fileOf(text, 'digits.csv'), {
      delimiter: ',',
      timestamp: 'when',
      reader: reader({ timestamp: 'when' }),
    });
    expect((await taken(source)).records.map(documentIn)).toEqual([
      { id: '0306406152', text: '123456789', title: '20240101120000', timestamp: 1_700_000_000_000 },
      { id: '306406152', text: 'b', timestamp: 5 },
    ]);
    expect(bad).toEqual([]);
  });

  it('without ids has those of its place, which no other file or run has', async () => {
    const names = async (text: string, rest: Partial<FileFeedOptions> = {}) => {
      const file = fileOf(text, 'articles.csv');
      const named = feed(rest.file ?? file, {
        delimiter: ',',
        reader: reader(),
        open: () => openLines(file, { limit: 1000 }),
        ...rest,
      });
      return keys((await taken(named.source)).records);
    };
    const monday = await names('text\na\nb\n');
    expect(monday).toEqual([2, 3].map((n) => expect.stringMatching(`^articles\\.csv-[0-9a-f]{16}-0-${n}$`) as string));
    expect(await names('text\na\nb\nc\n')).toEqual([...monday, expect.any(String)]);
    const all = [
      ...monday,
      ...(await names('text\nc\nd\n')),
      ...(await names('text\na\nb\n', { file: '-', now: () => 5 })),
      ...(await names('text\na\nb\n', { file: '-', now: () => 6 })),
    ];
    expect(new Set(all).size).toBe(8);
  });

  it('with a quote that is left open is refused there, with what it may be', async () => {
    const rows = Array.from({ length: 500 }, (_, n) => `${n},text of it`).join('\n');
    const { source } = feed(fileOf(`id,text\n1,a\n2,"b\n${rows}`, 'd.csv'), { delimiter: ',', reader: reader() });
    await expect(taken(source)).rejects.toThrow(/longer than 1000 bytes: see whether a quote is left open/);
  });

  it('that breaks off is told as JSON lines are', async () => {
    const rows = Array.from({ length: 2000 }, (_, n) => `${n},${Math.sin(n)}`).join('\n');
    const packed = gzipSync(`id,text\n${rows}\n`);
    const file = fileOf(packed.subarray(0, packed.length / 2), 'cut.csv.gz');
    await expect(taken(feed(file, { delimiter: ',', reader: reader() }).source)).rejects.toMatchObject({
      fault: 'fatal',
      stage: 'decode',
      message: expect.stringMatching(/cut\.csv\.gz cannot be read beyond byte \d+: its gzip data breaks off/) as string,
    });
  });
});
