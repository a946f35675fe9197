/** The weaves of palette.css as SVG has them: once on a page, for all its pictures. */
import { WEAVES, weave } from '../format.ts';

const SIZE = 6;
const TURNS = [0, 45, -45, 0, 90, 0];

export function Weaves() {
  return (
    <svg width="0" height="0" class="unseen" aria-hidden="true">
      <defs>
        {Array.from({ length: WEAVES - 1 }, (_, i) => i + 1).map((each) => (
          <pattern
            key={each}
            id={`weave-${each}`}
            width={SIZE}
            height={SIZE}
            patternUnits="userSpaceOnUse"
            patternTransform={`rotate(${TURNS[each]})`}
          >
            {each === 3 ? (
              <circle class="thread" cx={SIZE / 2} cy={SIZE / 2} r={1.5} />
            ) : (
              <rect class="thread" width={1.8} height={SIZE} />
            )}
          </pattern>
        ))}
      </defs>
    </svg>
  );
}

/** What fills the threads over a topic's shape; null without any. */
export function threads(topic: number): string | null {
  const each = weave(topic);
  return each === 0 ? null : `url(#weave-${each})`;
}
