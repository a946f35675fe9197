import { grouped, sanitise, sparkline } from "../terminal.js";
const WORDS = 8;
const DOCUMENTS = 3;
const EVENTS = 50;
export function markdownOf(report, version) {
    const { feed, from, to, documents, stray, trending, hierarchy, topics, total, events, model } = report;
    const parts = [
        `# The topics of ${escaped(feed)}`,
        `${moment(from)} to ${moment(to)} · ${grouped(documents)} documents · ${grouped(total)} topics under ${grouped(hierarchy.parents.length)} parents · ${percent(stray)} without a topic`,
        '## Trending',
        trending.length === 0 ? 'No topic.' : trending.map((row) => `- **${name(row)}**: ${why(row)}`).join('\n'),
        '## Topics',
        topics.length === 0 ? 'There is no topic yet.' : table(topics),
        '## Hierarchy',
        [
            ...hierarchy.parents,
            ...(hierarchy.alone.length > 0
                ? [{ label: 'without a parent', topic: 0, share: 0, topics: hierarchy.alone }]
                : []),
        ]
            .map((parent) => [`- **${name(parent)}**`, ...parent.topics.map((each) => `  - ${name(each)}, ${percent(each.share)}`)].join('\n'))
            .join('\n') || 'None.',
        '## What happened',
        events.length === 0 ? 'Nothing yet.' : events.slice(-EVENTS).reverse().map(eventLine).join('\n'),
        ...topics.map(section),
        `---\n\nLeitmotif ${version}, model version ${grouped(model)}. Times are UTC.`,
    ];
    return `${parts.join('\n\n')}\n`;
}
function table(topics) {
    const rows = topics.map((row) => {
        const cells = [
            `#${row.topic}`,
            name(row),
            escaped(row.words.slice(0, WORDS).join(', ')),
            sparkline(row.history.counts, 24),
            percent(row.share),
            grouped(row.documents),
        ];
        return `| ${cells.join(' | ')} |`;
    });
    return [
        '| | Topic | Words | History | Share | Documents |',
        '| ---: | --- | --- | --- | ---: | ---: |',
        ...rows,
    ].join('\n');
}
function section(page) {
    const { exemplars, keywords, neighbours } = page;
    const lines = [
        `### ${name(page)} (#${page.topic})`,
        `${percent(page.share)} of the feed, ${grouped(page.documents)} documents, born ${moment(page.born)}, last document ${moment(page.updated)}.`,
    ];
    if (keywords.length > 0)
        lines.push(`Words: ${escaped(keywords
            .slice(0, 15)
            .map(({ word }) => word)
            .join(', '))}`);
    if (neighbours.length > 0)
        lines.push(`Near: ${neighbours.map((near) => `${name(near)} (${near.cosine.toFixed(2)})`).join(', ')}`);
    if (exemplars.length > 0)
        lines.push(exemplars.slice(0, DOCUMENTS).map(document).join('\n'));
    return lines.join('\n\n');
}
function document({ id, title, url, source, excerpt }) {
    const heading = escaped(title ?? id);
    const linked = url !== null && /^https?:\/\/[^\s<>()]+$/i.test(url) ? `[${heading}](<${url}>)` : heading;
    const from = source === null ? '' : ` (${escaped(source)})`;
    return `- ${linked}${from}${excerpt === null ? '' : `: ${escaped(excerpt)}`}`;
}
function eventLine({ time, type, label, topic, into, reason }) {
    const target = into.length === 0 ? '' : ` → ${into.map(name).join(', ')}`;
    return `- ${moment(time)} ${type}: **${name({ label, topic })}**${target}: ${escaped(reason)}`;
}
function why({ rise, words }) {
    return `${Math.round(rise.recent)} documents of late where ${rise.expected.toFixed(1)} were expected: ${escaped(words.slice(0, 4).join(', '))}`;
}
function name({ label, topic }) {
    return label === '' ? `topic ${topic}` : escaped(label);
}
/** Text from outside stays text: no markup of Markdown or HTML, no line break, no control character. */
export function escaped(text) {
    return (sanitise(text)
        .replace(/\s+/g, ' ')
        .replace(/[\\`*_{}[\]<>()!|~&]/g, (sign) => `\\${sign}`)
        // Signs that begin a heading or a list, where they begin something.
        .replace(/^[#+-]/, (sign) => `\\${sign}`));
}
function percent(share) {
    return `${(share * 100).toFixed(1)} %`;
}
/** "2026-01-31 12:00". */
function moment(time) {
    const date = new Date(time);
    return Number.isNaN(date.getTime()) ? '–' : date.toISOString().slice(0, 16).replace('T', ' ');
}
//# sourceMappingURL=markdown.js.map