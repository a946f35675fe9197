/** `tune.every`: the encoders that were tuned while replicas ran, and the commands that make the next one. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Probe } from '../../../core/ports.ts';
import { readArtefact } from '../../../edges/encoder/artefact.ts';
import { tunedId } from '../../../edges/encoder/tuned.ts';
import { systemClock } from '../../../edges/telemetry/clock.ts';
import { readModel } from '../../../pipeline/migrate.ts';
import { type TuningOptions, tuneAgain } from '../../../pipeline/tuning.ts';
import type { Config } from '../../config.ts';
import type { Secret } from '../../fields.ts';
import { openDeployment } from '../../wire.ts';
import { runBeside } from './beside.ts';
import { finished, folderOf, NEXT, nameAt } from './folders.ts';

export interface Tuning {
  /**
   * Tunes when it is due, until the signal is aborted: what is being fitted then ends, a move of the model is done first.
   * `tuned` is the folder of the encoder in use; null for the plain one.
   */
  run(trains: () => boolean, tuned: string | null, signal: AbortSignal): Promise<void>;
  /** The folder whose encoder the model has now; null where there is none. */
  current(): Promise<string | null>;
  /** Resolves when there is one, or with the signal. */
  successor(signal: AbortSignal): Promise<void>;
}

/** How many tuned encoders are kept: replicas may still be on the last but one. */
const KEPT = 3;
/** Holds the time at which the last tuning began, ISO 8601. */
const LAST = 'last.txt';
/** Time between two looks for the folder that the model has moved to, ms. */
const LOOK_EVERY = 5000;

export function openTuning(
  config: Config,
  {
    file,
    flags,
    secrets,
    probe,
    stop,
    program = process.argv[1] ?? '',
  }: {
    file: string | undefined;
    flags: ReadonlyMap<string, string>;
    /** As `Settings.secrets`. */
    secrets: ReadonlyMap<string, Secret>;
    probe: Probe;
    stop: AbortSignal;
    /** What node runs; default this program. */
    program?: string;
  },
): Tuning {
  const root = resolve(config.tune.folder);
  // `tune.every` is for replicas, and goes with no `encoder.tuned`, which tells `migrate` what the model has now.
  const given = [...new Map([...flags, ['tune.every', 'never']])].map(([path, value]) => `--${path}=${value}`);
  const settings = [...(file === undefined ? [] : ['--config', file]), ...given];
  const beside = { program, secrets, signal: stop };
  const last: TuningOptions['last'] = {
    async read() {
      const text = await readFile(join(root, LAST), 'utf8').catch(() => null);
      return text === null ? null : Date.parse(text.trim());
    },
    async write(at) {
      await mkdir(root, { recursive: true });
      // Whole or not at all: others read it, and a disk may be full.
      const fresh = join(root, `.${randomUUID()}.partial`);
      try {
        await writeFile(fresh, `${new Date(at).toISOString()}\n`);
        await rename(fresh, join(root, LAST));
      } catch (error) {
        await rm(fresh, { force: true });
        throw error;
      }
    },
  };

  /** Fits, judges, moves; whatever is not moved to is not kept. */
  async function tune(tuned: string | null, signal: AbortSignal): Promise<string> {
    const [next, out] = [join(root, NEXT), join(root, nameAt(new Date()))];
    const documents = ['--documents', String(config.tune.documents)];
    const fitted = await runBeside(['tune', '--out', next, '--json', ...documents, ...settings], {
      ...beside,
      signal,
      verdict: 'written',
    });
    if (!fitted.accepted) {
      await rm(`${next}.work`, { recursive: true, force: true });
      return `the encoder stays, the gate refused every candidate: ${fitted.output}`;
    }
    if (tuned !== null && tunedId(await readArtefact(tuned)) === tunedId(await readArtefact(next))) {
      await rm(next, { recursive: true });
      return 'the encoder stays, tuning gave the same again';
    }
    await rename(next, out);
    const from = tuned === null ? [] : [`--encoder.tuned=${tuned}`];
    const moved = await runBeside(['migrate', '--encoder', out, '--json', ...from, ...settings], {
      ...beside,
      verdict: 'accepted',
    }).catch(async (error: unknown) => {
      // Unless it was the very last step that failed, when the model is there already.
      if ((await current().catch(() => out)) !== out) await rm(out, { recursive: true });
      throw error;
    });
    if (!moved.accepted) {
      await rm(out, { recursive: true });
      return `the encoder stays, too few documents would have kept their topic: ${moved.output}`;
    }
    for (const old of (await finished(root)).slice(KEPT)) await rm(old, { recursive: true });
    return `the model has moved to ${out}: ${moved.output}`;
  }

  async function current(): Promise<string | null> {
    const { changelog, codecs, names } = await openDeployment(config, { probe, readOnly: true });
    const { encoder } = await readModel(changelog, codecs.model, names);
    return folderOf(root, encoder);
  }

  return {
    run(trains, tuned, signal) {
      const { every } = config.tune;
      return tuneAgain({ every, last, trains, tune: () => tune(tuned, signal), clock: systemClock, probe }, signal);
    },
    current,
    async successor(signal) {
      while (!signal.aborted && (await current().catch(() => null)) === null) {
        await systemClock.sleep(LOOK_EVERY, signal);
      }
    },
  };
}
