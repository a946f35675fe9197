/** The model card of a tuned encoder, and what the terminal shows of it: all figures that it was judged by. */
import type { Job, Outcome } from '../../../core/tune/job.ts';
import type { Candidate } from '../../../core/tune/tune.ts';
export interface CardInput {
    readonly outcome: Outcome;
    readonly job: Job;
    /** The candidate in the folder; null for a student without a map. */
    readonly promoted: Candidate | null;
    readonly forced: boolean;
    /** Field of the labels that were given; null for none. */
    readonly labels: string | null;
    readonly teacher: string;
    /** What is known of the licence of the teacher's weights. */
    readonly licence: string;
    readonly data: {
        readonly source: string;
        /** Event times of the first and the last document, ms. */
        readonly from: number;
        readonly split: number;
        readonly to: number;
    };
}
/** Markdown, beginning with the metadata that model hubs read. */
export declare function cardOf({ outcome, job, promoted, forced, labels, teacher, licence, data }: CardInput): string;
/** Markdown tables: the label-free gate, and changes against labels where there are some. */
export declare function figuresOf({ tuned, student }: Outcome): string[];
