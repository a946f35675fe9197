/** Fetching over HTTP within limits of time and size, each redirect checked. */
import { Agent, fetch } from 'undici';
import { LeitmotifError, messageOf } from "../../core/errors.js";
const REDIRECTS = 5;
const SILENCE = 90_000;
export function httpClient(guard, userAgent, limits = {}) {
    const { bytes = 10 * 1024 * 1024, time = 30_000 } = limits;
    const agent = new Agent({
        connect: { lookup: guard.lookup, timeout: Math.min(time, 10_000) },
        headersTimeout: time,
        bodyTimeout: SILENCE,
        // A server that answers is asked again in a quarter of an hour, not within seconds.
        keepAliveTimeout: 1000,
        pipelining: 1,
    });
    async function follow(address, headers, signal) {
        let url = new URL(address);
        let sent = { 'user-agent': userAgent, ...headers };
        for (let hops = 0;; hops++) {
            guard.check(url);
            const response = await fetch(url, { dispatcher: agent, redirect: 'manual', headers: sent, signal });
            const to = response.headers.get('location');
            if (to === null || ![301, 302, 303, 307, 308].includes(response.status))
                return { url, response };
            await response.body?.cancel();
            if (hops === REDIRECTS)
                throw new Error(`it redirects more than ${REDIRECTS} times`);
            const next = new URL(to, url);
            if (url.protocol === 'https:' && next.protocol !== 'https:')
                throw new Error('it redirects from https to http');
            // A secret is for the server it was given for.
            if (next.origin !== url.origin)
                sent = omit(sent, 'authorization');
            url = next;
        }
    }
    return {
        async get(address, { headers = {}, signal } = {}) {
            const limit = AbortSignal.timeout(time);
            try {
                const { url, response } = await follow(address, headers, signal ? AbortSignal.any([signal, limit]) : limit);
                const body = await wholeBody(response, bytes);
                return { status: response.status, url: url.href, header: (name) => response.headers.get(name), body };
            }
            catch (error) {
                throw failure(address, error, limit.aborted ? `it took longer than ${time} ms` : undefined);
            }
        },
        async stream(address, { headers = {}, signal }) {
            try {
                const { response } = await follow(address, headers, signal);
                return { status: response.status, body: (response.body ?? []) };
            }
            catch (error) {
                throw failure(address, error);
            }
        },
        close: () => agent.destroy(),
    };
}
async function wholeBody(response, most) {
    const parts = [];
    let size = 0;
    for await (const part of (response.body ?? [])) {
        size += part.length;
        // Leaving the loop ends the connection.
        if (size > most)
            throw new Error(`its body is larger than ${most} bytes`);
        parts.push(part);
    }
    return Buffer.concat(parts);
}
function omit(headers, name) {
    return Object.fromEntries(Object.entries(headers).filter(([key]) => key.toLowerCase() !== name));
}
/** The innermost reason: fetch wraps everything into "fetch failed". */
function failure(address, error, reason) {
    let at = error;
    while (!(at instanceof LeitmotifError) && at instanceof Error && at.cause !== undefined)
        at = at.cause;
    if (at instanceof LeitmotifError)
        return at;
    const message = `${address} cannot be fetched: ${reason ?? messageOf(at)}`;
    return new LeitmotifError('transient', 'connect', message, { cause: error });
}
//# sourceMappingURL=http.js.map