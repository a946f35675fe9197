/** Apicurio Registry on loopback, in memory, speaking the Confluent API: for development, the tests and the demo. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fetchArtefact, obstacle, type Say } from './artefacts.ts';
import { claimPorts, inForeground, type Service, startService } from './service.ts';

export interface RegistryOptions {
  /** A free one by default. */
  readonly port?: number;
  /** Lines of progress; silent by default. */
  readonly say?: Say;
}

export interface Registry extends Service {
  /** Of the Confluent-compatible API. */
  readonly url: string;
}

/**
 * Starts a registry and waits until it serves; what it holds ends with it.
 * Throws when there is no Java or Maven, when the port is in use, or with the tail of its log when it ends early.
 */
export async function startRegistry(options: RegistryOptions = {}): Promise<Registry> {
  const { port = 0, say = () => {} } = options;
  const reason = await obstacle('registry');
  if (reason !== null) throw new Error(`Apicurio Registry can't start: ${reason}`);
  const folder = await fetchArtefact('registry', say);
  const [http = 0, management = 0] = await claimPorts('Apicurio Registry', [port, 0]);
  const url = `http://127.0.0.1:${http}/apis/ccompat/v7`;
  const service = await startService({
    name: `Apicurio Registry on 127.0.0.1:${http}`,
    command: [
      ...['java', '-Xms128m', '-Xmx384m', '-XX:+UseSerialGC'],
      ...['-Dquarkus.http.host=127.0.0.1', `-Dquarkus.http.port=${http}`],
      ...['-Dquarkus.management.host=127.0.0.1', `-Dquarkus.management.port=${management}`],
      ...['-cp', `${join(folder, '*')}:${join(folder, 'lib', '*')}`, 'io.quarkus.runner.GeneratedMain'],
    ],
    // As Confluent's own registry is out of the box; Apicurio's checks nothing until told.
    ready: () => demandCompatibility(url, 'BACKWARD'),
  });
  return { ...service, url };
}

async function demandCompatibility(url: string, compatibility: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/config`, {
      method: 'PUT',
      headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
      body: JSON.stringify({ compatibility }),
      signal: AbortSignal.timeout(5000),
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '18081' } } });
  await inForeground(async (say) => {
    const registry = await startRegistry({ port: Number(values.port), say });
    return { ...registry, banner: `Apicurio Registry serves on ${registry.url} (SCHEMA_REGISTRY_URL=${registry.url})` };
  });
}
