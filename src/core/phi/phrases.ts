/** Phrases: words that are a name only together, as the texts of a topic have them. */
import type { Written } from './written.ts';

/** What makes a phrase of two names that stand next to each other. */
const PHRASE = {
  /** It is in at least so many documents, */
  least: 3,
  /** in more than this part of those that have the rarer of the two, */
  rarer: 1 / 2,
  /** and of those that have the other: "England captain" is no better a name than "England". */
  other: 1 / 3,
} as const;
/** Phrases become part of phrases once: Prime Minister, Tony Blair, Prime Minister Tony Blair. */
const ROUNDS = 2;

/** A word or a phrase in a text, its words with a space between them. */
interface Unit {
  readonly name: string;
  readonly joint: string | null;
}

/** The passages of one document. */
type Passages = readonly (readonly Unit[])[];

/** Words, the most relevant first, with phrases in the place of the first of their words; no word is in two names. */
export function withPhrases(words: readonly string[], texts: readonly (readonly (readonly Written[])[])[]): string[] {
  let names = [...words];
  let documents: readonly Passages[] = texts.map((passages) =>
    passages.map((passage) => passage.map(({ word, joint }) => ({ name: word, joint }))),
  );
  for (let round = 0; round < ROUNDS; round++) {
    const next = phrasesAmong(names, documents);
    if (next.size === 0) break;
    const second = new Set(next.values());
    const rank = new Map(names.map((name, i) => [name, i]));
    const place = (name: string): number =>
      Math.min(rank.get(name) as number, rank.get(next.get(name) ?? name) as number);
    names = names
      .filter((name) => !second.has(name))
      .sort((a, b) => place(a) - place(b))
      .map((name) => (next.has(name) ? `${name} ${next.get(name)}` : name));
    documents = documents.map((passages) => passages.map((passage) => joined(passage, next)));
  }
  return names;
}

/** First part of each phrase → second; no name is in two. */
function phrasesAmong(names: readonly string[], documents: readonly Passages[]): Map<string, string> {
  const rank = new Map(names.map((name, i) => [name, i]));
  /** Documents that have a name, and two of them next to each other. */
  const having = new Uint32Array(names.length);
  const together = new Map<number, number>();
  for (const passages of documents) {
    const own = new Set<number>();
    const pairs = new Set<number>();
    for (const passage of passages) {
      let before: number | undefined;
      for (const { name, joint } of passage) {
        const now = rank.get(name);
        if (now !== undefined) own.add(now);
        if (now !== undefined && before !== undefined && now !== before && joint !== null)
          pairs.add(before * names.length + now);
        before = now;
      }
    }
    for (const i of own) having[i] = (having[i] as number) + 1;
    for (const pair of pairs) together.set(pair, (together.get(pair) ?? 0) + 1);
  }
  const found = [...together].flatMap(([pair, count]) => {
    const [a, b] = [Math.floor(pair / names.length), pair % names.length];
    const [of, and] = [having[a] as number, having[b] as number];
    const better =
      count >= PHRASE.least && count > PHRASE.rarer * Math.min(of, and) && count > PHRASE.other * Math.max(of, and);
    // The strongest first: of the documents with either name, those with both together.
    return better ? [{ a, b, pair, strength: count / (of + and - count) }] : [];
  });
  found.sort((x, y) => y.strength - x.strength || x.pair - y.pair);
  const taken = new Set<number>();
  const phrases = new Map<string, string>();
  for (const { a, b } of found) {
    if (taken.has(a) || taken.has(b)) continue;
    taken.add(a).add(b);
    phrases.set(names[a] as string, names[b] as string);
  }
  return phrases;
}

/** A passage with each phrase as one unit. */
function joined(passage: readonly Unit[], next: ReadonlyMap<string, string>): Unit[] {
  const units: Unit[] = [];
  for (const unit of passage) {
    const last = units.at(-1);
    if (last && unit.joint !== null && next.get(last.name) === unit.name)
      units[units.length - 1] = { name: `${last.name} ${unit.name}`, joint: last.joint };
    else units.push(unit);
  }
  return units;
}
