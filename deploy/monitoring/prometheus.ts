/** A Prometheus for tests and trials: PROMETHEUS (a folder with prometheus and promtool), the path, or Debian's package unpacked into the cache. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { claimPorts, type Service, startService } from '../local/service.ts';

const run = promisify(execFile);
const cache = fileURLToPath(new URL('../../.cache/prometheus', import.meta.url));

/** The folder with `prometheus` and `promtool`. Throws, with the remedy, when there is none to be had. */
async function findPrometheus(): Promise<string> {
  const places = [process.env.PROMETHEUS ?? '', ...(process.env.PATH ?? '').split(delimiter), join(cache, 'usr/bin')];
  const found = places.find((folder) => folder !== '' && existsSync(join(folder, 'promtool')));
  if (found !== undefined) return found;
  await mkdir(join(cache, '..'), { recursive: true });
  const fresh = await mkdtemp(`${cache}-`);
  try {
    // Downloaded and unpacked, not installed: no service is set up, and nobody has to be root.
    await run('apt-get', ['download', 'prometheus'], { cwd: fresh });
    const [archive = ''] = (await readdir(fresh)).filter((name) => name.endsWith('.deb'));
    await run('dpkg-deb', ['-x', join(fresh, archive), fresh]);
    await rename(fresh, cache);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    const remedy = 'install Prometheus, or name the folder of prometheus and promtool by PROMETHEUS';
    throw new Error(`there is no promtool, and Debian's package cannot be had: ${remedy}`, { cause: error });
  }
  return join(cache, 'usr/bin');
}

/** What promtool says; throws with it when it is not content. */
export async function promtool(args: readonly string[], cwd?: string): Promise<string> {
  const folder = await findPrometheus();
  const { stdout, stderr } = await run(join(folder, 'promtool'), [...args], cwd === undefined ? {} : { cwd });
  return stdout + stderr;
}

/** Starts Prometheus on loopback with a configuration; the service ends with this process. */
export async function startPrometheus(config: string): Promise<Service & { readonly url: string }> {
  const folder = await findPrometheus();
  const scratch = await mkdtemp(join(tmpdir(), 'leitmotif-prometheus-'));
  await writeFile(join(scratch, 'prometheus.yaml'), config);
  const [port] = await claimPorts('Prometheus', [0]);
  const address = `127.0.0.1:${port}`;
  const url = `http://${address}`;
  const service = await startService({
    name: 'Prometheus',
    command: [
      join(folder, 'prometheus'),
      `--config.file=${join(scratch, 'prometheus.yaml')}`,
      `--storage.tsdb.path=${join(scratch, 'data')}`,
      `--web.listen-address=${address}`,
    ],
    scratch,
    ready: async () => (await fetch(`${url}/-/ready`).catch(() => null))?.ok ?? false,
  });
  return { ...service, url };
}
