import { destination, pino } from 'pino';
/** Names whose values never reach the log, at any of the first levels of an object. */
const SECRETS = ['password', 'secret', 'token', 'authorization', 'key', 'ca', 'cert', 'text', 'value'];
/** Structured lines, one JSON object each: `time` (ISO 8601), `level`, `msg` and the fields of the caller. */
export function createLogger({ level, format, stream, terminal = false, color = terminal }) {
    const target = stream ?? destination({ dest: 2, sync: true });
    const asText = format === 'text' || (format === 'auto' && terminal);
    return pino({
        level,
        base: { name: 'leitmotif' },
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
        redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
    }, asText ? { write: (line) => target.write(readable(line, color)) } : target);
}
const COLORS = { debug: 90, info: 36, warn: 33, error: 31, fatal: 31 };
/** "12:00:01.234 INFO  message  field=value" from a line of JSON. */
function readable(line, color) {
    const { time, level, msg, name: _name, ...rest } = JSON.parse(line);
    const paint = (text, code) => (color ? `\u001b[${code}m${text}\u001b[39m` : text);
    const clock = String(time).slice(11, 23);
    const grade = paint(String(level).toUpperCase().padEnd(5), COLORS[String(level)] ?? 39);
    const details = Object.entries(rest).map(([key, value]) => `${key}=${typeof value === 'string' ? quoted(value) : JSON.stringify(value)}`);
    const tail = details.length === 0 ? '' : `  ${paint(details.join(' '), 90)}`;
    return `${clock} ${grade} ${printable(String(msg ?? ''))}${tail}\n`;
}
function quoted(value) {
    return /^[\w./:@+-]+$/.test(value) ? value : printable(JSON.stringify(value));
}
/** Log lines carry names and messages from outside: nothing in them may steer a terminal. */
function printable(text) {
    return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => (character === '\n' ? '\n  ' : '\ufffd'));
}
//# sourceMappingURL=log.js.map