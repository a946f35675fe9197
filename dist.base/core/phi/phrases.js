/** What makes a phrase of two names that stand next to each other. */
const PHRASE = {
    /** It is in at least so many documents, */
    least: 3,
    /** in more than this part of those that have the rarer of the two, */
    rarer: 1 / 2,
    /** and of those that have the other: "England captain" is no better a name than "England". */
    other: 1 / 3,
};
/** Phrases become part of phrases once: Prime Minister, Tony Blair, Prime Minister Tony Blair. */
const ROUNDS = 2;
/** Words, the most relevant first, with phrases in the place of the first of their words; no word is in two names. */
export function withPhrases(words, texts) {
    let names = [...words];
    let documents = texts.map((passages) => passages.map((passage) => passage.map(({ word, joint }) => ({ name: word, joint }))));
    for (let round = 0; round < ROUNDS; round++) {
        const next = phrasesAmong(names, documents);
        if (next.size === 0)
            break;
        const second = new Set(next.values());
        const rank = new Map(names.map((name, i) => [name, i]));
        const place = (name) => Math.min(rank.get(name), rank.get(next.get(name) ?? name));
        names = names
            .filter((name) => !second.has(name))
            .sort((a, b) => place(a) - place(b))
            .map((name) => (next.has(name) ? `${name} ${next.get(name)}` : name));
        documents = documents.map((passages) => passages.map((passage) => joined(passage, next)));
    }
    return names;
}
/** First part of each phrase → second; no name is in two. */
function phrasesAmong(names, documents) {
    const rank = new Map(names.map((name, i) => [name, i]));
    /** Documents that have a name, and two of them next to each other. */
    const having = new Uint32Array(names.length);
    const together = new Map();
    for (const passages of documents) {
        const own = new Set();
        const pairs = new Set();
        for (const passage of passages) {
            let before;
            for (const { name, joint } of passage) {
                const now = rank.get(name);
                if (now !== undefined)
                    own.add(now);
                if (now !== undefined && before !== undefined && now !== before && joint !== null)
                    pairs.add(before * names.length + now);
                before = now;
            }
        }
        for (const i of own)
            having[i] = having[i] + 1;
        for (const pair of pairs)
            together.set(pair, (together.get(pair) ?? 0) + 1);
    }
    const found = [...together].flatMap(([pair, count]) => {
        const [a, b] = [Math.floor(pair / names.length), pair % names.length];
        const [of, and] = [having[a], having[b]];
        const better = count >= PHRASE.least && count > PHRASE.rarer * Math.min(of, and) && count > PHRASE.other * Math.max(of, and);
        // The strongest first: of the documents with either name, those with both together.
        return better ? [{ a, b, pair, strength: count / (of + and - count) }] : [];
    });
    found.sort((x, y) => y.strength - x.strength || x.pair - y.pair);
    const taken = new Set();
    const phrases = new Map();
    for (const { a, b } of found) {
        if (taken.has(a) || taken.has(b))
            continue;
        taken.add(a).add(b);
        phrases.set(names[a], names[b]);
    }
    return phrases;
}
/** A passage with each phrase as one unit. */
function joined(passage, next) {
    const units = [];
    for (const unit of passage) {
        const last = units.at(-1);
        if (last && unit.joint !== null && next.get(last.name) === unit.name)
            units[units.length - 1] = { name: `${last.name} ${unit.name}`, joint: last.joint };
        else
            units.push(unit);
    }
    return units;
}
//# sourceMappingURL=phrases.js.map