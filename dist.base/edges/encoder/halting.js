/**
 * Keeps a thread from being ended inside native code, which would abort the whole process (onnxruntime's addon throws
 * when it comes back into an engine that is gone). Two flags in shared memory: the main thread asks for a halt, the
 * thread says that it is inside.
 */
import { LeitmotifError } from "../../core/errors.js";
const HALT = 0;
const INSIDE = 1;
export function newFlags() {
    return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
}
/** In the thread: runs native code, unless a halt was asked for. Not to be nested. */
export async function uncut(flags, native) {
    // Said before asked: either this sees the halt, or the main thread sees this.
    Atomics.store(flags, INSIDE, 1);
    try {
        if (Atomics.load(flags, HALT) === 1)
            throw new LeitmotifError('transient', 'encode', 'the encoder is being closed');
        return await native();
    }
    finally {
        Atomics.store(flags, INSIDE, 0);
        Atomics.notify(flags, INSIDE);
    }
}
/** In the main thread: from now on no native code begins. */
export function askToHalt(flags) {
    Atomics.store(flags, HALT, 1);
}
/** In the main thread, at the end of the process: blocks until no native code runs, at most `timeout` ms. */
export function halt(threads, timeout) {
    const all = [...threads];
    all.forEach(askToHalt);
    for (const flags of all)
        Atomics.wait(flags, INSIDE, 1, timeout);
}
//# sourceMappingURL=halting.js.map