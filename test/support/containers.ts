/** The broker and the registry as containers, for those who have an engine and an image at hand. */
import { GenericContainer, Wait } from 'testcontainers';
import { claimPorts } from '../../deploy/local/service.ts';

/** `image` takes its settings as Apache's own `apache/kafka` does: KAFKA_* for server.properties, CLUSTER_ID. */
export async function startBrokerContainer(image: string): Promise<{ brokers: string; stop(): Promise<void> }> {
  // The broker must know the address its clients use, so the port is chosen first and the same inside and outside.
  const [port = 0] = await claimPorts('Apache Kafka', [0]);
  const container = await new GenericContainer(image)
    .withExposedPorts({ container: port, host: port })
    .withEnvironment({
      CLUSTER_ID: 'bGVpdG1vdGlmLWxvY2FsMA',
      KAFKA_NODE_ID: '1',
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9094',
      // The broker talks to itself by BROKER: through the host's port its transactions would fail (NOT_ENOUGH_REPLICAS).
      KAFKA_LISTENERS: `PLAINTEXT://0.0.0.0:${port},BROKER://localhost:9093,CONTROLLER://localhost:9094`,
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${port},BROKER://localhost:9093`,
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT',
      KAFKA_INTER_BROKER_LISTENER_NAME: 'BROKER',
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
      KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR: '1',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
      KAFKA_LOG_CLEANER_BACKOFF_MS: '500',
      KAFKA_TRANSACTION_ABORT_TIMED_OUT_TRANSACTION_CLEANUP_INTERVAL_MS: '2000',
    })
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .withStartupTimeout(120_000)
    .start();
  return { brokers: `127.0.0.1:${port}`, stop: async () => void (await container.stop()) };
}

/** `image`: Apicurio Registry 3 (`apicurio/apicurio-registry`). */
export async function startRegistryContainer(image: string): Promise<{ url: string; stop(): Promise<void> }> {
  const container = await new GenericContainer(image)
    .withExposedPorts(8080)
    .withWaitStrategy(Wait.forHttp('/apis/ccompat/v7/subjects', 8080))
    .withStartupTimeout(120_000)
    .start();
  const url = `http://${container.getHost()}:${container.getMappedPort(8080)}/apis/ccompat/v7`;
  return { url, stop: async () => void (await container.stop()) };
}
