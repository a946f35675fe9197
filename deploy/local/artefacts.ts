/** The jars of the local services: fetched once by Maven, kept in the project's cache. */
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = fileURLToPath(new URL('.', import.meta.url));
const cache = fileURLToPath(new URL('../../.cache/local', import.meta.url));

const artefacts = {
  kafka: { name: 'Apache Kafka', goal: 'copy-dependencies@kafka', size: '55 MB' },
  registry: { name: 'Apicurio Registry', goal: 'unpack@registry', size: '109 MB' },
} as const;

export type Artefact = keyof typeof artefacts;

/** Writes a line of progress for people. */
export type Say = (line: string) => void;

const oldestJava = 17;

/** Why the local services can't run here, with the remedy; null when they can. */
export async function obstacle(artefact: Artefact): Promise<string | null> {
  const java = await versionOf('java', ['-version']);
  if (java === null) {
    return `there is no Java: install a runtime of version ${oldestJava} or later and put java on the PATH`;
  }
  // "17.0.15", "25", and of old "1.8.0_402".
  const major = Number(/version "(?:1\.)?(\d+)/.exec(java)?.[1] ?? Number.NaN);
  if (!(major >= oldestJava)) {
    return `java is of version ${Number.isNaN(major) ? 'unknown' : major}: install ${oldestJava} or later and put it first on the PATH`;
  }
  if (!existsSync(await folderOf(artefact)) && (await versionOf('mvn', ['-v'])) === null) {
    return `there is no Maven to fetch ${artefacts[artefact].name} with: install it and put mvn on the PATH`;
  }
  return null;
}

/**
 * The folder with the jars, fetched when they are not in the cache yet.
 * Throws with the tail of Maven's output.
 */
export async function fetchArtefact(artefact: Artefact, say: Say): Promise<string> {
  const folder = await folderOf(artefact);
  if (existsSync(folder)) return folder;
  const { name, goal, size } = artefacts[artefact];
  // Fetched aside and moved in whole: an interrupted fetch is never mistaken for a finished one.
  await mkdir(cache, { recursive: true });
  const aside = await mkdtemp(`${folder}.`);
  say(`Fetching ${name} by Maven, about ${size}, once …`);
  try {
    await maven([`dependency:${goal}`, `-Dinto=${aside}`], (files, seconds) =>
      say(`  ${name}: ${seconds} s${files > 0 ? `, ${files} files` : ''}`),
    );
    await rename(aside, folder).catch((error: unknown) => {
      // Another process was faster; its folder is as good.
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  say(`${name} is in ${folder}`);
  return folder;
}

/** Named by what pom.xml says, so another version is another folder. */
async function folderOf(artefact: Artefact): Promise<string> {
  const pom = await readFile(join(here, 'pom.xml'));
  return join(cache, `${artefact}-${createHash('sha256').update(pom).digest('hex').slice(0, 12)}`);
}

async function versionOf(command: string, args: string[]): Promise<string | null> {
  try {
    // java -version speaks on stderr.
    const { stdout, stderr } = await promisify(execFile)(command, args);
    return stdout + stderr;
  } catch {
    return null;
  }
}

async function maven(args: string[], progress: (files: number, seconds: number) => void): Promise<void> {
  const child = spawn('mvn', ['-B', '-f', join(here, 'pom.xml'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const started = Date.now();
  const tail: string[] = [];
  let files = 0;
  const note = (line: string) => {
    if (line.includes('Downloaded from')) files++;
    else if (tail.push(line) > 20) tail.shift();
  };
  createInterface(child.stdout).on('line', note);
  createInterface(child.stderr).on('line', note);
  const timer = setInterval(() => progress(files, Math.round((Date.now() - started) / 1000)), 3000);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('close', resolve);
    });
    if (code !== 0) throw new Error(`mvn ${args[0]} failed with code ${code}:\n${tail.join('\n')}`);
  } finally {
    clearInterval(timer);
  }
}
