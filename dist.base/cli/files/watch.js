import { untilInterrupted } from "../interrupt.js";
import { fileProgress, sanitise, showProgress } from "../terminal.js";
import { partRead } from "./lines.js";
export function watch(lines, { encoder }) {
    const seen = { documents: 0, bad: 0 };
    let since = Date.now();
    const watched = {
        phase: `loading the encoder ${encoder.kind === 'hashing' ? '' : encoder.model}`.trim(),
        begin() {
            since = Date.now();
        },
        elapsed: () => Date.now() - since,
        document() {
            seen.documents += 1;
        },
        bad(line, reason) {
            seen.bad += 1;
            progress.note(`line ${line}: ${sanitise(reason)}`);
        },
        stop() {
            interrupted();
            progress.stop();
        },
    };
    const progress = showProgress({
        screen: process.stderr,
        text: () => {
            const { phase, topics, elapsed } = watched;
            const live = topics === undefined ? {} : { topics: topics() };
            if (phase !== '')
                return phase;
            if (seen.documents === 0)
                return 'encoding the first batch';
            return fileProgress({ ...seen, ...live, read: partRead(lines, seen), elapsed: elapsed() });
        },
    });
    const interrupted = untilInterrupted(() => lines.end());
    return watched;
}
//# sourceMappingURL=watch.js.map