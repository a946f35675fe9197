/** Tuning again and again while a replica runs: when it is due, and by which replica. */
import { messageOf } from "../core/errors.js";
/** Longest time between two looks at whether it is due, ms. */
const LOOK_EVERY = 60_000;
/**
 * Resolves when the signal is aborted and what is being tuned is done. The first tuning is due a period after this was
 * first switched on, so that there are documents to tune on; one that fails is told of and is due again after a period,
 * as is one that the gate refuses.
 */
export async function tuneAgain({ every, last, trains, tune, clock, probe }, signal) {
    while (!signal.aborted) {
        try {
            const began = await last.read();
            if (began === null)
                await last.write(clock.now());
            else if (trains() && clock.now() - began >= every) {
                // Before it begins: whoever trains after a crash must not begin the same at once.
                await last.write(clock.now());
                probe.log('info', 'tuning the encoder on the newest documents');
                probe.log('info', await tune());
            }
        }
        catch (error) {
            if (!signal.aborted)
                probe.log('warn', `the encoder was not tuned: ${messageOf(error)}`);
        }
        await clock.sleep(Math.min(LOOK_EVERY, every / 10), signal);
    }
}
//# sourceMappingURL=tuning.js.map