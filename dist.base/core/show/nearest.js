/** Topics by how near they are in meaning. */
import { standings } from "../model/theta.js";
import { centre } from "../vector.js";
import { refOf, rowOf } from "./picture.js";
/** The `most` topics whose centroids are nearest to a centred unit vector (one row), nearest first. */
function nearest(view, vector, products, most) {
    const cosines = products.products(vector, view.topics);
    const all = view.topicIds.map((topic, t) => ({ topic, cosine: cosines[t] }));
    return all.sort((a, b) => b.cosine - a.cosine || a.topic - b.topic).slice(0, most);
}
export function neighboursOf(picture, view, topic, products, most = 6) {
    const at = view.topicIds.indexOf(topic);
    if (at < 0)
        return [];
    const { dim, data } = view.topics;
    const own = { rows: 1, dim, data: data.slice(at * dim, (at + 1) * dim) };
    return (nearest(view, own, products, most + 1)
        // Below 0 they are further from each other than the stream is on average.
        .filter((near) => near.topic !== topic && near.cosine > 0)
        .slice(0, most)
        .map((near) => ({ ...refOf(picture, near.topic), cosine: near.cosine })));
}
/** Topics nearest to a query, of which the raw unit vector is given as one row. */
export function found(picture, view, query, products, most) {
    const centred = centre(query, view.mean);
    const topics = nearest(view, centred, products, most).flatMap(({ topic, cosine }) => {
        const known = picture.state.topics.get(topic);
        return known && !known.muted ? [{ ...rowOf(picture, known), cosine }] : [];
    });
    return { model: view.version, topics };
}
/** What the model would publish for texts whose raw unit vectors are the rows. */
export function placed(picture, view, vectors, products) {
    const results = standings(view, centre(vectors, view.mean), products).map(({ theta, parent, score }) => ({
        theta: theta.map(({ topic, weight }) => ({ ...refOf(picture, topic), weight })),
        parent: parent === null ? null : refOf(picture, parent),
        score,
    }));
    return { model: view.version, encoder: picture.state.encoder, results };
}
//# sourceMappingURL=nearest.js.map