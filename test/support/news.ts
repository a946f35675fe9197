/** Short news items in six languages, made up for tests: what a feed looks like, with titles, addresses and sources. */
import { uniform } from '../../src/core/random.ts';

export interface NewsItem {
  readonly id: string;
  readonly text: string;
  /** Event time, ms. */
  readonly timestamp: number;
  readonly title: string;
  readonly url: string;
  readonly source: string;
  readonly language: string;
  readonly theme: number;
}

interface Theme {
  readonly language: string;
  /** Each `{}` is filled from the lists in turn. */
  readonly sentences: readonly string[];
  readonly fillers: readonly (readonly string[])[];
}

const THEMES: readonly Theme[] = [
  {
    language: 'en',
    sentences: [
      'The {} made landfall near {} overnight, flooding streets and cutting power to {} homes.',
      'Residents of {1} were told to leave as the {0} moved inland; {2} people are in shelters.',
      'Forecasters expect the {0} to weaken by Friday, after {2} millimetres of rain fell on {1}.',
    ],
    fillers: [
      ['hurricane', 'tropical storm', 'cyclone'],
      ['Tampa', 'Mobile', 'Galveston', 'Pensacola', 'Biloxi'],
      ['12,000', '340', '5,500', '80'],
    ],
  },
  {
    language: 'en',
    sentences: [
      'The central bank {0} its key rate by {2} basis points, and shares of {1} fell.',
      'Investors had hoped that rates would be {0}; bonds of {1} lost {2} basis points.',
      'Inflation slowed, so the bank {0} rates and lenders such as {1} rose by {2} points.',
    ],
    fillers: [
      ['raised', 'cut', 'held'],
      ['Barclays', 'Santander', 'Nordea', 'Commerzbank'],
      ['25', '50', '75'],
    ],
  },
  {
    language: 'en',
    sentences: [
      '{0} beat {1} {2} in the semi-final with a goal in stoppage time.',
      'A late penalty gave {0} a {2} win over {1}, whose goalkeeper was sent off.',
      'The coach of {1} resigned after the {2} defeat by {0} in the league.',
    ],
    fillers: [
      ['Arsenal', 'Porto', 'Ajax', 'Celtic', 'Napoli'],
      ['Lyon', 'Sevilla', 'Benfica', 'Leeds'],
      ['2-1', '3-2', '1-0'],
    ],
  },
  {
    language: 'de',
    sentences: [
      'Die Gewerkschaft {0} ruft für {1} zum Streik bei der Bahn auf, {2} Züge fallen aus.',
      'Wegen des Warnstreiks der {0} stehen am {1} {2} Züge im Depot.',
    ],
    fillers: [
      ['GDL', 'EVG'],
      ['Montag', 'Mittwoch', 'Freitag'],
      ['120', '400', '75'],
    ],
  },
  {
    language: 'ru',
    sentences: [
      'Ракета {0} вывела на орбиту {2} спутников с космодрома {1}.',
      'Запуск ракеты {0} с космодрома {1} перенесён на {2} дней.',
    ],
    fillers: [
      ['«Союз»', '«Ангара»', '«Протон»'],
      ['Байконур', 'Восточный', 'Плесецк'],
      ['3', '12', '38'],
    ],
  },
  {
    language: 'ja',
    sentences: [
      '{1}で震度{0}の地震があり、{2}世帯が停電した。',
      '気象庁によると{1}で震度{0}の揺れを観測、{2}人がけがをした。',
    ],
    fillers: [
      ['4', '5弱', '5強'],
      ['能登', '熊本', '仙台', '釧路'],
      ['二百', '千五百', '三十'],
    ],
  },
];

/** Item i; one a minute, by a seed. */
export function newsItems(count: number, { seed = 3, from = Date.now() - 86_400_000 } = {}): NewsItem[] {
  return Array.from({ length: count }, (_, i) => {
    const draw = (what: string, below: number): number => Math.floor(uniform(`${what} ${i}`, seed) * below);
    const theme = draw('theme', THEMES.length);
    const { language, sentences, fillers } = THEMES[theme] as Theme;
    const fill = (sentence: string): string => {
      let next = 0;
      return sentence.replaceAll(/\{(\d?)\}/g, (_whole, digit: string) => {
        const list = fillers[digit === '' ? next++ : Number(digit)] ?? [''];
        return list[draw(`fill ${sentence} ${digit} ${next}`, list.length)] as string;
      });
    };
    const first = draw('first', sentences.length);
    const second = (first + 1) % sentences.length;
    const title = fill(sentences[first] as string);
    return {
      id: `news-${i}`,
      text: `${title} ${fill(sentences[second] as string)}`,
      timestamp: from + i * 60_000,
      title,
      url: `https://news.example/${i}`,
      source: `desk-${language}`,
      language,
      theme,
    };
  });
}
