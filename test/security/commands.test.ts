/** Commands work with the rights that docs/security.md lists for them; check says which one it lacks. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { madeDocuments } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { endProcesses, leitmotif, type Process } from '../support/processes.ts';
import { randomName } from '../support/services.ts';
import { documented, grant, type Right, revokeAll, spelled } from './rights.ts';
import { PASSWORDS, USER } from './world.ts';

const { brokers, registry, certificates, folder } = inject('secured');
const master = new Kafka({ brokers: [brokers.plain], logLevel: logLevel.NOTHING });
/** More than a tuning needs. */
const DOCUMENTS = 900;
const prefix = randomName('lm');
const deployed = { prefix, documents: `${prefix}-documents`, group: `${prefix}-group`, source: `${prefix}-source` };
const at = (name: string) => join(folder, `${prefix}-${name}`);

/** The settings of whoever may do everything, and of whoever has rights alone. */
function settings(name: string, kafka: object): readonly string[] {
  const config = {
    ...{ prefix, group: deployed.group, documents: { topic: deployed.documents }, kafka },
    ...{ registry: { url: registry.plain }, encoder: { kind: 'hashing' }, model: { warmup: 64 }, http: { port: 0 } },
  };
  writeFileSync(at(name), JSON.stringify(config));
  return ['--config', at(name)];
}
const free = settings('free.json', { brokers: [brokers.plain] });
const bound = settings('bound.json', {
  brokers: [brokers.scram],
  ssl: { enabled: true, ca: certificates.ca },
  sasl: { mechanism: 'scram-sha-512', username: USER, password: PASSWORDS.broker },
});

const replica = documented('A replica');
const readers = documented('`leitmotif topics`, `report`');
const tune = documented('`leitmotif tune`');
const acting = [...replica, ...documented('`leitmotif migrate`, `state import`, `state reset`')];

let admin: Admin;
let running: Process;
beforeAll(async () => {
  admin = master.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: deployed.source, numPartitions: 1 }] });
}, 60_000);
afterAll(async () => {
  await endProcesses();
  await revokeAll(admin);
  const names = await admin.listTopics();
  await admin.deleteTopics({ topics: names.filter((name) => name.startsWith(prefix)) });
  await admin.disconnect();
}, 60_000);

async function allowed(rights: readonly Right[], ...args: readonly string[]): Promise<readonly [number, string]> {
  await revokeAll(admin);
  // One and the same right is one entry of the broker.
  await grant(admin, [...new Map(rights.map((right) => [JSON.stringify(right), right])).values()], deployed);
  const child = leitmotif([...args, ...bound]);
  return [await child.ended, spelled(child.lines.join('\n'), deployed)];
}

describe('with the rights that are documented', () => {
  it.each<[string, readonly Right[], readonly string[]]>([
    ['init makes the Kafka topics', documented('`leitmotif init`'), ['init']],
    ['check finds them', documented('`leitmotif check`'), ['check']],
    ['a feed sends documents', documented('A feed'), ['feed', 'file', at('documents.jsonl')]],
  ])('%s', async (_, rights, args) => {
    const lines = madeDocuments({ count: DOCUMENTS }).map((one) => JSON.stringify(one));
    writeFileSync(at('documents.jsonl'), `${lines.join('\n')}\n`);
    expect(rights.length).toBeGreaterThan(2);
    expect(await allowed(rights, ...args)).toEqual([0, expect.anything()]);
  });

  it('feed kafka copies documents', async () => {
    const producer = master.producer();
    await producer.connect();
    await producer.send({
      topic: deployed.source,
      messages: [{ value: '{"text":"one from elsewhere"}' }, { value: '{' }],
    });
    await producer.disconnect();
    await revokeAll(admin);
    await grant(admin, documented('`leitmotif feed kafka <source>`'), deployed);
    const copying = leitmotif(['feed', 'kafka', deployed.source, ...bound]);
    await eventually(
      async () => {
        const [documents] = await admin.fetchTopicOffsets(deployed.documents);
        const [dead] = await admin.fetchTopicOffsets(`${prefix}.dead`);
        expect([Number(documents?.high) > DOCUMENTS, Number(dead?.high) > 0], copying.lines.join('\n')).toEqual([
          true,
          true,
        ]);
      },
      { timeout: 60_000 },
    );
    await copying.signal('TERM');
    expect(await copying.ended).toBe(0);
  });

  it('topics and watch read what a replica has made, and ask for more', async () => {
    running = leitmotif(['run', ...free]);
    await eventually(async () => expect(await leitmotif(['topics', ...free]).ended, running.lines.join('\n')).toBe(0), {
      timeout: 120_000,
      interval: 1000,
    });
    expect(await allowed(readers, 'topics')).toEqual([0, expect.anything()]);
    expect(await allowed(readers, 'watch', 'glacier ice')).toEqual([0, expect.anything()]);
  });

  it.each<[string, readonly Right[], readonly string[]]>([
    ['tune fits an encoder', tune, ['tune', '--force', '--documents', '800', '--out', at('tuned')]],
    ['migrate moves the model', acting, ['migrate', '--encoder', at('tuned'), '--min-agreement', '0.01']],
  ])('%s', async (_, rights, args) => {
    expect(await allowed(rights, ...args)).toEqual([0, expect.anything()]);
  });

  it('state export, import and reset save the model, bring it back and begin anew', async () => {
    await running.signal('TERM');
    await running.ended;
    const tuned = ['--encoder.tuned', at('tuned')];
    expect(await allowed(readers, 'state', 'export', at('model.jsonl.gz'), ...tuned)).toEqual([0, expect.anything()]);
    expect(await allowed(acting, 'state', 'import', at('model.jsonl.gz'), '--replace', ...tuned)).toEqual([
      0,
      expect.anything(),
    ]);
    expect(await allowed(acting, 'state', 'reset', '--to', 'earliest')).toEqual([0, expect.anything()]);
  });
});

describe('check', () => {
  it('says that what it does not see may be kept from it', async () => {
    const [code, text] = await allowed(replica, 'check');
    expect(code).toBe(1);
    expect(text).toMatch(
      /<prefix>\.feeds is missing: run leitmotif init; .* grant this client Describe on <prefix>\.feeds$/m,
    );
  });
});
