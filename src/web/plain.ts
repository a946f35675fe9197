/** A style sheet as a renderer of bare SVG takes it: no variables, no themes, no mixtures of colours. */

export type Theme = 'light' | 'dark';

interface Rule {
  readonly selectors: readonly string[];
  readonly declarations: readonly (readonly [property: string, value: string])[];
}

/**
 * Rules of plain selectors with their values worked out. A rule that speaks of --hue becomes one for each class that sets
 * it, for elements of that class and for what is in them.
 */
export function plainStyle(css: string, theme: Theme): string {
  const rules = rulesOf(css);
  const root = new Map(rules.filter(({ selectors }) => selectors.includes(':root')).flatMap((r) => r.declarations));
  const hues = rules.flatMap(({ selectors, declarations }) => {
    const hue = declarations.find(([property]) => property === '--hue')?.[1];
    return hue === undefined ? [] : selectors.filter((s) => s.startsWith('.')).map((selector) => ({ selector, hue }));
  });
  return rules
    .flatMap(({ selectors, declarations }) => {
      const plain = selectors.filter((selector) => !/[:@[]/.test(selector));
      const own = declarations.filter(([property]) => !property.startsWith('--'));
      if (plain.length === 0 || own.length === 0) return [];
      if (!own.some(([, value]) => value.includes('var(--hue)'))) return [written(plain, own, root, theme)];
      return hues.map(({ selector, hue }) => {
        const each = plain.flatMap((one) => within(one, selector));
        return written(each, own, new Map([...root, ['--hue', hue]]), theme);
      });
    })
    .join('\n');
}

/** A selector for elements of a class and for what is in them, wherever among its ancestors that one is. */
function within(selector: string, hue: string): string[] {
  const parts = selector.split(' ');
  const joined = (i: number, part: string): string => parts.map((each, k) => (k === i ? part : each)).join(' ');
  return parts.flatMap((part, i) => [joined(i, `${hue} ${part}`), joined(i, `${part}${hue}`)]);
}

function rulesOf(css: string): Rule[] {
  return [...css.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(
    ([, head = '', body = '']) => ({
      selectors: head.split(',').map((selector) => selector.trim()),
      declarations: body
        .split(';')
        .filter((line) => line.includes(':'))
        .map((line) => [line.slice(0, line.indexOf(':')).trim(), line.slice(line.indexOf(':') + 1).trim()] as const),
    }),
  );
}

function written(
  selectors: readonly string[],
  declarations: Rule['declarations'],
  variables: ReadonlyMap<string, string>,
  theme: Theme,
): string {
  const body = declarations.map(([property, value]) => `${property}:${resolved(value, variables, theme)}`);
  return `${selectors.join(',')}{${body.join(';')}}`;
}

function resolved(value: string, variables: ReadonlyMap<string, string>, theme: Theme): string {
  const known = value.replace(/var\((--[\w-]+)\)/g, (all, name: string) => {
    const found = variables.get(name);
    return found === undefined ? all : resolved(found, variables, theme);
  });
  return known
    .replace(/light-dark\(([^,()]+), ([^,()]+)\)/g, (_, light: string, dark: string) =>
      theme === 'light' ? light : dark,
    )
    .replace(/color-mix\(in oklab, (#\w{6}) ([\d.]+)%, (#\w{6})\)/g, (_, a: string, part: string, b: string) =>
      mixed(a, b, Number(part) / 100),
    );
}

/** Between two colours, so much of the first, in Oklab (Ottosson 2020). */
function mixed(a: string, b: string, part: number): string {
  const [x, y] = [oklab(a), oklab(b)];
  return hex(x.map((v, i) => part * v + (1 - part) * (y[i] as number)));
}

function oklab(colour: string): number[] {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function hex([lightness = 0, a = 0, b = 0]: readonly number[]): string {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const light = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${light
    .map((c) => Math.min(1, Math.max(0, c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055)))
    .map((c) =>
      Math.round(c * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}
