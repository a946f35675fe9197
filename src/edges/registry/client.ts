/** A schema registry: the port, and the client for Confluent's REST API. */
import { isDeepStrictEqual } from 'node:util';
import { LeitmotifError } from '../../core/errors.ts';

export type Compatibility =
  | 'BACKWARD'
  | 'BACKWARD_TRANSITIVE'
  | 'FORWARD'
  | 'FORWARD_TRANSITIVE'
  | 'FULL'
  | 'FULL_TRANSITIVE';

/** Keeps Avro schemas. Every call throws `transient` when the registry is away, `fatal` when it refuses us. */
export interface SchemaRegistry {
  /**
   * The id of this schema under this subject; registered as a new version unless it is there already.
   * Throws `fatal` with the registry's reasons when it is not compatible with the versions before.
   */
  register(subject: string, schema: string): Promise<number>;
  /**
   * The id of a schema that is registered under the subject, white space and the order of names aside. Throws `fatal` when
   * it is not.
   */
  find(subject: string, schema: string): Promise<number>;
  /** The schema with this id, whoever registered it; null when there is none. */
  schema(id: number): Promise<string | null>;
  /** What later versions of the subject are held to; the subject need not exist. */
  setCompatibility(subject: string, level: Compatibility): Promise<void>;
  /** Resolves when the registry answers and accepts us. */
  check(): Promise<void>;
}

export interface SchemaRegistryOptions {
  /** Root of the API: `http://host:8081` (Confluent, Karapace, Redpanda) or `http://host:8080/apis/ccompat/v7` (Apicurio). May carry `user:password@`. */
  readonly url: string;
  /** HTTP basic authentication; wins over credentials in the URL. */
  readonly auth?: { readonly username: string; readonly password: string };
  /** For one request, ms; 10,000 by default. */
  readonly timeout?: number;
  readonly fetch?: typeof fetch;
}

/**
 * A client of a registry with Confluent's REST API. It doesn't retry: the caller does, on `transient` faults.
 * A certificate authority of your own is trusted through `NODE_EXTRA_CA_CERTS`.
 */
export function schemaRegistry(options: SchemaRegistryOptions): SchemaRegistry {
  const { timeout = 10_000, fetch: request = fetch } = options;
  const { base, name, headers } = address(options);

  async function call(path: string, init: { method?: string; body?: object } = {}): Promise<Answer> {
    let status: number;
    let text: string;
    try {
      const response = await request(new URL(path, base), {
        method: init.method ?? 'GET',
        headers,
        signal: AbortSignal.timeout(timeout),
        ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
      });
      status = response.status;
      text = await response.text();
    } catch (error) {
      throw unreachable(name, error);
    }
    const body = parse(text);
    if (status < 300 && body !== undefined) return { status, body };
    // The registry speaks of its own with a numeric code; a 404 without one comes from something else.
    const code = field(body, 'error_code');
    const reason = String(field(body, 'message') ?? '').slice(0, 2000);
    const said = reason === '' ? '' : `: ${reason}`;
    if (status === 401 || status === 403) {
      const remedy = 'check the user name, the password and what they may do';
      throw new LeitmotifError(
        'fatal',
        'connect',
        `the schema registry at ${name} refuses access (HTTP ${status})${said}; ${remedy}`,
      );
    }
    if (status === 408 || status === 429 || status >= 500) {
      throw new LeitmotifError(
        'transient',
        'connect',
        `the schema registry at ${name} is not able to answer (HTTP ${status})${said}`,
      );
    }
    if (typeof code !== 'number') {
      const remedy = 'check the URL; for Apicurio it ends in /apis/ccompat/v7';
      throw new LeitmotifError(
        'fatal',
        'connect',
        `there is no schema registry at ${name} (HTTP ${status}); ${remedy}`,
      );
    }
    return { status, body, reason };
  }

  /** The answer's field, or the refusal as a fault. */
  function expect(answer: Answer, key: string, what: string, remedy: string): unknown {
    if (answer.reason !== undefined) {
      const said = `the schema registry at ${name} refuses ${what} (HTTP ${answer.status}): ${answer.reason}`;
      throw new LeitmotifError('fatal', 'schema', `${said}; ${remedy}`);
    }
    return field(answer.body, key);
  }

  function id(value: unknown): number {
    if (!Number.isSafeInteger(value)) {
      throw new LeitmotifError(
        'fatal',
        'connect',
        `the schema registry at ${name} answers without a schema id; check the URL`,
      );
    }
    return value as number;
  }

  /** Some registries find a schema by its letters alone, and whoever registered ours may have sent the file as it is. */
  async function writtenOtherwise(subject: string, schema: string): Promise<number | null> {
    const versions = `subjects/${encodeURIComponent(subject)}/versions`;
    const { body } = await call(versions);
    for (const version of Array.isArray(body) ? body.reverse() : []) {
      const { body: theirs } = await call(`${versions}/${version}`);
      if (isDeepStrictEqual(parse(String(field(theirs, 'schema'))), parse(schema))) return id(field(theirs, 'id'));
    }
    return null;
  }

  return {
    async register(subject, schema) {
      const answer = await call(`subjects/${encodeURIComponent(subject)}/versions`, {
        method: 'POST',
        body: { schema },
      });
      const remedy =
        answer.status === 409
          ? 'an older or a foreign schema is registered there: choose another prefix, or delete the subject if nothing needs its records'
          : 'the subject must accept Avro schemas';
      return id(expect(answer, 'id', `our schema for subject ${subject}`, remedy));
    },
    async find(subject, schema) {
      const answer = await call(`subjects/${encodeURIComponent(subject)}`, { method: 'POST', body: { schema } });
      const other = answer.status === 404 ? await writtenOtherwise(subject, schema) : null;
      if (other !== null) return other;
      const remedy = 'register the schemas of this version first (folder schemas/), or allow automatic registration';
      return id(expect(answer, 'id', `to find our schema under subject ${subject}`, remedy));
    },
    async schema(schemaId) {
      const answer = await call(`schemas/ids/${schemaId}`);
      if (answer.status === 404) return null;
      return String(expect(answer, 'schema', `schema ${schemaId}`, 'check what we may read'));
    },
    async setCompatibility(subject, level) {
      const set = () =>
        call(`config/${encodeURIComponent(subject)}`, { method: 'PUT', body: { compatibility: level } });
      let answer = await set();
      // Apicurio, when another replica sets it at the same moment.
      if (answer.status === 409) answer = await set();
      expect(answer, 'compatibility', `compatibility ${level} for subject ${subject}`, 'check what we may configure');
    },
    async check() {
      expect(await call('schemas/types'), '', 'to list its schema types', 'check the URL');
    },
  };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** Why the registry refused; undefined when it did not. */
  readonly reason?: string;
}

/** Credentials leave the URL here, so that no message can show them. */
function address(options: SchemaRegistryOptions): { base: URL; name: string; headers: Record<string, string> } {
  let url: URL;
  try {
    url = new URL(options.url);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new TypeError('not HTTP');
  } catch {
    throw new LeitmotifError(
      'fatal',
      'config',
      'the URL of the schema registry is not one of http or https, such as http://127.0.0.1:8081',
    );
  }
  const auth =
    options.auth ??
    (url.username === ''
      ? undefined
      : { username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) });
  const name = `${url.origin}${url.pathname}`;
  const headers: Record<string, string> = {
    accept: 'application/vnd.schemaregistry.v1+json, application/json',
    'content-type': 'application/vnd.schemaregistry.v1+json',
  };
  if (auth !== undefined) {
    headers.authorization = `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`;
  }
  return { base: new URL(name.endsWith('/') ? name : `${name}/`), name, headers };
}

function unreachable(name: string, error: unknown): LeitmotifError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const found = field(cause, 'code'); // of the system or of TLS; a time-out has a number and a telling name
  const code = typeof found === 'string' ? found : cause instanceof Error ? cause.name : 'unknown error';
  if (/CERT|SELF_SIGNED|VERIFY/.test(code)) {
    const remedy = 'give the authority that signed it in NODE_EXTRA_CA_CERTS';
    return new LeitmotifError(
      'fatal',
      'connect',
      `the certificate of the schema registry at ${name} is not trusted (${code}); ${remedy}`,
    );
  }
  return new LeitmotifError(
    'transient',
    'connect',
    `the schema registry at ${name} is not reachable (${code}); start it or check the URL`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
