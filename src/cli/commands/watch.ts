import { COMMON_ARGS } from '../args.ts';
import { defineCommand } from '../command.ts';
import { loadSettings } from '../settings.ts';
import { steer } from './topics/steer.ts';

const args = {
  phrase: {
    type: 'positional',
    required: true,
    valueHint: 'PHRASE',
    description: 'What to watch for, in words of the feed',
  },
  json: { type: 'boolean', description: 'Print the topic as JSON' },
  ...COMMON_ARGS,
} as const;

const notes = `
Makes a topic around a phrase: it is there at once, takes the documents that are nearest to it in meaning, and is pinned, so
that it waits for them however long it takes. A whole sentence as documents would put it finds more than a single word.
\`leitmotif topics unpin ID\` lets it go the way of other topics.

Examples:
  leitmotif watch 'the central bank raises interest rates'
`;

export const command = defineCommand({
  args,
  notes,
  run({ args: typed, flags }) {
    const { config } = loadSettings({ file: typed.config, flags });
    return steer(config, { kind: 'watch', text: typed.phrase }, { json: typed.json ?? false });
  },
});
