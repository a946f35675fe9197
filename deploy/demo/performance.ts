/** What the demo is given, and what either way of performing it gives back. */
import type { Look } from './board.ts';

export interface Programme {
  /** Path of a file of JSON lines. */
  readonly feed: string;
  /** Documents a second. */
  readonly rate: number;
  /** For the dashboard, health and metrics. */
  readonly port: number;
  readonly say: (line: string) => void;
}

/** A replica at work on the feed. */
export interface Performance {
  /** Of the dashboard, health and metrics. */
  readonly url: string;
  /** The file in which the replica's log is kept. */
  readonly log?: string;
  /** Resolves with the reason when it can't go on. */
  readonly broken: Promise<string>;
  look(): Promise<Look>;
  /** Finishes what is in hand and ends everything. */
  stop(): Promise<void>;
}
