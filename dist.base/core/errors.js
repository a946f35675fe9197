/** The one error class of the product. `message` names the field, the value and the remedy. */
export class LeitmotifError extends Error {
    fault;
    stage;
    constructor(fault, stage, message, options) {
        super(message, options);
        this.name = 'LeitmotifError';
        this.fault = fault;
        this.stage = stage;
    }
}
/** The fault of anything thrown; what we did not classify is a bug until shown otherwise. */
export function faultOf(error) {
    return error instanceof LeitmotifError ? error.fault : 'bug';
}
/** A short text for any thrown value, for logs and headers. */
export function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}
//# sourceMappingURL=errors.js.map