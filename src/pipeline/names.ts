/** The Kafka topics of one deployment. */
export interface Names {
  readonly documents: string;
  readonly theta: string;
  readonly phi: string;
  readonly events: string;
  readonly stats: string;
  readonly model: string;
  readonly control: string;
  readonly dead: string;
  readonly feeds: string;
}

/** `<prefix>.theta` and so on, beside the user's documents. */
export function namesOf(prefix: string, documents: string): Names {
  const of = (name: string): string => `${prefix}.${name}`;
  return {
    documents,
    theta: of('theta'),
    phi: of('phi'),
    events: of('events'),
    stats: of('stats'),
    model: of('model'),
    control: of('control'),
    dead: of('dead'),
    feeds: of('feeds'),
  };
}
