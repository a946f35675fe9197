import { COMMON_ARGS, usage } from '../../args.ts';
import { defineCommand } from '../../command.ts';
import { FEED_ARGS, feedName, languagesOf, NETWORK_ARGS, POST_ARGS, rateOf, runFeed } from '../../feeding.ts';
import { loadSettings } from '../../settings.ts';
import { VERSION } from '../../version.ts';

const PUBLIC = 'wss://jetstream2.us-east.bsky.network/subscribe';

const args = {
  url: { type: 'string', valueHint: 'WSS', description: `Address of the service; ${PUBLIC} without` },
  ...POST_ARGS,
  ...FEED_ARGS,
  ...NETWORK_ARGS,
  ...COMMON_ARGS,
} as const;

const notes = `
Follows the posts of Bluesky through a Jetstream service, from the moment it was last stopped, or from now. A deleted post
becomes a deletion: a record without a value, under the post's at:// address. When the connection breaks off, or nothing
comes for a minute, it connects again, after longer and longer pauses, where it was. On another server (--url) it goes back
five seconds, for their clocks differ; posts of those seconds may come twice, under the same id.

Examples:
  leitmotif feed jetstream --languages en
  leitmotif feed jetstream --url wss://jetstream1.us-west.bsky.network/subscribe --replies
`;

export const command = defineCommand({
  args,
  notes,
  async run({ args: typed, flags }) {
    const { config } = loadSettings({ file: typed.config, flags });
    const url = typed.url ?? PUBLIC;
    const { guard, withoutUser } = await import('../../../edges/feeds/guard.ts');
    if (!URL.canParse(url) || !/^wss?:$/.test(new URL(url).protocol))
      throw usage(`--url is "${withoutUser(url)}": give a wss or ws address`);
    const wanted = { languages: languagesOf(typed.languages), replies: typed.replies ?? false };
    const [{ jetstreamSource }, { systemClock }] = await Promise.all([
      import('../../../edges/feeds/jetstream.ts'),
      import('../../wire.ts'),
    ]);
    return runFeed({
      config,
      name: feedName(typed.name, 'jetstream'),
      rate: rateOf(typed.rate),
      json: typed.json ?? false,
      source: ({ probe }) =>
        jetstreamSource({
          url,
          wanted,
          guard: guard(typed['allow-private'] ?? false),
          userAgent: `leitmotif/${VERSION}`,
          clock: systemClock,
          probe,
          random: Math.random,
        }),
    });
  },
});
