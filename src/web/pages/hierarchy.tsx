import type { Hierarchy } from '../../core/show/types.ts';
import { Icicle } from '../charts/icicle.tsx';
import { count, percent } from '../format.ts';
import { useAnswer } from '../live.ts';
import { Answered, NoDocuments, Nothing } from '../parts/states.tsx';
import { useQuery } from '../route.ts';

export function HierarchyPage() {
  const answer = useAnswer<Hierarchy>('/hierarchy');
  const { query, address } = useQuery();
  return (
    <>
      <h1>Hierarchy</h1>
      <Answered answer={answer}>
        {(hierarchy) => {
          const { parents, alone, stray, model } = hierarchy;
          if (parents.length + alone.length === 0)
            return model === 0 ? (
              <NoDocuments />
            ) : (
              <Nothing title="No topic yet">There are too few documents that are alike.</Nothing>
            );
          const wanted = Number(query.parent);
          const focus = parents.some(({ topic }) => topic === wanted) ? wanted : null;
          return (
            <section class="card wide">
              <header>
                <p class="quiet">
                  {count(parents.length)} parents on the left, their topics on the right; height is the share of the
                  feed. {percent(stray)} of it has no topic.
                </p>
                {focus !== null && (
                  <a class="button" href={address({ parent: '' })}>
                    Show all
                  </a>
                )}
              </header>
              <Icicle
                hierarchy={hierarchy}
                focus={focus}
                link={(topic) => address({ parent: topic === null ? '' : String(topic) })}
              />
              {focus !== null && <a href={`/topics/${focus}`}>All about this parent</a>}
            </section>
          );
        }}
      </Answered>
    </>
  );
}
