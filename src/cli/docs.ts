/**
 * Writes docs/configuration.md from the settings' schema and docs/asyncapi.json from the Kafka topics: `tsx src/cli/docs.ts`;
 * `--check` only says whether they are up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { asyncapi } from './asyncapi.ts';
import { SECTIONS } from './config.ts';
import { type Setting, settings } from './settings.ts';

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
export function configurationPage(): string {
  const sections = new Map<string, Setting[]>();
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

function block({ path, variable, field }: Setting): string {
  const fallback = field.fallback === undefined ? 'not set' : `\`${field.fallback}\``;
  const file = field.kind === 'secret' ? `, \`${variable}_FILE\`` : '';
  return `### ${path}\n\n${field.description}\n\nDefault: ${fallback}. Accepts: ${field.expects}. Environment: \`${variable}\`${file}.\n`;
}

const docs = new URL('../../docs/', import.meta.url);
const pages = {
  'configuration.md': configurationPage,
  'asyncapi.json': () => `${JSON.stringify(asyncapi(), null, 2)}\n`,
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of Object.entries(pages)) {
    const page = new URL(name, docs);
    const wanted = text();
    if (!process.argv.includes('--check')) {
      writeFileSync(page, wanted);
    } else if (readFileSync(page, 'utf8') !== wanted) {
      process.stderr.write(`docs/${name} is out of date: run make docs\n`);
      process.exitCode = 1;
    }
  }
}
