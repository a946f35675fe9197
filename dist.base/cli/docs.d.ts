/** The text of docs/configuration.md. */
export declare function configurationPage(): string;
/** The text of docs/cli.md. */
export declare function cliPage(): Promise<string>;
