import { readFileSync } from 'node:fs';
import { messageOf } from '../../../core/errors.ts';
import { COMMON_ARGS, usage } from '../../args.ts';
import { defineCommand } from '../../command.ts';
import { FEED_ARGS, feedName, languagesOf, NETWORK_ARGS, POST_ARGS, rateOf, runFeed } from '../../feeding.ts';
import { loadSettings } from '../../settings.ts';
import { VERSION } from '../../version.ts';

const args = {
  server: { type: 'positional', required: true, valueHint: 'URL', description: 'Address of a Mastodon server' },
  timeline: {
    type: 'string',
    valueHint: 'public|local|#TAG',
    description: 'All that the server knows, its own people, or a hashtag; public without',
  },
  'token-file': {
    type: 'string',
    valueHint: 'FILE',
    description: 'File with an access token of the server (scope read); most servers ask for one',
  },
  ...POST_ARGS,
  ...FEED_ARGS,
  ...NETWORK_ARGS,
  ...COMMON_ARGS,
} as const;

const notes = `
Follows a public timeline of a Mastodon server through its streaming API. After a restart, or when the connection breaks
off, it first reads from the timeline what came meanwhile. A deleted status becomes a deletion: a record without a value,
under the status's id; deletions of the time between are not told by the API, and neither is a status of another server
that arrived then but was written before. Boosts, edits and what is not public are left out.

Examples:
  leitmotif feed mastodon https://mastodon.social --token-file token.txt --languages en,de
  leitmotif feed mastodon https://fosstodon.org --timeline '#kafka' --replies
`;

export const command = defineCommand({
  args,
  notes,
  async run({ args: typed, flags }) {
    const { config } = loadSettings({ file: typed.config, flags });
    const { server, timeline = 'public' } = typed;
    const { guard, withoutUser } = await import('../../../edges/feeds/guard.ts');
    if (!URL.canParse(server) || !/^https?:$/.test(new URL(server).protocol))
      throw usage(`SERVER is "${withoutUser(server)}": give an https address, such as https://mastodon.social`);
    if (!/^(public|local|#.+)$/u.test(timeline)) throw usage(`--timeline is "${timeline}": give public, local or #TAG`);
    const [languages, token] = [languagesOf(typed.languages), tokenIn(typed['token-file'])];
    const [{ httpClient }, { mastodonSource }, { systemClock }] = await Promise.all([
      import('../../../edges/feeds/http.ts'),
      import('../../../edges/feeds/mastodon.ts'),
      import('../../wire.ts'),
    ]);
    const http = httpClient(guard(typed['allow-private'] ?? false), `leitmotif/${VERSION}`);
    return runFeed({
      config,
      name: feedName(typed.name, 'mastodon'),
      rate: rateOf(typed.rate),
      json: typed.json ?? false,
      source: ({ probe }) =>
        mastodonSource({
          server,
          timeline,
          ...(token === undefined ? {} : { token }),
          languages,
          replies: typed.replies ?? false,
          http,
          clock: systemClock,
          probe,
          random: Math.random,
        }),
      close: () => http.close(),
    });
  },
});

function tokenIn(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    const token = readFileSync(path, 'utf8').trim();
    if (/^[\w.~+/=-]{8,}$/.test(token)) return token;
  } catch (error) {
    throw usage(`--token-file ${path} cannot be read: ${messageOf(error)}`);
  }
  throw usage(`--token-file ${path} holds no access token: it must be one line of letters, digits and -._~+/=`);
}
