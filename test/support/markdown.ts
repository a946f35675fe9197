/** What the documentation holds: blocks of code, commands, links, headings. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Paths, from the root, of all Markdown that is kept or about to be. */
export function markdownFiles(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'];
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim().split('\n').sort();
}

export const read = (path: string): string => readFileSync(`${root}/${path}`, 'utf8');

export interface Block {
  readonly path: string;
  /** Of its first line of code, from 1. */
  readonly line: number;
  /** What stands after the fence: sh, yaml, … or nothing. */
  readonly language: string;
  readonly text: string;
  /** Why it is not run: `<!-- not run: … -->` on the line before the fence; null where there is none. */
  readonly reason: string | null;
}

export function blocksOf(path: string): Block[] {
  const lines = read(path).split('\n');
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; at++) {
    const opened = /^( *)```(\w*)$/.exec(lines[at] ?? '');
    if (!opened) continue;
    const [, indent = '', language = ''] = opened;
    const end = lines.indexOf(`${indent}\`\`\``, at + 1);
    if (end < 0) throw new Error(`${path}:${at + 1}: the block has no end`);
    const before = lines.slice(0, at).findLast((line) => line.trim() !== '') ?? '';
    const reason = /^ *<!-- not run: (.+) -->$/.exec(before)?.[1] ?? null;
    blocks.push({ path, line: at + 2, language, reason, text: lines.slice(at + 1, end).join('\n') });
    at = end;
  }
  return blocks;
}

/** The commands of a block, each on one line: comments and empty lines left out, continued lines joined. */
export function commandsOf({ text }: Pick<Block, 'text'>): string[] {
  return text
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.replace(/(^|\s+)#\s.*$/, '').trim())
    .filter((line) => line !== '');
}

/** A page without its blocks of code. */
function prose(path: string): string {
  return read(path).replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '');
}

/** `leitmotif …` and `make …` in the running text, as they stand there. */
export function inlineCommands(path: string): string[] {
  return [...prose(path).matchAll(/`((?:leitmotif|make) [^`\n]+)`/g)].map(([, command = '']) =>
    command.replaceAll('\\|', '|'),
  );
}

/** Options in the running text, with what is quoted beside them. */
export function inlineOptions(path: string): string[] {
  return [...prose(path).matchAll(/`(--[^`\n]+)`/g)].map(([, option = '']) => option);
}

/** Addresses of links and pictures. */
export function linksOf(path: string): string[] {
  return [...prose(path).matchAll(/\]\(([^)\s]+)\)/g)].map(([, address = '']) => address);
}

/** The anchors that GitHub gives the headings of a page. */
export function anchorsOf(path: string): string[] {
  return [...prose(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  );
}
