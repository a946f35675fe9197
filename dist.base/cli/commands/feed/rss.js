import { readFileSync } from 'node:fs';
import { messageOf } from "../../../core/errors.js";
import { COMMON_ARGS, usage } from "../../args.js";
import { defineCommand } from "../../command.js";
import { FEED_ARGS, feedName, intervalOf, NETWORK_ARGS, rateOf, runFeed } from "../../feeding.js";
import { loadSettings } from "../../settings.js";
import { VERSION } from "../../version.js";
const args = {
    feeds: {
        type: 'positional',
        required: true,
        valueHint: 'URL|FILE',
        description: 'Address of a feed, or a file: OPML, or an address on each line',
    },
    interval: {
        type: 'string',
        valueHint: '15m',
        description: 'How often each feed is fetched, unless it asks for less often; 15m without',
    },
    once: { type: 'boolean', description: 'Fetch each feed once and end' },
    ...FEED_ARGS,
    ...NETWORK_ARGS,
    ...COMMON_ARGS,
};
const notes = `
Follows RSS, Atom, RDF and JSON feeds until Ctrl-C. Each item becomes a document once: under its guid, or its link; what
comes again under another guid, link or in another feed is left out, and so is a later edition of the same item. Title,
link, the feed's name and language travel with the text, which is as full as the feed has it.

Servers are treated kindly: If-None-Match and If-Modified-Since, a request at a time and a second between two for each host,
Retry-After, Cache-Control and the feed's own time to live, and longer pauses after failures. 10 MiB and 30 s is the most a
feed may take. The position of each feed is kept in Kafka, in the transaction of its documents: a restart loses nothing and
repeats nothing.

Examples:
  leitmotif feed rss https://feeds.bbci.co.uk/news/world/rss.xml
  leitmotif feed rss subscriptions.opml --interval 5m --config leitmotif.yaml
`;
export const command = defineCommand({
    args,
    notes,
    async run({ args: typed, flags }) {
        const { config } = loadSettings({ file: typed.config, flags });
        const [{ guard }, { httpClient }, { parseFeedList }, { rssSource }, { systemClock }] = await Promise.all([
            import("../../../edges/feeds/guard.js"),
            import("../../../edges/feeds/http.js"),
            import("../../../edges/feeds/parse.js"),
            import("../../../edges/feeds/rss.js"),
            import("../../wire.js"),
        ]);
        const urls = /^https?:/i.test(typed.feeds)
            ? parseFeedList(typed.feeds, 'the address')
            : parseFeedList(contents(typed.feeds), typed.feeds);
        const interval = intervalOf(typed.interval, '15m');
        const http = httpClient(guard(typed['allow-private'] ?? false), `leitmotif/${VERSION}`);
        return runFeed({
            config,
            name: feedName(typed.name, 'rss'),
            rate: rateOf(typed.rate),
            json: typed.json ?? false,
            source: ({ probe }) => rssSource({ urls, http, interval, once: typed.once ?? false, clock: systemClock, probe, random: Math.random }),
            close: () => http.close(),
        });
    },
});
function contents(path) {
    try {
        return readFileSync(path, 'utf8');
    }
    catch (error) {
        throw usage(`${path} is no address and cannot be read as a list of feeds: ${messageOf(error)}`);
    }
}
//# sourceMappingURL=rss.js.map