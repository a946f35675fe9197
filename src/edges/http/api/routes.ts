/** /api: each route once, with what it takes and gives, so that the OpenAPI document cannot differ from what is served. */
import type { HttpBindings } from '@hono/node-server';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { LeitmotifError } from '../../../core/errors.ts';
import { type Asked, commandOf } from '../../../core/model/command.ts';
import type { Board } from '../../../core/show/board.ts';
import type { Limit } from '../limits.ts';
import * as schema from './schemas.ts';
import { COME_AGAIN, EVENTS, type Streams } from './stream.ts';

export interface ApiOptions {
  /** null while the replica is not yet put together; `detail` then says what it is at. */
  readonly board: () => Board | null;
  readonly detail: () => string;
  readonly streams: Streams;
  /** Of texts to encode. */
  readonly limit: Limit;
  /** Largest body, bytes. */
  readonly maxBytes: number;
  readonly version: string;
  /** Whether topics may be changed here: only where everybody who asks has a token. */
  readonly steerable: boolean;
}

const json = <S extends z.ZodType>(of: S, description: string) => ({
  description,
  content: { 'application/json': { schema: of } },
});

const refused = {
  400: json(schema.problem, 'What is wrong with the request'),
  401: json(schema.problem, 'The bearer token is missing or wrong'),
  503: json(schema.problem, 'The replica is still starting'),
};
const costly = { ...refused, 429: json(schema.problem, 'Too many texts; Retry-After says when to come again') };

/** Of routes that take a body. */
const read = { 415: json(schema.problem, 'The body is not said to be application/json') };

const steered = {
  202: json(schema.accepted, 'On its way; an event tells what came of it'),
  ...refused,
  403: json(schema.problem, 'This replica has no token, so nobody may change topics here'),
  409: json(schema.problem, 'The model cannot do that, and why'),
  413: json(schema.problem, 'The request is too large'),
};
const bodyOf = <S extends z.ZodType>(of: S) => ({ required: true, content: { 'application/json': { schema: of } } });

const routes = {
  overview: createRoute({
    method: 'get',
    path: '/overview',
    summary: 'How the replica does, documents over time, what is trending, the newest events',
    responses: { 200: json(schema.overview, 'The first page'), ...refused },
  }),
  topics: createRoute({
    method: 'get',
    path: '/topics',
    summary: 'Topics, searched by their words, filtered, sorted',
    request: { query: schema.listQuery },
    responses: { 200: json(schema.topicList, 'A page of the list'), ...refused },
  }),
  topic: createRoute({
    method: 'get',
    path: '/topics/{topic}',
    summary: 'One topic: its words, documents, history, lineage, neighbours, parent and children',
    request: { params: schema.topicParams },
    responses: { 200: json(schema.topicPage, 'The topic'), ...refused, 404: json(schema.problem, 'No such topic') },
  }),
  hierarchy: createRoute({
    method: 'get',
    path: '/hierarchy',
    summary: 'Topics under their parents',
    responses: { 200: json(schema.hierarchy, 'Heaviest first'), ...refused },
  }),
  events: createRoute({
    method: 'get',
    path: '/events',
    summary: 'What happened to topics: the newest, or all since a cursor',
    request: { query: schema.eventQuery },
    responses: { 200: json(schema.eventList, 'In the order of their sequence'), ...refused },
  }),
  map: createRoute({
    method: 'get',
    path: '/map',
    summary: 'Topics in the plane, near when they are near in meaning; it stays put between versions',
    responses: { 200: json(schema.topicMap, 'A point for each live topic'), ...refused },
  }),
  theta: createRoute({
    method: 'post',
    path: '/theta',
    summary: 'Θ of texts, by the live model and encoder: what the pipeline would publish at this version',
    request: { body: bodyOf(schema.texts) },
    responses: {
      200: json(schema.placed, 'In the order of the texts'),
      ...costly,
      413: json(schema.problem, 'The request is too large'),
      ...read,
    },
  }),
  search: createRoute({
    method: 'get',
    path: '/search',
    summary: 'Topics nearest in meaning to a query',
    request: { query: schema.searchQuery },
    responses: { 200: json(schema.found, 'Nearest first'), ...costly },
  }),
  rename: createRoute({
    method: 'post',
    path: '/topics/{topic}/rename',
    summary: 'Give a topic or parent a name that it keeps',
    request: { params: schema.topicParams, body: bodyOf(schema.rename) },
    responses: { ...steered, ...read },
  }),
  merge: createRoute({
    method: 'post',
    path: '/topics/{topic}/merge',
    summary: 'Put a topic into another one, which is pinned then',
    request: { params: schema.topicParams, body: bodyOf(schema.merge) },
    responses: { ...steered, ...read },
  }),
  watch: createRoute({
    method: 'post',
    path: '/watch',
    summary: 'Make a topic around a phrase, pinned',
    request: { body: bodyOf(schema.watch) },
    responses: { ...steered, ...read },
  }),
  stream: createRoute({
    method: 'get',
    path: '/stream',
    summary: 'Server-sent events: pulse (as in /overview) with each model version, event (as in /events)',
    request: { headers: schema.streamHeaders },
    responses: {
      200: {
        description: 'Goes on until the reader leaves, or cannot keep up',
        content: { [EVENTS]: { schema: z.string() } },
      },
      ...refused,
    },
  }),
} as const;

/** Commands that need nothing but the topic. */
const PLAIN = {
  pin: 'Keep a topic: it is never merged, split or retired',
  unpin: 'Let a topic change again',
  mute: 'Hide a topic: it never trends',
  unmute: 'Show a topic again',
} as const;

/** Largest command, bytes. */
const MAX_COMMAND = 16 * 1024;

/** To be mounted under /api. */
export function createApi({ board, detail, streams, limit, maxBytes, version, steerable }: ApiOptions): OpenAPIHono {
  const api = new OpenAPIHono({
    defaultHook: (result, context) => {
      if (!result.success) return context.json({ error: said(result.error) }, 400);
    },
  });
  const starting = (context: Context) => context.json({ error: detail() }, 503);
  const slowDown = (context: Context, seconds: number) => {
    context.header('Retry-After', String(Math.ceil(seconds)));
    return context.json({ error: `too many texts at once: come again in ${Math.ceil(seconds)} s` }, 429);
  };

  api.openapi(routes.overview, (context) => {
    const shown = board();
    if (!shown) return starting(context);
    return context.json(shown.overview() as z.output<typeof schema.overview>, 200);
  });
  api.openapi(routes.topics, (context) => {
    const shown = board();
    if (!shown) return starting(context);
    const { level, trending, muted, ...query } = context.req.valid('query');
    const flags = { trending: trending === 'true', muted: muted === 'true' };
    const list = shown.topics({ ...query, level: level === '1' ? 1 : 0, ...flags });
    return context.json(list as z.output<typeof schema.topicList>, 200);
  });
  api.openapi(routes.topic, (context) => {
    const shown = board();
    if (!shown) return starting(context);
    const { topic } = context.req.valid('param');
    const page = shown.topic(topic);
    if (page === null) return context.json({ error: `there is no topic ${topic}` }, 404);
    return context.json(page as z.output<typeof schema.topicPage>, 200);
  });
  api.openapi(routes.hierarchy, (context) => {
    const shown = board();
    if (!shown) return starting(context);
    return context.json(shown.hierarchy() as z.output<typeof schema.hierarchy>, 200);
  });
  api.openapi(routes.events, (context) => {
    const shown = board();
    if (!shown) return starting(context);
    return context.json(shown.events(context.req.valid('query')) as z.output<typeof schema.eventList>, 200);
  });
  api.openapi(routes.map, (context) => {
    const shown = board();
    if (!shown) return starting(context);
    return context.json(shown.map() as z.output<typeof schema.topicMap>, 200);
  });

  api.use(
    routes.theta.path,
    bodyLimit({
      maxSize: maxBytes,
      onError: (context) => context.json({ error: `the body is larger than ${maxBytes} bytes: send fewer texts` }, 413),
    }),
  );
  api.openapi(routes.theta, async (context) => {
    const shown = board();
    if (!shown) return starting(context);
    const { texts } = context.req.valid('json');
    const wait = limit.take(texts.length);
    if (wait > 0) return slowDown(context, wait);
    return context.json((await shown.place(texts)) as z.output<typeof schema.placed>, 200);
  });
  api.openapi(routes.search, async (context) => {
    const shown = board();
    if (!shown) return starting(context);
    const { q, limit: most } = context.req.valid('query');
    if (context.req.method === 'HEAD') return context.json({ model: shown.pulse().model, topics: [] }, 200);
    const wait = limit.take(1);
    if (wait > 0) return slowDown(context, wait);
    return context.json((await shown.search(q, most)) as z.output<typeof schema.found>, 200);
  });
  const steer = async (context: Context, asked: Asked) => {
    if (!steerable) {
      const error = 'topics can be changed here only with a token: set http.tokenFile, or use `leitmotif topics`';
      return context.json({ error }, 403);
    }
    const shown = board();
    if (!shown) return starting(context);
    const why = await shown.steer(commandOf(asked));
    if (why !== null) return context.json({ error: why }, 409);
    return context.json({ accepted: true as const, model: shown.pulse().model }, 202);
  };
  const small = bodyLimit({
    maxSize: MAX_COMMAND,
    onError: (context) => context.json({ error: `the body is larger than ${MAX_COMMAND} bytes` }, 413),
  });
  for (const path of ['/topics/:topic/:kind', '/watch']) api.on('POST', path, small);
  api.openapi(routes.rename, (context) =>
    steer(context, {
      kind: 'rename',
      topic: context.req.valid('param').topic,
      text: context.req.valid('json').name,
    }),
  );
  api.openapi(routes.merge, (context) =>
    steer(context, { kind: 'merge', topic: context.req.valid('param').topic, into: context.req.valid('json').into }),
  );
  api.openapi(routes.watch, (context) => steer(context, { kind: 'watch', text: context.req.valid('json').phrase }));
  for (const [kind, summary] of Object.entries(PLAIN)) {
    const route = createRoute({
      method: 'post',
      path: `/topics/{topic}/${kind}`,
      summary,
      request: { params: schema.topicParams },
      responses: steered,
    });
    api.openapi(route, (context) => steer(context, { kind, topic: context.req.valid('param').topic }));
  }
  api.openapi(routes.stream, (context) => {
    const shown = board();
    const headers = { 'Content-Type': EVENTS, 'X-Accel-Buffering': 'no' };
    // An EventSource, which asks for nothing else, gives up for good at any error.
    if (!shown)
      return context.req.header('accept') === EVENTS ? context.body(COME_AGAIN, 200, headers) : starting(context);
    // What answers GET answers HEAD, and its body is dropped: a stream in it would never be told to end.
    if (context.req.method === 'HEAD') return context.body(null, 200, headers);
    const { 'last-event-id': last = '' } = context.req.valid('header');
    const since = /^\d{1,15}$/.test(last) ? Number(last) : undefined;
    const drop = () => (context.env as Partial<HttpBindings>)?.outgoing?.destroy();
    const stream = streams.open(shown, { since, drop });
    if (stream === null) return context.json({ error: 'too many readers: come again later' }, 503);
    return context.body(stream, 200, headers);
  });

  api.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
  api.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Leitmotif', version, description: 'The topics of a feed, as a replica sees them.' },
    servers: [{ url: '/api' }],
    security: [{ token: [] }, {}],
  });
  api.onError((error, context) => {
    const status = 'status' in error ? error.status : null;
    if (error instanceof SyntaxError || status === 400) return context.json({ error: 'the body is no JSON' }, 400);
    if (status === 415)
      return context.json({ error: 'the body is not said to be JSON: send Content-Type: application/json' }, 415);
    if (error instanceof LeitmotifError && error.fault === 'poison') return context.json({ error: error.message }, 400);
    if (error instanceof LeitmotifError && error.fault === 'transient')
      return context.json({ error: 'the encoder or the broker is busy: come again later' }, 503);
    // The reason goes to the log, not to whoever sent the request.
    return context.json({ error: 'internal error' }, 500);
  });
  return api;
}

/** "limit: expected …", one for each field that is wrong. */
function said(error: z.core.$ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.') || 'the request'}: ${message}`).join('; ');
}
