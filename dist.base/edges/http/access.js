/** Who may ask, and what a browser may do with the answers. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { secureHeaders } from 'hono/secure-headers';
import { LeitmotifError, messageOf } from "../../core/errors.js";
import { isLoopback } from "../../core/loopback.js";
/** Characters that a token has at least: it is all that stands between a network and the texts of documents. */
const LEAST = 16;
/** The token that a file holds. Throws `fatal`, stage `config`. */
export function readToken(path) {
    let token;
    try {
        token = readFileSync(path, 'utf8').trim();
    }
    catch (error) {
        throw new LeitmotifError('fatal', 'config', `http.tokenFile ${path} cannot be read: ${messageOf(error)}`);
    }
    if (token.length >= LEAST && /^[\x21-\x7e]+$/.test(token))
        return token;
    const message = `http.tokenFile ${path} must hold one token of ${LEAST} characters at least, without spaces: write one with \`openssl rand -hex 32 > ${path}\``;
    throw new LeitmotifError('fatal', 'config', message);
}
/**
 * Without a token only names of this machine are answered to: a page elsewhere whose name was pointed at the loopback
 * address (DNS rebinding) gets nothing. With one, only who has it.
 */
export function guard(token) {
    const wanted = token === null ? null : digest(token);
    return async (context, next) => {
        if (wanted === null) {
            const { hostname } = new URL(context.req.url);
            if (isLoopback(hostname))
                return next();
            return context.json({ error: `this replica does not answer to the name ${hostname}: use localhost` }, 403);
        }
        const [, given] = /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '') ?? [];
        if (given !== undefined && timingSafeEqual(digest(given), wanted))
            return next();
        context.header('WWW-Authenticate', 'Bearer');
        return context.json({ error: 'the bearer token is missing or wrong' }, 401);
    };
}
/** Of equal length whatever is given, as `timingSafeEqual` needs it. */
function digest(text) {
    return createHash('sha256').update(text).digest();
}
/** Nothing but the page's own files, no inline script, no other site; no script may write HTML. */
export function pageHeaders() {
    return secureHeaders({
        contentSecurityPolicy: {
            defaultSrc: ["'none'"],
            scriptSrc: ["'self'"],
            styleSrc: ["'self'"],
            imgSrc: ["'self'"],
            connectSrc: ["'self'"],
            baseUri: ["'none'"],
            formAction: ["'none'"],
            frameAncestors: ["'none'"],
            requireTrustedTypesFor: ["'script'"],
        },
        xFrameOptions: 'DENY',
        referrerPolicy: 'no-referrer',
        // Whether to speak TLS is for whoever stands before it.
        strictTransportSecurity: false,
    });
}
//# sourceMappingURL=access.js.map