import { faultOf, messageOf } from "../../core/errors.js";
/** onnxruntime has no error codes in JavaScript: its messages tell short memory from the rest. */
export const SHORT_MEMORY = /bad_alloc|allocate memory|out of memory/i;
export function failure(error) {
    const message = messageOf(error);
    if (SHORT_MEMORY.test(message))
        return { fault: 'transient', message };
    const fault = faultOf(error);
    return { fault: fault === 'fatal' || fault === 'transient' ? fault : 'bug', message };
}
/** Until told to close. */
export async function serve(port, open) {
    const say = (message, transfer = []) => port.postMessage(message, transfer);
    let served;
    try {
        served = await open();
    }
    catch (error) {
        say({ kind: 'broken', ...failure(error) });
        return;
    }
    const answer = async (message) => {
        if (message.kind === 'close') {
            await served.release();
            port.close();
            return;
        }
        try {
            const data = await served.encode(message.texts);
            say({ kind: 'encoded', job: message.job, data }, [data.buffer]);
        }
        catch (error) {
            say({ kind: 'failed', job: message.job, ...failure(error) });
        }
    };
    // One after the other: a session serves one run at a time, and jobs come in the order of need.
    let work = Promise.resolve();
    port.on('message', (message) => {
        work = work.then(() => answer(message));
    });
    say({ kind: 'ready', dim: served.dim });
}
//# sourceMappingURL=serve.js.map