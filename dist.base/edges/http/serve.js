import { readToken } from "./access.js";
import { createStreams } from "./api/stream.js";
import { createDashboard } from "./dashboard.js";
import { createLimit } from "./limits.js";
import { PAGES } from "./pages.js";
import { createApp, startHttp } from "./server.js";
/** Texts that may be encoded at once, as many as one request may hold. */
const BURST = 256;
/** Largest request, bytes. */
const MAX_BYTES = 4 * 1024 * 1024;
/** Resolves once it listens. Throws `fatal`, stage `config`, for a token or an address that cannot be had. */
export async function serve(options) {
    const { enabled, host, port, dashboard, tokenFile, textsPerSecond, probes, board, version, readiness } = options;
    if (!enabled)
        return { url: null, probes: null, close: async () => { } };
    const health = createApp(options);
    const streams = createStreams();
    const servers = [];
    const app = dashboard
        ? createDashboard({
            folder: PAGES,
            token: tokenFile === undefined ? null : readToken(tokenFile),
            probes: probes.separate ? null : health,
            board,
            detail: () => readiness().detail,
            streams,
            limit: createLimit({ burst: BURST, perSecond: textsPerSecond, now: Date.now }),
            maxBytes: MAX_BYTES,
            version,
        })
        : health;
    const close = async () => {
        streams.close();
        await Promise.all(servers.map((server) => server.close()));
    };
    try {
        // Without a dashboard there is nothing for the first port when the probes have one of their own.
        const main = dashboard || !probes.separate ? await startHttp({ app, host, port }) : null;
        if (main)
            servers.push(main);
        const apart = probes.separate ? await startHttp({ app: health, ...probes, setting: 'http.probes' }) : null;
        if (apart)
            servers.push(apart);
        return { url: main?.url ?? null, probes: apart?.url ?? null, close };
    }
    catch (error) {
        await close();
        throw error;
    }
}
//# sourceMappingURL=serve.js.map