import { COMMANDS } from "./commands/index.js";
import { VERSION } from "./version.js";
function list(names) {
    return names.map((name) => `  ${name.padEnd(16)}${COMMANDS[name]?.summary}`).join('\n');
}
/** Of the whole. */
export const HELP = `Leitmotif finds the recurring themes in an endless feed of documents.

Usage: leitmotif COMMAND [OPTIONS]

Commands:
${list(Object.keys(COMMANDS))}

  leitmotif COMMAND --help   what a command takes, with examples
  leitmotif --version        ${VERSION}

Settings come from a YAML file (--config FILE), the environment (LEITMOTIF_KAFKA_BROKERS) and flags
(--kafka.brokers host:9092); the later wins. docs/configuration.md lists them all.

Without Kafka:    leitmotif replay news.jsonl --phi topics.json
With Kafka:       leitmotif init && leitmotif check && leitmotif run

Exit status: 0 done, 1 failed, 2 wrong arguments or settings.
`;
/** Commands of two words that begin with this one, such as `feed`; null where there are none. */
export function groupOf(word) {
    const names = Object.keys(COMMANDS).filter((name) => name.startsWith(`${word} `));
    return names.length === 0 ? null : names;
}
/** Of such a group. */
export function helpOfGroup(word, names) {
    return `Usage: leitmotif ${word} COMMAND [OPTIONS]\n\n${list(names)}\n\n  leitmotif ${word} COMMAND --help   what it takes, with examples\n`;
}
/** Of one command. */
export function helpOf(name, summary, { args, notes }) {
    const places = [];
    const options = [];
    for (const [key, { type, valueHint, description = '' }] of Object.entries(args)) {
        if (type === 'positional')
            places.push([key.toUpperCase(), description]);
        else
            options.push([type === 'boolean' ? `--${key}` : `--${key} ${valueHint ?? key.toUpperCase()}`, description]);
    }
    options.push(['--SECTION.NAME VALUE', 'Any setting of docs/configuration.md, such as --kafka.brokers host:9092']);
    const width = Math.max(...[...places, ...options].map(([left]) => left.length));
    const list = (rows) => rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('');
    const usageLine = ['Usage: leitmotif', name, ...places.map(([place]) => place), '[OPTIONS]'].join(' ');
    return `${summary}.\n\n${usageLine}\n\n${places.length === 0 ? '' : `${list(places)}\n`}${list(options)}\n${notes.trim()}\n`;
}
//# sourceMappingURL=help.js.map