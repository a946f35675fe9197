/** A feed in English and Chinese about the same events: each begins in one of four ways and goes on in one of four. */
interface Event {
  readonly en: readonly [begins: readonly string[], goesOn: readonly string[]];
  readonly zh: readonly [begins: readonly string[], goesOn: readonly string[]];
}

export const EVENTS: readonly Event[] = [
  {
    en: [
      [
        'A strong earthquake struck the coast before dawn',
        'The earthquake destroyed hundreds of houses',
        'Aftershocks of the earthquake shook the city',
        'Survivors of the earthquake spent the night outside',
      ],
      [
        'and rescuers searched the ruins for survivors.',
        'while the government sent tents and blankets.',
        'and many roads to the villages are blocked.',
        'as seismologists measured a magnitude of 7.1.',
      ],
    ],
    zh: [
      ['黎明前海岸发生强烈地震', '地震摧毁了数百座房屋', '地震的余震震动了这座城市', '地震幸存者在户外过夜'],
      [
        '，救援人员在废墟中搜寻幸存者。',
        '，政府运送了帐篷和毛毯。',
        '，通往村庄的许多道路被堵塞。',
        '，地震学家测得震级为7.1级。',
      ],
    ],
  },
  {
    en: [
      [
        'The central bank raised interest rates again',
        'Inflation forced the central bank to lift interest rates',
        'Higher interest rates were announced by the central bank',
        'The governor of the central bank defended the rate increase',
      ],
      [
        'to slow the rise of prices.',
        'and mortgages became more expensive.',
        'as economists had expected.',
        'and the currency gained against the dollar.',
      ],
    ],
    zh: [
      ['中央银行再次提高利率', '通货膨胀迫使央行上调利率', '中央银行宣布提高利率', '央行行长为加息辩护'],
      ['，以减缓物价上涨。', '，住房贷款变得更贵。', '，符合经济学家的预期。', '，货币兑美元升值。'],
    ],
  },
  {
    en: [
      [
        'The team won the football championship',
        'The football final was decided by penalties',
        'Two goals by the striker decided the football match',
        'The goalkeeper was the hero of the football final',
      ],
      [
        'in front of eighty thousand spectators.',
        'and the fans celebrated in the streets.',
        'after a goalless first half.',
        'and the coach praised the players.',
      ],
    ],
    zh: [
      ['这支球队赢得了足球冠军', '足球决赛由点球决出胜负', '前锋的两个进球决定了足球比赛', '守门员是足球决赛的英雄'],
      ['，现场有八万名观众。', '，球迷在街头庆祝。', '，上半场没有进球。', '，教练称赞了球员。'],
    ],
  },
  {
    en: [
      [
        'A new vaccine protects children against malaria',
        'Doctors began to vaccinate children against malaria',
        'The malaria vaccine passed its last clinical trial',
        'Hospitals received the first doses of the malaria vaccine',
      ],
      [
        'and the health ministry ordered millions of doses.',
        'which could save thousands of lives each year.',
        'with few side effects among patients.',
        'according to the World Health Organization.',
      ],
    ],
    zh: [
      [
        '一种新疫苗可以保护儿童免受疟疾',
        '医生开始为儿童接种疟疾疫苗',
        '疟疾疫苗通过了最后的临床试验',
        '医院收到了首批疟疾疫苗',
      ],
      ['，卫生部订购了数百万剂。', '，每年可以挽救数千人的生命。', '，患者的副作用很少。', '，世界卫生组织表示。'],
    ],
  },
  {
    en: [
      [
        'The rocket brought three astronauts into space',
        'Astronauts docked at the space station',
        'The space agency launched a new rocket',
        'The spacecraft with the astronauts reached its orbit',
      ],
      [
        'for a mission of six months.',
        'after a flight of six hours.',
        'and the experiments on board begin tomorrow.',
        'as engineers in the control centre applauded.',
      ],
    ],
    zh: [
      ['火箭将三名宇航员送入太空', '宇航员与空间站对接', '航天局发射了一枚新火箭', '载有宇航员的飞船进入轨道'],
      ['，执行为期六个月的任务。', '，飞行历时六小时。', '，船上的实验明天开始。', '，控制中心的工程师们鼓掌。'],
    ],
  },
  {
    en: [
      [
        'Voters elected a new president on Sunday',
        'The opposition candidate won the presidential election',
        'The president lost the election',
        'Polling stations closed after the presidential election',
      ],
      [
        'with 54 percent of the votes.',
        'and the parliament will meet next week.',
        'as observers spoke of a fair vote.',
        'and both parties asked for a recount of ballots.',
      ],
    ],
    zh: [
      ['选民在周日选出了新总统', '反对派候选人赢得总统选举', '总统在选举中落败', '总统选举结束后投票站关闭'],
      ['，得票率为百分之五十四。', '，议会将在下周开会。', '，观察员称投票公正。', '，两党要求重新计票。'],
    ],
  },
];

export interface Told {
  readonly event: number;
  readonly language: 'en' | 'zh';
  readonly text: string;
}

/** All of them, events and languages mixed in an order that never changes. */
export function bilingualFeed(): Told[] {
  const feed = EVENTS.flatMap((languages, event) =>
    (['en', 'zh'] as const).flatMap((language) => {
      const [begins, goesOn] = languages[language];
      const space = language === 'en' ? ' ' : '';
      return begins.flatMap((begin) => goesOn.map((rest) => ({ event, language, text: `${begin}${space}${rest}` })));
    }),
  );
  // A step that has no divisor in common with the length visits each once.
  return feed.map((_, at) => feed[(at * 67) % feed.length] as Told);
}
