/** Online topic models of others, fed from the same Kafka topic. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { kafkaBrokers } from '../../support/services.ts';

const SCRIPT = join(import.meta.dirname, '../peers/topic_models_rate.py');
/** As many as the newsgroups that the documents are cut from. */
export const TOLD = 20;
const BATCH = 1000;
const SECONDS = 40;

export type Peer = 'bertopic' | 'lda';

/** Documents a second, learnt and given their topics; nothing is published. */
export async function peerRate(
  peer: Peer,
  options: { readonly python: string; readonly kafkaTopic: string; readonly weights: string },
): Promise<number> {
  const { python, kafkaTopic, weights } = options;
  const args = [SCRIPT, kafkaBrokers().join(), kafkaTopic, peer, weights, `${TOLD}`, `${BATCH}`, `${SECONDS}`];
  const { stdout } = await promisify(execFile)(python, args);
  const { documents, seconds } = JSON.parse(stdout.trim().split('\n').at(-1) as string) as Record<string, number>;
  return (documents as number) / (seconds as number);
}
