/** The OpenAPI document as a replica serves it, without a replica. */
import { createApi } from "./routes.js";
import { createStreams } from "./stream.js";
/** @param version of Leitmotif */
export async function openapi(version) {
    const api = createApi({
        board: () => null,
        detail: () => '',
        streams: createStreams(),
        limit: { take: () => 0 },
        maxBytes: 0,
        version,
        steerable: true,
    });
    return (await (await api.request('/openapi.json')).json());
}
//# sourceMappingURL=document.js.map