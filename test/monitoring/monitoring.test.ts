/** A real Prometheus scrapes real replicas under load: every panel, rule and alert must have data to look at. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { claimPorts } from '../../deploy/local/service.ts';
import { ROWS } from '../../deploy/monitoring/board.ts';
import { promtool, startPrometheus } from '../../deploy/monitoring/prometheus.ts';
import { type Deployment, deployment } from '../support/deployment.ts';
import { eventually } from '../support/eventually.ts';
import { endProcesses } from '../support/processes.ts';

const folder = fileURLToPath(new URL('../../deploy/monitoring/prometheus', import.meta.url));
const rules = `${folder}/leitmotif.rules.yaml`;

describe('promtool', () => {
  it('finds rules and configuration right', async () => {
    expect(await promtool(['check', 'rules', rules])).toMatch(/SUCCESS: 15 rules found/);
    expect(await promtool(['check', 'config', `${folder}/prometheus.yaml`])).toMatch(/SUCCESS/);
  });

  it('sees each alert fire when it should and stay quiet when it should', async () => {
    expect(await promtool(['test', 'rules', 'leitmotif.rules.test.yaml'], folder)).toMatch(/SUCCESS/);
  });
});

describe('a deployment under load', () => {
  let deployed: Deployment;
  let prometheus: Awaited<ReturnType<typeof startPrometheus>>;
  const words = ['storm harbour ferry wind coast', 'bank shares profit market bond', 'goal match league cup season'];
  const documents = (from: number) =>
    Array.from({ length: 100 }, (_, i) => {
      const theme = (words[i % 3] ?? '').split(' ');
      const text = [0, 1, 2, 3, 4, 5].map((at) => theme[(i + from + at * at) % 5]).join(' ');
      return { key: `d${from + i}`, value: Buffer.from(i % 20 === 19 ? '' : JSON.stringify({ text })) };
    });

  beforeAll(async () => {
    const [port = 0] = await claimPorts('the replica', [0]);
    deployed = await deployment({
      partitions: 2,
      config: { encoder: { kind: 'hashing' }, model: { warmup: 128 }, http: { port } },
    });
    deployed.replica('one');
    const config = {
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: [rules],
      scrape_configs: [{ job_name: 'leitmotif', static_configs: [{ targets: [`127.0.0.1:${port}`] }] }],
    };
    prometheus = await startPrometheus(stringify(config));
    for (let n = 0; n < 12; n++) {
      await deployed.produce(documents(n * 100));
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  });
  afterAll(async () => {
    await endProcesses();
    await prometheus.stop();
    await deployed.close();
  });

  async function query(expr: string): Promise<{ metric: Record<string, string>; value: [number, string] }[]> {
    const response = await fetch(`${prometheus.url}/api/v1/query?query=${encodeURIComponent(expr)}`);
    const answer = (await response.json()) as {
      status: string;
      error?: string;
      data: { result: { metric: Record<string, string>; value: [number, string] }[] };
    };
    if (answer.status !== 'success') throw new Error(`${expr}: ${answer.error}`);
    return answer.data.result;
  }

  const panels = ROWS.flatMap(({ panels: inRow }) =>
    inRow.flatMap(({ title, queries }) => Object.values(queries).map((expr) => [title, expr] as const)),
  );
  it.each(panels)('the panel %s has data', async (_, expr) => {
    const filled = expr
      .replaceAll('$job', 'leitmotif')
      .replaceAll('$namespace', '')
      .replaceAll('$__rate_interval', '1m');
    await eventually(
      async () => {
        const found = await query(filled);
        expect(found.length).toBeGreaterThan(0);
        expect(found.some(({ value }) => value[1] !== 'NaN')).toBe(true);
      },
      { timeout: 30_000, interval: 500 },
    );
  });

  it('has numbers that are right', async () => {
    const total = await eventually(
      async () => {
        const found = await query('sum by (outcome) (leitmotif_documents_total)');
        const by = Object.fromEntries(found.map(({ metric, value }) => [metric.outcome, Number(value[1])]));
        expect((by.assigned ?? 0) + (by.stray ?? 0) + (by.dead ?? 0)).toBe(1200);
        return by;
      },
      { timeout: 30_000 },
    );
    expect(total.dead).toBe(60);
    expect(Number((await query('leitmotif:dead_letters:ratio5m'))[0]?.value[1])).toBeCloseTo(0.05, 2);
  });

  const recorded = [...readFileSync(rules, 'utf8').matchAll(/record: (\S+)/g)].map(([, name = '']) => name);
  it.each(recorded)('the rule %s has data', async (name) => {
    await eventually(async () => expect((await query(name)).length).toBeGreaterThan(0), { timeout: 30_000 });
  });

  it('every alert is evaluated without an error, on series that exist', async () => {
    const response = await fetch(`${prometheus.url}/api/v1/rules?type=alert`);
    const { data } = (await response.json()) as {
      data: { groups: { rules: { name: string; query: string; health: string }[] }[] };
    };
    const alerts = data.groups.flatMap((group) => group.rules);
    expect(alerts).toHaveLength(8);
    for (const { name, query: expr, health } of alerts) {
      expect([name, health]).toEqual([name, 'ok']);
      const series = [...expr.matchAll(/\b(?:leitmotif[\w:]+|up|process_start_time_seconds)\b/g)].map(
        ([metric]) => metric,
      );
      expect(series.length).toBeGreaterThan(0);
      for (const metric of series) expect([metric, (await query(metric)).length > 0]).toEqual([metric, true]);
    }
  });
});
