export function createLimit({ burst, perSecond, now, }) {
    let left = burst;
    let at = now();
    return {
        take(amount) {
            const time = now();
            left = Math.min(burst, left + ((time - at) / 1000) * perSecond);
            at = time;
            if (amount <= left) {
                left -= amount;
                return 0;
            }
            return (amount - left) / perSecond;
        },
    };
}
//# sourceMappingURL=limits.js.map