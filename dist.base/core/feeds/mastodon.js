/** Statuses and stream events of Mastodon's API. */
import { believable, deletion, documentRecord, inLanguages, titled } from "./record.js";
/** Reads one status; null for what is none. A boost, an empty status, or one of another language has no record. */
export function readStatus(value, wanted, now) {
    if (typeof value !== 'object' || value === null)
        return null;
    const status = value;
    const { id } = status;
    if (typeof id !== 'string' || !/^\d{1,30}$/.test(id))
        return null;
    const none = { status: id, record: null };
    const language = typeof status.language === 'string' ? status.language : undefined;
    if (status.reblog !== null && status.reblog !== undefined)
        return none;
    if (status.visibility !== undefined && status.visibility !== 'public')
        return none;
    if (!wanted.replies && typeof status.in_reply_to_id === 'string')
        return none;
    if (!inLanguages(language === undefined ? [] : [language], wanted.languages))
        return none;
    const warning = typeof status.spoiler_text === 'string' ? status.spoiler_text : '';
    const text = titled(warning, typeof status.content === 'string' ? wanted.plain(status.content) : '');
    if (text === '')
        return none;
    const claimed = typeof status.created_at === 'string' ? Date.parse(status.created_at) : Number.NaN;
    const time = believable(Number.isNaN(claimed) ? undefined : claimed, now);
    const author = typeof status.account?.acct === 'string' ? status.account.acct : undefined;
    return {
        status: id,
        record: documentRecord({
            id: idOf(id, wanted.server),
            text,
            ...(warning === '' ? {} : { title: warning }),
            ...(time === undefined ? {} : { time }),
            ...(typeof status.url === 'string' ? { url: status.url } : {}),
            ...(author === undefined ? {} : { source: author.includes('@') ? author : `${author}@${wanted.server}` }),
            ...(language === undefined ? {} : { language }),
        }),
    };
}
/** Reads an event of the stream; null for one that is neither a new status nor a deletion. An edit changes nothing. */
export function readStreamed({ event, data }, wanted, now) {
    if (event === 'delete' && /^\d{1,30}$/.test(data))
        return { status: null, record: deletion(idOf(data, wanted.server)) };
    if (event !== 'update')
        return null;
    try {
        return readStatus(JSON.parse(data), wanted, now);
    }
    catch {
        return null;
    }
}
function idOf(status, server) {
    return `mastodon:${server}:${status}`;
}
/** Whether one id of a status comes after another: they are numbers too large for one. */
export function laterStatus(a, b) {
    return a.length === b.length ? a > b : a.length > b.length;
}
//# sourceMappingURL=mastodon.js.map