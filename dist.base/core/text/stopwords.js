/** Words that say nothing about a topic, by language. */
/** What feeds say in every language. */
const FEED_WORDS = new Set([
    'rt',
    'via',
    'amp',
    'http',
    'https',
    'www',
    'com',
    'nbsp',
    'quot',
    'ft',
]);
export function stopWords(lists) {
    const languagesOf = new Map();
    [...lists.values()].forEach((words, language) => {
        for (const word of words) {
            const known = languagesOf.get(word);
            if (known)
                known.push(language);
            else
                languagesOf.set(word, [language]);
        }
    });
    const groups = [[]];
    const numbers = new Map();
    const groupOf = new Map();
    for (const [word, languages] of languagesOf) {
        const name = languages.join();
        const number = numbers.get(name) ?? groups.push(languages) - 1;
        numbers.set(name, number);
        groupOf.set(word, number);
    }
    return {
        languages: lists.size,
        groups,
        groupOf: (word) => groupOf.get(word) ?? 0,
        everywhere: (word) => FEED_WORDS.has(word),
    };
}
/**
 * The language whose stop words a text has most often, by how often it has those of each; ties go to the list named
 * first, which is also that of a text without any. A language's words are never dropped from a text of another: "die" is
 * a stop word in German only.
 */
export function mostSpoken(hits) {
    let best = 0;
    for (let i = 1; i < hits.length; i++)
        if (hits[i] > hits[best])
            best = i;
    return best;
}
//# sourceMappingURL=stopwords.js.map