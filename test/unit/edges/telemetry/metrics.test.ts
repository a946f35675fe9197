import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../../../src/edges/telemetry/metrics.ts';

const NAMES = [
  'leitmotif_documents_total',
  'leitmotif_dead_letters_total',
  'leitmotif_batch_documents',
  'leitmotif_encode_seconds',
  'leitmotif_assign_seconds',
  'leitmotif_commit_seconds',
  'leitmotif_end_to_end_seconds',
  'leitmotif_topics',
  'leitmotif_topic_events_total',
  'leitmotif_stray_ratio',
  'leitmotif_centroid_drift',
  'leitmotif_model_version',
  'leitmotif_model_lag_batches',
  'leitmotif_state_bytes',
  'leitmotif_consumer_lag',
  'leitmotif_catch_up_seconds',
  'leitmotif_trainer',
  'leitmotif_build_info',
];

describe('metrics', () => {
  it('declares exactly the documented names', async () => {
    const { body, contentType } = await createMetrics({ runtime: false }).render();
    const names = [...body.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
    expect(names.sort()).toEqual([...NAMES].sort());
    expect(contentType).toContain('text/plain');
  });

  it('has the metrics of the process on the same registry', async () => {
    const { body } = await createMetrics().render();
    expect(body).toContain('process_cpu_seconds_total');
    expect(body).toContain('leitmotif_trainer 0');
  });

  it('keeps two registries apart', async () => {
    const [one, other] = [createMetrics({ runtime: false }), createMetrics({ runtime: false })];
    one.set('leitmotif_topics', 7);
    expect((await one.render()).body).toContain('leitmotif_topics 7');
    expect((await other.render()).body).not.toContain('leitmotif_topics 7');
  });

  it('says nothing by a gauge before it is set, but that a replica is not the trainer', async () => {
    const metrics = createMetrics({ runtime: false });
    const gauges = async () =>
      [...(await metrics.render()).body.matchAll(/^# TYPE (\S+) gauge\n([^#\n].*)?/gm)].map(([, name, line]) => [
        name,
        line,
      ]);
    for (const [name, line] of await gauges())
      expect([name, line]).toEqual([name, name === 'leitmotif_trainer' ? 'leitmotif_trainer 0' : undefined]);
    metrics.set('leitmotif_stray_ratio', 0);
    expect(await gauges()).toContainEqual(['leitmotif_stray_ratio', 'leitmotif_stray_ratio 0']);
    metrics.set('leitmotif_stray_ratio', Number.NaN);
    expect(await gauges()).toContainEqual(['leitmotif_stray_ratio', undefined]);
  });

  it('counts by label and begins each known label at 0', async () => {
    const metrics = createMetrics({ runtime: false });
    metrics.add('leitmotif_documents_total', 3, { outcome: 'assigned' });
    metrics.add('leitmotif_documents_total', 2, { outcome: 'assigned' });
    const { body } = await metrics.render();
    expect(body).toContain('leitmotif_documents_total{outcome="assigned"} 5');
    expect(body).toContain('leitmotif_documents_total{outcome="stray"} 0');
    expect(body).toContain('leitmotif_topic_events_total{type="born"} 0');
    expect(body).toContain('leitmotif_dead_letters_total{stage="text"} 0');
  });

  it('refuses a label that is not declared', () => {
    const metrics = createMetrics({ runtime: false });
    expect(() => metrics.add('leitmotif_documents_total', 1, { topic: '7' })).toThrow(/topic/);
  });

  it('sorts observations into buckets', async () => {
    const metrics = createMetrics({ runtime: false });
    metrics.observe('leitmotif_batch_documents', 200);
    metrics.observe('leitmotif_batch_documents', 3);
    const { body } = await metrics.render();
    expect(body).toContain('leitmotif_batch_documents_bucket{le="4"} 1');
    expect(body).toContain('leitmotif_batch_documents_bucket{le="256"} 2');
    expect(body).toContain('leitmotif_batch_documents_sum 203');
  });

  it('takes a gauge away when it is set to NaN and shows infinity as Prometheus writes it', async () => {
    const metrics = createMetrics({ runtime: false });
    metrics.set('leitmotif_consumer_lag', 12, { partition: '0' });
    metrics.set('leitmotif_consumer_lag', 5, { partition: '1' });
    metrics.set('leitmotif_consumer_lag', Number.NaN, { partition: '0' });
    metrics.set('leitmotif_catch_up_seconds', Number.POSITIVE_INFINITY);
    const { body } = await metrics.render();
    expect(body).not.toContain('partition="0"');
    expect(body).toContain('leitmotif_consumer_lag{partition="1"} 5');
    expect(body).toMatch(/leitmotif_catch_up_seconds \+?Inf/);
  });

  it('shows one build', async () => {
    const metrics = createMetrics({ runtime: false });
    metrics.build({ version: '1.2.3', encoder: 'a' });
    metrics.build({ version: '1.2.3', encoder: 'b"\n' });
    const { body } = await metrics.render();
    expect(body).toContain('leitmotif_build_info{version="1.2.3",encoder="b\\"\\n"} 1');
    expect(body).not.toContain('encoder="a"');
  });
});
