import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/cli/commands/index.ts';
import { SECTIONS } from '../../../src/cli/config.ts';
import { cliPage, configurationPage } from '../../../src/cli/docs.ts';
import { settings } from '../../../src/cli/settings.ts';
import { VERSION } from '../../../src/cli/version.ts';
import { openapi } from '../../../src/edges/http/api/document.ts';

const written = (name: string) => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');

describe('docs/configuration.md', () => {
  it('is what the schema says (make docs)', () => {
    expect(written('configuration.md')).toBe(configurationPage());
  });

  it('describes every setting and every section', () => {
    const page = configurationPage();
    for (const { path, variable, field } of settings()) {
      expect(page).toContain(`### ${path}\n\n${field.description}`);
      expect(page).toContain(`\`${variable}\``);
      const section = path.split('.').slice(0, -1).join('.');
      if (section !== '') expect(SECTIONS[section], section).toBeDefined();
    }
  });
});

describe('docs/cli.md', () => {
  // It loads them all.
  it('is what --help prints (make docs), of every command', { timeout: 60_000 }, async () => {
    const page = await cliPage();
    expect(written('cli.md')).toBe(page);
    for (const name of Object.keys(COMMANDS)) expect(page).toContain(`Usage: leitmotif ${name} `);
  });
});

describe('docs/openapi.json', () => {
  it('is what a replica serves (make docs)', async () => {
    const document = await openapi(VERSION);
    expect(JSON.parse(written('openapi.json'))).toEqual(document);
    expect(document).toMatchObject({ openapi: '3.1.0', paths: { '/topics': { get: {} }, '/theta': { post: {} } } });
  });
});
