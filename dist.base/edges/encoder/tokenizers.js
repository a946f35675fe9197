/** From a text to the ids of its tokens, as each layout of a model has it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LeitmotifError } from "../../core/errors.js";
import { firstTokens } from "./text.js";
import { readUnigram } from "./unigram.js";
/** Throws `fatal` for a tokenizer that surrounds a text in another way. */
export async function readTokenizer({ folder, layout }) {
    if (layout === 'use') {
        const { encode } = await readUnigram(join(folder, 'sp.model'));
        return { around: USE_AROUND, content: encode };
    }
    // Nothing of tokenizer_config.json: it says 512 tokens where the encoder was trained on 256.
    const { Tokenizer } = await import('@huggingface/tokenizers');
    const path = join(folder, 'tokenizer.json');
    const described = JSON.parse(await readFile(path, 'utf8'));
    const words = new Tokenizer(described, {});
    const [first, last, ...others] = words.encode('').ids;
    if (first === undefined || last === undefined || others.length > 0) {
        throw new LeitmotifError('fatal', 'encode', `${path} puts other than two special tokens around a text`);
    }
    const all = (text) => words.encode(text, { add_special_tokens: false }).ids;
    const content = described.model?.type === 'WordPiece'
        ? (text, limit) => firstTokens(text, limit, all)
        : (text, limit) => all(text).slice(0, limit);
    return { around: [first, last], content };
}
/** <s> and </s> of its SentencePiece model. */
const USE_AROUND = [1, 2];
//# sourceMappingURL=tokenizers.js.map