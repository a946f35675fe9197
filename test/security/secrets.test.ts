/** Secrets that were planted everywhere they may stand are looked for in everything that is written. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { ConfigInput } from '../../src/cli/config.ts';
import { madeDocuments } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { endProcesses, leitmotif, type Process, ran, said } from '../support/processes.ts';
import { randomName } from '../support/services.ts';
import { documented, grant, revokeAll } from './rights.ts';
import { PASSWORDS, USER } from './world.ts';

const { brokers, certificates, folder, registry } = inject('secured');
const TOKEN = 'planted-token-of-the-api-Tn7';
const key = readFileSync(certificates.client.key, 'utf8');
/** As they are, and as they travel: base64 of a password alone, of a login, of SASL's PLAIN. */
const planted = new Map(
  Object.entries({ ...PASSWORDS, token: TOKEN, key: key.split('\n')[1] ?? '' }).flatMap(([name, secret]) => [
    [name, secret] as const,
    [`${name} in base64`, Buffer.from(secret).toString('base64').slice(0, -3)] as const,
    [`${name} as a login`, Buffer.from(`${USER}:${secret}`).toString('base64').slice(0, -3)] as const,
    [`${name} in PLAIN`, Buffer.from(`\0${USER}\0${secret}`).toString('base64').slice(0, -3)] as const,
    [`${name} as a digest`, createHash('sha256').update(secret).digest('hex')] as const,
  ]),
);
const found = (text: string): string[] =>
  [...planted].filter(([, secret]) => text.includes(secret)).map(([name]) => name);

beforeAll(async () => {
  const admin = new Kafka({ brokers: [brokers.plain], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await revokeAll(admin);
  for (const who of ['A replica', '`leitmotif init`', 'A feed']) await grant(admin, documented(who), deployed);
  await admin.disconnect();
});
afterAll(endProcesses);

const prefix = randomName('lm');
const deployed = { prefix, documents: `${prefix}-documents`, group: `${prefix}-group` };
writeFileSync(join(folder, 'token'), TOKEN);

/** Settings in a file of their own; passwords come from it or from the environment. */
function settings(rest: ConfigInput, name = 'planted'): string[] {
  const file = join(folder, `${name}.yaml`);
  const config: ConfigInput = {
    ...{ prefix, group: deployed.group, documents: { topic: deployed.documents }, encoder: { kind: 'hashing' } },
    ...{
      registry: { url: registry.url, username: USER },
      model: { warmup: 32 },
      log: { level: 'debug', format: 'json' },
    },
    http: { port: 0, tokenFile: join(folder, 'token') },
    ...rest,
  };
  writeFileSync(file, JSON.stringify(config));
  return ['--config', file];
}

const sasl = { mechanism: 'scram-sha-512', username: USER } as const;
const kafka: ConfigInput['kafka'] = {
  brokers: [brokers.scram],
  ssl: { enabled: true, ca: certificates.ca, ...certificates.client },
  sasl,
};
const environment = {
  NODE_EXTRA_CA_CERTS: certificates.ca,
  LEITMOTIF_KAFKA_SASL_PASSWORD: PASSWORDS.broker,
  LEITMOTIF_REGISTRY_PASSWORD: PASSWORDS.registry,
};

describe('a replica with planted secrets', () => {
  let replica: Process;
  let url = '';
  const reports = mkdtempSync(join(folder, 'reports-'));

  it('shows none in its log at debug level, on /metrics, on health or on any route of /api', async () => {
    const args = settings({ kafka });
    await ran(['init', ...args], environment);
    const feed = join(folder, 'planted.jsonl');
    writeFileSync(
      feed,
      madeDocuments({ count: 100 })
        .map((one) => JSON.stringify(one))
        .join('\n'),
    );
    await ran(['feed', 'file', feed, ...args], environment);
    const NODE_OPTIONS = `--report-on-signal --report-uncaught-exception --report-on-fatalerror --report-directory=${reports}`;
    replica = leitmotif(['run', '--debug', ...args], { ...environment, NODE_OPTIONS });
    await said(replica, /this replica is the trainer/);
    url = replica.lines.map((line) => /"http":"(http:[^"]+)"/.exec(line)?.[1]).find((one) => one !== undefined) ?? '';
    const headers = { authorization: `Bearer ${TOKEN}` };
    const get = async (path: string, more: RequestInit = {}) => (await fetch(`${url}${path}`, more)).text();
    await eventually(async () =>
      expect(JSON.parse(await get('/api/overview', { headers }))).toMatchObject({ pulse: {} }),
    );
    const routes = Object.keys((JSON.parse(await get('/api/openapi.json', { headers })) as { paths: object }).paths);
    expect(routes.length).toBeGreaterThan(10);
    const bodies: string[] = [];
    for (const path of ['/livez', '/readyz', '/metrics', '/', '/nothing', ...routes.map((route) => `/api${route}`)]) {
      if (path.endsWith('/stream')) continue;
      const place = path.replace('{topic}', '1');
      bodies.push(await get(place), await get(place, { headers }));
      bodies.push(await get(place, { headers: { authorization: `Bearer ${PASSWORDS.wrong}` } }));
      bodies.push(
        await get(place, { headers: { ...headers, 'content-type': 'application/json' }, method: 'POST', body: '{' }),
      );
    }
    expect(bodies.length).toBeGreaterThan(60);
    expect(found(bodies.join('\n'))).toEqual([]);
    expect(found(replica.lines.join('\n'))).toEqual([]);
  });

  it('shows none in a diagnostic report of Node, though they came by the environment', async () => {
    await replica.signal('USR2');
    const [report = ''] = await eventually(() => {
      const files = readdirSync(reports);
      expect(files.length).toBe(1);
      return files;
    });
    const text = await eventually(() => {
      const written = readFileSync(join(reports, report), 'utf8');
      JSON.parse(written);
      return written;
    });
    expect(text).toContain('environmentVariables');
    expect(text).toContain('NODE_EXTRA_CA_CERTS');
    expect(found(text)).toEqual([]);
    await replica.signal('TERM');
    expect(await replica.ended).toBe(0);
    expect(found(replica.lines.join('\n'))).toEqual([]);
  });
});

describe('an error with planted secrets', () => {
  const written = async (args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> => {
    const child = leitmotif([...args, '--debug'], env);
    expect(await child.ended).not.toBe(0);
    const text = child.lines.join('\n');
    expect(found(text)).toEqual([]);
    return text;
  };
  const wrong = { ...environment, LEITMOTIF_KAFKA_SASL_PASSWORD: PASSWORDS.wrong };

  it.each<[string, ConfigInput, NodeJS.ProcessEnv, RegExp]>([
    ['the broker refuses the password', { kafka }, wrong, /authentication failed/i],
    [
      'PLAIN is refused',
      { kafka: { ...kafka, brokers: [brokers.login], sasl: { ...sasl, mechanism: 'plain' } } },
      wrong,
      /authentication failed/i,
    ],
    ['the registry refuses', { kafka }, { ...environment, LEITMOTIF_REGISTRY_PASSWORD: PASSWORDS.wrong }, /HTTP 401/],
    [
      'the broker is not trusted',
      { kafka: { ...kafka, ssl: { enabled: true } } },
      { ...environment, NODE_EXTRA_CA_CERTS: '' },
      /kafka\.ssl\.ca/,
    ],
    [
      'the registry is away',
      { kafka, registry: { url: 'https://127.0.0.1:9', username: USER } },
      environment,
      /not reachable/,
    ],
    [
      'the password is in the settings',
      { kafka: { ...kafka, sasl: { ...sasl, password: PASSWORDS.wrong } } },
      { NODE_EXTRA_CA_CERTS: certificates.ca },
      /registry has one of username and password/,
    ],
  ])('shows none when %s', async (_, rest, env, expected) => {
    expect(await written(['check', ...settings(rest, 'failing')], env)).toMatch(expected);
  });

  it('shows none when a setting is wrong, YAML is broken or a password is a flag', async () => {
    const broken = join(folder, 'broken.yaml');
    writeFileSync(broken, `kafka:\n  sasl: { password: "${PASSWORDS.broker}\n`);
    expect(await written(['check', '--config', broken], {})).toMatch(/not valid YAML/);
    writeFileSync(
      broken,
      `registry:\n  url: https://${USER}:${PASSWORDS.registry}@127.0.0.1/\n  password: [${PASSWORDS.registry}]\n`,
    );
    expect(await written(['check', '--config', broken], {})).toMatch(/registry\.password/);
    expect(await written(['check', '--kafka.sasl.password', PASSWORDS.broker], {})).toMatch(
      /may not be given as a flag/,
    );
  });

  it('shows none in check --json, which prints all settings', async () => {
    const lines = await ran(
      ['check', '--json', ...settings({ kafka, http: { tokenFile: join(folder, 'token') } }, 'json')],
      environment,
    );
    expect(lines.join('\n')).toContain('[secret]');
    expect(found(lines.join('\n'))).toEqual([]);
  });
});
