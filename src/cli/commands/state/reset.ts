import { LeitmotifError } from '../../../core/errors.ts';
import { emptyState } from '../../../core/model/state.ts';
import { COMMON_ARGS, usage } from '../../args.ts';
import { defineCommand } from '../../command.ts';
import { loadSettings } from '../../settings.ts';
import { destinationOf, opened } from './epoch.ts';

const args = {
  to: {
    type: 'string',
    valueHint: 'PLACE',
    description:
      'Where documents go on: earliest, latest, committed (where they are), a time (UTC unless it has an offset), an offset, or offsets of partitions such as 0=1200,1=1180',
  },
  'keep-model': { type: 'boolean', description: 'Go on with the topics there are; only the place in the feed changes' },
  'dry-run': { type: 'boolean', description: 'Say what would be done, and do nothing' },
  json: { type: 'boolean', description: 'Print what was done as JSON' },
  ...COMMON_ARGS,
} as const;

const notes = `
Opens a new epoch: an empty model with the encoder of the settings, and documents from a place of your choice on, in one
transaction. The topics there were are retired, and no id is ever used again. No replica may run meanwhile; one that was
frozen is shut out. What stats earlier epochs left are ignored.

It needs no model: to make one anew from the documents after it was lost, give --to earliest. Documents that were read
before have a second Θ then, of a model version above all before.

Examples:
  leitmotif state reset --to earliest --dry-run
  leitmotif state reset --to 2026-01-31T00:00:00Z
  leitmotif state reset --keep-model --to latest
`;

export const command = defineCommand({
  args,
  notes,
  async run({ args: typed, flags }) {
    const { to, 'keep-model': keep = false, json = false } = typed;
    if (to === undefined) throw usage('--to is missing: say where documents go on, such as --to earliest');
    const destination = destinationOf(to, ['earliest', 'latest', 'committed']);
    const { config } = loadSettings({ file: typed.config, flags });
    return opened(config, {
      to: destination,
      dryRun: typed['dry-run'] ?? false,
      json,
      encoder: !keep,
      reason: keep ? 'the place in the feed was reset' : 'the model was reset',
      base({ current, encoder, kernel }) {
        if (encoder !== null)
          return emptyState({ epoch: 0, encoder: encoder.id, products: kernel, dim: encoder.dim }, config.model);
        if (current !== null) return current;
        throw new LeitmotifError(
          'fatal',
          'restore',
          'there is no whole model to keep: leave --keep-model out, or import one by `leitmotif state import`',
        );
      },
    });
  },
});
