/** The command line through TLS, by every way to log in, to a registry behind a password; and what it says when it is not let in. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import type { ConfigInput } from '../../src/cli/config.ts';
import { namesOf } from '../../src/pipeline/names.ts';
import { madeDocuments } from '../support/documents.ts';
import { independentCount } from '../support/independent/count.ts';
import { endProcesses, leitmotif, ran, said } from '../support/processes.ts';
import { randomName } from '../support/services.ts';
import { documented, grant, revokeAll } from './rights.ts';
import { PASSWORDS, USER } from './world.ts';

const secured = inject('secured');
const { brokers, certificates, folder, registry } = secured;
const master = new Kafka({ brokers: [brokers.plain], logLevel: logLevel.NOTHING });
let admin: Admin;
beforeAll(async () => {
  admin = master.admin();
  await admin.connect();
});
afterEach(endProcesses);
afterAll(async () => {
  await revokeAll(admin);
  await admin.disconnect();
});

const passwordFile = (name: string, password: string): string => {
  const file = join(folder, name);
  writeFileSync(file, `${password}\n`);
  return file;
};
/** What stands in the environment: the authority for the registry, and where the passwords are. */
const environment = {
  NODE_EXTRA_CA_CERTS: certificates.ca,
  LEITMOTIF_REGISTRY_PASSWORD_FILE: passwordFile('registry.password', PASSWORDS.registry),
};
const withPassword = {
  ...environment,
  LEITMOTIF_KAFKA_SASL_PASSWORD_FILE: passwordFile('broker.password', PASSWORDS.broker),
};

type Way = ConfigInput['kafka'];

function settings(kafka: Way, rest: ConfigInput = {}) {
  const prefix = randomName('lm');
  const documents = `${prefix}-documents`;
  const file = join(folder, `${prefix}.yaml`);
  const config: ConfigInput = {
    ...{ kafka, registry: { url: registry.url, username: USER }, prefix, group: `${prefix}-group` },
    ...{ documents: { topic: documents }, encoder: { kind: 'hashing' }, model: { warmup: 32 } },
    ...{ http: { port: 0 }, log: { format: 'json' }, ...rest },
  };
  writeFileSync(file, JSON.stringify(config));
  return { prefix, documents, group: `${prefix}-group`, args: ['--config', file] };
}

const ssl = { enabled: true, ca: certificates.ca };
const sasl = (mechanism: 'scram-sha-256' | 'scram-sha-512' | 'plain') => ({ mechanism, username: USER });

describe('a deployment', () => {
  it.each<[string, Way, NodeJS.ProcessEnv]>([
    ['SCRAM-SHA-512', { brokers: [brokers.scram], ssl, sasl: sasl('scram-sha-512') }, withPassword],
    ['SCRAM-SHA-256', { brokers: [brokers.scram], ssl, sasl: sasl('scram-sha-256') }, withPassword],
    ['PLAIN', { brokers: [brokers.login], ssl, sasl: sasl('plain') }, withPassword],
    ['mutual TLS', { brokers: [brokers.mutual], ssl: { ...ssl, ...certificates.client } }, environment],
  ])('works over TLS and %s, with the rights that are documented', async (_, kafka, env) => {
    const { args, ...deployed } = settings(kafka);
    await revokeAll(admin);
    for (const who of ['A replica', '`leitmotif init`', '`leitmotif topics`, `report`', 'A feed'])
      await grant(admin, documented(who), deployed);

    await ran(['init', ...args], env);
    const checked = await ran(['check', ...args], env);
    expect(checked.filter((line) => line.startsWith('ok')).length, checked.join('\n')).toBe(5);
    const feed = join(folder, 'feed.jsonl');
    writeFileSync(
      feed,
      madeDocuments({ count: 200 })
        .map((one) => JSON.stringify(one))
        .join('\n'),
    );
    await ran(['feed', 'file', feed, ...args], env);
    const replica = leitmotif(['run', ...args], env);
    await said(replica, /this replica is the trainer/);
    const { documents, prefix } = deployed;
    const count = () => independentCount({ brokers: brokers.plain, registry: registry.plain, documents, prefix });
    let counted = await count();
    for (let tries = 0; counted.revision0 < 200 && tries < 20; tries++) counted = await count();
    expect(counted).toMatchObject({ input: 200, revision0: 200, lost: [], duplicates: [], faults: [] });
    await replica.signal('TERM');
    expect(await replica.ended, replica.lines.join('\n')).toBe(0);
    expect((await ran(['topics', ...args], env)).join('\n')).toMatch(/^model version \d+: \d+ topics/m);
    await admin.deleteTopics({ topics: Object.values(namesOf(deployed.prefix, deployed.documents)) });
  });
});

describe('check', () => {
  const refused = async (kafka: Way, env: NodeJS.ProcessEnv, rest?: ConfigInput) => {
    const child = leitmotif(['check', ...settings(kafka, rest).args], env);
    expect(await child.ended).toBe(1);
    return child.lines.join('\n');
  };
  const wrong = { ...environment, LEITMOTIF_KAFKA_SASL_PASSWORD_FILE: passwordFile('wrong.password', PASSWORDS.wrong) };
  const scram = { brokers: [brokers.scram], ssl, sasl: sasl('scram-sha-512') };

  it.each<[string, Way, NodeJS.ProcessEnv, RegExp]>([
    ['a wrong password', scram, wrong, /broker .*check kafka\.sasl\.username and its password/],
    [
      'a mechanism that the broker lacks',
      { ...scram, brokers: [brokers.login] },
      withPassword,
      /set kafka\.sasl\.mechanism/,
    ],
    [
      'an authority that nobody gave',
      { ...scram, ssl: { enabled: true } },
      { ...withPassword, NODE_EXTRA_CA_CERTS: '' },
      /kafka\.ssl\.ca/,
    ],
    [
      "a stranger's certificate",
      { brokers: [brokers.mutual], ssl: { ...ssl, ...certificates.stranger } },
      environment,
      /kafka\.ssl\.cert/,
    ],
    ['no certificate', { brokers: [brokers.mutual], ssl }, environment, /kafka\.ssl\.cert/],
    ['no TLS', { brokers: [brokers.scram] }, environment, /kafka\.ssl/],
  ])('names the setting for %s', async (_, kafka, env, expected) => {
    expect(await refused(kafka, env)).toMatch(expected);
  });

  it('names the setting for a registry that refuses the password, or is not trusted', async () => {
    const bad = { ...withPassword, LEITMOTIF_REGISTRY_PASSWORD_FILE: wrong.LEITMOTIF_KAFKA_SASL_PASSWORD_FILE };
    expect(await refused(scram, bad)).toMatch(/registry .*refuses access \(HTTP 401\).*check the user name/);
    expect(await refused(scram, { ...withPassword, NODE_EXTRA_CA_CERTS: '' })).toMatch(
      /registry .*NODE_EXTRA_CA_CERTS/,
    );
  });
});
