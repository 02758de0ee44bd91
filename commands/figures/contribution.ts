import { z } from 'zod'
import { bold, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { formatWan } from '../../src/lib/money.ts'
import { growthOf, sayGrowth } from '../../src/lib/rates.ts'
import { dayOf } from '../../src/lib/time.ts'
import { contributionOf } from '../../src/registry/amounts.ts'
import { INDICATORS, indicatorOf } from '../../src/registry/indicators.ts'
import { inYear, parsePeriod, sayPeriod, yearToDate } from '../../src/registry/period.ts'

/** Of fewer firms nothing is told: one of them could be worked out. */
const FEWEST = 3

/** 拉动: how many percentage points of growth the listed firms make. */
export const contribution = intent({
  title: '拉动作用',
  examples: [
    '倍增企业拉动全市税收几个百分点',
    '倍增名录企业对产值增长贡献多大',
    '名录企业产值占全市多少 拉动几个点',
    '去年倍增企业税收贡献率',
    '倍增企业贡献了全市多少税收',
    '名录里的企业占全市产值的比例',
    '头雁企业对增长的贡献率多大',
    '倍增这批企业拉动了几个点的增长',
    '税收增量里有多少是倍增企业带来的',
    '倍增企业占全市税收比重多大',
    '名录企业对全市规工增长贡献多少',
    '这235家拉动产值增长几个点',
    '倍增企业税收贡献率',
    '头雁企业占全市产值多少',
    '名录企业税收增量占全市的多少',
    '倍增企业撑起了多少增长',
    '对全市工业增长的贡献',
    '产值增量有多少来自名录企业',
    '235家占全市规上产值的比例',
    '拉动了几个百分点',
    '名录企业的产值占全市规上多少 拉动几个点',
    '倍增企业带动税收增长了多少',
    '全市产值增长里 倍增企业占几成',
    '头雁企业税收占全市多少比例',
    '235家对规工增速的贡献',
  ],
  access: ['office', 'leader', 'admin', 'county', 'chain', 'observer', 'department'],
  read: ({ text, slots: { metrics } }) => ({
    ...(metrics?.[0] && { metric: metrics[0] }),
    ...(/倍增|名录/.test(text) && { list: '倍增培育企业名录' }),
  }),
  slots: z.object({
    metrics: z.array(z.string().max(30)).max(10).optional(),
    period: z.string().max(20).optional(),
  }),
  run: tell,
})

async function tell(
  { db, now }: Context,
  given: { metrics?: string[] | undefined; period?: string | undefined },
): Promise<Reply> {
  const indicator = (given.metrics ?? []).map(indicatorOf).find(one => one !== null) ?? 'output'
  const period = given.period === undefined ? yearToDate(now) : parsePeriod(given.period)
  if (!period) throw new Refusal(`看不懂期间“${given.period}”，请说“2022年”或“2023年1-10月”。`)
  const { title } = INDICATORS[indicator]
  const before = sayPeriod(inYear(period, period.year - 1).text)
  const sums = await contributionOf(db, indicator, period, dayOf(now))
  if (sums.firms < FEWEST || sums.allBefore.lte(0))
    throw new Refusal(
      `${sayPeriod(period.text)}和${before}都有${title}数据的名录企业不足${FEWEST}家，不予展示。`,
    )
  const grown = sums.current.minus(sums.before)
  const points = grown.div(sums.allBefore).times(100)
  const share = sums.current.div(sums.allCurrent).times(100)
  const all = sums.allCurrent.minus(sums.allBefore)
  return {
    card: {
      title: `名录企业拉动作用：${title}`,
      tone: 'info',
      blocks: [
        text(
          `${sayPeriod(period.text)}，倍增名录企业${title}合计${formatWan(sums.current)}，${sayGrowth(growthOf(sums.current, sums.before))}，占库内企业的${share.toFixed(1)}%；`,
          bold(
            `${points.lt(0) ? '下拉' : '拉动'}库内企业${title}${points.lt(0) ? '' : '增长'}${points.abs().toFixed(1)}个百分点`,
          ),
          all.gt(0) && grown.gt(0) ? `，对增长的贡献率${grown.div(all).times(100).toFixed(1)}%。` : '。',
        ),
        text(
          `库内企业${title}合计${formatWan(sums.allCurrent)}，${sayGrowth(growthOf(sums.allCurrent, sums.allBefore))}。`,
        ),
        note(
          `口径：两期都有数的企业，名录${sums.firms}家、全部${sums.allFirms}家，与${before}相比；拉动=名录企业增量÷全部企业${before}合计。“全市”指库内企业，不等于统计局全市数。`,
        ),
      ],
    },
  }
}
