import { it } from 'vitest';
import { appendFileSync } from 'node:fs';
import { deployment } from '../../support/deployment.ts';
import { madeDocuments, recordOf } from '../../support/documents.ts';
import { endProcesses } from '../../support/processes.ts';
import { fleet, killAtRandom } from '../../support/chaos.ts';
const say = (...x: unknown[]) => appendFileSync('/tmp/dbg.log', x.join(' ') + '\n');
it('dbg', async () => {
const T = Date.now();
const world = await deployment({ partitions: 3, config: { encoder: { kind: 'hashing' }, batch: { documents: 16 }, model: { warmup: 128, maxCells: 60 } } });
say('deployed', Date.now() - T);
await world.produce(madeDocuments({ count: 3000 }).map((doc, i) => recordOf(world.names.documents, doc, i % 3)));
say('produced', Date.now() - T);
const f = fleet(world, 2);
let killed = false; killAtRandom(world, f, { kills: 1, until: 1000, seed: 5 }).then((at) => {killed = true; say('killed', at, Date.now() - t0)}, (e) => say('kill failed', e));
let last = '', since = Date.now(); const t0 = Date.now();
for (;;) {
  await new Promise((r) => setTimeout(r, 1000));
  const c = await world.committed();
  const now = `${c} v${world.model()?.version}`;
  say(Date.now() - t0, now);
  if (now !== last) { last = now; since = Date.now(); }
  if (killed && c.every((x) => x >= 1000n) && (world.model()?.version ?? 0) > 0) break;
  if (Date.now() - since > 30000) { for (const r of f.replicas) say(r.lines.slice(-40).map(l => l.slice(0, 400)).join('\n'), '\n=========='); break; }
}
const me = await world.ends(world.names.model); say('model end', me, 'theta', await world.ends(world.names.theta), 'stats', await world.ends(world.names.stats));
await endProcesses(); await world.close(); say('closed');
}, 200_000);
