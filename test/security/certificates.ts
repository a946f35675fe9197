/** Certificates for one run of the tests, made by openssl: an authority, a server, a client, and a client of a stranger's. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of PEM files. */
export interface Certificates {
  readonly ca: string;
  /** Key and certificate in one file, for 127.0.0.1 and localhost. */
  readonly server: string;
  /** Of the principal `User:leitmotif`. */
  readonly client: { readonly cert: string; readonly key: string };
  /** The same name, vouched for by nobody that the broker knows. */
  readonly stranger: { readonly cert: string; readonly key: string };
}

export function makeCertificates(folder: string): Certificates {
  const path = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  const made = (name: string, subject: string, rest: readonly string[]) => {
    const pair = { cert: path(`${name}.crt`), key: path(`${name}.key`) };
    const fresh = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
    openssl('req', '-x509', ...fresh, '-subj', subject, '-keyout', pair.key, '-out', pair.cert, ...rest);
    return pair;
  };
  const authority = (name: string) => made(name, `/CN=${name}`, ['-addext', 'keyUsage=critical,keyCertSign']);
  const signedBy = ({ cert, key }: { cert: string; key: string }) => ['-CA', cert, '-CAkey', key];
  const leaf = ['-addext', 'basicConstraints=critical,CA:FALSE'];
  const own = authority('authority');
  const other = authority('another');
  const names = ['-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'];
  const server = made('server', '/CN=localhost', [...signedBy(own), ...leaf, ...names]);
  writeFileSync(path('server.pem'), [server.key, server.cert].map((file) => readFileSync(file, 'utf8')).join(''));
  return {
    ca: own.cert,
    server: path('server.pem'),
    client: made('client', '/CN=leitmotif', [...signedBy(own), ...leaf]),
    stranger: made('stranger', '/CN=leitmotif', [...signedBy(other), ...leaf]),
  };
}
