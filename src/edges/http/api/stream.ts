/** News as server-sent events. A reader that does not keep up is dropped: nothing waits for it in memory. */
import type { Board, News } from '../../../core/show/board.ts';

/** What may wait for a reader, bytes, besides what the socket holds. */
const MOST_WAITING = 256 * 1024;
/** Readers at once. */
const MOST_READERS = 256;
/** A sign of life for proxies, ms. */
const HEARTBEAT = 15_000;
/** What a browser waits before it asks again, ms. */
const RETRY = 2000;
/** All that is said to a reader when there is nothing to follow yet: it keeps the id that it met last. */
export const COME_AGAIN = `retry: ${RETRY}\n\n`;
/** Its type. */
export const EVENTS = 'text/event-stream';

const encoder = new TextEncoder();

export interface StreamOptions {
  /** Sequence of the event that the reader has met last. */
  readonly since?: number | undefined;
  /** Ends the connection of a reader that is too slow. */
  readonly drop?: () => void;
}

export interface Streams {
  /** null when there are as many readers as there may be. */
  open(board: Board, options?: StreamOptions): ReadableStream<Uint8Array> | null;
  readers(): number;
  /** Ends all of them. */
  close(): void;
}

export function createStreams({
  heartbeat = HEARTBEAT,
  mostWaiting = MOST_WAITING,
  mostReaders = MOST_READERS,
}: {
  readonly heartbeat?: number;
  readonly mostWaiting?: number;
  readonly mostReaders?: number;
} = {}): Streams {
  const ends = new Set<() => void>();
  return {
    readers: () => ends.size,
    close() {
      for (const end of [...ends]) end();
    },
    open(board, { since, drop = () => {} } = {}) {
      if (ends.size >= mostReaders) return null;
      let end = (): void => {};
      return new ReadableStream<Uint8Array>(
        {
          start(controller) {
            const send = (text: string): void => {
              if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(text));
              else {
                // With its connection goes what waits for it.
                end();
                drop();
              }
            };
            let unfollow = (): void => {};
            const beat = setInterval(() => send(': still here\n\n'), heartbeat);
            beat.unref();
            end = () => {
              if (!ends.delete(end)) return;
              unfollow();
              clearInterval(beat);
              // A reader that went away, or was dropped, has closed it.
              try {
                controller.close();
              } catch {}
            };
            ends.add(end);
            send(COME_AGAIN);
            send(messageOf({ kind: 'pulse', pulse: board.pulse() }));
            unfollow = board.follow((news) => send(messageOf(news)), since);
            // What it missed was too much for it.
            if (!ends.has(end)) unfollow();
          },
          cancel: () => end(),
        },
        { highWaterMark: mostWaiting, size: (chunk) => chunk?.byteLength ?? 0 },
      );
    },
  };
}

/** JSON has no line breaks, so one data line is enough. */
function messageOf(news: News): string {
  if (news.kind === 'pulse') return `event: pulse\ndata: ${JSON.stringify(news.pulse)}\n\n`;
  return `event: event\nid: ${news.event.sequence}\ndata: ${JSON.stringify(news.event)}\n\n`;
}
