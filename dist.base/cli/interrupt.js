/** Ctrl-C, and its like from whoever runs the process. */
/** The first signal calls `end`, the second ends the process. Returns what takes both off again. */
export function untilInterrupted(end) {
    let calls = 0;
    const handle = () => {
        calls += 1;
        if (calls > 1)
            process.exit(130);
        end();
    };
    process.on('SIGINT', handle);
    process.on('SIGTERM', handle);
    return () => {
        process.off('SIGINT', handle);
        process.off('SIGTERM', handle);
    };
}
//# sourceMappingURL=interrupt.js.map