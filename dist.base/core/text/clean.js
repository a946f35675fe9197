/** Documents are hostile text: what is shown or encoded has no control characters and well-formed UTF-16. */
/** C0 and C1 controls, zero-width and bidirectional controls, BOM: they hide or reorder what a reader sees. */
const UNSEEN = /[\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu;
const SPACES = /\s+/gu;
/** Text on one line, well-formed, controls and runs of white space as single spaces. */
export function clean(text) {
    return text.toWellFormed().replace(UNSEEN, ' ').replace(SPACES, ' ').trim();
}
/** The first `most` characters (code points) of the cleaned text; cut at a word where one is near, with an ellipsis. */
export function excerpt(text, most = 280) {
    // Clean a generous head only: a 10 MB document needs no 10 MB of work for a line of it.
    const head = clean(text.trimStart().slice(0, most * 8));
    if (head.length <= most)
        return head;
    // Where the last character that fits ends, and whether more than one follows.
    let end = 0;
    for (let i = 1; i < most; i++)
        end += characterAt(head, end);
    if (end + characterAt(head, end) >= head.length)
        return head;
    const cut = head.slice(0, end);
    const space = cut.lastIndexOf(' ');
    return `${space > cut.length * 0.8 ? cut.slice(0, space) : cut}…`;
}
/** UTF-16 code units of the character that begins at a place of well-formed text; 1 beyond its end. */
function characterAt(text, at) {
    const code = text.charCodeAt(at);
    return code >= 0xd800 && code <= 0xdbff ? 2 : 1;
}
//# sourceMappingURL=clean.js.map