/** The files of a deployment, judged by the tools that read them. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { loadSettings } from '../../src/cli/settings.ts';
import { asyncapiDiagnostics, installTools, tool } from './tools.ts';

const CHART = 'deploy/helm/leitmotif';
/** As Chart.yaml has it; a helm that was compiled from its sources knows of none. */
const OLDEST_KUBERNETES = '1.27.0';
const folder = mkdtempSync(join(tmpdir(), 'leitmotif-deploy-'));
beforeAll(() => installTools((line) => console.error(line)), 900_000);
afterAll(() => rmSync(folder, { recursive: true }));

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec?: Record<string, unknown>;
  readonly data?: Readonly<Record<string, string>>;
}

interface Pod {
  readonly securityContext: object;
  readonly enableServiceLinks?: boolean;
  readonly containers: readonly {
    readonly name: string;
    readonly args: readonly string[];
    readonly securityContext: object;
    readonly resources: object;
    readonly env: readonly object[];
    readonly volumeMounts: readonly { readonly name: string }[];
  }[];
  readonly volumes: readonly { readonly name: string }[];
}

const podsOf = ({ manifests }: { readonly manifests: readonly Manifest[] }): Pod[] =>
  manifests.flatMap(({ spec }) => (spec?.template as { readonly spec?: Pod } | undefined)?.spec ?? []);

async function template(
  values: object = {},
  release = 'news',
  chart = CHART,
): Promise<{ manifests: Manifest[]; text: string }> {
  const file = join(folder, 'values.yaml');
  writeFileSync(file, stringify(values));
  const asked = ['--namespace', 'themes', '--kube-version', OLDEST_KUBERNETES, '--values', file];
  const text = await tool('helm', 'template', release, chart, ...asked);
  return { text, manifests: parseAllDocuments(text).map((document) => document.toJS() as Manifest) };
}

const everything = {
  replicas: 3,
  config: {
    kafka: { brokers: ['a:9092', 'b:9092'], ssl: { enabled: true, ca: '/etc/kafka-tls/ca.pem' } },
    group: 'themes',
  },
  envFromSecrets: ['kafka-login'],
  dashboardTokenSecret: 'dashboard',
  secretMounts: [{ name: 'kafka-tls', mountPath: '/etc/kafka-tls' }],
  weights: { existingClaim: 'weights' },
  autoscaling: { enabled: true, authenticationRef: 'kafka' },
  serviceMonitor: { enabled: true, labels: { release: 'prometheus' } },
  prometheusRule: { enabled: true },
  grafanaBoard: { enabled: true },
  networkPolicy: {
    enabled: true,
    ingressFrom: [{ namespaceSelector: {} }],
    egressTo: [{ ipBlock: { cidr: '10.0.0.0/8' } }],
  },
  feeds: [{ name: 'news', args: ['rss', 'https://example.org/feed.xml'] }],
  podAnnotations: { note: 'x' },
  nodeSelector: { disk: 'ssd' },
  tolerations: [{ key: 'gpu', operator: 'Exists' }],
};

describe('the Helm chart', () => {
  it('is found right by helm', async () => {
    expect(await tool('helm', 'lint', '--strict', CHART)).toMatch(/1 chart\(s\) linted, 0 chart\(s\) failed/);
  });

  it.each([
    ['as it comes', {}],
    ['with everything', everything],
  ])('makes manifests that Kubernetes takes, %s', async (_, values) => {
    const { manifests } = await template(values);
    const own = manifests.filter(({ kind }) => !['ScaledObject', 'ServiceMonitor', 'PrometheusRule'].includes(kind));
    expect(own.length).toBeGreaterThan(4);
    for (const [n, manifest] of own.entries()) {
      const file = join(folder, `manifest-${n}.yaml`);
      writeFileSync(file, stringify(manifest));
      await tool('kubernetes-validate', '--strict', file);
    }
  });

  it('has all of its parts when they are asked for, and no others', async () => {
    const kinds = ({ manifests }: { manifests: Manifest[] }) => manifests.map(({ kind }) => kind).sort();
    expect(kinds(await template())).toEqual([
      'ConfigMap',
      'Deployment',
      'Job',
      'PodDisruptionBudget',
      'Service',
      'ServiceAccount',
    ]);
    expect(kinds(await template(everything))).toEqual([
      'ConfigMap',
      'ConfigMap',
      'Deployment',
      'Deployment',
      'Job',
      'NetworkPolicy',
      'PodDisruptionBudget',
      'PrometheusRule',
      'ScaledObject',
      'Service',
      'ServiceAccount',
      'ServiceMonitor',
    ]);
  });

  it.each([
    ['as it comes', {}],
    ['with everything', everything],
  ])('gives settings that Leitmotif takes, %s', async (_, values) => {
    const { manifests } = await template(values);
    const text = manifests.find(({ data }) => data?.['leitmotif.yaml'])?.data?.['leitmotif.yaml'] ?? '';
    const { config } = loadSettings({ given: parse(text), env: {} });
    expect(config.http).toMatchObject({ host: '0.0.0.0', dashboard: 'dashboardTokenSecret' in values });
  });

  it('lets no container write, gain rights or run as root', async () => {
    const pods = podsOf(await template(everything));
    expect(pods).toHaveLength(3);
    for (const pod of pods) {
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
      for (const container of pod.containers) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        expect(container.resources).toMatchObject({ limits: { memory: expect.any(String) as string } });
      }
    }
  });

  it('makes the Kafka topics beside the replicas, which are ready only then: no hook that waits for them', async () => {
    const { manifests } = await template();
    const job = manifests.find(({ kind }) => kind === 'Job');
    // A Job cannot be changed: each revision has one of its own. Argo CD, which knows no revisions, makes it anew.
    expect(job?.metadata.name).toBe('news-init-1');
    expect(job?.metadata.annotations).toEqual({
      'argocd.argoproj.io/hook': 'Sync',
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
    });
    const long = await template({}, 'n'.repeat(53));
    expect(long.manifests.find(({ kind }) => kind === 'Job')?.metadata.name).toHaveLength(50 + '-init-1'.length);
  });

  it('leaves the partitions of the documents alone unless it is told how many', async () => {
    const asked = async (values: object) =>
      podsOf(await template(values)).find(({ containers: [c] }) => c?.name === 'init');
    expect((await asked({}))?.containers[0]?.args).toEqual(['init']);
    expect((await asked({ init: { partitions: 3 } }))?.containers[0]?.args).toEqual(['init', '--partitions', '3']);
  });

  it('lets every pod be pulled and placed as the values say, and only replicas hold the weights', async () => {
    const pods = podsOf(await template({ ...everything, image: { pullSecrets: [{ name: 'registry' }] } }));
    expect(pods).toHaveLength(3);
    for (const pod of pods) {
      expect(pod).toMatchObject({
        imagePullSecrets: [{ name: 'registry' }],
        nodeSelector: { disk: 'ssd' },
        tolerations: [{ key: 'gpu', operator: 'Exists' }],
      });
      const replica = pod.containers[0]?.name === 'leitmotif';
      expect(pod.volumes.some(({ name }) => name === 'weights')).toBe(replica);
      expect(pod.containers[0]?.volumeMounts.some(({ name }) => name === 'weights')).toBe(replica);
    }
  });

  it('says so where the links to the board and the rules were left out, as Flux leaves out links in a repository', async () => {
    const bare = join(folder, 'chart');
    cpSync(CHART, bare, { recursive: true, filter: (path) => !path.endsWith('/files') });
    for (const part of ['prometheusRule', 'grafanaBoard'])
      await expect(template({ [part]: { enabled: true } }, 'news', bare)).rejects.toThrow(
        new RegExp(`${part}.enabled is true, but files/leitmotif\\S+ is not in this chart: .*helm package`),
      );
  });

  it('scales by the lag of the group that reads, and never to nothing', async () => {
    const { manifests } = await template(everything);
    const scaled = manifests.find(({ kind }) => kind === 'ScaledObject')?.spec as {
      minReplicaCount: number;
      triggers: { metadata: object }[];
    };
    expect(scaled.minReplicaCount).toBe(1);
    expect(scaled.triggers[0]?.metadata).toMatchObject({
      bootstrapServers: 'a:9092,b:9092',
      consumerGroup: 'themes',
      topic: 'documents',
      lagThreshold: '1000',
    });
    const deployment = manifests.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'news');
    expect(deployment?.spec?.replicas).toBeUndefined();
    await expect(template({ autoscaling: { enabled: true, minReplicas: 0 } })).rejects.toThrow(
      /minReplicas must be 1 at least/,
    );
  });

  it.each([
    [undefined, 'earliest'],
    ['earliest', 'earliest'],
    ['latest', 'latest'],
    // The group commits where that is as soon as it begins; KEDA knows no times.
    ['2026-01-31T00:00:00Z', 'latest'],
  ])('tells KEDA of documents.start %s what it takes, and thresholds as whole numbers', async (start, policy) => {
    const config = { documents: { topic: 'documents', ...(start === undefined ? {} : { start }) } };
    const { manifests } = await template({ config, autoscaling: { enabled: true, lagThreshold: 2_000_000 } });
    const scaled = manifests.find(({ kind }) => kind === 'ScaledObject')?.spec as { triggers: { metadata: object }[] };
    expect(scaled.triggers[0]?.metadata).toMatchObject({ offsetResetPolicy: policy, lagThreshold: '2000000' });
  });

  it.each([{ port: 8080 }, { enabled: false }, { probes: { separate: true } }])(
    'refuses settings that would lead its probes astray: %j',
    async (http) => {
      const [name] = Object.keys(http);
      await expect(template({ config: { http } })).rejects.toThrow(`config.http.${name} is what the chart decides`);
    },
  );

  it.each(['127.0.0.1', 'localhost', '::1'])('refuses to listen on %s, where no probe reaches it', async (host) => {
    await expect(template({ config: { http: { host } } })).rejects.toThrow(`config.http.host is ${host}`);
    expect((await template({ config: { http: { host: '::' } } })).text).toContain("host: '::'");
  });

  it('lets replicas tune their encoder only where all of them find it again', async () => {
    const tune = { every: '7d' };
    await expect(template({ config: { tune } })).rejects.toThrow(/config.tune.every needs weights.existingClaim/);
    const { manifests } = await template({ config: { tune }, weights: { existingClaim: 'shared' } });
    const text = manifests.find(({ data }) => data?.['leitmotif.yaml'])?.data?.['leitmotif.yaml'] ?? '';
    expect(loadSettings({ given: parse(text), env: {} }).config.tune.folder).toBe('/var/cache/leitmotif/tuned');
    await expect(template({ config: { tune: { every: 604_800_000 } } })).rejects.toThrow(/config.tune.every needs/);
    const never = await template({ config: { tune: { every: 'never' } } });
    expect(never.manifests.length).toBeGreaterThan(4);
  });

  it('gives every container the variables that are no settings, and none of the services beside it', async () => {
    const variable = { name: 'NODE_EXTRA_CA_CERTS', value: '/etc/kafka-tls/ca.pem' };
    for (const pod of podsOf(await template({ ...everything, env: [variable] }))) {
      // A service named leitmotif-http would be LEITMOTIF_HTTP_PORT.
      expect(pod.enableServiceLinks).toBe(false);
      expect(pod.containers[0]?.env).toEqual([
        { name: 'LEITMOTIF_CONFIG', value: '/etc/leitmotif/leitmotif.yaml' },
        variable,
      ]);
    }
  });
});

describe('the image', () => {
  it('is found right by hadolint', async () => {
    expect(await tool('hadolint', 'Dockerfile')).toBe('');
  });
});

const WORKFLOWS = readdirSync('.github/workflows').map((name) => `.github/workflows/${name}`);

describe('the workflows', () => {
  it.each(WORKFLOWS)('%s is found right by actionlint', async (path) => {
    expect(await tool('actionlint', path)).toBe('');
  });
});

describe('the release', () => {
  it('names its repository in the package, without which the registry refuses provenance', async () => {
    const { jobs } = parse(readFileSync('.github/workflows/release.yaml', 'utf8')) as {
      jobs: { publish: { steps: { run?: string }[] } };
    };
    const runs = jobs.publish.steps.map(({ run = '' }) => run);
    const names = runs.findIndex((run) => run.startsWith('npm pkg set '));
    expect(names).toBeGreaterThan(0);
    expect(names).toBeLessThan(runs.findIndex((run) => run.startsWith('npm publish ')));
    const packed = join(folder, 'package');
    mkdirSync(packed);
    cpSync('package.json', join(packed, 'package.json'));
    const env = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'people/leitmotif' };
    await promisify(execFile)('bash', ['-ec', runs[names] ?? ''], { cwd: packed, env: { ...process.env, ...env } });
    expect(JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8'))).toMatchObject({
      repository: { type: 'git', url: 'git+https://github.com/people/leitmotif.git' },
    });
  });
});

describe('contracts', () => {
  it('docs/asyncapi.json is found right by the parser of AsyncAPI', { timeout: 300_000 }, async () => {
    const text = readFileSync('docs/asyncapi.json', 'utf8');
    expect(await asyncapiDiagnostics(text)).toEqual([]);
    // It would notice, in the schemas of Avro too.
    expect(await asyncapiDiagnostics(text.replace('"bigint": true', '"type": "integer"'))).not.toEqual([]);
  });

  it('docs/openapi.json is found right by openapi-spec-validator', async () => {
    expect(await tool('openapi-spec-validator', 'docs/openapi.json')).toMatch(/OK/);
  });
});

describe('what others read', () => {
  it.each([
    ['vendor.compose-spec', 'deploy/compose.yaml'],
    ...WORKFLOWS.map((path) => ['vendor.github-workflows', path]),
  ])('follows %s: %s', async (schema, file) => {
    expect(await tool('check-jsonschema', '--builtin-schema', schema, file)).toMatch(/ok/);
  });
});
