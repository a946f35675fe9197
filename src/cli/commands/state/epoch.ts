/** What `import` and `reset` have in common: where documents go on, a new epoch, and what is said of it. */
import type { Destination } from '../../../core/epoch.ts';
import type { Encoder } from '../../../core/ports.ts';
import { parseInstant } from '../../../core/time.ts';
import type { ModelState } from '../../../core/types.ts';
import { type Opened, openEpoch, type Wanted } from '../../../pipeline/epoch.ts';
import { usage } from '../../args.ts';
import type { Config } from '../../config.ts';
import { grouped, sanitise, showProgress, table } from '../../terminal.ts';

/** `allowed`: words that stand for a place. Throws `fatal`, stage `config`. */
export function destinationOf(text: string, allowed: readonly Extract<Destination, string>[]): Destination {
  const word = allowed.find((one) => one === text);
  if (word !== undefined) return word;
  if (/^\d+$/.test(text)) return { offset: BigInt(text) };
  if (/^\d+=\d+(,\d+=\d+)*$/.test(text)) {
    const pairs = text.split(',').map((pair) => pair.split('=') as [string, string]);
    const offsets = new Map(pairs.map(([partition, offset]) => [Number(partition), BigInt(offset)]));
    if (offsets.size < pairs.length) throw usage(`--to is "${text}": a partition is named twice`);
    return { offsets };
  }
  const time = parseInstant(text);
  if (time !== null) return { time };
  const places = allowed.join(', ');
  throw usage(
    `--to is "${text}": give ${places}, a time such as 2026-01-31T00:00:00Z (UTC unless it has an offset), an offset, or partitions with offsets such as 0=1200,1=1180`,
  );
}

/** A group forgets a member that was killed only after this many session time-outs. */
const SESSIONS = 1.5;

/** Opens the epoch, or says what would come of it; the exit status. */
export async function opened(
  config: Config,
  wanted: Omit<Wanted, 'base'> & {
    readonly json: boolean;
    /** As `Wanted.base`; `kernel` names what the products are made with. */
    readonly base: (given: {
      readonly current: ModelState | null;
      readonly encoder: Encoder | null;
      readonly kernel: string;
    }) => ModelState;
    /** Whether `base` needs the encoder of the settings. */
    readonly encoder: boolean;
  },
): Promise<number> {
  const { dryRun, json } = wanted;
  let phase = 'looking at broker and registry';
  const progress = showProgress({ screen: process.stderr, text: () => phase });
  let encoder: Encoder | null = null;
  try {
    const wire = await import('../../wire.ts');
    const { probe } = wire.openProbe(config, 'error');
    const deployment = await wire.openDeployment(config, { probe, readOnly: dryRun });
    try {
      phase = 'loading the encoder';
      if (wanted.encoder) encoder = await wire.openEncoder(config, probe);
      phase = dryRun ? 'reading what there is' : 'opening the epoch: no replica may run';
      const { products } = deployment;
      const outcome = await openEpoch(
        { ...wanted, base: (current) => wanted.base({ current, encoder, kernel: products.name }) },
        { ...deployment, halfLife: config.model.halfLife, patience: SESSIONS * config.session.timeout },
      );
      progress.stop();
      if (json) process.stdout.write(`${JSON.stringify(figures(outcome, dryRun), spelled)}\n`);
      else process.stdout.write(`${linesOf(outcome, dryRun).join('\n')}\n`);
      return 0;
    } finally {
      await deployment.groups.close();
    }
  } finally {
    progress.stop();
    await encoder?.close();
  }
}

function figures({ state, damage, moves, retired, revived, members }: Opened, dryRun: boolean) {
  const { version, epoch, topics, cells } = state;
  const live = [...topics.values()].filter(({ status }) => status === 'live').length;
  return {
    written: !dryRun,
    epoch,
    version,
    topics: live,
    cells: cells.size,
    damage,
    retired,
    revived,
    members,
    moves,
  };
}

function spelled(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

function linesOf(outcome: Opened, dryRun: boolean): string[] {
  const { epoch, version, topics, cells, damage, retired, revived, members } = figures(outcome, dryRun);
  const rows = outcome.moves.map(({ partition, committed, to }) => {
    const from = committed ?? to;
    const what = to < from ? `${grouped(from - to)} again` : to > from ? `${grouped(to - from)} left out` : '';
    return [String(partition), committed === null ? 'never read' : String(committed), String(to), what];
  });
  const head = ['PARTITION', 'COMMITTED', 'GOES ON AT', 'OFFSETS'].map((title) => ({ title }));
  return [
    ...(damage === null ? [] : [`the model there was is damaged: ${sanitise(damage)}`, '']),
    ...table({ head, rows, width: process.stdout.columns ?? 0 }),
    '',
    `${dryRun ? 'would open' : 'opened'} epoch ${epoch} with model version ${version}: ${grouped(topics)} topics of ${grouped(cells)} cells; ${grouped(retired)} topics retired, ${grouped(revived)} revived`,
    ...(members.length === 0
      ? []
      : [`replicas are running and must be stopped first: ${members.map(sanitise).join(', ')}`]),
    dryRun ? 'nothing was changed, as --dry-run asks for' : 'start the replicas again',
  ];
}
