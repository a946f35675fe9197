/** Reads and writes .safetensors files: eight bytes of header length, a JSON header, then the tensors' bytes. */
import { open } from 'node:fs/promises';
import { z } from 'zod';
import { LeitmotifError } from "../../core/errors.js";
const HEADER = z.record(z.string(), z.union([
    z.object({
        dtype: z.string(),
        shape: z.array(z.number().int().nonnegative()),
        data_offsets: z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]),
    }),
    z.record(z.string(), z.string()),
]));
/** The format's own bound on its header. */
const HEADER_LIMIT = 100_000_000;
/**
 * The file's float32 tensors by name. Throws `fatal` for a file that is cut short or is none of this format.
 */
export async function readSafetensors(path) {
    const refuse = (why) => {
        throw new LeitmotifError('fatal', 'encode', `${path} is no whole safetensors file (${why}): fetch the weights anew`);
    };
    const file = await open(path);
    try {
        const { size } = await file.stat();
        const read = async (from, length) => {
            const bytes = new ArrayBuffer(length);
            for (let done = 0; done < length;) {
                const { bytesRead } = await file.read(new Uint8Array(bytes), done, length - done, from + done);
                if (bytesRead === 0)
                    refuse(`it ends at byte ${from + done}`);
                done += bytesRead;
            }
            return bytes;
        };
        if (size < 8)
            refuse(`${size} bytes`);
        const headerLength = Number(new DataView(await read(0, 8)).getBigUint64(0, true));
        if (headerLength > Math.min(HEADER_LIMIT, size - 8))
            refuse(`its header claims ${headerLength} bytes`);
        const header = parsed(new TextDecoder().decode(await read(8, headerLength))) ?? refuse('its header is no JSON of this format');
        const tensors = new Map();
        for (const [name, entry] of Object.entries(header)) {
            if (!isTensor(entry) || entry.dtype !== 'F32')
                continue;
            const [from, to] = entry.data_offsets;
            const elements = entry.shape.reduce((product, n) => product * n, 1);
            if (to - from !== elements * 4 || 8 + headerLength + to > size)
                refuse(`tensor ${name} lies outside of it`);
            tensors.set(name, { shape: entry.shape, data: new Float32Array(await read(8 + headerLength + from, to - from)) });
        }
        return tensors;
    }
    finally {
        await file.close();
    }
}
/** The bytes of a .safetensors file with these tensors, float32, in this order. */
export function safetensors(tensors) {
    const header = {};
    let end = 0;
    for (const [name, { shape, data }] of tensors) {
        header[name] = { dtype: 'F32', shape, data_offsets: [end, end + data.byteLength] };
        end += data.byteLength;
    }
    // Spaces bring the first tensor to a multiple of eight bytes, as the format wants it.
    const json = JSON.stringify(header);
    const padded = Buffer.from(json.padEnd(json.length + ((8 - (Buffer.byteLength(json) % 8)) % 8)));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(padded.length));
    const bytes = [...tensors.values()].map(({ data }) => Buffer.from(data.buffer, data.byteOffset, data.byteLength));
    return Buffer.concat([length, padded, ...bytes]);
}
function isTensor(entry) {
    return Array.isArray(entry.shape);
}
function parsed(text) {
    try {
        return HEADER.safeParse(JSON.parse(text)).data;
    }
    catch {
        return undefined;
    }
}
//# sourceMappingURL=safetensors.js.map