import type { Admin } from 'kafkajs';
import { eventually } from './eventually.ts';

type Wanted = NonNullable<Parameters<Admin['createTopics']>[0]>['topics'];

/** Creates Kafka topics, and waits until each has its leaders; kafkajs's own wait takes a broker that does not know them yet for a failure. */
export async function createKafkaTopics(admin: Admin, topics: Wanted): Promise<void> {
  await admin.createTopics({ waitForLeaders: false, topics });
  await eventually(async () => {
    const found = await admin.fetchTopicMetadata({ topics: topics.map(({ topic }) => topic) });
    const leaderless = found.topics.filter(({ partitions }) => partitions.some(({ leader }) => leader < 0));
    if (leaderless.length > 0) throw new Error(`${leaderless.map(({ name }) => name).join(', ')} have no leaders`);
  });
}
