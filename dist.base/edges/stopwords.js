/** Stop-word lists from the stopword package, which keeps them for some sixty languages (ISO 639-3 names). */
import * as lists from 'stopword';
import { stopWords } from "../core/text/stopwords.js";
/** English first: it wins ties, as in a title without any stop word. */
const FIRST = 'eng';
/** English function words, forms of address and the remains of contractions that the package's list lacks. */
const MORE_ENGLISH = `not will she its may might shall just says say mr mrs ms dr hers us mine does done doing so off onto
  without upon against again few no nor own cannot when why whom until during above below under further once ll ve re don
  didn doesn isn aren wasn weren won wouldn couldn shouldn hasn haven hadn ain`.split(/\s+/);
/** Every list of the package, made ready to choose between. */
export function packagedStopWords() {
    const named = Object.entries(lists).filter((entry) => Array.isArray(entry[1]));
    const words = named
        // Digits are no words here, and some packs mix them in.
        .filter(([name]) => /^[a-z]{3}$/.test(name))
        .map(([name, list]) => [name, new Set([...list, ...(name === FIRST ? MORE_ENGLISH : [])].map((word) => word.toLowerCase()))])
        .sort(([a], [b]) => (a === FIRST ? -1 : b === FIRST ? 1 : a < b ? -1 : 1));
    return stopWords(new Map(words));
}
//# sourceMappingURL=stopwords.js.map