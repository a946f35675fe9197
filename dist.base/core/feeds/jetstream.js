/** Messages of Bluesky's Jetstream: one event of a repository each, as JSON. */
import { believable, deletion, documentRecord, inLanguages } from "./record.js";
const POSTS = 'app.bsky.feed.post';
/** Reads a message; null for what is none. Deletions are always wanted: what was never sent is nothing to delete. */
export function readJetstream(text, { languages, replies }, now) {
    let message;
    try {
        message = JSON.parse(text);
    }
    catch {
        return null;
    }
    if (typeof message !== 'object' || message === null)
        return null;
    const { did, time_us: time, commit } = message;
    if (typeof time !== 'number' || !Number.isSafeInteger(time))
        return null;
    const { operation, collection, rkey, record } = commit ?? {};
    if (typeof did !== 'string' || typeof rkey !== 'string' || collection !== POSTS)
        return { time, id: null, record: null };
    const id = `at://${did}/${POSTS}/${rkey}`;
    if (operation === 'delete')
        return { time, id, record: deletion(id) };
    const said = record?.text;
    if (operation !== 'create' || typeof said !== 'string' || said.trim() === '')
        return { time, id: null, record: null };
    const langs = Array.isArray(record?.langs)
        ? record.langs.filter((one) => typeof one === 'string')
        : [];
    if (!inLanguages(langs, languages) || (!replies && record?.reply !== undefined))
        return { time, id: null, record: null };
    const arrived = believable(Math.floor(time / 1000), now);
    return {
        time,
        id,
        record: documentRecord({
            id,
            text: said,
            url: `https://bsky.app/profile/${did}/post/${rkey}`,
            source: 'Bluesky',
            ...(arrived === undefined ? {} : { time: arrived }),
            ...(langs[0] === undefined ? {} : { language: langs[0] }),
        }),
    };
}
/** Whether an event comes after a position. */
export function isAfter({ time, id }, position) {
    if (position === null || time > position.cursor)
        return true;
    return time === position.cursor && id !== null && !position.at.includes(id);
}
/** Where the stream stands after an event. */
export function advance(position, { time, id }, server) {
    const before = position !== null && position.cursor === time ? position.at : [];
    return { server, cursor: time, at: id === null ? before : [...before, id] };
}
//# sourceMappingURL=jetstream.js.map