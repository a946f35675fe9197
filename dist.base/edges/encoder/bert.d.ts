/**
 * Builds the inference graph of a BERT sentence encoder straight from its weights: tokens in, one unit vector out,
 * mean pooling and normalisation included (Reimers & Gurevych 2019). One document a run, so there is neither padding
 * nor an attention mask, and a vector can't depend on other documents.
 */
import { z } from 'zod';
import { type Precision } from './builder.ts';
import type { Tensor } from './safetensors.ts';
/** What of a model's config.json the graph needs; other kinds of models are refused. */
export declare const BERT_CONFIG: z.ZodObject<{
    model_type: z.ZodLiteral<"bert">;
    hidden_act: z.ZodLiteral<"gelu">;
    position_embedding_type: z.ZodDefault<z.ZodLiteral<"absolute">>;
    hidden_size: z.ZodNumber;
    num_hidden_layers: z.ZodNumber;
    num_attention_heads: z.ZodNumber;
    max_position_embeddings: z.ZodNumber;
    layer_norm_eps: z.ZodNumber;
}, z.core.$strip>;
export type BertConfig = z.infer<typeof BERT_CONFIG>;
/**
 * The bytes of an ONNX model: input `tokens` int32 (1, n), n ≤ config.max_position_embeddings; output `vector`
 * float32 (1, hidden_size), of unit length. Throws `fatal` when a tensor is missing or has another shape.
 */
export declare function bertGraph(tensors: ReadonlyMap<string, Tensor>, config: BertConfig, precision: Precision): Uint8Array;
