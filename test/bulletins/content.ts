import type { BulletinContent } from '../../db/bulletin-content.ts'

const UNITS: [string, number, number, number, number][] = [
  ['雁峰区', 12, 2, 2, 3],
  ['石鼓区', 10, 1, 1, 2],
  ['南岳区', 2, 0, 0, 0],
  ['衡东县', 26, 3, 5, 6],
  ['松木经开区', 20, 3, 3, 5],
]

/** The content whose opening sentence the city's press published (235 listed, 23, 36, 46), with some of its units. */
export function publishedContent(changes: Partial<BulletinContent> = {}): BulletinContent {
  return {
    period: '2023-10',
    isDemo: true,
    baseYear: 2020,
    valueYear: 2022,
    listed: 235,
    outputDoubled: 23,
    taxDoubled: 36,
    outputUp50: 46,
    taxUp50: 50,
    bothDoubled: 12,
    incomparable: 6,
    tiers: [
      { atLeastYi: 10, count: 12 },
      { atLeastYi: 50, count: 2 },
      { atLeastYi: 100, count: 1 },
    ],
    units: UNITS.map(([name, listed, outputDoubled, taxDoubled, outputUp50]) => ({
      name,
      listed,
      growth: listed < 3 ? null : { outputDoubled, taxDoubled, outputUp50 },
    })),
    campaign: { name: '百日行动', cadres: 3369, enterprises: 31_300, collected: 5676, solved: 5561 },
    cases: {
      open: 4,
      overdue: 1,
      closed: 7,
      byCategory: [
        { category: '用电', open: 3 },
        { category: '融资', open: 1 },
      ],
    },
    ...changes,
  }
}
