/** A report as Markdown: for a repository, a wiki or a mail. */
import type { Report } from '../../core/show/report.ts';
export declare function markdownOf(report: Report, version: string): string;
/** Text from outside stays text: no markup of Markdown or HTML, no line break, no control character. */
export declare function escaped(text: string): string;
