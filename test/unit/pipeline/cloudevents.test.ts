/** What is published as CloudEvents, read by the CNCF's own library. */
import { type CloudEvent, Kafka, type KafkaMessage } from 'cloudevents';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RawRecord } from '../../../src/core/ports.ts';
import { cloudEvents } from '../../../src/pipeline/cloudevents.ts';
import { filled } from '../../support/filled.ts';
import type { World } from '../../support/world.ts';

const text = (bytes: Uint8Array | null) => new TextDecoder().decode(bytes ?? new Uint8Array());

/** As the library reads it; throws for what is no valid event. */
function eventIn({ key, value, headers }: RawRecord): CloudEvent<Uint8Array> {
  const named = Object.fromEntries(headers.map(([name, bytes]) => [name, text(bytes)]));
  const message: KafkaMessage<Uint8Array> = {
    key: text(key),
    value: value ?? new Uint8Array(),
    headers: named,
  } as never;
  const event = Kafka.toEvent<Uint8Array>(message) as CloudEvent<Uint8Array>;
  event.validate();
  return event;
}

async function finished(world: World): Promise<World> {
  const running = world.start('one');
  await world.settled();
  running.stop();
  await running.done;
  return world;
}

describe('records with cloudEvents', () => {
  let world: World;
  beforeAll(async () => {
    world = await finished(await filled({ partitions: 2, attributes: cloudEvents('news feed') }));
  });
  const published = (topic: 'theta' | 'phi' | 'events') =>
    world.records(world.names[topic]).map(({ record }) => record);

  it('are valid events of version 1.0 of their kind', () => {
    for (const topic of ['theta', 'phi', 'events'] as const) {
      const told = published(topic).filter(({ value }) => value !== null);
      expect(told.length).toBeGreaterThan(3);
      for (const record of told) {
        const event = eventIn(record);
        expect(event.specversion).toBe('1.0');
        expect(event.source).toBe(`/leitmotif/news%20feed/${topic}`);
        expect(event.subject).toBe(text(record.key));
        expect(event.datacontenttype).toBe('application/vnd.apache.avro');
      }
    }
  });

  it('say what they are', () => {
    const types = (topic: 'theta' | 'phi' | 'events') =>
      published(topic)
        .filter(({ value }) => value !== null)
        .map((record) => eventIn(record).type);
    expect(new Set(types('theta'))).toEqual(new Set(['leitmotif.theta']));
    expect(new Set(types('phi'))).toEqual(new Set(['leitmotif.phi']));
    const events = published('events').map(({ value }) => world.codecs.events.decode(value ?? new Uint8Array()));
    expect(types('events')).toEqual(events.map(({ type }) => `leitmotif.topic.${type}`));
  });

  it('have an id of their own each, and the time of what happened', () => {
    const told = (['theta', 'phi', 'events'] as const).flatMap((topic) =>
      published(topic).filter(({ value }) => value !== null),
    );
    expect(new Set(told.map((record) => `${eventIn(record).source} ${eventIn(record).id}`)).size).toBe(told.length);
    for (const { value, record } of world.theta())
      if (value !== null) expect(Date.parse(eventIn(record).time ?? '')).toBe(Math.trunc(value.time));
  });

  it('are none where a document or a topic is deleted', () => {
    const gone = (['theta', 'phi'] as const).flatMap((topic) => published(topic).filter(({ value }) => value === null));
    expect(gone.length).toBeGreaterThan(3);
    for (const { headers } of gone) expect(headers).toEqual([]);
  });
});

it('are not made unless they are asked for', async () => {
  const world = await finished(await filled());
  const { theta, phi, events } = world.names;
  const names = [theta, phi, events].flatMap((topic) =>
    world.records(topic).flatMap(({ record }) => record.headers.map(([name]) => name)),
  );
  expect(names.filter((name) => name.startsWith('ce_'))).toEqual([]);
});

it('leave out a time that RFC 3339 has no year for', () => {
  const event = { type: 'born', topic: 1, sequence: 1 } as const;
  const names = (time: number) =>
    cloudEvents('p')
      .event({ ...event, time })
      .map(([name]) => name);
  expect(names(0)).toContain('ce_time');
  expect(names(253_402_300_800_000)).not.toContain('ce_time');
  expect(names(Number.POSITIVE_INFINITY)).not.toContain('ce_time');
});
