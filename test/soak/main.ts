/**
 * One replica at full speed on a real broker, on a feed whose themes come and go, for as long as it is given: memory, size of the
 * model, topics, commits and event loop must not grow once it is warm. Exit 1 when one does.
 * MINUTES=30 · WARM=5 of them, not looked at · PARTITIONS=2
 * A whole run is written into docs/reliability.md.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { claimPorts } from '../../deploy/local/service.ts';
import { kafkaChangelog } from '../../src/edges/kafka/changelog.ts';
import { systemClock } from '../../src/edges/telemetry/clock.ts';
import { writePart } from '../quality/document.ts';
import { type Deployment, deployment } from '../support/deployment.ts';
import { eventually } from '../support/eventually.ts';
import setup from '../support/global-setup.ts';
import { endProcesses } from '../support/processes.ts';
import { compactSoon } from '../support/services.ts';
import { documentOf } from './feed.ts';
import { FIGURES, parsed, samplesOf } from './samples.ts';
import { trendOf } from './trend.ts';

/** Minutes of a whole run. */
const WHOLE = 30;
const EVERY = 5000;
/** Documents that wait for the replica, so that it is never idle. */
const BACKLOG = 20_000;
const CHUNK = 2000;

const number = (name: string, fallback: number): number => Number(process.env[name] ?? fallback);
const [minutes, warm, partitions] = [number('MINUTES', WHOLE), number('WARM', 5), number('PARTITIONS', 2)];
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const said = (n: number): string => n.toLocaleString('en', { maximumFractionDigits: 1 });
const total = (offsets: readonly bigint[]): number => Number(offsets.reduce((a, b) => a + b, 0n));

/** Documents that the replica has committed; a group that is new says for a while that it is loading. */
const worked = (world: Deployment): Promise<number> => eventually(async () => total(await world.committed()));

/** Appends whenever fewer documents wait than should, until told. */
function fed(world: Deployment): { stop(): Promise<number> } {
  let [over, given] = [false, 0];
  const running = (async () => {
    while (!over) {
      if (given - (await worked(world)) > BACKLOG) {
        await sleep(100);
        continue;
      }
      const chunk = Array.from({ length: CHUNK }, (_, i) => documentOf(given + i));
      await world.produce(chunk.map((record, i) => ({ ...record, partition: i % partitions })));
      given += CHUNK;
    }
  })();
  running.catch(() => {});
  return {
    async stop() {
      over = true;
      await running;
      return given;
    },
  };
}

/** Records that were ever written to the model's Kafka topic, and those that compaction has left there. */
async function changelog({ kafka, names, ends }: Deployment): Promise<{ written: number; left: number }> {
  const reader = kafkaChangelog(kafka, { topic: names.model, clock: systemClock, probe: { log() {} } });
  return { written: total(await ends(names.model)), left: (await reader.read()).length };
}

async function soak(world: Deployment, port: number): Promise<boolean> {
  const replica = world.replica('soak');
  const feed = fed(world);
  const pages: { at: number; page: Map<string, number> }[] = [];
  const begun = Date.now();
  const seconds = (): number => (Date.now() - begun) / 1000;
  while (seconds() < 60 * minutes) {
    await sleep(EVERY);
    if (!replica.running()) throw new Error(`the replica ended:\n${replica.lines.slice(-10).join('\n')}`);
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`).catch(() => null);
    if (answer === null) continue;
    pages.push({ at: seconds(), page: parsed(await answer.text()) });
    if (pages.length % 12 === 0) {
      const figures = FIGURES.map(
        (each) => `${each.name} ${said(samplesOf(each, pages).at(-1)?.value ?? 0)} ${each.unit}`,
      );
      say(
        `${said(seconds() / 60)} of ${minutes} minutes, ${said(await worked(world))} documents; ${figures.join('; ')}`,
      );
    }
  }
  const done = await worked(world);
  const rate = done / seconds();
  const given = await feed.stop();
  say('working off what waits, then counting');
  await world.absorbed({ timeout: 600_000 });
  await replica.signal('TERM');
  const status = await replica.ended;
  const counted = await world.count();
  const right = counted.revision0 === given && counted.lost.length === 0 && counted.duplicates.length === 0;
  const rows = FIGURES.map((figure) => {
    const trend = trendOf(
      samplesOf(
        figure,
        pages.filter(({ at }) => at > 60 * warm),
      ),
      figure.allowed,
    );
    return { figure, trend };
  });
  const { written, left } = await changelog(world);
  const text = [
    `${minutes} minutes, the first ${warm} not looked at; ${said(done)} documents, ${said(rate)} a second, one replica, hashing encoder. Of ${said(written)} records of the model compaction has left ${said(left)}. Counted: ${said(counted.revision0)} first Θ, ${counted.lost.length} lost, ${counted.duplicates.length} twice.`,
    '',
    '| figure | median | change over the time | allowed |',
    '| --- | ---: | ---: | ---: |',
    ...rows.map(
      ({ figure, trend }) =>
        `| ${figure.name} | ${said(trend.median)} ${figure.unit} | ${(100 * trend.change).toFixed(1)} % | ${100 * figure.allowed} % |`,
    ),
  ].join('\n');
  console.log(text);
  const grown = rows.filter(({ trend }) => !trend.flat).map(({ figure }) => figure.name);
  if (grown.length > 0) console.error(`not flat: ${grown.join(', ')}`);
  if (!right || status !== 0) console.error(`given ${given}, status ${status}: ${JSON.stringify(counted)}`);
  const fine = right && status === 0 && grown.length === 0;
  if (minutes >= WHOLE && fine) writePart('docs/reliability.md', 'soak', text);
  return fine;
}

const stop = await setup();
let fine = false;
try {
  const [port = 0] = await claimPorts('the replica', [0]);
  const world = await deployment({
    partitions,
    config: {
      encoder: { kind: 'hashing' },
      batch: { documents: 1024 },
      model: { halfLife: '1d' },
      stats: { keep: false },
      http: { port },
    },
    changelog: compactSoon,
  });
  fine = await soak(world, port);
  await world.close();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
} finally {
  await endProcesses();
  await stop();
}
process.exit(fine ? 0 : 1);
