/** How this product speaks Avro through avsc: exact longs, well-formed strings, and no trust in announced sizes. */
import { readFileSync } from 'node:fs';
import avsc from 'avsc';
import { BoundedArray, BoundedMap } from "./bounded.js";
import { WordList } from "./wordlist.js";
/** UTF-8 has no lone surrogates (avsc would write bytes that no reader accepts): each becomes U+FFFD. */
class WellFormedString extends avsc.types.StringType {
    _write(tap, value) {
        if (typeof value !== 'string')
            throw new TypeError(`invalid "string": ${String(value)}`);
        tap.writeString(value.toWellFormed());
    }
}
const string = new WellFormedString();
/** Every bit of a long, as a bigint. */
export const bigint = avsc.types.LongType.__with({
    fromBuffer: (bytes) => bytes.readBigInt64LE(),
    toBuffer: (value) => {
        const bytes = Buffer.alloc(8);
        bytes.writeBigInt64LE(value);
        return bytes;
    },
    fromJSON: (value) => BigInt(value),
    toJSON: (value) => value.toString(),
    isValid: (value) => typeof value === 'bigint' && BigInt.asIntN(64, value) === value,
    compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
});
/** The attribute `"bigint": true` on a long asks for a bigint; other longs are numbers, refused beyond 2^53. */
function hook(schema, options) {
    if (schema === 'string')
        return string;
    if (typeof schema !== 'object' || !('type' in schema))
        return undefined;
    switch (schema.type) {
        case 'array':
            return new BoundedArray(schema, options);
        case 'map':
            return new BoundedMap(schema, options);
        case 'string':
            return string;
        case 'long':
            return 'bigint' in schema && schema.bigint === true ? bigint : undefined;
        default:
            return undefined;
    }
}
/** An Avro schema, as parsed JSON, ready to read and write. Throws when it is none. */
export function avroType(schema) {
    return avsc.Type.forSchema(schema, { typeHook: hook, omitRecordMethods: true });
}
/** As `avroType`; where a record has terms beside their counts, these are read and written by number (wordlist.ts). */
export function countingType(schema) {
    const terms = new Set();
    const typeHook = (part, options) => {
        const fields = typeof part === 'object' && 'fields' in part ? part.fields : [];
        if (fields.some(({ name }) => name === 'counts'))
            for (const { name, type } of fields)
                if (name === 'terms')
                    terms.add(type);
        return terms.has(part) ? new WordList(part, options) : hook(part, options);
    };
    return avsc.Type.forSchema(schema, { typeHook, omitRecordMethods: true });
}
/** The text of a schema that comes with the package, as it is registered. */
export function packagedSchema(name) {
    // Three folders up from src/edges/registry and from dist/edges/registry alike.
    const file = new URL(`../../../schemas/${name}.avsc`, import.meta.url);
    return JSON.stringify(JSON.parse(readFileSync(file, 'utf8')));
}
//# sourceMappingURL=avro.js.map