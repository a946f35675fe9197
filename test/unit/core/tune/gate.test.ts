import { describe, expect, it } from 'vitest';
import { draws } from '../../../../src/core/random.ts';
import { figuresOf, halved, neighbours, passes } from '../../../../src/core/tune/gate.ts';
import { referenceProducts as products } from '../../../../src/core/vector.ts';
import { bag, below, matrix, normals, unit } from './make.ts';

const plain = { view: 0.5, lex: 0.1, erank: 100 };

describe('passes', () => {
  it('asks for a gain in view beyond noise, and for neighbours’ words and directions', () => {
    expect(passes(plain, { view: 0.52, lex: 0.11, erank: 101 })).toBe(true);
    expect(passes(plain, { view: 0.509, lex: 0.11, erank: 101 })).toBe(false);
    expect(passes(plain, { view: 0.52, lex: 0.1, erank: 101 })).toBe(false);
    expect(passes(plain, { view: 0.52, lex: 0.11, erank: 100 })).toBe(false);
  });
});

describe('neighbours', () => {
  it('are the rows with the largest products, nearest first, never itself', () => {
    const points = matrix([
      [1, 0],
      [0.9, 0.1],
      [0, 1],
      [0.5, 0.5],
    ]);
    expect([...neighbours(points, 2, products)]).toEqual([1, 3, 0, 3, 3, 1, 0, 1]);
  });

  it('are as those of sorting all products', () => {
    const normal = normals(3);
    const points = matrix(Array.from({ length: 30 }, () => unit([normal(), normal(), normal()])));
    const found = neighbours(points, 5, products);
    const all = products.products(points, points);
    for (let i = 0; i < 30; i++) {
      const sorted = Array.from({ length: 30 }, (_, j) => j)
        .filter((j) => j !== i)
        .sort((a, b) => (all[i * 30 + b] as number) - (all[i * 30 + a] as number));
      expect([...found.slice(i * 5, i * 5 + 5)]).toEqual(sorted.slice(0, 5));
    }
  });
});

describe('halved', () => {
  it('parts the words into two, each once, in order, by the seed', () => {
    const text = 'one two  three\nfour five six seven';
    const [a, b] = halved(text, { seed: 1, document: 3 }).map((half) => half.split(' ')) as [string[], string[]];
    const words = text.split(/\s+/);
    expect([...a, ...b].sort()).toEqual([...words].sort());
    expect(Math.abs(a.length - b.length)).toBeLessThanOrEqual(1);
    expect(a).toEqual(words.filter((word) => a.includes(word)));
    expect(halved(text, { seed: 1, document: 3 })).toEqual(halved(text, { seed: 1, document: 3 }));
    const others = Array.from({ length: 8 }, (_, document) => halved(text, { seed: 1, document })[0]);
    expect(new Set(others).size).toBeGreaterThan(2);
  });

  it('parts words of scripts without spaces, too, and leaves them without', () => {
    const text = '地震摧毁了数百座房屋，救援人员在废墟中搜寻幸存者。 iPhone发布会今天 举行';
    const [a, b] = halved(text, { seed: 1, document: 3 });
    for (const half of [a, b]) expect(half.length).toBeGreaterThan(text.length / 4);
    const signs = (said: string) => [...said.replace(/\s/g, '')].sort();
    expect(signs(a + b)).toEqual(signs(text));
    expect((a + b).match(/\s/g)?.length ?? 0).toBeLessThanOrEqual(2);
    const [mixed] = halved('发布iPhone和iPad和iPod', { seed: 4, document: 0 });
    expect(mixed).toBe('发布 iPhone iPad');
    for (const said of ['แผ่นดินไหวทำลายบ้านเรือนหลายร้อยหลัง', '地震で数百棟の家屋が倒壊した'])
      for (const half of halved(said, { seed: 1, document: 0 })) expect(half).not.toBe('');
  });

  it('of one word or none has an empty part', () => {
    expect(halved('word', { seed: 1, document: 0 })).toEqual(['word', '']);
    expect(halved('  ', { seed: 1, document: 0 })).toEqual(['', '']);
  });
});

/** Documents of 40 subjects in 20 directions; halves see the subject through `noise`. */
function feed(noise: number) {
  const normal = normals(8);
  const next = draws(9);
  const subjects = Array.from({ length: 40 }, () => unit(Array.from({ length: 20 }, normal)));
  const of = Array.from({ length: 240 }, (_, i) => i % 40);
  const seen = (by: number) =>
    matrix(of.map((s) => unit((subjects[s] as number[]).map((value) => value + by * normal()))));
  const words = of.map((s) => {
    const counts: Record<number, number> = { [40 + below(next, 30)]: 1 };
    counts[s] = 2;
    return bag(counts);
  });
  return { views: { whole: seen(0.05), halves: [seen(noise), seen(noise)] as const }, words: { words, size: 70 } };
}

describe('figuresOf', () => {
  const tools = { products, seed: 1 };

  it('sees halves agree the more the less noise there is', () => {
    const [clear, blurred] = [0.05, 0.3].map((noise) => {
      const { views, words } = feed(noise);
      return figuresOf(views, words, tools);
    });
    expect(clear?.view).toBeGreaterThan(0.9);
    expect(blurred?.view).toBeLessThan((clear?.view ?? 0) - 0.1);
  });

  it('sees neighbours share their subject’s word, and fewer when neighbours are strangers', () => {
    const { views, words } = feed(0.05);
    const near = figuresOf(views, words, tools).lex;
    const strangers = matrix(
      Array.from({ length: 240 }, (_, i) => unit(Array.from({ length: 20 }, (_, d) => Math.sin(i * (d + 1) * 1.7)))),
    );
    const far = figuresOf({ whole: strangers, halves: views.halves }, words, tools).lex;
    // Five of ten neighbours are of the same subject.
    expect(near).toBeGreaterThan(0.3);
    expect(far).toBeLessThan(near / 3);
  });

  it('is the cosine of words: of two documents with the same words it is 1', () => {
    // A word in three documents of forty counts, one in nearly all does not.
    const words = Array.from({ length: 40 }, (_, i) => bag(i < 3 ? { 0: 1 } : { 1: 1 }));
    const points = matrix([
      ...Array.from({ length: 4 }, () => [1, 0]),
      ...Array.from({ length: 36 }, (_, i) => unit([0.1, 1 + i])),
    ]);
    const { lex } = figuresOf({ whole: points, halves: [points, points] }, { words, size: 2 }, tools);
    // Of the ten neighbours of the first three, two carry the word too; what is everywhere counts for nothing.
    expect(lex).toBeCloseTo((3 * 2) / 400, 6);
  });
});
