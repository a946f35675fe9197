/** The metrics of a replica, on a registry of their own; docs/metrics.md explains them. */
import {
  collectDefaultMetrics,
  Counter as PromCounter,
  Gauge as PromGauge,
  Histogram as PromHistogram,
  Registry,
} from 'prom-client';
import type { Stage } from '../../core/errors.ts';
import type { Counter, Gauge, Histogram } from '../../core/ports.ts';
import { EVENT_TYPES } from '../../core/types.ts';

interface Described {
  readonly help: string;
  readonly label?: string;
}

/** Only what can be wrong with a record itself; other stages fail for other reasons. */
const STAGES: readonly Stage[] = ['decode', 'schema', 'text', 'time', 'encode', 'control'];

const COUNTERS: Readonly<Record<Counter, Described & { readonly values: readonly string[] }>> = {
  leitmotif_documents_total: {
    help: 'Records read from the documents Kafka topic and committed, by what became of them.',
    label: 'outcome',
    values: ['assigned', 'stray', 'deleted', 'dead'],
  },
  leitmotif_dead_letters_total: {
    help: 'Records sent to the dead letters, by the stage that refused them.',
    label: 'stage',
    values: STAGES,
  },
  leitmotif_topic_events_total: { help: 'Topic events published, by type.', label: 'type', values: EVENT_TYPES },
};

const HISTOGRAMS: Readonly<Record<Histogram, Described & { readonly buckets: readonly number[] }>> = {
  leitmotif_batch_documents: { help: 'Documents in a batch.', buckets: [1, 4, 16, 32, 64, 128, 256, 512, 1024, 4096] },
  leitmotif_encode_seconds: { help: 'Time to encode the documents of a batch.', buckets: seconds(0.001, 120) },
  leitmotif_assign_seconds: { help: 'Time to assign the documents of a batch to topics.', buckets: seconds(0.0005, 5) },
  leitmotif_commit_seconds: { help: 'Time to commit a transaction.', buckets: seconds(0.001, 30) },
  leitmotif_end_to_end_seconds: {
    help: "Time from a record's Kafka timestamp to the commit of its first Θ, tombstone or dead letter.",
    buckets: [...seconds(0.005, 300), 1800, 7200],
  },
};

/** A gauge says nothing until it is set, but for what is `known` from the beginning. */
const GAUGES: Readonly<Record<Gauge, Described & { readonly known?: number }>> = {
  leitmotif_topics: { help: 'Live topics of the newest model version known here.' },
  leitmotif_stray_ratio: { help: 'Part of the latest batch that no topic claims.' },
  leitmotif_centroid_drift: {
    help: 'How far the topics of the newest model version moved from the version before: 1 - cosine, weighted mean.',
  },
  leitmotif_model_version: { help: 'Newest model version known here.' },
  leitmotif_model_lag_batches: {
    help: 'What was sent to the trainer and the newest model version has not absorbed, in full batches, of the partition that has most.',
  },
  leitmotif_state_bytes: { help: 'Size of the newest model version in its changelog, on the trainer.' },
  leitmotif_consumer_lag: { help: 'Documents behind the end of a partition.', label: 'partition' },
  leitmotif_catch_up_seconds: {
    help: 'Time until the lag is worked off at the present rates; 0 when there is none, +Inf when the feed is faster than this group.',
  },
  leitmotif_trainer: { help: '1 on the replica that is the trainer, else 0.', known: 0 },
};

/** 1, 2.5 and 5 of each power of ten within [least, most]. */
function seconds(least: number, most: number): number[] {
  const buckets: number[] = [];
  for (let power = -4; power <= 3; power++) {
    for (const step of [1, 2.5, 5]) buckets.push(Number(`${step}e${power}`));
  }
  return buckets.filter((bound) => bound >= least && bound <= most);
}

export interface Metrics {
  add(metric: Counter, value: number, labels?: Readonly<Record<string, string>>): void;
  observe(metric: Histogram, value: number): void;
  /** NaN takes the series away: what is no longer known here is not shown. */
  set(metric: Gauge, value: number, labels?: Readonly<Record<string, string>>): void;
  /** Says which build this is, for `leitmotif_build_info`. */
  build(info: { readonly version: string; readonly encoder: string }): void;
  /** Prometheus' text format, with its content type. */
  render(): Promise<{ readonly contentType: string; readonly body: string }>;
}

/** `runtime: false` leaves out the metrics of the process and of Node. */
export function createMetrics({ runtime = true }: { readonly runtime?: boolean } = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counters = new Map<Counter, PromCounter>();
  for (const [name, { help, label, values }] of entries(COUNTERS)) {
    const counter = new PromCounter({ name, help, registers, labelNames: labelNames(label) });
    // A rate over a counter that begins at its first event misses that event: begin at 0.
    for (const value of values) counter.inc({ [label ?? '']: value }, 0);
    counters.set(name, counter);
  }
  const histograms = new Map<Histogram, PromHistogram>();
  for (const [name, { help, buckets }] of entries(HISTOGRAMS)) {
    histograms.set(name, new PromHistogram({ name, help, registers, buckets: [...buckets] }));
  }
  const gauges = new Map<Gauge, PromGauge>();
  for (const [name, { help, label, known }] of entries(GAUGES)) {
    const gauge = new PromGauge({ name, help, registers, labelNames: labelNames(label) });
    // prom-client begins one without a label at 0.
    if (label === undefined && known === undefined) gauge.remove();
    gauges.set(name, gauge);
  }
  const info = new PromGauge({
    name: 'leitmotif_build_info',
    help: '1, labelled with the version of Leitmotif and the encoder it uses.',
    registers,
    labelNames: ['version', 'encoder'],
  });
  if (runtime) collectDefaultMetrics({ register: registry });
  return {
    add: (metric, value, labels = {}) => counters.get(metric)?.inc(labels, value),
    observe: (metric, value) => histograms.get(metric)?.observe(value),
    set(metric, value, labels = {}) {
      if (Number.isNaN(value)) gauges.get(metric)?.remove(labels);
      else gauges.get(metric)?.set(labels, value);
    },
    build({ version, encoder }) {
      info.reset();
      info.set({ version, encoder }, 1);
    },
    render: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}

function labelNames(label: string | undefined): string[] {
  return label === undefined ? [] : [label];
}

function entries<K extends string, V>(record: Readonly<Record<K, V>>): [K, V][] {
  return Object.entries(record) as [K, V][];
}
