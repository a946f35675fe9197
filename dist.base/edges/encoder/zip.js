/** Reads ZIP archives: wheels are such, and NumPy's .npz files. */
import { inflateRawSync } from 'node:zlib';
const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;
/** One file of a ZIP archive (APPNOTE.TXT 4.3; no encryption, no ZIP64). */
export function unzipped(archive, name) {
    const end = archive.lastIndexOf(Uint8Array.of(0x50, 0x4b, 0x05, 0x06));
    if (end < 0 || archive.readUInt32LE(end) !== END_OF_DIRECTORY)
        throw new Error('it is no ZIP archive');
    let at = archive.readUInt32LE(end + 16);
    for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
        if (archive.readUInt32LE(at) !== DIRECTORY_ENTRY)
            throw new Error('its directory is damaged');
        const method = archive.readUInt16LE(at + 10);
        const packed = archive.readUInt32LE(at + 20);
        const nameEnd = at + 46 + archive.readUInt16LE(at + 28);
        if (archive.toString('utf8', at + 46, nameEnd) === name) {
            const local = archive.readUInt32LE(at + 42);
            const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
            const bytes = archive.subarray(from, from + packed);
            if (method === STORED)
                return bytes;
            if (method === DEFLATED)
                return inflateRawSync(bytes);
            throw new Error(`${name} is packed by method ${method}, which is unknown here`);
        }
        at = nameEnd + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    }
    throw new Error(`the archive holds no ${name}`);
}
//# sourceMappingURL=zip.js.map