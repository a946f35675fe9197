import { expect, it } from 'vitest';
import { command as jetstream } from '../../../../../src/cli/commands/feed/jetstream.ts';
import { command as mastodon } from '../../../../../src/cli/commands/feed/mastodon.ts';

it.each([
  ['jetstream', jetstream, { url: 'https://ann:secret@a.example/subscribe' }],
  ['jetstream', jetstream, { url: 'wss://ann:se/cret@a.example/subscribe' }],
  ['mastodon', mastodon, { server: 'wss://ann:secret@a.example' }],
])('feed %s tells no password of an address that it refuses', async (_, { run }, args) => {
  const refused = run({ args: { _: [], ...args } as never, flags: new Map() });
  await expect(refused).rejects.toThrow(/"(https|wss):\/\/a\.example[^"]*": give/);
});
