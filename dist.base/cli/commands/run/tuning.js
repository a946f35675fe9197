/** `tune.every`: the encoders that were tuned while replicas ran, and the commands that make the next one. */
import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { join, resolve } from 'node:path';
import { LeitmotifError } from "../../../core/errors.js";
import { readArtefact } from "../../../edges/encoder/artefact.js";
import { tunedId } from "../../../edges/encoder/tuned.js";
import { systemClock } from "../../../edges/telemetry/clock.js";
import { readModel } from "../../../pipeline/migrate.js";
import { tuneAgain } from "../../../pipeline/tuning.js";
import { openDeployment } from "../../wire.js";
/** How many tuned encoders are kept: replicas may still be on the last but one. */
const KEPT = 3;
/** Holds the time at which the last tuning began, ISO 8601. */
const LAST = 'last.txt';
/** What is being made; what is finished is named by its time. */
const NEXT = 'next';
/** Time between two looks for the folder that the model has moved to, ms. */
const LOOK_EVERY = 5000;
export function openTuning(config, { file, flags, probe, stop, }) {
    const root = resolve(config.tune.folder);
    const settings = [...(file === undefined ? [] : ['--config', file]), ...[...flags].map(([p, v]) => `--${p}=${v}`)];
    const last = {
        async read() {
            const text = await readFile(join(root, LAST), 'utf8').catch(() => null);
            return text === null ? null : Date.parse(text.trim());
        },
        async write(at) {
            await mkdir(root, { recursive: true });
            await writeFile(join(root, LAST), `${new Date(at).toISOString()}\n`);
        },
    };
    /** The folders, the newest first. */
    async function folders() {
        const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
        const names = entries.filter((entry) => entry.isDirectory() && /^\d/.test(entry.name)).map(({ name }) => name);
        return names
            .sort()
            .reverse()
            .map((name) => join(root, name));
    }
    /** Fits, judges, moves; whatever is not moved to is not kept. */
    async function tune(tuned) {
        const [next, out] = [join(root, NEXT), join(root, new Date().toISOString().replaceAll(':', '-'))];
        const documents = ['--documents', String(config.tune.documents)];
        const fitted = await command(['tune', '--out', next, '--json', ...documents, ...settings], stop);
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
        const moved = await command(['migrate', '--encoder', out, '--json', ...from, ...settings], stop).catch(async (error) => {
            // Unless it was the very last step that failed, when the model is there already.
            if ((await current().catch(() => out)) !== out)
                await rm(out, { recursive: true });
            throw error;
        });
        if (!moved.accepted) {
            await rm(out, { recursive: true });
            return `the encoder stays, too few documents would have kept their topic: ${moved.output}`;
        }
        for (const old of (await folders()).slice(KEPT))
            await rm(old, { recursive: true });
        return `the model has moved to ${out}: ${moved.output}`;
    }
    async function current() {
        const { changelog, codecs, names } = await openDeployment(config, { probe, readOnly: true });
        const { encoder } = await readModel(changelog, codecs.model, names);
        for (const folder of await folders()) {
            const found = await readArtefact(folder).catch(() => null);
            if (found !== null && encoder === tunedId(found))
                return folder;
        }
        return null;
    }
    return {
        run(trains, tuned, signal) {
            const { every } = config.tune;
            return tuneAgain({ every, last, trains, tune: () => tune(tuned), clock: systemClock, probe }, signal);
        },
        current,
        async successor(signal) {
            while (!signal.aborted && (await current().catch(() => null)) === null) {
                await systemClock.sleep(LOOK_EVERY, signal);
            }
        },
    };
}
/** This program with another command, as a process that steps back behind the replica. Rejects when it fails. */
async function command(args, signal) {
    const program = process.argv[1];
    const child = spawn(process.execPath, [...process.execArgv, program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const end = () => void child.kill('SIGTERM');
    signal.addEventListener('abort', end, { once: true });
    try {
        if (child.pid !== undefined)
            setPriority(child.pid, constants.priority.PRIORITY_LOW);
    }
    catch {
        // Where that is not allowed it runs as this one does.
    }
    let [output, said] = ['', ''];
    child.stdout.on('data', (chunk) => {
        output += chunk.toString();
    });
    child.stderr.on('data', (chunk) => {
        said = (said + chunk.toString()).slice(-2000);
    });
    const status = await new Promise((done, refuse) => {
        child.once('error', refuse);
        child.once('close', (code, by) => done(code ?? by ?? 'nothing'));
    });
    signal.removeEventListener('abort', end);
    // Both commands end with 1 for what they refuse.
    if (status === 0 || status === 1)
        return { accepted: status === 0, output: output.trim() };
    throw new LeitmotifError('fatal', 'migrate', `\`leitmotif ${args[0]}\` ended with ${status}: ${said.trim()}`);
}
//# sourceMappingURL=tuning.js.map