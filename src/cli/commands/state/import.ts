import { COMMON_ARGS, usage } from '../../args.ts';
import { defineCommand } from '../../command.ts';
import { readState } from '../../files/state.ts';
import { loadSettings } from '../../settings.ts';
import { destinationOf, opened } from './epoch.ts';

const args = {
  file: { type: 'positional', required: false, description: 'What `leitmotif state export` wrote' },
  to: {
    type: 'string',
    valueHint: 'PLACE',
    description:
      'Where documents go on: committed (the default), exported (where the model in the file stood), earliest, latest, a time (UTC unless it has an offset), an offset, or 0=1200,1=1180',
  },
  replace: { type: 'boolean', description: 'Even though there is a whole model: it is lost then' },
  'dry-run': { type: 'boolean', description: 'Check the file, say what would be done, and do nothing' },
  json: { type: 'boolean', description: 'Print what was done as JSON' },
  ...COMMON_ARGS,
} as const;

const notes = `
Brings a saved model back, into a Kafka topic that was lost, emptied, cut short or damaged. It opens a new epoch: the model,
Φ and events that fit it, and the offsets of all groups, in one transaction. No replica may run meanwhile; one that was
frozen is shut out. What stats the lost model left are ignored.

Documents that were read since the export have their Θ. With --to committed they are not read again: nothing comes twice,
and the model never learns of them. With --to exported they are, and each has a second Θ, of a model version above all before.

Examples:
  leitmotif state import model.jsonl.gz --dry-run
  leitmotif init && leitmotif state import model.jsonl.gz
  leitmotif state import model.jsonl.gz --to exported
`;

export const command = defineCommand({
  args,
  notes,
  async run({ args: typed, flags }) {
    const { file, to = 'committed', replace = false, json = false } = typed;
    if (file === undefined) throw usage('no file is given: name one that `leitmotif state export` wrote');
    const destination = destinationOf(to, ['committed', 'exported', 'earliest', 'latest']);
    const { config } = loadSettings({ file: typed.config, flags });
    const { portableModel } = await import('../../../edges/registry/portable.ts');
    const { header, state } = await readState(file, portableModel);
    return opened(config, {
      to: destination,
      dryRun: typed['dry-run'] ?? false,
      json,
      encoder: false,
      reason: `a model of ${header.created} was imported`,
      base({ current }) {
        if (current === null || replace) return state;
        throw usage(
          `there is a whole model already, version ${current.version} with ${current.topics.size} topics: give --replace to lose it`,
        );
      },
    });
  },
});
