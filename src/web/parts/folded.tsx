import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';

/** What is seen only when it is asked for. Closed, it stays as it is: nobody can read it then; opened, it is the newest. */
export function Folded({ title, children }: { title: string; children: () => ComponentChildren }) {
  const [open, setOpen] = useState(false);
  const drawn = useRef<ComponentChildren>(null);
  if (open || drawn.current === null) drawn.current = children();
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {drawn.current}
    </details>
  );
}
