/** Where integration tests find the real broker and registry, and what they need around them. */
import { randomBytes } from 'node:crypto';
import { type AddressInfo, createServer } from 'node:net';

/** host:port,… of the broker of this run. */
export const kafkaBrokers = (): string[] => fromEnvironment('KAFKA_BROKERS').split(',');

/** Base address of the registry of this run (Confluent-compatible API). */
export const schemaRegistryUrl = (): string => fromEnvironment('SCHEMA_REGISTRY_URL');

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is not set: run this test in a vitest project with test/support/global-setup.ts`);
  return value;
}

/** A name that no other test uses: for Kafka topics, prefixes, groups and transactional ids. */
export const randomName = (prefix = 'test'): string => `${prefix}-${randomBytes(6).toString('hex')}`;

/** A port of the loopback address on which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Kafka topic settings with which the broker compacts within about 8 s of the last record of a segment. */
export const compactSoon = {
  'cleanup.policy': 'compact',
  'segment.ms': '1000',
  'min.cleanable.dirty.ratio': '0.01',
  'delete.retention.ms': '1000',
  'max.compaction.lag.ms': '1000',
} as const;
