/** The Grafana board, written down as what it shows; `make docs` writes grafana/leitmotif.json from it. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface Panel {
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  /** Legend → query. */
  readonly queries: Readonly<Record<string, string>>;
  readonly kind?: 'timeseries' | 'stat';
  /** Of 24 columns. */
  readonly width: number;
}

interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** The deployment that is looked at; its namespace is empty where there are none. */
const JOB = 'job="$job",namespace="$namespace"';
const of = (metric: string, labels = '') => `${metric}{${JOB}${labels === '' ? '' : `,${labels}`}}`;
const per = (metric: string, by: string) => `sum by (${by}) (rate(${of(metric)}[$__rate_interval]))`;
const quantile = (q: number, metric: string) => `histogram_quantile(${q}, ${per(`${metric}_bucket`, 'le')})`;
const quantiles = (metric: string) => ({ 'half of them': quantile(0.5, metric), '99 in 100': quantile(0.99, metric) });

export const ROWS: readonly Row[] = [
  {
    title: 'At a glance',
    panels: [
      stat(
        'Documents a second',
        'Records that were read and committed.',
        'ops',
        per('leitmotif_documents_total', 'job'),
      ),
      stat('Topics', 'Live topics of the newest model.', 'none', `max(${of('leitmotif_topics')})`),
      stat(
        'Waiting',
        'Documents that are in Kafka and not handled yet.',
        'none',
        `sum(${of('leitmotif_consumer_lag')})`,
      ),
      stat(
        'Trainers',
        'Replicas that train the model: one, except for some seconds of a take-over.',
        'none',
        `sum(${of('leitmotif_trainer')})`,
      ),
      stat('Replicas', 'Replicas that answer.', 'none', `sum(${of('up')})`),
      stat('Model version', 'Newest version that a replica knows.', 'none', `max(${of('leitmotif_model_version')})`),
    ],
  },
  {
    title: 'Documents',
    panels: [
      graph('By outcome', 'Assigned to a topic, stray, deleted, or dead letters.', 'ops', {
        '{{outcome}}': per('leitmotif_documents_total', 'outcome'),
      }),
      graph('Dead letters', 'By the stage that refused them; they are in the Kafka topic <prefix>.dead.', 'ops', {
        '{{stage}}': per('leitmotif_dead_letters_total', 'stage'),
      }),
      graph('Lag', 'Documents that wait, by partition.', 'none', {
        '{{partition}}': `sum by (partition) (${of('leitmotif_consumer_lag')})`,
      }),
      graph(
        'Time to catch up',
        'At the present rates; no line while the feed is faster than the replicas, or nothing is processed.',
        's',
        {
          '{{instance}}': of('leitmotif_catch_up_seconds'),
        },
      ),
      graph(
        'From Kafka to Θ',
        "From a record's Kafka timestamp to the commit of its first Θ.",
        's',
        quantiles('leitmotif_end_to_end_seconds'),
      ),
      graph('Strays', 'Part of the latest batch that no topic claims.', 'percentunit', {
        '{{instance}}': of('leitmotif_stray_ratio'),
      }),
    ],
  },
  {
    title: 'Topics and model',
    panels: [
      graph('Topics', 'Live topics.', 'none', { topics: `max(${of('leitmotif_topics')})` }),
      graph('Events', 'What became of topics, an hour.', 'none', {
        '{{type}}': `sum by (type) (increase(${of('leitmotif_topic_events_total')}[1h]))`,
      }),
      graph('Drift', 'How far topics moved between two versions of the model: 1 − cosine.', 'none', {
        drift: `max(${of('leitmotif_centroid_drift')})`,
      }),
      graph(
        'Batches not absorbed',
        'Sent to the trainer, and not in the newest model yet, of the partition that has most.',
        'none',
        {
          '{{instance}}': of('leitmotif_model_lag_batches'),
        },
      ),
      graph('Model versions a minute', 'How often the trainer publishes.', 'none', {
        versions: `max(rate(${of('leitmotif_model_version')}[$__rate_interval])) * 60`,
      }),
      graph('Size of the model', 'As it lies in its changelog.', 'bytes', {
        '{{instance}}': of('leitmotif_state_bytes'),
      }),
    ],
  },
  {
    title: 'Where time goes',
    panels: [
      graph('Encoding a batch', 'Texts to vectors.', 's', quantiles('leitmotif_encode_seconds')),
      graph('Assigning a batch', 'Vectors to topics.', 's', quantiles('leitmotif_assign_seconds')),
      graph(
        'Committing',
        'A transaction: Θ, stats, dead letters, the offset.',
        's',
        quantiles('leitmotif_commit_seconds'),
      ),
      graph(
        'Documents of a batch',
        'Small batches: the feed is slower than the replicas.',
        'none',
        quantiles('leitmotif_batch_documents'),
      ),
      graph('Processor', 'Processors in use, by replica.', 'none', {
        '{{instance}}': `rate(${of('process_cpu_seconds_total')}[$__rate_interval])`,
      }),
      graph('Memory', 'Resident, by replica.', 'bytes', { '{{instance}}': of('process_resident_memory_bytes') }),
      graph('Event loop', 'How late timers are, 99 in 100.', 's', {
        '{{instance}}': of('nodejs_eventloop_lag_p99_seconds'),
      }),
      graph('Versions', 'Builds and encoders that run.', 'none', {
        '{{version}} {{encoder}}': `count by (version, encoder) (${of('leitmotif_build_info')})`,
      }),
    ],
  },
];

function stat(title: string, description: string, unit: string, query: string): Panel {
  return { title, description, unit, queries: { '': query }, kind: 'stat', width: 4 };
}

function graph(title: string, description: string, unit: string, queries: Panel['queries']): Panel {
  return { title, description, unit, queries, width: 8 };
}

const DATASOURCE = { type: 'prometheus', uid: '$datasource' };
const HEIGHT = { stat: 4, timeseries: 8 };

/** The board as Grafana 10 and later read it. */
export function board(): object {
  const panels: object[] = [];
  let id = 0;
  let y = 0;
  for (const row of ROWS) {
    panels.push({
      id: ++id,
      type: 'row',
      title: row.title,
      collapsed: false,
      gridPos: { x: 0, y: y++, w: 24, h: 1 },
      panels: [],
    });
    let x = 0;
    let tallest = 0;
    for (const { title, description, unit, queries, kind = 'timeseries', width: w } of row.panels) {
      const h = HEIGHT[kind];
      if (x + w > 24) {
        x = 0;
        y += h;
      }
      panels.push({
        id: ++id,
        type: kind,
        title,
        description,
        datasource: DATASOURCE,
        gridPos: { x, y, w, h },
        fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
        options:
          kind === 'stat'
            ? { reduceOptions: { calcs: ['lastNotNull'] }, colorMode: 'none' }
            : {
                legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
                tooltip: { mode: 'multi', sort: 'desc' },
              },
        targets: Object.entries(queries).map(([legend, expr], at) => ({
          refId: String.fromCharCode(65 + at),
          datasource: DATASOURCE,
          expr,
          legendFormat: legend,
        })),
      });
      x += w;
      tallest = h;
    }
    y += tallest;
  }
  return {
    uid: 'leitmotif',
    title: 'Leitmotif',
    tags: ['leitmotif', 'kafka'],
    schemaVersion: 39,
    editable: true,
    refresh: '30s',
    time: { from: 'now-6h', to: 'now' },
    annotations: {
      list: [
        {
          name: 'Restarts',
          datasource: DATASOURCE,
          enable: true,
          iconColor: 'orange',
          expr: `changes(${of('process_start_time_seconds')}[2m]) > 0`,
          titleFormat: '{{instance}} restarted',
        },
      ],
    },
    templating: {
      list: [
        { name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus' },
        {
          name: 'job',
          label: 'Deployment',
          type: 'query',
          datasource: DATASOURCE,
          query: { query: 'label_values(leitmotif_build_info, job)', refId: 'jobs' },
          refresh: 2,
        },
        {
          name: 'namespace',
          label: 'Namespace',
          type: 'query',
          datasource: DATASOURCE,
          query: { query: 'label_values(leitmotif_build_info{job="$job"}, namespace)', refId: 'namespaces' },
          refresh: 2,
        },
      ],
    },
    panels,
  };
}

export const BOARD = fileURLToPath(new URL('grafana/leitmotif.json', import.meta.url));

export function boardText(): string {
  return `${JSON.stringify(board(), null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(BOARD, boardText());
