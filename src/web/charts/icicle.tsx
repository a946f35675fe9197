/** Parents and their topics as areas: the wider, the more of the feed they hold. */
import type { Hierarchy, HierarchyLeaf } from '../../core/show/types.ts';
import { hue, named, percent } from '../format.ts';
import { useTopicLink } from '../links.ts';

interface Family {
  readonly topic: number | null;
  readonly label: string;
  readonly share: number;
  readonly topics: readonly HierarchyLeaf[];
}

/** Height of a row in which a name can be read, px. */
const ROW = 25;

function familiesOf({ parents, alone }: Hierarchy): Family[] {
  const rest = alone.reduce((sum, { share }) => sum + share, 0);
  const others: Family[] =
    alone.length > 0 ? [{ topic: null, label: 'without a parent', share: rest, topics: alone }] : [];
  return [...parents, ...others];
}

export function Icicle({
  hierarchy,
  focus,
  link,
}: {
  hierarchy: Hierarchy;
  focus: number | null;
  link: (topic: number | null) => string;
}) {
  const all = familiesOf(hierarchy);
  const families = focus === null ? all : all.filter(({ topic }) => topic === focus);
  const rows = families.reduce((sum, { topics }) => sum + topics.length, 0);
  return (
    <div class="icicle" style={{ minHeight: `${Math.max(360, Math.min(760, rows * ROW * 2))}px` }}>
      {families.map((family) => (
        <section
          key={family.topic ?? 0}
          class="family"
          style={{ flexGrow: family.share * 1000 }}
          aria-label={family.label}
        >
          {family.topic === null ? (
            <div class="block parent hue-none">
              <span>{family.label}</span>
              <small>{percent(family.share)}</small>
            </div>
          ) : (
            <a class={`block parent ${hue(family.topic)}`} href={link(focus === family.topic ? null : family.topic)}>
              <span dir="auto">{named(family.label, family.topic)}</span>
              <small>
                {percent(family.share)}
                <span class="unseen">
                  : {focus === family.topic ? 'all parents' : `zoom into its ${family.topics.length} topics`}
                </span>
              </small>
            </a>
          )}
          <div class="leaves">
            <Leaves topics={family.topics} />
          </div>
        </section>
      ))}
    </div>
  );
}

function Leaves({ topics }: { topics: readonly HierarchyLeaf[] }) {
  const link = useTopicLink();
  return (
    <>
      {topics.map(({ topic, label, share, trending }) => (
        <a key={topic} class={`block leaf ${hue(topic)}`} href={link(topic)} style={{ flexGrow: share * 1000 }}>
          <span dir="auto">{named(label, topic)}</span>
          <small>
            {trending && '▲ '}
            {percent(share)}
          </small>
        </a>
      ))}
    </>
  );
}
