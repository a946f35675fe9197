/** Settings of what Leitmotif talks to: brokers, registry, browsers, the log. */
import { z } from 'zod';
import { choice, flag, integer, list, optionalText, secret, text } from '../fields.ts';

/** A name that Kafka takes, and leaves room for what is put before or after it. */
export const KAFKA_NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,200}$/;
export const kafkaName = 'letters, digits, ".", "_" and "-", at most 200';

export const kafka = z.strictObject({
  brokers: list({
    description: 'Brokers to begin with; the rest of the cluster is learnt from them.',
    fallback: ['127.0.0.1:9092'],
    pattern: /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+):\d{1,5}$/,
    expects: 'host:port, several of them separated by commas, an IPv6 address in brackets',
  }),
  clientId: text({
    description: "The name under which the brokers' logs and quotas know this client.",
    fallback: 'leitmotif',
    pattern: KAFKA_NAME,
    expects: kafkaName,
  }),
  ssl: z
    .strictObject({
      enabled: flag({ description: 'Whether to speak TLS with the brokers.', fallback: false }),
      ca: optionalText({
        description: "PEM file with the certificates to trust; without it the system's.",
        expects: 'the path of a PEM file',
      }),
      cert: optionalText({
        description: "PEM file with this client's certificate, for mutual TLS.",
        expects: 'the path of a PEM file',
      }),
      key: optionalText({
        description: "PEM file with the key of this client's certificate.",
        expects: 'the path of a PEM file',
      }),
      rejectUnauthorized: flag({
        description: 'Whether to refuse a broker whose certificate cannot be verified. Leave it on.',
        fallback: true,
      }),
    })
    .prefault({}),
  sasl: z
    .strictObject({
      mechanism: choice(['none', 'plain', 'scram-sha-256', 'scram-sha-512'], {
        description: 'How to log in to the brokers.',
        fallback: 'none',
      }),
      username: optionalText({ description: 'The name to log in with.', expects: 'a text that is not empty' }),
      password: secret({ description: 'The password to log in with.' }),
    })
    .prefault({}),
});

export const registry = z.strictObject({
  url: text({
    description:
      "Address of the schema registry (Confluent's API; Apicurio serves it under `/apis/ccompat/v7`). Credentials go into `username` and `password`.",
    fallback: 'http://127.0.0.1:8081',
    pattern: /^https?:\/\/[^\s@]+$/,
    expects: 'an http or https address without credentials',
  }),
  username: optionalText({ description: 'For basic authentication.', expects: 'a text that is not empty' }),
  password: secret({ description: 'For basic authentication.' }),
  register: flag({
    description:
      'Whether to register the schemas that come with Leitmotif. Without it they must be there already, from the folder `schemas`.',
    fallback: true,
  }),
});

const httpAddress = {
  host: (fallback: string) =>
    text({
      description: 'Address to listen on. The default is reachable from this machine only; `0.0.0.0` from everywhere.',
      fallback,
      pattern: /^[A-Za-z0-9.:_-]+$/,
      expects: 'a host name or an IP address',
    }),
  port: (fallback: number) =>
    integer({ description: 'Port to listen on; 0 takes a free one and logs it.', fallback, min: 0, max: 65_535 }),
};

export const http = z.strictObject({
  enabled: flag({ description: 'Whether to serve anything over HTTP.', fallback: true }),
  host: httpAddress.host('127.0.0.1'),
  port: httpAddress.port(9464),
  dashboard: flag({
    description: 'Whether to serve the dashboard and its API; without it health and metrics alone.',
    fallback: true,
  }),
  tokenFile: optionalText({
    description:
      'File with the bearer token, of 16 characters at least, that whoever asks the API must show. Needed for the dashboard when `http.host` is reachable from elsewhere.',
    expects: 'the path of a file',
  }),
  excerpts: flag({
    description: 'Whether the dashboard and reports show excerpts of documents, of at most 280 characters.',
    fallback: true,
  }),
  textsPerSecond: integer({
    description: 'Texts a second that the API encodes on request, on average; the pipeline needs the encoder too.',
    fallback: 20,
    min: 1,
    max: 100_000,
    unit: 'texts',
  }),
  probes: z
    .strictObject({
      separate: flag({
        description:
          'Whether `/livez`, `/readyz` and `/metrics` are served on an address of their own, and no longer beside the dashboard.',
        fallback: false,
      }),
      host: httpAddress.host('127.0.0.1'),
      port: httpAddress.port(9465),
    })
    .prefault({}),
});

export const log = z.strictObject({
  level: choice(['debug', 'info', 'warn', 'error', 'silent'], {
    description: 'The least grave lines that are logged.',
    fallback: 'info',
  }),
  format: choice(['auto', 'json', 'text'], {
    description: '`json`: one object a line. `text`: for people. `auto`: text on a terminal, JSON elsewhere.',
    fallback: 'auto',
  }),
});
