import { usage } from "../args.js";
import { defineCommand } from "../command.js";
import { settings } from "../settings.js";
const args = {
    shell: { type: 'positional', required: true, valueHint: 'SHELL', description: 'bash, zsh or fish' },
};
const notes = `
Prints a script that completes commands, their options, and settings. It is self-contained: no program is run at the key.

Examples:
  leitmotif completion bash > ~/.local/share/bash-completion/completions/leitmotif
  leitmotif completion zsh > "\${fpath[1]}/_leitmotif"
  leitmotif completion fish > ~/.config/fish/completions/leitmotif.fish
`;
/** @param load gives each command's name, in one word or two, with itself */
export function completion(load) {
    return defineCommand({
        args,
        notes,
        async run({ args: { shell } }) {
            const options = new Map();
            for (const [name, command] of await load()) {
                const own = Object.entries(command.args).filter(([, { type }]) => type !== 'positional');
                options.set(name, [...own.map(([option]) => `--${option}`), '--help']);
            }
            const paths = settings()
                .filter(({ field }) => field.kind !== 'secret')
                .map(({ path }) => `--${path}`);
            process.stdout.write(scriptOf(shell, options, paths));
            return 0;
        },
    });
}
function scriptOf(shell, options, settingsOf) {
    switch (shell) {
        case 'bash':
            return bash(options, settingsOf);
        case 'zsh':
            // zsh reads bash's completions.
            return `#compdef leitmotif\nautoload -U +X bashcompinit && bashcompinit\n${bash(options, settingsOf)}`;
        case 'fish':
            return fish(options, settingsOf);
        default:
            throw usage(`SHELL is "${shell}": give bash, zsh or fish`);
    }
}
/** First words, and the second words of those that have some. */
function words(names) {
    const found = new Map();
    for (const name of names) {
        const [first = '', second] = name.split(' ');
        found.set(first, [...(found.get(first) ?? []), ...(second === undefined ? [] : [second])]);
    }
    return found;
}
function bash(options, settingsOf) {
    const first = words(options.keys());
    const seconds = [...first].filter(([, more]) => more.length > 0);
    const cases = [...options].map(([name, own]) => `    '${name}') words="${own.join(' ')}" ;;`);
    return `_leitmotif() {
  local at=\${COMP_WORDS[COMP_CWORD]} command=\${COMP_WORDS[1]} words=
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${[...first.keys()].join(' ')} --help --version" -- "$at"))
    return
  fi
  case $command in
${seconds.map(([name, more]) => `    ${name})\n      if [ "$COMP_CWORD" -eq 2 ]; then COMPREPLY=($(compgen -W "${more.join(' ')}" -- "$at")); return; fi\n      command="$command \${COMP_WORDS[2]}" ;;`).join('\n')}
  esac
  case $command in
${cases.join('\n')}
    *) return ;;
  esac
  case $at in
    --*.*) words="${settingsOf.join(' ')}" ;;
    -*) words="$words ${[...new Set(settingsOf.map((path) => `${path.split('.')[0]}`))].join(' ')}" ;;
    *) COMPREPLY=($(compgen -f -- "$at")); return ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$at"))
}
complete -o nospace -F _leitmotif leitmotif
`;
}
function fish(options, settingsOf) {
    const lines = ['complete -c leitmotif -n __fish_use_subcommand -f'];
    for (const [first, seconds] of words(options.keys())) {
        lines.push(`complete -c leitmotif -n __fish_use_subcommand -f -a ${first}`);
        if (seconds.length > 0)
            lines.push(`complete -c leitmotif -n '__fish_seen_subcommand_from ${first}; and not __fish_seen_subcommand_from ${seconds.join(' ')}' -f -a '${seconds.join(' ')}'`);
    }
    for (const [name, own] of options) {
        const seen = name
            .split(' ')
            .map((word) => `__fish_seen_subcommand_from ${word}`)
            .join('; and ');
        for (const option of own)
            lines.push(`complete -c leitmotif -n '${seen}' -l ${option.slice(2)}`);
    }
    for (const path of settingsOf)
        lines.push(`complete -c leitmotif -n 'not __fish_use_subcommand' -l ${path.slice(2)} -r`);
    return `${lines.join('\n')}\n`;
}
//# sourceMappingURL=completion.js.map