/** How words are written, and where that tells of the word and not of the place it stands in. */
import { tokens } from "../text/terms.js";
/** What may stand between two words of one stretch; anything else may end a sentence or begin a quotation. */
const WITHIN = /^(?:[\s,]*|['’/&-])$/u;
/** Words of at least so many letters have capitals in headlines, and seldom in sentences. */
const LONG = 4;
/** A stretch is a headline when this part of its long words has capitals. */
const HEADLINE = 0.8;
/** The words of a text. */
export function read(text) {
    const stretches = [];
    for (const token of tokens(text)) {
        if (stretches.length === 0 || !WITHIN.test(token.gap))
            stretches.push([token]);
        else
            stretches.at(-1)?.push(token);
    }
    return stretches.flatMap(readStretch);
}
function readStretch(stretch) {
    // A dateline opens a sentence, too: NEW YORK.
    const opening = stretch.findIndex((token) => !shouted(token));
    const silent = opening < 0 || !stretch.some(capital);
    const headline = isHeadline(stretch);
    const evidenceOf = (token, i) => {
        if (silent)
            return 'none';
        if (inner(token) && !shouted(token))
            return 'clear';
        if (headline)
            return shouted(token) && i > opening ? 'clear' : 'none';
        return i > opening ? 'clear' : 'opening';
    };
    return stretch.map((token, i) => ({
        word: token.word,
        form: token.form,
        joint: i === 0 ? null : jointOf(token.gap),
        evidence: evidenceOf(token, i),
    }));
}
function jointOf(gap) {
    if (gap === '' || gap === '-')
        return gap;
    return gap.trim() === '' ? ' ' : null;
}
function capital({ form, word }) {
    return form !== word;
}
/** With a capital that is not due to where it stands: NATO, iPhone. */
function inner({ form }) {
    return /\p{Lu}/u.test(form.slice(1));
}
function shouted(token) {
    return inner(token) && token.form === token.form.toUpperCase();
}
function isHeadline([, ...rest]) {
    const long = rest.filter(({ word }) => word.length >= LONG);
    return long.filter(capital).length >= HEADLINE * long.length;
}
//# sourceMappingURL=written.js.map