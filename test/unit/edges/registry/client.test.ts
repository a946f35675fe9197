import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { schemaRegistry } from '../../../../src/edges/registry/client.ts';

const SECRET = 's3cr:t/päss';
let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

/** A registry on loopback that answers as told. */
async function serve(listener: RequestListener): Promise<string> {
  const made = createServer(listener);
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}`;
}

const answering = (status: number, body: string) =>
  serve((_, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(body));

async function caught(promise: Promise<unknown>): Promise<Error & { fault?: string; stage?: string }> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

describe('requests', () => {
  it('go to the paths of the API below the root, names escaped, with a body of JSON', async () => {
    const seen: unknown[] = [];
    const url = await serve((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        seen.push([request.method, request.url, body === '' ? null : JSON.parse(body)]);
        response.end(request.url?.includes('/schemas/ids/') ? '{"schema":"\\"int\\""}' : '{"id":7}');
      });
    });
    for (const root of [`${url}/apis/ccompat/v7`, `${url}/apis/ccompat/v7/`]) {
      const registry = schemaRegistry({ url: root });
      expect(await registry.register('a/b?c-value', '"int"')).toBe(7);
      expect(await registry.find('a-value', '"int"')).toBe(7);
      expect(await registry.schema(7)).toBe('"int"');
      await registry.setCompatibility('a-value', 'FULL_TRANSITIVE');
      await registry.check();
      expect(seen.splice(0)).toEqual([
        ['POST', '/apis/ccompat/v7/subjects/a%2Fb%3Fc-value/versions', { schema: '"int"' }],
        ['POST', '/apis/ccompat/v7/subjects/a-value', { schema: '"int"' }],
        ['GET', '/apis/ccompat/v7/schemas/ids/7', null],
        ['PUT', '/apis/ccompat/v7/config/a-value', { compatibility: 'FULL_TRANSITIVE' }],
        ['GET', '/apis/ccompat/v7/schemas/types', null],
      ]);
    }
  });

  it('carry credentials from the options, else from the URL, else none', async () => {
    const seen: IncomingHttpHeaders[] = [];
    const url = await serve((request, response) => {
      seen.push(request.headers);
      response.end('["AVRO"]');
    });
    const inUrl = url.replace('//', `//mona:${encodeURIComponent(SECRET)}@`);
    await schemaRegistry({ url }).check();
    await schemaRegistry({ url: inUrl }).check();
    await schemaRegistry({ url: inUrl, auth: { username: 'lisa', password: SECRET } }).check();
    const basic = (user: string) => `Basic ${Buffer.from(`${user}:${SECRET}`).toString('base64')}`;
    expect(seen.map((headers) => headers.authorization)).toEqual([undefined, basic('mona'), basic('lisa')]);
  });
});

describe('compatibility', () => {
  const conflict = '{"error_code":409,"message":"A rule named COMPATIBILITY already exists."}';

  it('is set once more when another replica sets it at the same moment', async () => {
    let requests = 0;
    const url = await serve((_, response) => {
      const first = requests++ === 0;
      response.writeHead(first ? 409 : 200).end(first ? conflict : '{"compatibility":"BACKWARD"}');
    });
    await schemaRegistry({ url }).setCompatibility('a-value', 'BACKWARD');
    expect(requests).toBe(2);
  });

  it('is refused aloud when that does not help', async () => {
    const error = await caught(
      schemaRegistry({ url: await answering(409, conflict) }).setCompatibility('a-value', 'BACKWARD'),
    );
    expect(error).toMatchObject({ fault: 'fatal', stage: 'schema' });
    expect(error.message).toMatch(/BACKWARD.*a-value.*already exists/);
  });
});

describe('failures', () => {
  it.each([
    [401, '{"error_code":40101,"message":"no"}', 'fatal', 'connect', /user name/],
    [403, '<html>no</html>', 'fatal', 'connect', /user name/],
    [408, '{}', 'transient', 'connect', /408/],
    [429, '{"error_code":42901,"message":"slow down"}', 'transient', 'connect', /slow down/],
    [500, '{"error_code":50001,"message":"store"}', 'transient', 'connect', /store/],
    [503, '', 'transient', 'connect', /503/],
    [404, '', 'fatal', 'connect', /no schema registry.*ccompat/],
    [200, '<html>welcome</html>', 'fatal', 'connect', /no schema registry/],
    [
      409,
      '{"error_code":409,"message":"READER_FIELD_MISSING_DEFAULT_VALUE"}',
      'fatal',
      'schema',
      /a-value.*READER_FIELD.*prefix/,
    ],
    [422, '{"error_code":42201,"message":"bad schema"}', 'fatal', 'schema', /bad schema/],
    [200, '{"name":"not a registry"}', 'fatal', 'connect', /without a schema id/],
  ])('HTTP %i %s is %s', async (status, body, fault, stage, message) => {
    const error = await caught(schemaRegistry({ url: await answering(status, body) }).register('a-value', '"int"'));
    expect(error).toMatchObject({ name: 'LeitmotifError', fault, stage });
    expect(error.message).toMatch(message);
  });

  it('tells an id that is not there from a path that is not there', async () => {
    const known = await answering(404, '{"error_code":40403,"message":"Schema not found"}');
    expect(await schemaRegistry({ url: known }).schema(9)).toBeNull();
    server?.close();
    const error = await caught(schemaRegistry({ url: await answering(404, 'Not Found') }).schema(9));
    expect(error).toMatchObject({ fault: 'fatal', stage: 'connect' });
  });

  it('a registry that is down is transient, and named', async () => {
    const url = await answering(200, '{}');
    await new Promise((resolve) => server?.close(resolve));
    const error = await caught(schemaRegistry({ url }).check());
    expect(error).toMatchObject({ fault: 'transient', stage: 'connect' });
    expect(error.message).toContain(url);
    expect(error.message).toContain('ECONNREFUSED');
  });

  it('a registry that does not answer in time is transient', async () => {
    const url = await serve(() => {});
    const error = await caught(schemaRegistry({ url, timeout: 30 }).check());
    expect(error).toMatchObject({ fault: 'transient', stage: 'connect' });
    expect(error.message).toContain('TimeoutError');
  });

  it('a registry that stops in the middle of an answer is transient', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"id"');
      setImmediate(() => response.destroy());
    });
    expect(await caught(schemaRegistry({ url }).check())).toMatchObject({ fault: 'transient', stage: 'connect' });
  });

  it('a certificate that is not trusted is fatal, and the remedy is named', async () => {
    const untrusted = Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    const fails = async () => {
      throw new TypeError('fetch failed', { cause: untrusted });
    };
    const error = await caught(schemaRegistry({ url: 'https://registry.example', fetch: fails }).check());
    expect(error).toMatchObject({ fault: 'fatal', stage: 'connect' });
    expect(error.message).toContain('NODE_EXTRA_CA_CERTS');
  });

  it.each(['', 'localhost:8081', 'ftp://registry', `http://mona:${SECRET}@[broken`])(
    'a URL such as %j is fatal, and not repeated',
    (url) => {
      const open = () => schemaRegistry({ url });
      expect(open).toThrow(expect.objectContaining({ fault: 'fatal', stage: 'config' }));
      expect(open).not.toThrow(/s3cr/);
    },
  );

  it('show no secret, whatever goes wrong', async () => {
    const credentials = `//mona:${encodeURIComponent(SECRET)}@`;
    for (const [status, body] of [
      [401, ''],
      [404, ''],
      [409, '{"error_code":409,"message":"no"}'],
      [500, ''],
      [200, '{}'],
    ] as const) {
      const url = await answering(status, body);
      const error = await caught(
        schemaRegistry({ url: `${url.replace('//', credentials)}?token=s3cr` }).register('a', '"int"'),
      );
      expect(`${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`).not.toMatch(
        /s3cr|mona/,
      );
      server?.close();
    }
    const error = await caught(schemaRegistry({ url: `http:${credentials}127.0.0.1:1` }).check());
    expect(`${error.message} ${error.stack} ${String(error.cause)}`).not.toMatch(/s3cr|mona/);
  });
});
