/** What is made of an exemplar, made once: it stays what it is from one look to the next. */
export function remembered(make) {
    const known = new WeakMap();
    return (exemplar) => {
        const made = known.get(exemplar) ?? make(exemplar);
        known.set(exemplar, made);
        return made;
    };
}
//# sourceMappingURL=remembered.js.map