/** Every page of a real replica fed from a real broker: links, keyboard, token, accessibility, and hostile text. */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigResourceTypes } from 'kafkajs';
import { afterAll, beforeAll, describe } from 'vitest';
import { hostileContract, hostileDocuments } from '../../contract/hostile.contract.ts';
import { pagesContract, tokenContract } from '../../contract/pages.contract.ts';
import { BEGINNING } from '../../support/dashboard.ts';
import { type Deployment, deployment } from '../../support/deployment.ts';
import { endProcesses, said } from '../../support/processes.ts';
import { freePort } from '../../support/services.ts';
import { visits } from '../../support/visits.ts';

const token = 'correct-horse-battery-staple';
const visit = visits();
let world: Deployment;
let url: string;
let guarded: string;

/** Appends documents, JSON as given, and waits until the model has absorbed them. */
async function feed(documents: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  await world.produce(
    documents.map((document) => ({
      key: String(document.id),
      value: new TextEncoder().encode(JSON.stringify(document)),
      headers: [['content-type', 'application/json']],
      timestamp: Number(document.timestamp),
    })),
  );
  await world.absorbed();
}

beforeAll(async () => {
  const [port, other] = [await freePort(), await freePort()];
  url = `http://127.0.0.1:${port}`;
  guarded = `http://127.0.0.1:${other}`;
  world = await deployment({
    partitions: 1,
    config: { encoder: { kind: 'hashing' }, batch: { documents: 64 }, model: { warmup: 128 }, http: { port } },
  });
  world.replica('one');
  await feed(BEGINNING.map(({ theme: _, ...document }) => document));
  const file = join(dirname(world.config), 'token');
  writeFileSync(file, token, { mode: 0o600 });
  await said(world.replica('two', { flags: ['--http.port', String(other), '--http.tokenFile', file] }), /"http":"http/);
}, 180_000);

afterAll(async () => {
  await endProcesses();
  await world?.close();
}, 60_000);

pagesContract(visit, () => url);
tokenContract(visit, () => ({ url: guarded, token }));

describe('hostile text', () => {
  beforeAll(async () => {
    // Lines of a megabyte are more than a broker takes unless it is told to.
    const larger = [{ name: 'max.message.bytes', value: '8000000' }];
    const resources = [{ type: ConfigResourceTypes.TOPIC, name: world.names.documents, configEntries: larger }];
    await world.admin.alterConfigs({ validateOnly: false, resources });
    await feed(hostileDocuments((BEGINNING.at(-1)?.timestamp ?? 0) + 60_000));
  }, 120_000);
  hostileContract(() => url);
});
