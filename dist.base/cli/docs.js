/** Writes the reference from what it describes: settings, commands, Kafka topics, HTTP. `tsx src/cli/docs.ts` */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openapi } from "../edges/http/api/document.js";
import { asyncapi } from "./asyncapi.js";
import { COMMANDS } from "./commands/index.js";
import { SECTIONS } from "./config.js";
import { HELP, helpOf } from "./help.js";
import { settings } from "./settings.js";
import { VERSION } from "./version.js";
const INTRODUCTION = `# Configuration

<!-- Written by \`make docs\` from src/cli/config.ts; changes made here are lost. -->

Every setting has a default that suits one machine with a broker and a schema registry on it. A setting is looked for in
four places, and the later wins:

1. the default;
2. the YAML file that \`--config FILE\` or \`LEITMOTIF_CONFIG\` names;
3. the environment: \`documents.maxTextBytes\` is \`LEITMOTIF_DOCUMENTS_MAX_TEXT_BYTES\`, and so on for each of them;
4. a flag: \`--documents.maxTextBytes 2MiB\`.

\`\`\`yaml
kafka:
  brokers: [broker-1:9092, broker-2:9092]
registry:
  url: http://registry:8081
documents:
  topic: news
model:
  halfLife: 7d
\`\`\`

- A name that is no setting is refused, wherever it stands. \`leitmotif check\` shows what is in force and where it came from.
- Durations: \`50ms\`, \`10s\`, \`1h30m\`, \`30d\`, \`2w\`, \`never\`, or a number of milliseconds. Sizes: \`500kB\`, \`1MiB\`, or a
  number of bytes. Lists: YAML lists, or separated by commas.
- Secrets are never printed and may not be given as flags, which other users of a machine can see. Each can be read from a
  file whose path stands in its variable with \`_FILE\` appended: \`LEITMOTIF_KAFKA_SASL_PASSWORD_FILE=/run/secrets/kafka\`.
- All replicas of a group need the same settings in \`prefix\`, \`documents\`, \`batch\`, \`encoder\`, \`model\` and \`time\`.
`;
/** The text of docs/configuration.md. */
export function configurationPage() {
    const sections = new Map();
    for (const setting of settings()) {
        const section = setting.path.includes('.') ? setting.path.slice(0, setting.path.lastIndexOf('.')) : '';
        sections.set(section, [...(sections.get(section) ?? []), setting]);
    }
    const names = [...sections.keys()].sort((a, b) => Number(a !== '') - Number(b !== ''));
    const parts = names.map((name) => {
        const heading = name === '' ? '## General' : `## ${name}\n\n${SECTIONS[name] ?? ''}`;
        const blocks = (sections.get(name) ?? []).map(block);
        return `${heading}\n\n${blocks.join('\n')}`;
    });
    return `${INTRODUCTION}\n${parts.join('\n')}`;
}
function block({ path, variable, field }) {
    const fallback = field.fallback === undefined ? 'not set' : `\`${field.fallback}\``;
    const file = field.kind === 'secret' ? `, \`${variable}_FILE\`` : '';
    return `### ${path}\n\n${field.description}\n\nDefault: ${fallback}. Accepts: ${field.expects}. Environment: \`${variable}\`${file}.\n`;
}
const COMMAND_LINE = `# Command line

<!-- Written by \`make docs\` from src/cli/commands; changes made here are lost. -->

What \`leitmotif --help\` prints, and \`leitmotif COMMAND --help\` for each command.
`;
/** The text of docs/cli.md. */
export async function cliPage() {
    const block = (text) => `\`\`\`text\n${text.trimEnd()}\n\`\`\`\n`;
    const commands = Object.entries(COMMANDS).map(async ([name, { summary, load }]) => {
        return `## leitmotif ${name}\n\n${block(helpOf(name, summary, await load()))}`;
    });
    return [COMMAND_LINE, block(HELP), ...(await Promise.all(commands))].join('\n');
}
const json = (document) => `${JSON.stringify(document, null, 2)}\n`;
const docs = new URL('../../docs/', import.meta.url);
const pages = {
    'configuration.md': async () => configurationPage(),
    'cli.md': cliPage,
    'asyncapi.json': async () => json(asyncapi()),
    'openapi.json': async () => json(await openapi(VERSION)),
};
if (process.argv[1] === fileURLToPath(import.meta.url))
    for (const [name, text] of Object.entries(pages))
        writeFileSync(new URL(name, docs), await text());
//# sourceMappingURL=docs.js.map