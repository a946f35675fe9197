import { faultOf, LeitmotifError, messageOf } from '../../core/errors.ts';
import type { Board } from '../../core/show/board.ts';
import type { Serving } from '../../edges/http/serve.ts';
import type { Readiness } from '../../edges/http/server.ts';
import { COMMON_ARGS } from '../args.ts';
import { defineCommand } from '../command.ts';
import { loadSettings } from '../settings.ts';
import { VERSION } from '../version.ts';

const args = {
  'accept-loss': {
    type: 'boolean',
    description:
      'Go on although records were deleted before they were read; give it once, after a refusal that names it',
  },
  ...COMMON_ARGS,
} as const;

const notes = `
A replica reads documents, publishes Θ for each, and trains the model when the group gives it the stats Kafka topic. Start
as many as the documents Kafka topic has partitions: they share the work, and take over from each other within the session
time-out. SIGTERM or Ctrl-C finishes the batch in hand, publishes the last model version and leaves; a second one stops at
once, which loses nothing either. The log goes to standard error. http://127.0.0.1:9464 shows the topics as they change, with
an API under /api (/api/openapi.json describes it), health under /livez and /readyz, and /metrics. --tune.every 7d tunes the
encoder once a week and moves the model to it, when the gate and the agreement of topics allow that. Elsewhere than on the
loopback address the dashboard needs a token: --http.host 0.0.0.0 --http.tokenFile FILE.

Examples:
  leitmotif run --config leitmotif.yaml
  LEITMOTIF_KAFKA_BROKERS=broker:9092 leitmotif run --documents.topic news --documents.start latest
`;

export const command = defineCommand({
  args,
  notes,
  async run({ args: typed, flags }) {
    const { config, secrets } = loadSettings({ file: typed.config, flags });
    const [wire, http] = await Promise.all([import('../wire.ts'), import('../../edges/http/serve.ts')]);
    const { probe, metrics } = wire.openProbe(config);
    const stop = new AbortController();
    untilStopped(stop, probe.log);
    let readiness: () => Readiness = () => ({ ready: false, detail: 'loading the encoder' });
    let board: Board | null = null;
    let serving: Serving | null = null;
    try {
      serving = await http.serve({
        ...config.http,
        readiness: () => readiness(),
        metrics: metrics.render,
        board: () => board,
        version: VERSION,
      });
      probe.log('info', 'starting', {
        version: VERSION,
        group: config.group,
        prefix: config.prefix,
        http: serving.url ?? 'disabled',
        ...(serving.probes === null ? {} : { probes: serving.probes }),
      });
      const every = config.tune.every === Number.POSITIVE_INFINITY ? null : await import('./run/tuning.ts');
      const tuning =
        every?.openTuning(config, { file: typed.config, flags, secrets, probe, stop: stop.signal }) ?? null;
      // Once round for each encoder: without `tune.every` there is one alone.
      for (let tuned = config.encoder.tuned; ; ) {
        const encoder = await wire.openEncoder({ encoder: { ...config.encoder, tuned } }, probe, stop.signal);
        const round = new AbortController();
        let beside: Promise<void> = Promise.resolve();
        try {
          metrics.build({ version: VERSION, encoder: encoder.id });
          readiness = () => ({ ready: false, detail: 'connecting to the broker and the registry' });
          const replica = await wire.composeReplica(config, {
            kafka: wire.openKafka(config, probe),
            registry: wire.openRegistry(config),
            encoder,
            probe,
            acceptLoss: typed['accept-loss'] ?? false,
            shown: config.http.enabled && config.http.dashboard,
            ...(tuning === null ? {} : { successor: tuning.successor }),
            signal: stop.signal,
          });
          readiness = () => ({ ...replica.status() });
          board = replica.board;
          probe.log('info', 'restoring the model', { encoder: encoder.id });
          const ends = AbortSignal.any([stop.signal, round.signal]);
          const trains = () => replica.status().ready && replica.status().trainer;
          beside = tuning?.run(trains, tuned ?? null, ends) ?? beside;
          await replica.run(stop.signal);
          probe.log('info', 'left, nothing is lost', { model: replica.model().version });
          return 0;
        } catch (error) {
          const moved = error instanceof LeitmotifError && error.stage === 'migrate' && !stop.signal.aborted;
          const next = moved && tuning !== null ? await tuning.current() : null;
          if (next === null || next === tuned) throw error;
          readiness = () => ({ ready: false, detail: 'loading the encoder that the model has moved to' });
          probe.log('info', 'going on with the encoder that the model has moved to', { tuned: next });
          tuned = next;
          // Nobody is told anything by it any more.
          board = null;
          serving.hangUp();
        } finally {
          round.abort();
          await beside;
          await encoder.close();
        }
      }
    } catch (error) {
      // Told to stop while weights were fetched, or broker or registry were still away: there was nothing to finish.
      if (stop.signal.aborted && faultOf(error) === 'transient') return 0;
      // The log is what is read of a replica: the reason stands there, and not a second time as plain text.
      const stack = typed.debug && error instanceof Error ? { stack: error.stack } : {};
      probe.log('error', messageOf(error), { fault: faultOf(error), ...stack });
      return error instanceof LeitmotifError && error.stage === 'config' ? 2 : 1;
    } finally {
      await serving?.close();
    }
  },
});

/** The first signal drains, the second ends the process: a transaction that is open then is aborted by the broker. */
function untilStopped(stop: AbortController, log: (level: 'info' | 'warn', message: string) => void): void {
  for (const [signal, status] of [
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) {
        log('warn', `${signal} again: stopped at once`);
        process.exit(status);
      }
      log('info', `${signal}: finishing what is in hand`);
      stop.abort();
    });
  }
}
