/** Connections of kafkajs at rest. */
import { createRequire } from 'node:module';
const resting = Symbol('leitmotif.resting');
/**
 * kafkajs 2.2.4 has each connection look every millisecond, for as long as it lives, whether a request waits for the broker
 * to throttle it no longer (tulios/kafkajs#1704). From now on it looks only while one does.
 */
export function letConnectionsRest() {
    const queue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js');
    const { prototype } = queue;
    if (prototype[resting])
        return;
    prototype[resting] = true;
    const schedule = prototype.scheduleCheckPendingRequests;
    prototype.scheduleCheckPendingRequests = function () {
        if (this.pending.length > 0)
            schedule.call(this);
    };
}
//# sourceMappingURL=rest.js.map