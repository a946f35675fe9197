import { once } from 'node:events';
import { type AddressInfo, createServer, isIPv6, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { kafkaClient } from '../../../../src/edges/kafka/client.ts';
import { addressOf, connect, named, unnamed } from '../../../../src/edges/kafka/ipv6.ts';

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

describe('a broker with an IPv6 address', () => {
  it.each(['::1', '::', '2001:db8::8a2e:370:7334', 'FE80::1', '::ffff:192.0.2.128', '1:2:3:4:5:6:7:8'])(
    '%s has a name that kafkajs can take apart, and is found behind it',
    (address) => {
      expect(isIPv6(address)).toBe(true);
      const [host = '', port, ...rest] = named(`[${address}]:9092`).split(':');
      expect([port, rest]).toEqual(['9092', []]);
      expect(addressOf(host)).toBe(address);
      expect(unnamed(named(`[${address}]:9092`))).toBe(`[${address}]:9092`);
    },
  );

  it.each(['broker:9092', '127.0.0.1:9092', 'a-b.example:1'])('is told from %s', (broker) => {
    expect(named(broker)).toBe(broker);
    expect(unnamed(broker)).toBe(broker);
    expect(addressOf(broker.split(':')[0] ?? '')).toBe(broker.split(':')[0]);
  });

  it('is connected to', async () => {
    const server = createServer((socket) => void sockets.push(socket)).listen(0, '::1');
    // Where a machine has no IPv6 the address is what the error names.
    const failed = await Promise.race([once(server, 'listening').then(() => null), once(server, 'error')]);
    const port = failed === null ? (server.address() as AddressInfo).port : 9;
    try {
      const outcome = await new Promise<string>((done) => {
        server.once('connection', () => done('[::1]'));
        const log = (_: string, message: string, fields?: object) => {
          if (message.includes('onnect')) done(JSON.stringify({ message, ...fields }));
        };
        const admin = kafkaClient({ brokers: [`[::1]:${port}`], clientId: 'test', log }).admin();
        admin.connect().catch(() => {});
        server.once('connection', () => void admin.disconnect());
      });
      expect(outcome).toContain('::1');
      expect(outcome).not.toMatch(/ENOTFOUND|invalid/);
    } finally {
      server.close();
    }
  });
});

it('a host name is connected to as before, with TLS by that name', async () => {
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.once('data', (hello) => void socket.end(hello));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    const hello = await new Promise<string>((done) => {
      server.once('connection', (socket) => socket.once('data', (bytes: Buffer) => done(bytes.toString('latin1'))));
      const socket = connect({ host: 'localhost', port, ssl: {}, onConnect: () => {} });
      sockets.push(socket);
      socket.on('error', () => {});
    });
    // The server name indication, in the clear.
    expect(hello).toContain('localhost');
  } finally {
    server.close();
  }
});
