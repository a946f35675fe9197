import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Kafka, logLevel } from 'kafkajs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Broker, startBroker } from '../../../deploy/local/broker.ts';
import { startRegistry } from '../../../deploy/local/registry.ts';
import { eventually } from '../../support/eventually.ts';
import { createKafkaTopics } from '../../support/kafkatopics.ts';
import { kafkaBrokers, randomName, schemaRegistryUrl } from '../../support/services.ts';

async function withAdmin<T>(brokers: string, use: (admin: ReturnType<Kafka['admin']>) => Promise<T>): Promise<T> {
  const admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return await use(admin);
  } finally {
    await admin.disconnect();
  }
}

describe('the local broker', () => {
  const running: Broker[] = [];
  afterEach(async () => {
    vi.unstubAllEnvs();
    await Promise.all(running.splice(0).map((broker) => broker.stop()));
  });

  it('serves, stops, and goes on from its folder when started again', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'leitmotif-test-'));
    const topic = randomName();
    const first = await startBroker({ dir });
    running.push(first);
    await withAdmin(first.brokers, (admin) => createKafkaTopics(admin, [{ topic }]));
    await first.stop();
    await expect(fetch(`http://${first.brokers}`)).rejects.toThrow('fetch failed');

    const port = Number(first.brokers.split(':')[1]);
    const second = await startBroker({ dir, port });
    running.push(second);
    expect(second.brokers).toBe(first.brokers);
    expect(await withAdmin(second.brokers, (admin) => admin.listTopics())).toContain(topic);
    await second.stop();
    rmSync(dir, { recursive: true });
  });

  it('names the port that is in use', async () => {
    const port = Number(new URL(schemaRegistryUrl()).port);
    await expect(startBroker({ port })).rejects.toThrow(`can't listen on 127.0.0.1:${port}`);
  });

  it('says what a setting that Kafka refuses is', async () => {
    await expect(startBroker({ properties: { 'node.id': '-7' } })).rejects.toThrow('Invalid value -7');
  });

  it('shows the end of the log when the broker ends while starting', async () => {
    await expect(startBroker({ properties: { 'metric.reporters': 'no.such.Reporter' } })).rejects.toThrow(
      /Apache Kafka on 127\.0\.0\.1:\d+ ended with code 1; its last lines:\n.*no\.such\.Reporter/s,
    );
  });

  it('asks for Java where there is none', async () => {
    vi.stubEnv('PATH', '/nonexistent');
    await expect(startBroker()).rejects.toThrow("Apache Kafka can't start: there is no Java");
    await expect(startRegistry()).rejects.toThrow("Apicurio Registry can't start: there is no Java");
  });

  it('dies with a parent that is killed, and its folder with it', async () => {
    const script = `
      import { startBroker } from '${join(process.cwd(), 'deploy/local/broker.ts')}';
      console.log((await startBroker()).brokers);
      setInterval(() => {}, 1000);`;
    const before = brokerFolders();
    const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
    const [brokers] = await new Promise<string[]>((resolve) => {
      createInterface(parent.stdout).once('line', (...line: string[]) => resolve(line));
    });
    const [folder] = brokerFolders().filter((name) => !before.includes(name));
    expect(folder).toBeDefined();
    parent.kill('SIGKILL');
    await eventually(async () => {
      expect(existsSync(join(tmpdir(), String(folder)))).toBe(false);
      await expect(fetch(`http://${brokers}`)).rejects.toThrow('fetch failed');
    });
  });
});

const brokerFolders = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('leitmotif-kafka-'));

describe('the services of a run', () => {
  it('are up: the broker lists Kafka topics, the registry demands BACKWARD compatibility', async () => {
    expect(await withAdmin(kafkaBrokers().join(','), (admin) => admin.listTopics())).toBeInstanceOf(Array);
    const answer = await fetch(`${schemaRegistryUrl()}/config`);
    expect(await answer.json()).toEqual({ compatibilityLevel: 'BACKWARD' });
  });
});
