/** Addresses that a feed may be fetched from: a list of feeds must not open the network behind this machine to strangers. */
import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { LeitmotifError } from '../../core/errors.ts';

export interface Guard {
  /** Throws `fatal` for an address that is no http(s) or ws(s) one, or that names a host by a private number. */
  check(url: URL): void;
  /** For sockets: resolves a name, and refuses it when one of its addresses is private. */
  readonly lookup: LookupFunction;
}

export type Resolve = (
  host: string,
  options: { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Whether a number is one of the public internet, as IANA's registries have them; what embeds another counts as that. */
export function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

/**
 * An address as it may be told and written down: without a user's name and password. Of one that cannot be read, as with a /
 * in the password, all from // to the last @ is left out.
 */
export function withoutUser(address: string): string {
  if (!URL.canParse(address)) return address.replace(/\/\/.*@/s, '//');
  const url = new URL(address);
  if (url.username === '' && url.password === '') return address;
  url.username = '';
  url.password = '';
  return url.href;
}

/** @param allowPrivate lets everything through, for feeds on the machine's own network */
export function guard(allowPrivate: boolean, resolve: Resolve = systemLookup): Guard {
  return {
    check(url) {
      if (!/^(https?|wss?):$/.test(url.protocol)) throw refused(`${url.href} is no http or https address`);
      const host = url.hostname.replace(/^\[|\]$/g, '');
      if (!allowPrivate && ipaddr.isValid(host) && !isPublic(host)) throw refused(privately(host, host));
    },
    // At each connection, so that a name which changes its address between two looks gains nothing.
    lookup(host, options, done) {
      resolve(host, { all: true }, (error, addresses) => {
        if (error !== null) return done(error, '', 0);
        const hidden = allowPrivate ? undefined : addresses.find(({ address }) => !isPublic(address));
        if (hidden !== undefined) return done(refused(privately(host, hidden.address)), '', 0);
        const family = options.family === 'IPv4' ? 4 : options.family === 'IPv6' ? 6 : options.family;
        const fitting = addresses.filter((one) => !family || one.family === family);
        const [first] = fitting;
        if (first === undefined) return done(new Error(`${host} has no address`), '', 0);
        if (options.all === true) return done(null, fitting);
        done(null, first.address, first.family);
      });
    },
  };
}

function privately(host: string, address: string): string {
  const named = host === address ? host : `${host} is ${address}, which`;
  return `${named} is no address of the public internet; --allow-private fetches it all the same`;
}

function refused(message: string): LeitmotifError {
  return new LeitmotifError('fatal', 'connect', message);
}
