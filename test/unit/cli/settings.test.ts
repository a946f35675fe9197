import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hint, loadSettings, settings } from '../../../src/cli/settings.ts';
import { LeitmotifError } from '../../../src/core/errors.ts';
import { DEFAULT_OPTIONS } from '../../../src/core/model/options.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'leitmotif-settings-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string, name = 'leitmotif.yaml'): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function refusal(input: Parameters<typeof loadSettings>[0]): string {
  try {
    loadSettings({ env: {}, ...input });
  } catch (error) {
    expect(error).toBeInstanceOf(LeitmotifError);
    expect(error).toMatchObject({ fault: 'fatal', stage: 'config' });
    return (error as Error).message;
  }
  throw new Error('the settings were accepted');
}

describe('where settings come from', () => {
  it('has a default for everything that is not optional', () => {
    const { config, origins } = loadSettings({ env: {} });
    expect(config).toMatchObject({
      kafka: {
        brokers: ['127.0.0.1:9092'],
        ssl: { enabled: false, rejectUnauthorized: true },
        sasl: { mechanism: 'none' },
      },
      prefix: 'leitmotif',
      group: 'leitmotif',
      documents: { topic: 'documents', format: 'auto', start: 'earliest', maxTextBytes: 1_000_000 },
      batch: { documents: 256, linger: 50 },
      staleness: 4,
      session: { timeout: 6000 },
      time: { maxAhead: 3_600_000 },
      http: { host: '127.0.0.1', port: 9464, enabled: true },
    });
    expect(origins.size).toBe(0);
  });

  it("has the model's own defaults", () => {
    expect(loadSettings({ env: {} }).config.model).toEqual(DEFAULT_OPTIONS);
  });

  it('reads a YAML file, sections and settings left blank included', () => {
    const path = file(
      'kafka:\n  brokers: [a:1, b:2]\nregistry:\nmodel:\n  halfLife: never\n  seed:\nbatch: { linger: 1s }\n',
    );
    const { config } = loadSettings({ file: path, env: {} });
    expect(config.kafka.brokers).toEqual(['a:1', 'b:2']);
    expect(config.model.halfLife).toBe(Number.POSITIVE_INFINITY);
    expect(config.model.seed).toBe(DEFAULT_OPTIONS.seed);
    expect(config.batch.linger).toBe(1000);
  });

  it('takes an empty file for one that sets nothing', () => {
    expect(loadSettings({ file: file('# nothing\n'), env: {} }).config.prefix).toBe('leitmotif');
  });

  it('lets the environment win over the file and flags over both, and says where each came from', () => {
    const path = file('prefix: from-file\ngroup: from-file\nhttp: { port: 1 }\n');
    const { config, origins } = loadSettings({
      file: path,
      env: { LEITMOTIF_GROUP: 'from-env', LEITMOTIF_HTTP_PORT: '2' },
      flags: new Map([['http.port', '3']]),
    });
    expect([config.prefix, config.group, config.http.port]).toEqual(['from-file', 'from-env', 3]);
    expect(origins.get('prefix')).toContain(path);
    expect(origins.get('group')).toBe('environment variable LEITMOTIF_GROUP');
    expect(origins.get('http.port')).toBe('flag --http.port');
  });

  it('finds the file by LEITMOTIF_CONFIG', () => {
    expect(loadSettings({ env: { LEITMOTIF_CONFIG: file('prefix: named\n') } }).config.prefix).toBe('named');
  });

  it('reads every kind from the text of an environment variable', () => {
    const { config } = loadSettings({
      env: {
        LEITMOTIF_KAFKA_BROKERS: 'a:1, b:2',
        LEITMOTIF_KAFKA_SSL_ENABLED: 'true',
        LEITMOTIF_DOCUMENTS_MAX_TEXT_BYTES: '2MiB',
        LEITMOTIF_DOCUMENTS_START: '2026-01-31T00:00:00Z',
        LEITMOTIF_BATCH_LINGER: '20',
        LEITMOTIF_MODEL_HALF_LIFE: '1h30m',
        LEITMOTIF_LOG_LEVEL: 'debug',
      },
    });
    expect(config.kafka.brokers).toEqual(['a:1', 'b:2']);
    expect(config.kafka.ssl.enabled).toBe(true);
    expect(config.documents).toMatchObject({ maxTextBytes: 2_097_152, start: Date.UTC(2026, 0, 31) });
    expect([config.batch.linger, config.model.halfLife, config.log.level]).toEqual([20, 5_400_000, 'debug']);
  });

  it('derives each variable from the path, all different', () => {
    const all = settings();
    const variables = new Map(all.map(({ path, variable }) => [path, variable]));
    expect(variables.get('documents.maxTextBytes')).toBe('LEITMOTIF_DOCUMENTS_MAX_TEXT_BYTES');
    expect(variables.get('staleness')).toBe('LEITMOTIF_STALENESS');
    expect(new Set(variables.values()).size).toBe(all.length);
  });

  it('ignores what a container platform sets for a service named leitmotif', () => {
    const env = {
      LEITMOTIF_SERVICE_HOST: '10.0.0.1',
      LEITMOTIF_SERVICE_PORT_HTTP: '9464',
      LEITMOTIF_PORT: 'tcp://10.0.0.1:9464',
      LEITMOTIF_PORT_9464_TCP_ADDR: '10.0.0.1',
    };
    expect(loadSettings({ env }).config.http.port).toBe(9464);
  });
});

describe('secrets', () => {
  const env = {
    LEITMOTIF_KAFKA_SASL_MECHANISM: 'plain',
    LEITMOTIF_KAFKA_SASL_USERNAME: 'ada',
    LEITMOTIF_KAFKA_SASL_PASSWORD: 'hunter2',
  };

  it('never print', () => {
    const { config } = loadSettings({ env: { ...env } });
    const password = config.kafka.sasl.password;
    expect(password?.reveal()).toBe('hunter2');
    for (const printed of [
      `${String(password)}`,
      JSON.stringify(config),
      inspect(config, { depth: 9 }),
      inspect(password, { showHidden: true }),
    ]) {
      expect(printed).not.toContain('hunter2');
    }
  });

  it('come from a file when the variable ends in _FILE, without its last line break', () => {
    const { LEITMOTIF_KAFKA_SASL_PASSWORD: _, ...rest } = env;
    const { config } = loadSettings({
      env: { ...rest, LEITMOTIF_KAFKA_SASL_PASSWORD_FILE: file('from file\n', 'password') },
    });
    expect(config.kafka.sasl.password?.reveal()).toBe('from file');
  });

  it('may not come twice, nor from a file that is not there', () => {
    expect(refusal({ env: { ...env, LEITMOTIF_KAFKA_SASL_PASSWORD_FILE: '/dev/null' } })).toContain('given twice');
    expect(refusal({ env: { LEITMOTIF_REGISTRY_PASSWORD_FILE: '/no/such/file' } })).toMatch(
      /registry\.password cannot be read.*ENOENT/,
    );
  });

  it('stay out of messages about them and about the file they stand in', () => {
    expect(refusal({ file: file('kafka: { sasl: { password: 12345 } }') })).toBe(
      'kafka.sasl.password is [secret] (in ' +
        join(folder, 'leitmotif.yaml') +
        '): give a text that is not empty, in quotes',
    );
    expect(refusal({ file: file('kafka:\n  sasl:\n    password: "hunter2\n') })).not.toContain('hunter2');
  });
});

describe('refusals', () => {
  it('names the setting, its value, where it was found and what to give', () => {
    expect(refusal({ env: { LEITMOTIF_HTTP_PORT: '99999' } })).toBe(
      'http.port is 99999 (environment variable LEITMOTIF_HTTP_PORT): give a whole number from 0 to 65535',
    );
  });

  it('reports everything that is wrong at once', () => {
    const lines = refusal({ file: file('staleness: -1\nlog: { level: loud }\nbatch: { linger: soon }\n') }).split('\n');
    expect(lines).toHaveLength(3);
    expect(lines.join('\n')).toMatch(/staleness is -1.*\n.*/);
    expect(lines.join('\n')).toContain('log.level is "loud"');
    expect(lines.join('\n')).toContain('give debug, info, warn, error or silent');
    expect(lines.join('\n')).toContain('batch.linger is "soon"');
  });

  it.each([
    ['documnets: { topic: a }', /documnets .*is no setting; did you mean documents\?/],
    ['documents: { tpic: a }', /documents\.tpic .*did you mean documents\.topic\?/],
    ['brokers: [a:1]', /brokers .*did you mean kafka\.brokers\?/],
    ['zzzzzzzzzz: 1', /zzzzzzzzzz .*is no setting; docs\/configuration\.md lists them all/],
    ['__proto__: { prefix: x }', /__proto__/],
  ])('refuses an unknown key with a hint: %s', (yaml, expected) => {
    expect(refusal({ file: file(yaml) })).toMatch(expected);
  });

  it('refuses an unknown variable with a hint', () => {
    expect(refusal({ env: { LEITMOTIF_KAFKA_BROKER: 'a:1' } })).toMatch(
      /LEITMOTIF_KAFKA_BROKER in the environment is no setting; did you mean LEITMOTIF_KAFKA_BROKERS\?/,
    );
  });

  it.each([
    ['kafka: a:1', /kafka is "a:1", but it is a section: give it settings by name, such as brokers/],
    ['- a', /must hold settings by name/],
    ['a: [', /is not valid YAML.*line 1/],
    ['prefix: a\nprefix: b', /is not valid YAML/],
    ['prefix: "no spaces"', /prefix is "no spaces".*give letters, digits/],
    ['kafka: { brokers: [] }', /kafka\.brokers is \[\]/],
    ['kafka: { brokers: [localhost] }', /kafka\.brokers is "localhost".*give host:port/],
    ['registry: { url: "http://ada:pw@host" }', /registry\.url is "http:\/\/\[secret\]@host".*without credentials/],
    ['documents: { start: yesterday }', /documents\.start is "yesterday".*earliest, latest or a time/],
    ['http: { enabled: 1 }', /http\.enabled is 1.*true or false/],
    ['model: { halfLife: 30s }', /model\.halfLife is "30s".*from 1m to never/],
    ['kafka: { sasl: { mechanism: plain } }', /kafka\.sasl\.mechanism is plain, which needs/],
    ['kafka: { ssl: { ca: /ca.pem } }', /kafka\.ssl\.enabled is false although/],
    ['kafka: { ssl: { enabled: true, key: /k.pem } }', /kafka\.ssl has one of cert and key/],
    ['registry: { username: ada }', /registry has one of username and password/],
    ['documents: { topic: leitmotif.theta }', /documents\.topic is leitmotif\.theta/],
    ['http: { host: 0.0.0.0 }', /http\.host is 0\.0\.0\.0.*give a token by http\.tokenFile, or set http\.host to 127/],
    ['http: { probes: { separate: true, port: 9464 } }', /http\.probes\.port is 9464, where the dashboard is/],
  ])('refuses %s', (yaml, expected) => {
    expect(refusal({ file: file(yaml) })).toMatch(expected);
  });

  it.each([
    'http: { host: localhost }',
    'http: { host: 0.0.0.0, tokenFile: /run/secrets/token }',
    'http: { host: 0.0.0.0, dashboard: false }',
    'http: { host: 0.0.0.0, enabled: false }',
  ])('takes %s, which shows no documents to strangers', (yaml) => {
    expect(loadSettings({ file: file(yaml), env: {} }).config.http).toBeDefined();
  });

  it('says that a file is not there', () => {
    expect(refusal({ file: join(folder, 'none.yaml') })).toMatch(
      /cannot read the configuration file .*none\.yaml.*ENOENT/,
    );
  });

  it('gives no hint for what resembles nothing', () => {
    expect(hint('qqqqqqqq', ['prefix', 'group'])).toContain('docs/configuration.md');
  });
});

it('takes passwords out of the environment, and nothing else', () => {
  const env: Record<string, string> = {
    LEITMOTIF_REGISTRY_USERNAME: 'me',
    LEITMOTIF_REGISTRY_PASSWORD: 'secret of the registry',
    PATH: '/bin',
  };
  const { config, secrets } = loadSettings({ env });
  expect(config.registry.password?.reveal()).toBe('secret of the registry');
  expect(env).toEqual({ LEITMOTIF_REGISTRY_USERNAME: 'me', PATH: '/bin' });
  expect([...secrets].map(([name, secret]) => [name, secret.reveal()])).toEqual([
    ['LEITMOTIF_REGISTRY_PASSWORD', 'secret of the registry'],
  ]);
  expect(inspect(secrets) + JSON.stringify([...secrets])).not.toContain('secret of the registry');
});

it('holds no password that came otherwise than by a variable of its own', () => {
  const env = {
    LEITMOTIF_REGISTRY_USERNAME: 'me',
    LEITMOTIF_REGISTRY_PASSWORD_FILE: file('from file\n', 'registry-password'),
  };
  const { config, secrets } = loadSettings({ env });
  expect(config.registry.password?.reveal()).toBe('from file');
  expect(secrets.size).toBe(0);
  expect(env).toHaveProperty('LEITMOTIF_REGISTRY_PASSWORD_FILE');
});
