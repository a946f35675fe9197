/**
 * Gives a run its broker and registry, as KAFKA_BROKERS and SCHEMA_REGISTRY_URL:
 * from the environment when they are set, else from containers when KAFKA_IMAGE (and SCHEMA_REGISTRY_IMAGE) name
 * an image, else the local ones by Maven. What was started here is stopped after the run.
 */
import { startBroker } from '../../deploy/local/broker.ts';
import { startRegistry } from '../../deploy/local/registry.ts';
import { startBrokerContainer, startRegistryContainer } from './containers.ts';

type Stop = () => Promise<void>;

export default async function setup(): Promise<Stop> {
  const say = (line: string) => console.error(line);
  const started = await Promise.allSettled([
    provide('KAFKA_BROKERS', async () => {
      const image = process.env.KAFKA_IMAGE;
      const { brokers, stop } = image ? await startBrokerContainer(image) : await startBroker({ say });
      return [brokers, stop];
    }),
    provide('SCHEMA_REGISTRY_URL', async () => {
      const image = process.env.SCHEMA_REGISTRY_IMAGE;
      const { url, stop } = image ? await startRegistryContainer(image) : await startRegistry({ say });
      return [url, stop];
    }),
  ]);
  const stop = async () => {
    await Promise.all(started.map(async (one) => one.status === 'fulfilled' && (await one.value())));
  };
  const failed = started.find((one) => one.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return stop;
}

/** Leaves a variable that is set alone; else sets it for the workers of this run. */
async function provide(variable: string, start: () => Promise<[value: string, stop: Stop]>): Promise<Stop> {
  if (process.env[variable]) return async () => {};
  const [value, stop] = await start();
  process.env[variable] = value;
  return async () => {
    delete process.env[variable];
    await stop();
  };
}
