/** What the demo shows of a running replica: drawn over itself in a terminal, said now and then elsewhere. */
import { colored, fitted, grouped, type Screen, sanitise, table } from '../../src/cli/terminal.ts';

export interface Row {
  readonly topic: number;
  readonly label: string;
  /** Best first. */
  readonly words: readonly string[];
  readonly documents: number;
  /** Part of the stream, in [0, 1]. */
  readonly share: number;
}

export interface Look {
  /** Heaviest first. */
  readonly topics: readonly Row[];
  /** How far things are, in a line. */
  readonly status: string;
}

export interface Board {
  /** Seconds that should lie between two looks. */
  readonly interval: number;
  show(look: Look): void;
}

type Terminal = Screen & { readonly rows?: number };

/** `footer` stays below the table in a terminal; elsewhere it is said once. */
export function createBoard(screen: Terminal, footer: string): Board {
  if (screen.isTTY !== true || process.env.TERM === 'dumb') {
    screen.write(`${footer}\n`);
    return { interval: 10, show: (look) => screen.write(`\n${lines(look, screen, 20).join('\n')}\n`) };
  }
  let drawn = 0;
  return {
    interval: 1,
    show(look) {
      const width = (screen.columns ?? 80) - 1;
      // Beside the topics: status, head, what is hidden, two around the footer, and the cursor's own line.
      const shown = [...lines(look, screen, Math.max(3, (screen.rows ?? 24) - 7)), '', fitted(footer, width).trimEnd()];
      // Up to where it began, each line over what was there, then nothing of what is left below.
      const up = drawn > 0 ? `\u001b[${drawn}F` : '';
      screen.write(`${up}${shown.map((line) => `\u001b[2K${line}\n`).join('')}\u001b[J`);
      drawn = shown.length;
    },
  };
}

function lines({ topics, status }: Look, screen: Terminal, room: number): string[] {
  const width = (screen.columns ?? 100) - 1;
  const first = fitted(status, width).trimEnd();
  if (topics.length === 0) return [first, '', 'No topic yet: the first arise from the first documents.'];
  const head = [
    { title: 'TOPIC', align: 'right' },
    { title: 'LABEL', grow: 2, least: 8 },
    { title: 'KEYWORDS', grow: 3, least: 8 },
    { title: 'DOCUMENTS', align: 'right' },
    { title: 'SHARE', align: 'right' },
    { title: '' },
  ] as const;
  const most = Math.max(...topics.map(({ share }) => share));
  const rows = topics
    .slice(0, room)
    .map(({ topic, label, words, documents, share }) => [
      String(topic),
      sanitise(label),
      words.slice(0, 8).map(sanitise).join(', '),
      grouped(documents),
      `${(share * 100).toFixed(1)} %`,
      '█'.repeat(Math.ceil((10 * share) / most)),
    ]);
  const [title = '', ...body] = table({ head, rows, width });
  const bold = colored(screen) ? (text: string) => `\u001b[1m${text}\u001b[22m` : (text: string) => text;
  const hidden = topics.length - rows.length;
  return [first, '', bold(title), ...body, ...(hidden > 0 ? [`… and ${hidden} smaller ones`] : [])];
}
