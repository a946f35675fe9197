import type { MiddlewareHandler } from 'hono';
/** The token that a file holds. Throws `fatal`, stage `config`. */
export declare function readToken(path: string): string;
/**
 * Without a token only names of this machine are answered to: a page elsewhere whose name was pointed at the loopback
 * address (DNS rebinding) gets nothing. With one, only who has it.
 */
export declare function guard(token: string | null): MiddlewareHandler;
/** Nothing but the page's own files, no inline script, no other site; no script may write HTML. */
export declare function pageHeaders(): MiddlewareHandler;
