import { parseArgs } from 'citty';
import { describe, expect, it } from 'vitest';
import { COMMON_ARGS, readArgs } from '../../../src/cli/args.ts';

const ARGS = {
  ...COMMON_ARGS,
  file: { type: 'positional', description: '' },
  theta: { type: 'string' },
  seed: { type: 'string' },
  json: { type: 'boolean' },
} as const;

function read(...argv: string[]) {
  return readArgs(argv, ARGS);
}

describe('arguments', () => {
  it('are told from settings, wherever they stand', () => {
    const { own, flags } = read('--kafka.brokers', 'a:1,b:2', 'in.jsonl', '--theta', 'out', '--prefix=p', '--json');
    expect(parseArgs([...own], ARGS)).toMatchObject({ file: 'in.jsonl', theta: 'out', json: true });
    expect([...flags]).toEqual([
      ['kafka.brokers', 'a:1,b:2'],
      ['prefix', 'p'],
    ]);
  });

  it('take values that look like options when joined, and - as a file', () => {
    const { own } = read('-', '--seed=-1', '--theta=--x');
    expect(parseArgs([...own], ARGS)).toMatchObject({ file: '-', seed: '-1', theta: '--x' });
    expect(parseArgs([...read('--', '--odd-name.jsonl').own], ARGS)).toMatchObject({ file: '--odd-name.jsonl' });
  });

  it('accept settings in kebab case, and a bare flag for true', () => {
    expect([...read('f', '--documents.max-text-bytes', '2MiB', '--http.enabled').flags]).toEqual([
      ['documents.maxTextBytes', '2MiB'],
      ['http.enabled', 'true'],
    ]);
    expect(read('f', '--http.enabled=false').flags.get('http.enabled')).toBe('false');
  });

  it.each(['true', 'false', 'TRUE', 'False'])('accept %s after a setting that is true or false', (word) => {
    const { own, flags } = read('--http.excerpts', word, 'f', '--http.enabled');
    expect([...flags]).toEqual([
      ['http.excerpts', word],
      ['http.enabled', 'true'],
    ]);
    expect(parseArgs([...own], ARGS)).toMatchObject({ file: 'f' });
  });

  it('leave any other word after such a setting to the command', () => {
    expect(parseArgs([...read('--http.enabled', 'falsetto', '--json').own], ARGS)).toMatchObject({
      file: 'falsetto',
      json: true,
    });
  });

  it('ask for help anywhere', () => {
    expect(read('a', 'b', '--help').help).toBe(true);
    expect(read('-h').help).toBe(true);
  });

  it.each([
    [['--thta', 'x'], /^--thta is not known here; did you mean --theta\?/],
    [['--kafka.broker', 'x'], /did you mean --kafka\.brokers\?/],
    [['--zzzzzzzzzz'], /--zzzzzzzzzz is not known here; --help/],
    [['-x'], /^-x is not known here/],
    [['--file', 'x'], /^--file is not known here; FILE is given without it$/],
    [['--fil', 'x'], /^--fil is not known here; --help/],
    [['a', 'b'], /"b" is one argument too many/],
    [['--theta'], /--theta needs a value/],
    [['--theta', '--json'], /--theta needs a value/],
    [['--json=maybe'], /--json is "maybe": give true or false/],
    [['--kafka.sasl.password=hunter2'], /may not be given as a flag.*LEITMOTIF_KAFKA_SASL_PASSWORD_FILE/],
  ])('%j is refused', (argv, expected) => {
    expect(() => read(...argv)).toThrow(expected);
    expect(() => read(...argv)).not.toThrow(/hunter2/);
  });
});
