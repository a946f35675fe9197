import { colored, grouped, sanitise, sparkline, table } from "./terminal.js";
const WORDS = 10;
/** Blocks of a sparkline. */
const BLOCKS = 16;
/**
 * Lines of a table that fits the screen; 100 columns where it has no width. Heaviest topics first, as given.
 * `histories`: documents over time by topic, for a column of sparklines.
 */
export function topicTable(topics, screen, histories = null) {
    const rows = topics.map(({ topic, label, keywords, documents, share, updated }) => [
        String(topic),
        sanitise(label),
        keywords
            .slice(0, WORDS)
            .map(({ word }) => sanitise(word))
            .join(', '),
        ...(histories ? [sparkline(histories.get(topic) ?? [], BLOCKS)] : []),
        grouped(documents),
        `${(share * 100).toFixed(1)} %`,
        moment(updated),
    ]);
    const head = [
        { title: 'TOPIC', align: 'right' },
        { title: 'LABEL', grow: 2, least: 8 },
        { title: 'KEYWORDS', grow: 3, least: 8 },
        ...(histories ? [{ title: 'HISTORY' }] : []),
        { title: 'DOCUMENTS', align: 'right' },
        { title: 'SHARE', align: 'right' },
        { title: 'UPDATED' },
    ];
    const [title = '', ...lines] = table({ head, rows, width: screen.columns ?? 100 });
    return [colored(screen) ? `\u001b[1m${title}\u001b[22m` : title, ...lines];
}
/** The table with topics under their parents, the heaviest family first; a topic without a parent stands alone. */
export function topicTree(topics, screen, histories = null) {
    const ids = new Set(topics.map(({ topic }) => topic));
    const roots = topics.filter(({ parent }) => parent === null || !ids.has(parent));
    const rows = roots.flatMap((root) => {
        const members = topics.filter(({ parent }) => parent === root.topic);
        const branch = (i) => (i === members.length - 1 ? '└─ ' : '├─ ');
        return [root, ...members.map((member, i) => ({ ...member, label: branch(i) + member.label }))];
    });
    return topicTable(rows, screen, histories);
}
/** "2026-01-31 12:00" UTC. */
function moment(time) {
    const date = new Date(time);
    return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 16).replace('T', ' ');
}
//# sourceMappingURL=topics.js.map