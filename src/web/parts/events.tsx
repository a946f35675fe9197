import type { EventView, TopicRef } from '../../core/show/types.ts';
import { figure, hue, instant, named } from '../format.ts';
import { useTopicLink } from '../links.ts';

const SAYS: Readonly<Record<EventView['type'], string>> = {
  born: 'was born',
  split: 'was split into',
  merged: 'was merged into',
  retired: 'retired',
  revived: 'is back',
  drifted: 'has drifted',
  relabelled: 'has a new name',
  trending: 'is trending',
  cooled: 'has cooled',
  migrated: 'has migrated',
  renamed: 'was renamed',
  pinned: 'was pinned',
  unpinned: 'was unpinned',
  muted: 'was muted',
  unmuted: 'is told of again',
  watched: 'is watched for',
  refused: 'could not be changed',
};

const SIGNS: Readonly<Record<EventView['type'], string>> = {
  born: '✦',
  split: '↔',
  merged: '→',
  retired: '◌',
  revived: '↻',
  drifted: '↝',
  relabelled: '✎',
  trending: '▲',
  cooled: '▼',
  migrated: '⇢',
  renamed: '✎',
  pinned: '●',
  unpinned: '○',
  muted: '⊘',
  unmuted: '◉',
  watched: '✦',
  refused: '✕',
};

export function TopicLink({ topic, label }: TopicRef) {
  const link = useTopicLink();
  return (
    <a class="topic-link" href={link(topic)}>
      <i class={`dot ${hue(topic)}`} aria-hidden="true" />
      <bdi>{named(label, topic)}</bdi>
    </a>
  );
}

export function EventFeed({ events, self }: { events: readonly EventView[]; self?: number }) {
  if (events.length === 0) return <p class="empty-note">Nothing has happened to topics yet.</p>;
  return (
    <ol class="feed">
      {[...events].reverse().map((event) => (
        <li key={event.sequence} class={event.type}>
          <span class="sign" aria-hidden="true">
            {SIGNS[event.type]}
          </span>
          <div>
            <p>
              {event.topic === self ? <span>It</span> : <TopicLink {...event} />}
              {event.level === 1 && event.topic !== self && <small class="tag">parent</small>} {SAYS[event.type]}
              {event.into.map((topic, i) => (
                <span key={topic.topic}>
                  {i === 0 ? ' ' : ', '}
                  <TopicLink {...topic} />
                </span>
              ))}
            </p>
            <p class="quiet">
              {event.reason}
              {event.type === 'trending' && risen(event)} · <time>{instant(event.time)}</time>
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}

function risen({ numbers }: EventView): string {
  const { recent, expected } = numbers;
  return recent === undefined || expected === undefined
    ? ''
    : `: ${figure(recent)} where ${figure(expected)} were expected`;
}
