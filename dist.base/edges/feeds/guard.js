/** Addresses that a feed may be fetched from: a list of feeds must not open the network behind this machine to strangers. */
import { lookup as systemLookup } from 'node:dns';
import ipaddr from 'ipaddr.js';
import { LeitmotifError } from "../../core/errors.js";
/** Whether a number is one of the public internet, as IANA's registries have them; what embeds another counts as that. */
export function isPublic(address) {
    return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}
/** @param allowPrivate lets everything through, for feeds on the machine's own network */
export function guard(allowPrivate, resolve = systemLookup) {
    return {
        check(url) {
            if (!/^(https?|wss?):$/.test(url.protocol))
                throw refused(`${url.href} is no http or https address`);
            const host = url.hostname.replace(/^\[|\]$/g, '');
            if (!allowPrivate && ipaddr.isValid(host) && !isPublic(host))
                throw refused(privately(host, host));
        },
        // At each connection, so that a name which changes its address between two looks gains nothing.
        lookup(host, options, done) {
            resolve(host, { all: true }, (error, addresses) => {
                if (error !== null)
                    return done(error, '', 0);
                const hidden = allowPrivate ? undefined : addresses.find(({ address }) => !isPublic(address));
                if (hidden !== undefined)
                    return done(refused(privately(host, hidden.address)), '', 0);
                const family = options.family === 'IPv4' ? 4 : options.family === 'IPv6' ? 6 : options.family;
                const fitting = addresses.filter((one) => !family || one.family === family);
                const [first] = fitting;
                if (first === undefined)
                    return done(new Error(`${host} has no address`), '', 0);
                if (options.all === true)
                    return done(null, fitting);
                done(null, first.address, first.family);
            });
        },
    };
}
function privately(host, address) {
    const named = host === address ? host : `${host} is ${address}, which`;
    return `${named} is no address of the public internet; --allow-private fetches it all the same`;
}
function refused(message) {
    return new LeitmotifError('fatal', 'connect', message);
}
//# sourceMappingURL=guard.js.map