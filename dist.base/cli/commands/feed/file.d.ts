export declare const command: import("../../command.ts").Command<import("citty").ArgsDef>;
/** The same, from the beginning each time. */
export declare const produce: import("../../command.ts").Command<import("citty").ArgsDef>;
