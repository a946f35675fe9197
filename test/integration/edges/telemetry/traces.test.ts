/** One trace from the producer through two replicas, on the real broker, as an application with an SDK would see it. */
import { trace } from '@opentelemetry/api';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLeitmotif } from '../../../../src/index.ts';
import { type Deployment, deployment } from '../../../support/deployment.ts';
import { eventually } from '../../../support/eventually.ts';
import { kafkaBrokers, randomName, schemaRegistryUrl } from '../../../support/services.ts';

const exporter = new InMemorySpanExporter();
let deployed: Deployment;

beforeAll(async () => {
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
  deployed = await deployment({ partitions: 2 });
});
afterAll(async () => {
  trace.disable();
  await deployed.close();
});

interface Read {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Committed records of a Kafka topic, read by a client of its own. */
async function read(topic: string, count: number): Promise<Read[]> {
  const kafka = new Kafka({ brokers: kafkaBrokers(), logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: randomName('traces') });
  const records: Read[] = [];
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    async eachMessage({ message }) {
      const headers = Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]);
      records.push({ key: String(message.key), headers: Object.fromEntries(headers) as Record<string, string> });
    },
  });
  await eventually(() => expect(records.length).toBeGreaterThanOrEqual(count), { timeout: 60_000 });
  await consumer.disconnect();
  return records;
}

it('goes from the document through Θ and the dead letters, and from worker to trainer', async () => {
  const COUNT = 40;
  const hex = (n: number, length: number) => (n + 1).toString(16).padStart(length, '0');
  const produced = Array.from({ length: COUNT }, (_, n) => ({
    key: `d${n}`,
    partition: n % 2,
    value: Buffer.from(JSON.stringify({ id: `d${n}`, text: n % 10 === 9 ? '' : `storm harbour ferry ${n % 3}` })),
    headers: [
      ['traceparent', Buffer.from(`00-${hex(n, 32)}-${hex(n, 16)}-01`)],
      ['tracestate', Buffer.from('shop=1')],
    ] as const,
  }));
  const { names } = deployed;
  const { http: _, log: __, ...settings } = deployed.settings;
  const replica = () =>
    createLeitmotif({
      ...settings,
      kafka: new Kafka({ brokers: kafkaBrokers(), logLevel: logLevel.NOTHING }),
      registry: { url: schemaRegistryUrl() },
      encoder: { kind: 'hashing' },
    });
  const replicas = [replica(), replica()];
  const running = replicas.map((one) => one.run());
  await eventually(() => expect(replicas.map((one) => one.status().ready)).toEqual([true, true]), { timeout: 60_000 });
  // Each has a partition.
  await eventually(
    async () => {
      const { groups } = await deployed.admin.describeGroups([String(settings.group)]);
      expect(groups[0]?.members.filter(({ memberAssignment }) => memberAssignment.length > 30)).toHaveLength(2);
    },
    { timeout: 60_000 },
  );
  await deployed.produce(produced);
  const [theta, dead] = [await read(names.theta, 36), await read(names.dead, 4)];
  await deployed.absorbed();
  await Promise.all(replicas.map((one) => one.stop()));
  await Promise.all(running);

  const spans = exporter.getFinishedSpans();
  const byId = new Map(spans.map((span) => [span.spanContext().spanId, span]));
  const first = theta.filter(({ headers }) => headers.tracestate === 'shop=1');
  expect(first).toHaveLength(36);
  for (const { key, headers } of first) {
    const n = Number(key.slice(1));
    const [, traceId, spanId = ''] = (headers.traceparent ?? '').split('-');
    expect(traceId).toBe(hex(n, 32));
    expect([byId.get(spanId)?.name, byId.get(spanId)?.parentSpanContext?.spanId]).toEqual([
      `send ${names.theta}`,
      hex(n, 16),
    ]);
  }
  for (const { key, headers } of dead) {
    const n = Number(key.slice(1));
    expect(headers.traceparent).toBe(`00-${hex(n, 32)}-${hex(n, 16)}-01`);
    const sent = spans.find((span) => span.spanContext().traceId === hex(n, 32));
    expect(sent?.status.message).toMatch(/^text/);
  }
  const named = (name: string): ReadableSpan[] => spans.filter((span) => span.name === name);
  const workers = named(`process ${names.documents}`);
  expect(new Set(workers.map(({ attributes }) => attributes['messaging.destination.partition.id']))).toEqual(
    new Set(['0', '1']),
  );
  const linked = workers.flatMap(({ links }) => links.map(({ context }) => context.traceId));
  expect([...linked].sort()).toEqual(Array.from({ length: COUNT }, (_, n) => hex(n, 32)).sort());
  // The trainer, on one of the two, links to the batches of both.
  const trained = named(`process ${names.stats}`).flatMap(({ links }) => links.map(({ context }) => context.spanId));
  for (const worker of workers) expect(trained).toContain(worker.spanContext().spanId);
});
