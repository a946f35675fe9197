import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { BOARD, board, ROWS } from '../../../deploy/monitoring/board.ts';
import { createMetrics } from '../../../src/edges/telemetry/metrics.ts';

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly record?: string;
      readonly alert?: string;
      readonly expr: string;
      readonly annotations?: { readonly runbook_url: string };
    }[];
  }[];
}
const file = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const rules = (parse(file('deploy/monitoring/prometheus/leitmotif.rules.yaml')) as Rules).groups.flatMap(
  (group) => group.rules,
);
const alerts = rules.filter(({ alert }) => alert !== undefined);

describe('the board and the rules', () => {
  it('are up to date: make docs', () => {
    expect(JSON.parse(readFileSync(BOARD, 'utf8'))).toEqual(board());
  });

  it('ask for nothing that a replica does not measure', async () => {
    const metrics = createMetrics();
    metrics.build({ version: '1', encoder: 'e' });
    const { body } = await metrics.render();
    const known = new Set([...body.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
    const recorded = new Set(rules.map(({ record }) => record));
    const queries = [
      ...ROWS.flatMap(({ panels }) => panels.flatMap((panel) => Object.values(panel.queries))),
      ...rules.map(({ expr }) => expr),
    ];
    for (const query of queries) {
      const asked = [...query.matchAll(/\b(?:leitmotif|process|nodejs)[_:][\w:]+/g)].map(([name]) => name);
      expect(asked.length + Number(query.includes('up{'))).toBeGreaterThan(0);
      for (const name of asked)
        expect([name, known.has(name.replace(/_bucket$/, '')) || recorded.has(name)]).toEqual([name, true]);
    }
  });

  it('have an entry in the runbook and a test for each alert', () => {
    const runbook = file('docs/runbook.md');
    const tests = file('deploy/monitoring/prometheus/leitmotif.rules.test.yaml');
    expect(alerts.length).toBeGreaterThan(5);
    for (const { alert = '', annotations } of alerts) {
      expect(annotations?.runbook_url).toBe(`docs/runbook.md#${alert.toLowerCase()}`);
      expect(runbook).toContain(`\n## ${alert}\n`);
      // Once quiet, once firing, at least.
      expect(tests).toMatch(new RegExp(`alertname: ${alert}, eval_time`));
      expect(tests).toMatch(new RegExp(`alertname: ${alert}\n +eval_time: \\S+\n +exp_alerts:\n`));
    }
    expect([...runbook.matchAll(/^## (\S+)$/gm)].map(([, name]) => name).sort()).toEqual(
      alerts.map(({ alert }) => alert).sort(),
    );
  });
});
