import { afterAll, beforeAll } from 'vitest';
import { hostileContract, hostileDocuments } from '../contract/hostile.contract.ts';
import { BEGINNING, type Dashboard, dashboard } from '../support/dashboard.ts';

let shown: Dashboard;
beforeAll(async () => {
  shown = await dashboard();
  await shown.feed(hostileDocuments((BEGINNING.at(-1)?.timestamp ?? 0) + 60_000));
});
afterAll(async () => shown?.close());

hostileContract(() => shown.url);
