/** The documentation holds together: its links lead somewhere, its indexes name every page, its commands exist. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../../src/edges/telemetry/metrics.ts';
import {
  anchorsOf,
  blocksOf,
  commandsOf,
  inlineCommands,
  linksOf,
  markdownFiles,
  read,
  root,
} from '../../support/markdown.ts';

const pages = markdownFiles();
const targets = new Set([...read('Makefile').matchAll(/^([a-z-]+):.*## /gm)].map(([, name]) => name));

describe('links', () => {
  it('are many, on many pages', () => {
    expect(pages.flatMap(linksOf).length).toBeGreaterThan(100);
  });

  it.each(pages)('of %s lead to a file, or a heading of one', (page) => {
    const lost = linksOf(page).filter((address) => {
      if (/^https:\/\//.test(address)) return false;
      const [path = '', anchor] = address.split('#');
      const target = path === '' ? page : normalize(join(dirname(page), path));
      if (target.startsWith('..') || !existsSync(join(root, target))) return true;
      return anchor !== undefined && !anchorsOf(target).includes(decodeURIComponent(anchor));
    });
    expect(lost).toEqual([]);
  });
});

it('docs/contracts.md says how many packages the product brings', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { dev?: boolean; optional?: boolean }>;
  };
  // Of what is built for single systems each system gets its own.
  const brought = Object.entries(packages).filter(([path, { dev, optional }]) => path !== '' && !dev && !optional);
  expect(read('docs/contracts.md')).toContain(`the tree has ${brought.length} packages`);
});

it('docs/metrics.md has every metric, and no other', async () => {
  const metrics = createMetrics({ runtime: false });
  metrics.build({ version: '', encoder: '' });
  const { body } = await metrics.render();
  const measured = [...body.matchAll(/^# HELP (\S+)/gm)].map(([, name]) => name);
  const told = [...read('docs/metrics.md').matchAll(/^\| `(leitmotif_\w+)/gm)].map(([, name]) => name);
  expect(told.sort()).toEqual(measured.sort());
});

describe('paths', () => {
  it('that CONTRIBUTING.md names are there', () => {
    const named = [...read('CONTRIBUTING.md').matchAll(/`((?:src|test|docs|deploy|schemas|examples)\/[\w./-]*)`/g)];
    const paths = named.map(([, path = '']) => path);
    expect(paths.length).toBeGreaterThan(30);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe('indexes', () => {
  const linked = (index: string) =>
    new Set(linksOf(index).map((address) => normalize(join(dirname(index), address.split('#')[0] ?? ''))));

  it.each([
    ['docs/README.md', 'docs', /\.(md|json)$/],
    ['docs/adr/README.md', 'docs/adr', /^\d{4}-.+\.md$/],
  ])('%s names every page of %s', (index, folder, pattern) => {
    const named = linked(index);
    const missing = readdirSync(join(root, folder))
      .filter((name) => pattern.test(name) && name !== 'README.md')
      .filter((name) => !named.has(join(folder, name)));
    expect(missing).toEqual([]);
  });
});

describe('the comparison', () => {
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('**', ''));
  const METHODS = [
    'Leitmotif',
    'BERTopic online, told K',
    'BERTopic offline',
    'MiniBatchKMeans, told K',
    'k-means offline, told K',
  ];

  /** NMI of the final pass by corpus and method, as docs/quality.md has it; Leitmotif's at the level that is bold there. */
  function measured(): Map<string, Map<string, string>> {
    const found = new Map<string, Map<string, string>>();
    let corpus = '';
    for (const line of read('docs/quality.md')
      .split('\n')
      .filter((line) => /^\| .*NMI|\/ /.test(line) && line.startsWith('|'))) {
      const [name = '', method = '', , , nmi = ''] = cells(line);
      corpus = name === '' ? corpus : name.replace(/ \(\d+\)$/, '');
      const own = method.startsWith('Leitmotif');
      if ((own && !line.includes('**')) || !/^\S+ \/ \S+ \/ \.\d+$/.test(nmi)) continue;
      const row = found.get(corpus) ?? new Map<string, string>();
      found.set(corpus, row.set(own ? 'Leitmotif' : method, nmi.replace(/.* /, '')));
    }
    return found;
  }

  it.each(['README.md', 'README.zh.md'])('in %s has the figures of docs/quality.md', (page) => {
    const rows = read(page)
      .split('\n')
      .filter((line) => line.startsWith('| NMI'));
    const told = rows.map((line) => [/\((\w+),/.exec(line)?.[1] ?? '', cells(line).slice(1)] as const);
    const figures = measured();
    expect(new Map(told)).toEqual(
      new Map([...figures].map(([corpus, row]) => [corpus, METHODS.map((method) => row.get(method))])),
    );
    expect(figures.size).toBe(6);
  });
});

it('README.zh.md is in step with README.md: commands, programs, settings, pictures, Kafka topics', () => {
  const code = ({ text }: { readonly text: string }) => text.replaceAll(/\s*(#|\/\/) .*/g, '');
  const parts = (page: string) => ({
    code: blocksOf(page).map(code),
    pictures: linksOf(page).filter((address) => address.endsWith('.png')),
    kafkaTopics: [...read(page).matchAll(/^\| `(leitmotif\.\w+)`/gm)].map(([, name]) => name),
  });
  expect(parts('README.md').code).toHaveLength(5);
  expect(parts('README.zh.md')).toEqual(parts('README.md'));
});

describe('commands', () => {
  it('are written as blocks of sh, so that make docs-test runs them', () => {
    const others = pages
      .filter((page) => !page.startsWith('docs/adr/'))
      .flatMap(blocksOf)
      .filter(
        ({ language, text }) => language === '' && /^(leitmotif|make|npm|npx|curl|docker|helm|kcat) /m.test(text),
      );
    expect(others.map(({ path, line }) => `${path}:${line}`)).toEqual([]);
  });

  it('that are not run say why', () => {
    const marked = pages.flatMap(blocksOf).filter(({ reason }) => reason !== null);
    expect(marked.length).toBeGreaterThan(0);
    for (const { path, line, reason } of marked)
      expect((reason ?? '').split(' ').length, `${path}:${line}`).toBeGreaterThan(3);
  });

  it('of make are targets of the Makefile', () => {
    const named = pages
      .flatMap((page) => [...blocksOf(page).flatMap(commandsOf), ...inlineCommands(page)])
      .flatMap((command) => [...command.matchAll(/(?:^|[A-Z]=\S+ )make ([a-z-]+)/g)].map(([, target]) => target));
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((target) => !targets.has(target))).toEqual([]);
  });

  it('of CONTRIBUTING name files that are there', () => {
    const folders = [...read('CONTRIBUTING.md').matchAll(/`(test\/[a-z/-]+\/)`/g)].map(([, path = '']) => path);
    expect(folders.length).toBeGreaterThan(8);
    expect(folders.filter((path) => !statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory())).toEqual([]);
  });
});

describe('docs/troubleshooting.md', () => {
  const sources = execFileSync('git', ['ls-files', 'src'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
  // As a reader meets them: what is filled in stands for itself.
  const said = sources
    .filter((path) => path.endsWith('.ts'))
    .map((path) =>
      read(path)
        .replaceAll(/\$\{[^}]*\}/g, '…')
        .replaceAll("\\'", "'"),
    )
    .join('\n');

  const messages = [...read('docs/troubleshooting.md').matchAll(/^### (.*)$/gm)].flatMap(([, heading = '']) =>
    [...heading.matchAll(/`([^`]+)`/g)].map(([, message = '']) => message),
  );

  it.each(messages)('has a message that is said: %s', (message) => {
    for (const part of message.split('…').map((text) => text.trim())) expect(said).toContain(part);
  });

  it('has many', () => {
    expect(messages.length).toBeGreaterThan(20);
  });
});
