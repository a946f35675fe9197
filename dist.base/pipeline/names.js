/** `<prefix>.theta` and so on, beside the user's documents. */
export function namesOf(prefix, documents) {
    const of = (name) => `${prefix}.${name}`;
    return {
        documents,
        theta: of('theta'),
        phi: of('phi'),
        events: of('events'),
        stats: of('stats'),
        model: of('model'),
        control: of('control'),
        dead: of('dead'),
        feeds: of('feeds'),
    };
}
//# sourceMappingURL=names.js.map