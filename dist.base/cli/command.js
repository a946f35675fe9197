/** Keeps the types of the arguments for `run`, and forgets them for the list of commands. */
export function defineCommand(command) {
    return command;
}
//# sourceMappingURL=command.js.map