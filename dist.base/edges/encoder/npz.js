/** Reads NumPy's .npz files: a ZIP archive with one .npy file for each array (NumPy Enhancement Proposal 1). */
import { readFile } from 'node:fs/promises';
import { LeitmotifError, messageOf } from "../../core/errors.js";
import { unzipped } from "./zip.js";
const MAGIC = '\x93NUMPY';
const HEADER = /^\{'descr': '([^']+)', 'fortran_order': False, 'shape': \(((?:\d+,? ?)*)\), \}\s*$/;
/** Gives the arrays by name as they are asked for; float32 and uint8, in C order. Throws `fatal` for what is none. */
export async function readNpz(path) {
    const archive = await readFile(path);
    return (name) => {
        try {
            return npy(unzipped(archive, `${name}.npy`));
        }
        catch (error) {
            const message = `${path} has no array ${name} that can be read (${messageOf(error)}): fetch the weights anew`;
            throw new LeitmotifError('fatal', 'encode', message);
        }
    };
}
function npy(file) {
    if (file.toString('latin1', 0, MAGIC.length) !== MAGIC || file[MAGIC.length] !== 1)
        throw new Error('no .npy file');
    const begin = MAGIC.length + 4;
    const end = begin + file.readUInt16LE(begin - 2);
    const header = file.toString('latin1', begin, end);
    const [, kind, sizes = ''] = HEADER.exec(header) ?? [];
    const shape = sizes.split(',').flatMap((size) => (size.trim() === '' ? [] : [Number(size)]));
    const elements = shape.reduce((product, size) => product * size, 1);
    const width = kind === '<f4' ? 4 : 1;
    if (kind !== '<f4' && kind !== '|u1')
        throw new Error(`its header is ${header.trim()}`);
    if (file.length < end + elements * width)
        throw new Error('it is cut short');
    // A copy begins on a boundary of four bytes, whatever the archive does.
    const bytes = Uint8Array.from(file.subarray(end, end + elements * width));
    return { shape, data: kind === '<f4' ? new Float32Array(bytes.buffer) : bytes };
}
//# sourceMappingURL=npz.js.map