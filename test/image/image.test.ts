/** The image as it is built by the Dockerfile: what is in it, what it may, and a replica of it on the real broker. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GenericContainer, Wait } from 'testcontainers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deployment } from '../support/deployment.ts';
import { baseImage, docker, startEngine } from './engine.ts';

const IMAGE = 'leitmotif:test';
const folder = mkdtempSync(join(tmpdir(), 'leitmotif-image-'));
// The user of the image is nobody here.
chmodSync(folder, 0o755);
const say = (line: string) => console.error(line);
let engine: Awaited<ReturnType<typeof startEngine>> | undefined;

beforeAll(async () => {
  // Its helper for cleaning up is an image of its own that would be pulled.
  process.env.TESTCONTAINERS_RYUK_DISABLED = 'true';
  engine = await startEngine(say);
  const base = process.env.BASE ?? (await baseImage(say));
  say(`building the image on ${base} …`);
  await docker('build', '--network', 'host', '--build-arg', `BASE=${base}`, '--tag', IMAGE, '.');
}, 1_800_000);
afterAll(async () => {
  await engine?.stop();
  rmSync(folder, { recursive: true });
}, 120_000);

const once = (...args: readonly string[]) => docker('run', '--rm', '--network', 'none', '--read-only', ...args);

it('is the version of the package', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(await once(IMAGE, '--version')).toBe(version);
});

it('runs as nobody that exists elsewhere, without what it was built with', async () => {
  const look =
    'console.log(process.getuid(), ["typescript","vitest"].filter((name) => require("fs").existsSync("node_modules/" + name)).length)';
  expect(await once('--entrypoint', 'node', IMAGE, '-e', look)).toBe('10001 0');
});

it('finds topics in a file with a read-only root, no network and no rights', async () => {
  const words = ['storm harbour ferry wind coast', 'bank shares profit market bond', 'goal match league cup season'];
  const lines = Array.from({ length: 300 }, (_, i) => {
    const theme = (words[i % 3] ?? '').split(' ');
    return JSON.stringify({ id: `d${i}`, text: [0, 1, 2, 3, 4, 5].map((at) => theme[(i + at * at) % 5]).join(' ') });
  });
  writeFileSync(join(folder, 'news.jsonl'), lines.join('\n'));
  const rights = ['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'];
  const mount = ['--volume', `${folder}:/feed:ro`];
  const args = ['replay', '/feed/news.jsonl', '--encoder.kind', 'hashing', '--model.warmup', '128', '--json'];
  const told = JSON.parse(await once(...rights, ...mount, IMAGE, ...args)) as { documents: number; topics: number };
  expect(told.documents).toBe(300);
  expect(told.topics).toBeGreaterThan(1);
});

it('may write nowhere but in its cache', async () => {
  const write = 'require("fs").writeFileSync(process.argv[1], "")';
  await expect(docker('run', '--rm', '--entrypoint', 'node', IMAGE, '-e', write, '/opt/leitmotif/x')).rejects.toThrow(
    /EACCES/,
  );
  await docker('run', '--rm', '--entrypoint', 'node', IMAGE, '-e', write, '/var/cache/leitmotif/x');
});

it('is a replica: healthy, at work on the real broker, and gone at SIGTERM with its work done', async () => {
  const deployed = await deployment({
    partitions: 1,
    config: { encoder: { kind: 'hashing' }, model: { warmup: 128 } },
  });
  const container = await new GenericContainer(IMAGE)
    .withNetworkMode('host')
    .withCopyFilesToContainer([{ source: deployed.config, target: '/etc/leitmotif.yaml' }])
    .withEnvironment({ LEITMOTIF_CONFIG: '/etc/leitmotif.yaml', LEITMOTIF_HTTP_PORT: '29464' })
    .withWaitStrategy(Wait.forHealthCheck())
    .withStartupTimeout(90_000)
    .start();
  try {
    const texts = ['storm harbour ferry wind', 'bank shares profit bond', 'goal match league cup'];
    await deployed.produce(
      Array.from({ length: 300 }, (_, i) => ({
        key: `d${i}`,
        value: Buffer.from(JSON.stringify({ text: `${texts[i % 3]} ${i}` })),
      })),
    );
    await deployed.absorbed({ timeout: 60_000 });
    await docker('kill', '--signal', 'TERM', container.getId());
    expect(await docker('wait', container.getId())).toBe('0');
    expect(await deployed.committed()).toEqual([300n]);
  } finally {
    await container.stop();
    await deployed.close();
  }
});
