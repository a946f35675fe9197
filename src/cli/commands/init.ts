import { LeitmotifError } from '../../core/errors.ts';
import type { KafkaTopicPlan } from '../../edges/kafka/admin.ts';
import { namesOf } from '../../pipeline/names.ts';
import { COMMON_ARGS, usage } from '../args.ts';
import { defineCommand } from '../command.ts';
import { limitOf, type Wanted, wantedKafkaTopics } from '../kafkatopics.ts';
import { loadSettings } from '../settings.ts';
import { showProgress, table } from '../terminal.ts';

const args = {
  'dry-run': { type: 'boolean', description: 'Say what would be done, and do nothing' },
  partitions: {
    type: 'string',
    valueHint: 'N',
    description:
      'Partitions of the documents Kafka topic, to create or widen it; left alone without this when it exists',
  },
  json: { type: 'boolean', description: 'Print the plan as JSON' },
  ...COMMON_ARGS,
} as const;

const notes = `
Creates the Kafka topics that Leitmotif writes, and the one for documents where it is missing (with one partition unless
--partitions says otherwise). Where documents have more partitions than Θ or the dead letters, those are widened. What
exists with other settings than wanted is named and left as it is. Run it again at any time: what is in order is not
touched.

More partitions for a feed that is running: leitmotif init --partitions 6. It widens the documents last, so that a replica
finds everything ready. The documents that have the same id move to another partition of Θ then, as they do in Kafka.

Examples:
  leitmotif init --dry-run
  leitmotif init --config leitmotif.yaml --partitions 3 --replication.factor 3
`;

export const command = defineCommand({
  args,
  notes,
  async run({ args: typed, flags }) {
    const { config } = loadSettings({ file: typed.config, flags });
    const wantedPartitions = partitionsOf(typed.partitions);
    const progress = showProgress({ screen: process.stderr, text: () => `asking ${config.kafka.brokers.join(', ')}` });
    try {
      const [wire, admin] = await Promise.all([import('../wire.ts'), import('../../edges/kafka/admin.ts')]);
      const { probe } = wire.openProbe(config, 'error');
      const kafka = wire.openKafka(config, probe);
      const names = namesOf(config.prefix, config.documents.topic);
      const existing = await admin.readKafkaTopics(kafka, Object.values(names));
      const feed = existing.find(({ name }) => name === names.documents);
      const partitions = wantedPartitions ?? feed?.partitions ?? 1;
      if (feed !== undefined && partitions < feed.partitions) {
        throw usage(
          `--partitions is ${partitions}, but ${names.documents} has ${feed.partitions}: partitions cannot be taken away`,
        );
      }
      const { factor } = config.replication;
      const maxMessageBytes = limitOf(existing, names.documents);
      const documents: Wanted = {
        name: names.documents,
        partitions,
        ...(factor === -1 ? {} : { replicationFactor: factor }),
        configs: {},
      };
      const plan = admin.planKafkaTopics(existing, wantedKafkaTopics(names, { partitions, maxMessageBytes }, factor));
      const feedPlan = admin.planKafkaTopics(existing, [
        feed === undefined ? documents : { name: names.documents, partitions, configs: {} },
      ]);
      if (!typed['dry-run']) {
        await admin.applyKafkaTopics(kafka, plan);
        await admin.applyKafkaTopics(kafka, feedPlan);
      }
      progress.stop();
      report({
        plan: joined(plan, feedPlan),
        existing: existing.length,
        dryRun: typed['dry-run'] ?? false,
        json: typed.json ?? false,
      });
      return 0;
    } finally {
      progress.stop();
    }
  },
});

function partitionsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 10_000) return count;
  throw new LeitmotifError('fatal', 'config', `--partitions is "${text}": give a whole number from 1 to 10000`);
}

function joined(a: KafkaTopicPlan, b: KafkaTopicPlan): KafkaTopicPlan {
  return {
    create: [...a.create, ...b.create],
    widen: [...a.widen, ...b.widen],
    differences: [...a.differences, ...b.differences],
  };
}

function report({
  plan,
  existing,
  dryRun,
  json,
}: {
  plan: KafkaTopicPlan;
  existing: number;
  dryRun: boolean;
  json: boolean;
}): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ dryRun, ...plan })}\n`);
    return;
  }
  const rows = [
    ...plan.create.map(({ name, partitions, configs }) => [
      dryRun ? 'would create' : 'created',
      name,
      `${partitions} ${partitions === 1 ? 'partition' : 'partitions'}`,
      Object.entries(configs)
        .map(([key, value]) => `${key}=${value}`)
        .join(' '),
    ]),
    ...plan.widen.map(({ name, from, to }) => [
      dryRun ? 'would widen' : 'widened',
      name,
      `${from} → ${to} partitions`,
      '',
    ]),
  ];
  const head = [{ title: '' }, { title: 'KAFKA TOPIC' }, { title: '' }, { title: 'SETTINGS' }];
  if (rows.length > 0) process.stdout.write(`${table({ head, rows, width: 200 }).join('\n')}\n`);
  else process.stdout.write(`all ${existing} Kafka topics are there already\n`);
  for (const { name, setting, is, wanted } of plan.differences) {
    process.stderr.write(
      `${name}: ${setting} is ${is || 'not set'}, wanted is ${wanted}; left as it is, change it with your Kafka tools\n`,
    );
  }
}
