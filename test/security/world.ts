/** A broker that demands TLS, a login and rights of whoever comes, and a registry behind TLS and a password. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBroker } from '../../deploy/local/broker.ts';
import { startRegistry } from '../../deploy/local/registry.ts';
import { type Certificates, makeCertificates } from './certificates.ts';

/** Who may log in, and with which password: what must never be seen in anything that is written. */
export const PASSWORDS = {
  broker: 'planted-broker-password-Zq8',
  wrong: 'planted-wrong-password-Xw3',
  registry: 'planted-registry-password-Rk5',
} as const;
export const USER = 'leitmotif';

export interface Secured {
  readonly folder: string;
  readonly certificates: Certificates;
  /** host:port of the listener for each way to come in; `plain`: everything is allowed. */
  readonly brokers: { readonly scram: string; readonly login: string; readonly mutual: string; readonly plain: string };
  /** By TLS and with a password, and without both. */
  readonly registry: { readonly url: string; readonly plain: string };
}

export async function startSecured(): Promise<Secured & { close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'leitmotif-security-'));
  const certificates = makeCertificates(folder);
  const [broker, registry] = await Promise.all([
    startBroker({
      listeners: { SCRAM: 'SASL_SSL', LOGIN: 'SASL_SSL', MUTUAL: 'SSL' },
      users: { [USER]: PASSWORDS.broker },
      properties: properties(certificates),
    }),
    startRegistry(),
  ]);
  const proxy = await guarded(registry.url, certificates.server);
  const { SCRAM: scram = '', LOGIN: login = '', MUTUAL: mutual = '' } = broker.listeners;
  return {
    folder,
    certificates,
    brokers: { scram, login, mutual, plain: broker.brokers },
    registry: { url: proxy.url, plain: registry.url },
    async close() {
      proxy.server.closeAllConnections();
      proxy.server.close();
      await Promise.all([broker.stop(), registry.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Whoever comes without TLS is nobody, and may do everything: the controller, and the test itself. */
function properties({ ca, server }: Certificates): Record<string, string> {
  const login = 'org.apache.kafka.common.security';
  return {
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': 'User:ANONYMOUS',
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': server,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': ca,
    'sasl.enabled.mechanisms': 'SCRAM-SHA-256,SCRAM-SHA-512,PLAIN',
    'listener.name.scram.sasl.enabled.mechanisms': 'SCRAM-SHA-256,SCRAM-SHA-512',
    'listener.name.scram.scram-sha-256.sasl.jaas.config': `${login}.scram.ScramLoginModule required;`,
    'listener.name.scram.scram-sha-512.sasl.jaas.config': `${login}.scram.ScramLoginModule required;`,
    'listener.name.login.sasl.enabled.mechanisms': 'PLAIN',
    'listener.name.login.plain.sasl.jaas.config': `${login}.plain.PlainLoginModule required user_${USER}="${PASSWORDS.broker}";`,
    'listener.name.mutual.ssl.client.auth': 'required',
    'listener.name.mutual.ssl.principal.mapping.rules': 'RULE:^CN=([^,]+).*$/$1/',
  };
}

/** What stands before a registry that knows neither TLS nor passwords. */
async function guarded(target: string, pem: string): Promise<{ url: string; server: Server }> {
  const wanted = `Basic ${Buffer.from(`${USER}:${PASSWORDS.registry}`).toString('base64')}`;
  const both = readFileSync(pem, 'utf8');
  const { origin, pathname } = new URL(target);
  const server = createServer({ key: both, cert: both }, (asked, answer) => {
    if (asked.headers.authorization !== wanted) {
      answer.writeHead(401, { 'WWW-Authenticate': 'Basic' }).end('{"error_code":40101,"message":"who are you?"}');
      return;
    }
    const { authorization: _, host: __, ...headers } = asked.headers;
    const passed = request(new URL(asked.url ?? '/', origin), { method: asked.method, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    passed.on('error', () => answer.writeHead(502).end());
    asked.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`, server };
}
