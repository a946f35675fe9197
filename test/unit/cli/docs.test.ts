import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SECTIONS } from '../../../src/cli/config.ts';
import { configurationPage } from '../../../src/cli/docs.ts';
import { settings } from '../../../src/cli/settings.ts';

describe('docs/configuration.md', () => {
  it('is what the schema says (make docs)', () => {
    expect(readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8')).toBe(configurationPage());
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
