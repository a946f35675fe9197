import type { Vocabulary } from '../../core/text/wordpiece.ts';
/** Null for a tokenizer of another kind than BERT's uncased WordPiece. Throws what reading the file throws. */
export declare function readVocabulary(path: string): Promise<Vocabulary | null>;
/** As `readVocabulary`, of the file's text. */
export declare function vocabularyOf(json: string): Vocabulary | null;
