/** Topics by how near they are in meaning. */
import { standings } from '../model/theta.ts';
import type { View } from '../model/view.ts';
import type { Products } from '../ports.ts';
import type { Embeddings, TopicId } from '../types.ts';
import { centre } from '../vector.ts';
import { type Picture, refOf, rowOf } from './picture.ts';
import type { Found, Neighbour, Placed } from './types.ts';

interface Cosine {
  readonly topic: TopicId;
  readonly cosine: number;
}

/** The `most` topics whose centroids are nearest to a centred unit vector (one row), nearest first. */
function nearest(view: View, vector: Embeddings, products: Products, most: number): Cosine[] {
  const cosines = products.products(vector, view.topics);
  const all = view.topicIds.map((topic, t) => ({ topic, cosine: cosines[t] as number }));
  return all.sort((a, b) => b.cosine - a.cosine || a.topic - b.topic).slice(0, most);
}

export function neighboursOf(picture: Picture, view: View, topic: TopicId, products: Products, most = 6): Neighbour[] {
  const at = view.topicIds.indexOf(topic);
  if (at < 0) return [];
  const { dim, data } = view.topics;
  const own = { rows: 1, dim, data: data.slice(at * dim, (at + 1) * dim) };
  return (
    nearest(view, own, products, most + 1)
      // Below 0 they are further from each other than the stream is on average.
      .filter((near) => near.topic !== topic && near.cosine > 0)
      .slice(0, most)
      .map((near) => ({ ...refOf(picture, near.topic), cosine: near.cosine }))
  );
}

/** The `most` topics nearest to a query, none of them muted; its raw unit vector is given as one row. */
export function found(picture: Picture, view: View, query: Embeddings, products: Products, most: number): Found {
  const centred = centre(query, view.mean);
  const heard = nearest(view, centred, products, view.topicIds.length).flatMap(({ topic, cosine }) => {
    const known = picture.state.topics.get(topic);
    return known && !known.muted ? [{ known, cosine }] : [];
  });
  const topics = heard.slice(0, most).map(({ known, cosine }) => ({ ...rowOf(picture, known), cosine }));
  return { model: view.version, topics };
}

/** What the model would publish for texts whose raw unit vectors are the rows. */
export function placed(picture: Picture, view: View, vectors: Embeddings, products: Products): Placed {
  const results = standings(view, centre(vectors, view.mean), products).map(({ theta, parent, score }) => ({
    theta: theta.map(({ topic, weight }) => ({ ...refOf(picture, topic), weight })),
    parent: parent === null ? null : refOf(picture, parent),
    score,
  }));
  return { model: view.version, encoder: picture.state.encoder, results };
}
