/** What Biome can't check: rules that need types, and who may import whom. Formatting and the rest is Biome's. */
import { relative, resolve } from 'node:path';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const src = resolve(import.meta.dirname, 'src');

/** Room → the rooms it may import; `packages`: node:* and what is in node_modules. */
const rooms = {
  core: { imports: [], packages: false },
  pipeline: { imports: ['core'], packages: false },
  edges: { imports: ['core'], packages: true },
  cli: { imports: ['core', 'pipeline', 'edges'], packages: true },
  // Runs in a browser.
  web: { imports: ['core'], packages: true },
  // The public face.
  'index.ts': { imports: ['core', 'pipeline', 'edges', 'cli'], packages: true },
};

/** In cli these alone put edges together: the composition root and the commands. The face hands them out. */
const composes = /^(cli\/(wire|main|docs)\.ts|cli\/(commands|wire)\/|index\.ts$)/;

/** @type {import('eslint').Rule.RuleModule} */
const boundaries = {
  meta: { type: 'problem', schema: [], messages: { refused: '{{reason}} (CONTRIBUTING.md, Boundaries)' } },
  create(context) {
    const here = relative(src, context.filename);
    const room = here.split('/')[0] ?? '';
    const rights = rooms[room];

    function check(source, typeOnly = false) {
      if (!source) return;
      const specifier =
        source.type === 'TemplateLiteral' ? source.quasis.map((part) => part.value.cooked)[0] : source.value;
      const known = typeof specifier === 'string' && !source.expressions?.length;
      const unknown = rights?.packages ? null : `${room} imports what nobody can tell`;
      const reason = known ? refusal(specifier, typeOnly) : unknown;
      if (reason) context.report({ node: source, messageId: 'refused', data: { reason } });
    }

    function refusal(specifier, typeOnly) {
      if (!rights) return `src/${room} is no room yet: give it its rights in eslint.config.js`;
      if (room === 'web' && specifier.startsWith('node:')) return 'web runs in a browser, which has no node:*';
      if (!specifier.startsWith('.')) return rights.packages ? null : `${room} imports no packages, not even node:*`;
      const target = relative(src, resolve(context.filename, '..', specifier));
      const there = target.split('/')[0] ?? '';
      if (there === '..') {
        if (!rights.packages) return `${room} imports nothing outside of src`;
        // package.json and schemas/ lie outside of src and are data.
        return /\.(json|avsc)$/.test(specifier) ? null : `${room} imports ${specifier}, which is outside of src`;
      }
      // What is no TypeScript is not looked at here.
      if (!rights.packages && !/\.tsx?$/.test(specifier)) return `${room} imports ${specifier}, which is no TypeScript`;
      if (there === 'edges' && room === 'edges') {
        const [mine, theirs] = [here, target].map((path) => path.split('/')[1]);
        return mine === theirs ? null : `edges/${mine} imports edges/${theirs}: edges do not know each other`;
      }
      if (there === 'edges' && !composes.test(here) && !typeOnly)
        return `${here} imports edges: only cli/wire.ts and commands compose`;
      if (there === room || rights.imports.includes(there)) return null;
      return `${room} may not import ${there}`;
    }

    return {
      ImportDeclaration: (node) => check(node.source, node.importKind === 'type'),
      ExportAllDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSExternalModuleReference: (node) => check(node.expression),
      TSImportType: (node) => check(node.source ?? node.argument?.literal),
    };
  },
};

const impure = (name) => ({ name, message: 'core and pipeline touch nothing but their arguments and ports.' });

export default defineConfig(
  { ignores: ['dist/', 'coverage/', '.cache/', 'examples/', '**/*.js', '**/*.mjs'] },
  {
    files: ['**/*.{ts,tsx,mts,cts}'],
    plugins: { '@typescript-eslint': tseslint.plugin, leitmotif: { rules: { boundaries } } },
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      // A default is a decision; without one every case is named.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: ['src/**/*.{ts,tsx,mts,cts}'], rules: { 'leitmotif/boundaries': 'error' } },
  {
    files: ['src/{core,pipeline}/**/*.{ts,tsx,mts,cts}'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['process', 'performance', 'crypto', 'console', 'fetch', 'Buffer', 'globalThis', 'global'].map(impure),
        ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'require'].map(impure),
        ...['navigator', 'self', 'window', 'Worker', 'WebSocket', 'EventSource', 'XMLHttpRequest'].map(impure),
        ...['BroadcastChannel', 'MessageChannel', 'localStorage', 'sessionStorage', 'Temporal'].map(impure),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time comes as an argument or by the port Clock.' },
        { object: 'AbortSignal', property: 'timeout', message: 'Time comes by the port Clock.' },
        { object: 'Math', property: 'random', message: 'Draw by a seed: core/random.ts.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Time comes as an argument or by the port Clock.',
        },
        { selector: "MetaProperty[meta.name='import']", message: 'core and pipeline do not know where they lie.' },
        { selector: "CallExpression[callee.name='Date']", message: 'Time comes as an argument or by the port Clock.' },
      ],
    },
  },
);
