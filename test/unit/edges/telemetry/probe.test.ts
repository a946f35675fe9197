import { describe, expect, it } from 'vitest';
import { createLogger } from '../../../../src/edges/telemetry/log.ts';
import { createMetrics } from '../../../../src/edges/telemetry/metrics.ts';
import { createProbe, recordingProbe } from '../../../../src/edges/telemetry/probe.ts';

describe('probe', () => {
  it('passes numbers to the metrics and lines to the log', async () => {
    const lines: string[] = [];
    const metrics = createMetrics({ runtime: false });
    const logger = createLogger({ level: 'debug', format: 'json', stream: { write: (line) => lines.push(line) } });
    const probe = createProbe({ metrics, logger });
    probe.add('leitmotif_dead_letters_total', 2, { stage: 'time' });
    probe.observe('leitmotif_commit_seconds', 0.02);
    probe.set('leitmotif_trainer', 1);
    probe.log('debug', 'published', { version: 4 });
    const { body } = await metrics.render();
    expect(body).toContain('leitmotif_dead_letters_total{stage="time"} 2');
    expect(body).toContain('leitmotif_commit_seconds_count 1');
    expect(body).toContain('leitmotif_trainer 1');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'debug', msg: 'published', version: 4 });
  });
});

describe('recording probe', () => {
  it('remembers sums by label, observations in order, the last value and every line', () => {
    const probe = recordingProbe();
    probe.add('leitmotif_documents_total', 2, { outcome: 'stray' });
    probe.add('leitmotif_documents_total', 3, { outcome: 'assigned' });
    probe.observe('leitmotif_encode_seconds', 2);
    probe.observe('leitmotif_encode_seconds', 1);
    probe.set('leitmotif_consumer_lag', 9, { partition: '0' });
    probe.set('leitmotif_consumer_lag', 8, { partition: '0' });
    probe.set('leitmotif_topics', 1);
    probe.set('leitmotif_topics', Number.NaN);
    probe.log('info', 'm');
    expect(probe.total('leitmotif_documents_total')).toBe(5);
    expect(probe.total('leitmotif_documents_total', { outcome: 'stray' })).toBe(2);
    expect(probe.total('leitmotif_dead_letters_total')).toBe(0);
    expect(probe.observed('leitmotif_encode_seconds')).toEqual([2, 1]);
    expect(probe.value('leitmotif_consumer_lag', { partition: '0' })).toBe(8);
    expect(probe.value('leitmotif_topics')).toBeUndefined();
    expect(probe.lines).toEqual([{ level: 'info', message: 'm', fields: {} }]);
  });
});
