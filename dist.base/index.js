import { loadSettings } from "./cli/settings.js";
import { VERSION } from "./cli/version.js";
import { faultOf, LeitmotifError } from "./core/errors.js";
import { createMetrics } from "./edges/telemetry/metrics.js";
export { faultOf, LeitmotifError } from "./core/errors.js";
/** Throws `fatal`, stage `config`, for settings that are wrong. Nothing is connected before `run`. */
export function createLeitmotif(options) {
    const { kafka, registry, encoder, log = () => { }, acceptLoss = false, ...given } = options;
    const config = settingsOf({ registry, encoder, given });
    const metrics = createMetrics({ runtime: false });
    const probe = { add: metrics.add, observe: metrics.observe, set: metrics.set, log };
    const stopped = new AbortController();
    let replica;
    let running;
    async function work(signal) {
        const wire = await import("./cli/wire.js");
        const own = isEncoder(encoder) ? undefined : await wire.openEncoder(config, probe);
        const used = isEncoder(encoder) ? encoder : own;
        try {
            metrics.build({ version: VERSION, encoder: used.id });
            const client = isRegistry(registry) ? registry : wire.openRegistry(config);
            replica = await wire.composeReplica(config, {
                kafka,
                registry: client,
                encoder: used,
                probe,
                acceptLoss,
                signal,
            });
            await replica.run(signal);
        }
        catch (error) {
            // Told to stop while broker or registry were still away: there was nothing to finish.
            if (!signal.aborted || faultOf(error) !== 'transient')
                throw error;
        }
        finally {
            await own?.close();
        }
    }
    return {
        run(signal) {
            if (running !== undefined) {
                return Promise.reject(new LeitmotifError('bug', 'connect', 'run was called twice: create another instance'));
            }
            running = work(signal === undefined ? stopped.signal : AbortSignal.any([signal, stopped.signal]));
            return running;
        },
        async stop() {
            stopped.abort();
            await running?.catch(() => { });
        },
        status: () => replica?.status() ?? { ready: false, detail: 'starting', trainer: false },
        metrics: metrics.render,
    };
}
function settingsOf({ registry, encoder, given, }) {
    const input = {
        ...given,
        ...(isRegistry(registry) || registry === undefined ? {} : { registry }),
        ...(isEncoder(encoder) || encoder === undefined ? {} : { encoder }),
    };
    return loadSettings({ given: input, env: {} }).config;
}
function isRegistry(value) {
    return typeof value === 'object' && 'schema' in value && typeof value.schema === 'function';
}
function isEncoder(value) {
    return typeof value === 'object' && 'encode' in value && typeof value.encode === 'function';
}
//# sourceMappingURL=index.js.map