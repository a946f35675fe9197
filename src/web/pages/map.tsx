import type { TopicMap } from '../../core/show/types.ts';
import { Scatter } from '../charts/scatter.tsx';
import { hue, percent } from '../format.ts';
import { useAnswer } from '../live.ts';
import { TopicLink } from '../parts/events.tsx';
import { Folded } from '../parts/folded.tsx';
import { Answered, NoDocuments, Nothing } from '../parts/states.tsx';

export function MapPage() {
  const answer = useAnswer<TopicMap>('/map');
  return (
    <>
      <h1>Map</h1>
      <Answered answer={answer}>
        {(map) => {
          if (map.points.length === 0)
            return map.model === 0 ? (
              <NoDocuments />
            ) : (
              <Nothing title="No topic yet">There are too few documents that are alike.</Nothing>
            );
          return (
            <section class="card wide">
              <p class="quiet">
                Topics near in meaning are near here. Area is weight, colour the parent; a ring marks what is trending.
              </p>
              <Scatter map={map} />
              <Legend map={map} />
              <Folded title="The same as a table">{() => <Table map={map} />}</Folded>
            </section>
          );
        }}
      </Answered>
    </>
  );
}

function Table({ map }: { map: TopicMap }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Topic</th>
          <th scope="col">Parent</th>
          <th scope="col" class="number">
            Share
          </th>
        </tr>
      </thead>
      <tbody>
        {map.points.map((point) => (
          <tr key={point.topic}>
            <th scope="row">
              <TopicLink {...point} />
            </th>
            <td dir="auto">{point.parentLabel ?? '–'}</td>
            <td class="number">{percent(point.share)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The heaviest parents by their colours. */
function Legend({ map: { points } }: { map: TopicMap }) {
  const weights = new Map<number, { label: string; share: number }>();
  for (const { parent, parentLabel, share } of points)
    if (parent !== null)
      weights.set(parent, { label: parentLabel ?? '', share: (weights.get(parent)?.share ?? 0) + share });
  const heaviest = [...weights].sort(([, a], [, b]) => b.share - a.share).slice(0, 9);
  if (heaviest.length === 0) return null;
  return (
    <ul class="legend" aria-label="Parents">
      {heaviest.map(([parent, { label }]) => (
        <li key={parent}>
          <i class={`dot ${hue(parent)}`} aria-hidden="true" />
          <a href={`/topics/${parent}`} dir="auto">
            {label}
          </a>
        </li>
      ))}
    </ul>
  );
}
