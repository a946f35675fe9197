/** Many readers of the news, some of which stall: what the process holds. */
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Board, News } from '../../../src/core/show/board.ts';
import { createStreams } from '../../../src/edges/http/api/stream.ts';
import { PAGES } from '../../../src/edges/http/pages.ts';
import { served } from './served.ts';

const READERS = 100;
const STALLED = 10;
const MESSAGES = 30_000;

export async function readers(): Promise<void> {
  const followers = new Set<(news: News) => void>();
  const event = {
    sequence: 0,
    type: 'born',
    topic: 1,
    label: 'a topic with a name',
    level: 0,
    into: [],
    from: [],
    reason: 'x'.repeat(1500),
    numbers: {},
    time: 0,
    model: 1,
  } as const;
  const board = {
    pulse: () => ({}),
    follow(take: (news: News) => void) {
      followers.add(take);
      return () => followers.delete(take);
    },
  } as unknown as Board;
  const streams = createStreams();
  const server = await served(board, PAGES, streams);
  const sockets: Socket[] = [];
  let received = 0;
  for (let i = 0; i < READERS; i++) {
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => {});
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write('GET /api/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    if (i < STALLED) socket.pause();
    else
      socket.on('data', (chunk) => {
        received += chunk.length;
      });
    sockets.push(socket);
  }
  while (streams.readers() < READERS) await delay(10);
  const memory = (): number => {
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    return (heapUsed + external) / 1e6;
  };
  const held: number[] = [memory()];
  for (let i = 1; i <= MESSAGES; i++) {
    for (const take of [...followers]) take({ kind: 'event', event: { ...event, sequence: i } });
    if (i % 20 === 0) await delay(1);
    if (i % (MESSAGES / 5) === 0) {
      await delay(300);
      held.push(memory());
    }
  }
  console.log(
    `stream: ${READERS} readers, ${STALLED} of them stalled: ${streams.readers()} left after ${MESSAGES} messages (${(received / 1e6).toFixed(0)} MB read); MB held at each fifth: ${held.map((mb) => mb.toFixed(0)).join(' ')}`,
  );
  for (const socket of sockets) socket.destroy();
  streams.close();
  await server.close();
}
