import { setTimeout as wait } from 'node:timers/promises';
/** The machine's clock. */
export const systemClock = {
    now: () => Date.now(),
    async sleep(ms, signal) {
        // An aborted wait is an ordinary end of it, not a failure.
        await wait(ms, undefined, signal === undefined ? {} : { signal }).catch((error) => {
            if (signal?.aborted !== true)
                throw error;
        });
    },
};
//# sourceMappingURL=clock.js.map