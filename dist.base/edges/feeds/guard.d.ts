/** Addresses that a feed may be fetched from: a list of feeds must not open the network behind this machine to strangers. */
import { type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
export interface Guard {
    /** Throws `fatal` for an address that is no http(s) or ws(s) one, or that names a host by a private number. */
    check(url: URL): void;
    /** For sockets: resolves a name, and refuses it when one of its addresses is private. */
    readonly lookup: LookupFunction;
}
export type Resolve = (host: string, options: {
    readonly all: true;
}, done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void) => void;
/** Whether a number is one of the public internet, as IANA's registries have them; what embeds another counts as that. */
export declare function isPublic(address: string): boolean;
/** @param allowPrivate lets everything through, for feeds on the machine's own network */
export declare function guard(allowPrivate: boolean, resolve?: Resolve): Guard;
