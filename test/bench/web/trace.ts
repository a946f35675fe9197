/** Where the main thread of a page spends its time, by Chromium's own trace. */
import type { CDPSession } from 'playwright-core';

interface Event {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** µs: when it began, how long it took, and how much of a processor it took. */
  readonly ts: number;
  readonly dur: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** What an event of the trace is a part of; what is in none of them is the browser's own. */
const PARTS = {
  script: /^(FunctionCall|EvaluateScript|RunMicrotasks|TimerFire|FireAnimationFrame|EventDispatch|v8\.)/,
  garbage: /^(MinorGC|MajorGC|V8\.GC|CppGC)/,
  style: /^(UpdateLayoutTree|ScheduleStyleRecalculation)/,
  layout: /^(Layout|UpdateLayer)$/,
  paint: /^(PrePaint|Paint|Layerize|Commit|UpdateLayerTree)/,
} as const;

type Part = keyof typeof PARTS | 'rest';
export type Parts = Readonly<Record<Part, number>>;

/** What was done meanwhile on the main thread of the page, ms of a processor. */
export async function traced(session: CDPSession, during: () => Promise<void>): Promise<Parts> {
  const events: Event[] = [];
  const take = ({ value }: { value: object[] }): void => void events.push(...(value as Event[]));
  session.on('Tracing.dataCollected', take);
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  const traceConfig = { includedCategories: ['toplevel', 'devtools.timeline', 'v8'] };
  await session.send('Tracing.start', { traceConfig, transferMode: 'ReportEvents' });
  await during();
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', take);
  return partsOf(events);
}

/** Of the thread that draws: an event's time without that of the events within it counts for its part. */
function partsOf(events: readonly Event[]): Parts {
  const sums = { script: 0, garbage: 0, style: 0, layout: 0, paint: 0, rest: 0 };
  const key = ({ pid, tid }: Event): string => `${pid} ${tid}`;
  const drawn = new Map<string, number>();
  for (const event of events) if (PARTS.paint.test(event.name)) drawn.set(key(event), (drawn.get(key(event)) ?? 0) + 1);
  const renderers = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(key),
  );
  const main = [...drawn].filter(([each]) => renderers.has(each)).sort(([, a], [, b]) => b - a)[0]?.[0];
  const own = events
    .filter((event) => event.ph === 'X' && event.tdur !== undefined && key(event) === main)
    .sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  const open: { end: number; part: Part }[] = [];
  for (const { name, ts, dur, tdur = 0 } of own) {
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= ts) open.pop();
    const above = open.at(-1)?.part;
    const part =
      (Object.keys(PARTS) as (keyof typeof PARTS)[]).find((each) => PARTS[each].test(name)) ?? above ?? 'rest';
    sums[part] += tdur / 1000;
    if (above !== undefined) sums[above] -= tdur / 1000;
    open.push({ end: ts + dur, part });
  }
  return sums;
}
