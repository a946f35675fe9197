import { COMMON_ARGS } from "../args.js";
import { defineCommand } from "../command.js";
import { loadSettings } from "../settings.js";
import { steer } from "./topics/steer.js";
const args = {
    phrase: {
        type: 'positional',
        required: true,
        valueHint: 'PHRASE',
        description: 'What to watch for, in words of the feed',
    },
    ...COMMON_ARGS,
};
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
        return steer(config, { kind: 'watch', text: typed.phrase });
    },
});
//# sourceMappingURL=watch.js.map