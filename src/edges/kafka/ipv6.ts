/** Brokers with an IPv6 address: kafkajs 2.2.4 takes what stands before the first colon for the host, and the rest for the port. */
import net from 'node:net';
import tls from 'node:tls';
import type { ISocketFactory } from 'kafkajs';

/** Ends the names that kafkajs is given instead; nothing else can end so (RFC 6761). */
const SUFFIX = '.ipv6.invalid';

/** "[fe80::1]:9092" under a name that kafkajs can take apart; any other broker as it is. */
export function named(broker: string): string {
  const found = /^\[([\da-f:.]+)\]:(\d+)$/i.exec(broker);
  return found === null ? broker : `${found[1]?.replaceAll(':', '-')}${SUFFIX}:${found[2]}`;
}

/** The address behind such a name; any other host as it is, those that the cluster advertises among them. */
export function addressOf(host: string): string {
  return host.endsWith(SUFFIX) ? host.slice(0, -SUFFIX.length).replaceAll('-', ':') : host;
}

/** A broker that was `named` as it was before, for people. */
export function unnamed(broker: string): string {
  const [host = '', port] = broker.split(':');
  const address = addressOf(host);
  return address === host ? broker : `[${address}]:${port}`;
}

/** As kafkajs's own, ms. */
const KEEP_ALIVE_DELAY = 60_000;

/** Connects as kafkajs's own factory does, but for what a host is. */
export const connect: ISocketFactory = ({ host: name, port, ssl, onConnect }) => {
  const host = addressOf(name);
  // Typed as given, but missing without TLS.
  const secured = ssl as tls.ConnectionOptions | undefined;
  const socket = secured
    ? tls.connect({ host, port, ...(net.isIP(host) ? {} : { servername: host }), ...secured }, onConnect)
    : net.connect({ host, port }, onConnect);
  return socket.setKeepAlive(true, KEEP_ALIVE_DELAY);
};
