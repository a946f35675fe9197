/** Items of RSS, Atom, RDF and JSON feeds, whatever format they came in. */
import { clean } from "../text/clean.js";
import { believable, documentRecord, titled } from "./record.js";
/** What tells an item from others. `fingerprint` is a short hash. */
export function keysOf(item, fingerprint) {
    return {
        guid: item.guid === undefined ? null : fingerprint(item.guid),
        link: item.link === undefined ? null : fingerprint(canonical(item.link)),
        content: fingerprint(clean(`${item.title}\n${item.text}`).toLowerCase()),
    };
}
/** An address without what only tells where a reader came from. */
function canonical(link) {
    const [address = ''] = link.split('#');
    const [path = '', query] = address.split('?');
    const kept = (query ?? '').split('&').filter((part) => part !== '' && !/^(utm_\w+|at_\w+|fbclid|gclid)=/i.test(part));
    return kept.length === 0 ? path : `${path}?${kept.join('&')}`;
}
/** Longest id of a document. */
const MOST_ID = 1000;
/** An item as a record; null when it says nothing. */
export function itemRecord(item, { feed, of, now, fingerprint, }) {
    const text = titled(item.title, item.text);
    if (text === '')
        return null;
    const { guid, link } = item;
    // A guid that is an address or a URN is one everywhere; any other is one within its feed.
    const named = guid === undefined
        ? (link ?? `${feed}#${fingerprint(text)}`)
        : /^(https?:|urn:|tag:)/i.test(guid)
            ? guid
            : `${feed}#${guid}`;
    const id = named.length <= MOST_ID ? named : `${feed.slice(0, MOST_ID - 20)}#${fingerprint(named)}`;
    const language = item.language ?? of.language;
    const time = believable(item.time, now);
    return documentRecord({
        id,
        text,
        ...(item.title === '' ? {} : { title: item.title }),
        ...(link === undefined ? {} : { url: link }),
        ...(of.title === undefined ? {} : { source: of.title }),
        ...(language === undefined ? {} : { language }),
        ...(time === undefined ? {} : { time }),
    });
}
//# sourceMappingURL=syndication.js.map