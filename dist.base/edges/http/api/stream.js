/** What may wait for a reader, bytes, besides what the socket holds. */
const MOST_WAITING = 256 * 1024;
/** Readers at once. */
const MOST_READERS = 256;
/** A sign of life for proxies, ms. */
const HEARTBEAT = 15_000;
/** What a browser waits before it asks again, ms. */
const RETRY = 2000;
const encoder = new TextEncoder();
export function createStreams({ heartbeat = HEARTBEAT, mostWaiting = MOST_WAITING, mostReaders = MOST_READERS, } = {}) {
    const ends = new Set();
    return {
        readers: () => ends.size,
        close() {
            for (const end of [...ends])
                end();
        },
        open(board, drop = () => { }) {
            if (ends.size >= mostReaders)
                return null;
            let end = () => { };
            return new ReadableStream({
                start(controller) {
                    const send = (text) => {
                        if ((controller.desiredSize ?? 0) > 0)
                            controller.enqueue(encoder.encode(text));
                        else {
                            // With its connection goes what waits for it.
                            end();
                            drop();
                        }
                    };
                    const unfollow = board.follow((news) => send(messageOf(news)));
                    const beat = setInterval(() => send(': still here\n\n'), heartbeat);
                    beat.unref();
                    end = () => {
                        if (!ends.delete(end))
                            return;
                        unfollow();
                        clearInterval(beat);
                        // A reader that went away, or was dropped, has closed it.
                        try {
                            controller.close();
                        }
                        catch { }
                    };
                    ends.add(end);
                    send(`retry: ${RETRY}\n\n`);
                    send(messageOf({ kind: 'pulse', pulse: board.pulse() }));
                },
                cancel: () => end(),
            }, { highWaterMark: mostWaiting, size: (chunk) => chunk?.byteLength ?? 0 });
        },
    };
}
/** JSON has no line breaks, so one data line is enough. */
function messageOf(news) {
    if (news.kind === 'pulse')
        return `event: pulse\ndata: ${JSON.stringify(news.pulse)}\n\n`;
    return `event: event\nid: ${news.event.sequence}\ndata: ${JSON.stringify(news.event)}\n\n`;
}
//# sourceMappingURL=stream.js.map