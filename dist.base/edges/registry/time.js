import { LeitmotifError } from "../../core/errors.js";
/** The last millisecond of the year 9999. */
const END_OF_TIME = 253_402_300_799_999;
const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;
/**
 * An event time: epoch milliseconds, or a string of ISO 8601 (a date, or a date with time; UTC unless it has an offset).
 * Fractions of a millisecond are dropped. undefined → null; anything else that is no time within 1970–9999 is `poison`.
 */
export function eventTime(value, name) {
    if (value === undefined)
        return null;
    const time = typeof value === 'number' ? Math.trunc(value) : typeof value === 'string' ? parseIso(value.trim()) : Number.NaN;
    if (time >= 0 && time <= END_OF_TIME) {
        return time === 0 ? 0 : time; // no −0
    }
    const found = (JSON.stringify(typeof value === 'object' ? typeof value : String(value)) ?? '').slice(0, 40);
    const message = `${name} is ${found}: it must be epoch milliseconds or ISO 8601, from 1970 to 9999`;
    throw new LeitmotifError('poison', 'time', message);
}
/** NaN for what is no ISO 8601. `Date.parse` alone takes other formats too, some in the machine's own time zone. */
function parseIso(text) {
    const match = ISO.exec(text);
    if (match === null)
        return Number.NaN;
    const [, day, hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = match;
    const exact = `${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
    const local = new Date(exact);
    // 30 February rolls over instead of failing.
    if (Number.isNaN(local.getTime()) || local.toISOString() !== exact)
        return Number.NaN;
    return local.getTime() - offsetOf(zone.toUpperCase());
}
/** ms east of UTC. */
function offsetOf(zone) {
    if (zone === 'Z')
        return 0;
    const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
    const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
    return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
//# sourceMappingURL=time.js.map