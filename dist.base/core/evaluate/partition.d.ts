/** How well one labelling of the same documents explains another: the field's clustering scores. */
/** Scores of clusters against labels. All but `ari`, whose expectation by chance is 0, lie in [0, 1]; 1 is best. */
export interface Clustering {
    /** Mutual information over the arithmetic mean of the two entropies (Vinh, Epps & Bailey 2010). */
    readonly nmi: number;
    /** Adjusted Rand index (Hubert & Arabie 1985); at most 1. */
    readonly ari: number;
    /** Part of the documents whose label is their cluster's most frequent one. */
    readonly purity: number;
    /** 1 when each cluster holds one label only, and when each label lies in one cluster only (Rosenberg & Hirschberg 2007). */
    readonly homogeneity: number;
    readonly completeness: number;
    /** B³ (Bagga & Baldwin 1998): mean over documents of the part of its cluster with its label, and of its label in its cluster. */
    readonly bcubedPrecision: number;
    readonly bcubedRecall: number;
    readonly bcubedF1: number;
}
/** Clusters against labels, and what they are. A document without a topic has the cluster null. */
export interface Score extends Clustering {
    /** Documents scored. */
    readonly documents: number;
    /** Part of them with a topic. */
    readonly assigned: number;
    readonly labels: number;
    /** Topics that hold any of them. */
    readonly topics: number;
    /** Exponential of the entropy of the topics' sizes: how many equal ones would be as diverse. */
    readonly effectiveTopics: number;
    /** B³ F1 when each document without a topic is a cluster by itself instead of all of them together. */
    readonly bcubedF1Single: number;
}
/** labels[i] and clusters[i] belong to document i; at least one document. null is a cluster like any other. */
export declare function clustering<L, C>(labels: readonly L[], clusters: readonly C[]): Clustering;
/** As `clustering`, with what the topics are; null is the topic of a document without one. */
export declare function score<L, T>(labels: readonly L[], topics: readonly (T | null)[]): Score;
