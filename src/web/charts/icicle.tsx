/** Parents and their topics as areas: the wider, the more of the feed they hold. */
import type { Hierarchy, HierarchyLeaf } from '../../core/show/types.ts';
import { hue, named, percent } from '../format.ts';

interface Family {
  readonly topic: number | null;
  readonly label: string;
  readonly share: number;
  readonly topics: readonly HierarchyLeaf[];
}

/** A row never gets so low that its name cannot be read, % of the whole. */
const LEAST = 2.2;

/** Heights in % that sum to 100, by share, none below the least as far as all fit. */
function heights(shares: readonly number[]): number[] {
  const least = Math.min(LEAST, 100 / Math.max(1, shares.length));
  const all = shares.reduce((a, b) => a + b, 0) || 1;
  const room = 100 - least * shares.length;
  return shares.map((share) => least + (share / all) * room);
}

export function familiesOf({ parents, alone }: Hierarchy): Family[] {
  const rest = alone.reduce((sum, { share }) => sum + share, 0);
  const others: Family[] = alone.length > 0 ? [{ topic: null, label: 'without a parent', share: rest, topics: alone }] : [];
  return [...parents, ...others];
}

export function Icicle({ hierarchy, focus, link }: { hierarchy: Hierarchy; focus: number | null; link: (topic: number | null) => string }) {
  const all = familiesOf(hierarchy);
  const families = focus === null ? all : all.filter(({ topic }) => topic === focus);
  const rows = families.reduce((sum, { topics }) => sum + topics.length, 0);
  const share = heights(families.map((family) => Math.max(family.share, 0)));
  return (
    <div class="icicle" style={{ height: `${Math.max(320, Math.min(900, rows * 26))}px` }}>
      {families.map((family, f) => (
        <section key={family.topic ?? 0} class="family" style={{ height: `${share[f]}%` }} aria-label={family.label}>
          {family.topic === null ? (
            <div class="block parent hue-none">
              <span>{family.label}</span>
              <small>{percent(family.share)}</small>
            </div>
          ) : (
            <a
              class={`block parent ${hue(family.topic)}`}
              href={link(focus === family.topic ? null : family.topic)}
              aria-label={`${named(family.label, family.topic)}, ${percent(family.share)}, ${family.topics.length} topics: ${focus === family.topic ? 'show all' : 'zoom in'}`}
            >
              <span dir="auto">{named(family.label, family.topic)}</span>
              <small>
                {percent(family.share)} · {focus === family.topic ? '← all' : family.topics.length}
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
  const share = heights(topics.map((topic) => topic.share));
  return (
    <>
      {topics.map(({ topic, label, share: part, trending }, i) => (
        <a key={topic} class={`block leaf ${hue(topic)}`} href={`/topics/${topic}`} style={{ height: `${share[i]}%` }}>
          <span dir="auto">{named(label, topic)}</span>
          <small>
            {trending && '▲ '}
            {percent(part)}
          </small>
        </a>
      ))}
    </>
  );
}
