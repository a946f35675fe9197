import { COMMON_ARGS, usage } from "../../args.js";
import { defineCommand } from "../../command.js";
import { writeState } from "../../files/state.js";
import { openModels } from "../../model.js";
import { loadSettings } from "../../settings.js";
import { grouped, showProgress } from "../../terminal.js";
const args = {
    file: { type: 'positional', required: false, description: 'Where to write it, such as model.jsonl.gz' },
    'dry-run': { type: 'boolean', description: 'Read and check the model, and write nothing' },
    json: { type: 'boolean', description: 'Print what the file holds as JSON' },
    ...COMMON_ARGS,
};
const notes = `
Writes the newest model of a deployment, running or not, into one file: every key of its changelog with the head, how far
the stats and each partition were absorbed, the epoch, and the schema they are written in, so that neither broker nor
registry is needed to read it. The file has a checksum, holds excerpts of documents, and may be read by its owner alone.
Nothing on the broker is changed, and no replica is disturbed.

Examples:
  leitmotif state export model-$(date +%F).jsonl.gz
  leitmotif state export --dry-run --json
`;
export const command = defineCommand({
    args,
    notes,
    async run({ args: typed, flags }) {
        const dryRun = typed['dry-run'] ?? false;
        const { file } = typed;
        if (file === undefined && !dryRun)
            throw usage('no file is given: name one to write, such as model.jsonl.gz');
        const { config } = loadSettings({ file: typed.config, flags });
        let phase = 'reading the model';
        const progress = showProgress({ screen: process.stderr, text: () => phase });
        try {
            const { portableModel } = await import("../../../edges/registry/portable.js");
            const { snapshot, held } = await (await openModels(config)).newest();
            const { state } = snapshot;
            phase = `writing ${grouped(held.size)} records`;
            if (file !== undefined && !dryRun)
                await writeState(file, held, { portable: await portableModel(), prefix: config.prefix, created: new Date() });
            progress.stop();
            const { version, epoch, cells } = state;
            const topics = [...state.topics.values()].filter(({ status }) => status === 'live').length;
            const written = dryRun ? null : file;
            if (typed.json)
                process.stdout.write(`${JSON.stringify({ written, version, epoch, topics, cells: cells.size, records: held.size })}\n`);
            else
                process.stdout.write(`model version ${version} of epoch ${epoch}: ${grouped(topics)} topics of ${grouped(cells.size)} cells; ${dryRun ? 'nothing was written, as --dry-run asks for' : `written to ${file}`}\n`);
            return 0;
        }
        finally {
            progress.stop();
        }
    },
});
//# sourceMappingURL=export.js.map