/** Servers and logs for tests of feeds. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FeedLog, FeedRecord, FeedSource, FeedStep } from '../../src/core/feeds/types.ts';
import type { Probe } from '../../src/core/ports.ts';
import { guard } from '../../src/edges/feeds/guard.ts';
import { type Http, type HttpLimits, httpClient } from '../../src/edges/feeds/http.ts';

export interface Site {
  /** http://127.0.0.1:port */
  readonly url: string;
  /** What was asked for, in order: path with query. */
  readonly asked: readonly {
    readonly path: string;
    readonly headers: IncomingMessage['headers'];
    readonly at: number;
  }[];
  close(): Promise<void>;
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A web server on loopback; paths without an answer are 404. */
export async function site(answers: Readonly<Record<string, Answer>>): Promise<Site> {
  const asked: { path: string; headers: IncomingMessage['headers']; at: number }[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push({ path, headers: request.headers, at: performance.now() });
    const answer = answers[path] ?? answers[path.split('?')[0] ?? ''];
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A client that may go to loopback. */
export function localHttp(limits?: HttpLimits): Http {
  return httpClient(guard(true), 'leitmotif/test', limits);
}

/** What a probe was told. */
export function listening(): {
  probe: Pick<Probe, 'log'>;
  said: { message: string; fields: Record<string, unknown> }[];
} {
  const said: { message: string; fields: Record<string, unknown> }[] = [];
  return { said, probe: { log: (_level, message, fields = {}) => said.push({ message, fields: { ...fields } }) } };
}

export interface Document {
  readonly id: string;
  readonly text: string;
  readonly timestamp?: number;
  readonly title?: string;
  readonly url?: string;
  readonly source?: string;
  readonly language?: string;
}

/** The document that a record holds; null for a deletion. */
export function documentIn({ value }: FeedRecord): Document | null {
  return value === null ? null : (JSON.parse(Buffer.from(value).toString()) as Document);
}

/** Reads a source until it ends or so many records have come; gives them with the positions after them. */
export async function taken(
  source: FeedSource,
  { positions = new Map(), most = Number.POSITIVE_INFINITY }: { positions?: Map<string, unknown>; most?: number } = {},
): Promise<{ records: FeedRecord[]; positions: Map<string, unknown> }> {
  const over = new AbortController();
  const records: FeedRecord[] = [];
  // As they come out of Kafka again.
  const after = new Map<string, unknown>(JSON.parse(JSON.stringify([...positions])) as [string, unknown][]);
  for await (const step of source.steps(positions, over.signal)) {
    records.push(...step.records);
    for (const [place, position] of step.positions) after.set(place, JSON.parse(JSON.stringify(position)));
    if (records.length >= most) over.abort();
  }
  return { records, positions: after };
}

/** A feed's log in memory: what is committed stays, whatever fails; `commit` may be told to fail. */
export class MemoryFeedLog implements FeedLog {
  readonly records: FeedRecord[] = [];
  readonly positions = new Map<string, unknown>();
  readonly sizes: number[] = [];
  taken = 0;
  closed = false;
  /** Called before each commit, with its number from 1. */
  fail: (commit: number) => void = () => {};
  #commits = 0;

  take(): Promise<ReadonlyMap<string, unknown>> {
    this.taken += 1;
    return Promise.resolve(new Map(this.positions));
  }

  async commit({ records, positions }: FeedStep): Promise<void> {
    this.#commits += 1;
    this.fail(this.#commits);
    await Promise.resolve();
    this.records.push(...records);
    this.sizes.push(records.length);
    for (const [place, position] of positions) this.positions.set(place, position);
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }
}
