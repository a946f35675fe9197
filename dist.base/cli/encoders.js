import { grouped, sanitise, table } from "./terminal.js";
export function encoderTable(listed, width) {
    const rate = listed.some(({ documentsPerSecond }) => documentsPerSecond !== null);
    return table({
        head: [
            { title: 'ENCODER', grow: 1, least: 20 },
            { title: 'DIM', align: 'right' },
            { title: 'LANGUAGES', grow: 2, least: 12 },
            { title: 'LICENCE' },
            { title: 'ON DISK', align: 'right' },
            ...(rate ? [{ title: 'DOCS/S', align: 'right' }] : []),
        ],
        rows: listed.map(({ name, used, dim, languages, licence, bytes, documentsPerSecond: measured }) => [
            `${used ? '* ' : '  '}${sanitise(name)}`,
            dim === null ? '?' : `${dim}`,
            languages.join(' ').replace(/^mul$/, 'any') || '?',
            licence ?? '?',
            bytes === null ? '-' : `${Math.round(bytes / 1e6)} MB`,
            ...(rate ? [measured === null ? '-' : grouped(Math.round(measured))] : []),
        ]),
        width,
    });
}
//# sourceMappingURL=encoders.js.map