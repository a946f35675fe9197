/** Documents of the outside world as records of the documents Kafka topic. */
import { clean } from "../text/clean.js";
const encoder = new TextEncoder();
/** A document as JSON under its id, as docs/records.md describes it. */
export function documentRecord(document, headers = []) {
    const { id, text, time, title, url, source, language } = document;
    const value = { id, text, timestamp: time, title, url, source, language };
    return {
        key: id,
        value: encoder.encode(JSON.stringify(value)),
        headers: [['content-type', 'application/json'], ...headers],
    };
}
/** Deletes the document with this id. */
export function deletion(id) {
    return { key: id, value: null };
}
/** What is said: the title, then the text unless it begins with the title or is nothing else. */
export function titled(title, text) {
    const [head, body] = [clean(title), text.trim()];
    if (head === '' || clean(body).startsWith(head))
        return body;
    return body === '' ? head : `${head}\n\n${body}`;
}
/** A time that a stranger claims: none at all when it lies in the future, or before 1970. */
export function believable(time, now) {
    return time !== undefined && time >= 0 && time <= now ? time : undefined;
}
/** Whether a document in these languages is wanted: `zh` stands for `zh-Hans` too; no wish means all. */
export function inLanguages(languages, wanted) {
    if (wanted.length === 0)
        return true;
    const lower = languages.map((language) => language.toLowerCase());
    return wanted.some((one) => lower.some((language) => language === one.toLowerCase() || language.startsWith(`${one.toLowerCase()}-`)));
}
//# sourceMappingURL=record.js.map