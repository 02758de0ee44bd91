import Big from 'big.js'
import type { BulletinContent } from '../../db/bulletin-content.ts'
import { sayPeriod } from '../registry/period.ts'

/** A share in percent with one decimal, as bulletins write it: 23 of 235 is `9.8%`. `whole` is above zero. */
export function sayShare(part: number, whole: number): string {
  return `${new Big(part).times(100).div(whole).toFixed(1)}%`
}

/** A count of enterprises: whole below 10,000, else in 万家 with up to two decimals: `3.13万家`. */
export function sayFirms(count: number): string {
  return count < 10_000 ? `${count}家` : `${new Big(new Big(count).div(10_000).toFixed(2)).toFixed()}万家`
}

/**
 * The sentence every bulletin opens with, in the words of the city's own press release. 产值增长50%以上 contains the
 * doubled ones. `listed` is above zero.
 */
export function goldenLine(content: BulletinContent): string {
  const { listed, outputDoubled, taxDoubled, outputUp50, campaign } = content
  const growth =
    `${content.baseYear + 1}年至今，全市${listed}家倍增名录企业中，` +
    `${outputDoubled}家实现产值倍增（占${sayShare(outputDoubled, listed)}）、` +
    `${taxDoubled}家实现税收倍增（占${sayShare(taxDoubled, listed)}），` +
    `${outputUp50}家产值增长50%以上（其中${outputDoubled}家实现倍增）。`
  if (!campaign) return growth
  const { cadres, enterprises, collected, solved } = campaign
  const rate = collected > 0 ? `，问题解决率${sayShare(solved, collected)}` : ''
  return (
    growth +
    `全市共选派${cadres}名干部联系服务企业${sayFirms(enterprises)}，` +
    `收集企业问题${collected}个，解决问题${solved}个${rate}。`
  )
}

/** What the numbers mean and where they come from; printed under every form of the bulletin. */
export function basisNotes(content: BulletinContent): string[] {
  const { baseYear, valueYear, incomparable, campaign } = content
  return [
    `数据截至${sayPeriod(content.period)}。倍增以${baseYear}年为基期，按${valueYear}年全年数据计算，较基期增长100%及以上为倍增；${baseYear}年无数据的企业以入规后首个完整年度为基期。基期口径待主管部门确认。`,
    `名录企业为历年倍增名录的合计，不重复计算；“产值增长50%以上”含产值倍增企业；${incomparable}家因缺数据或基期不为正数不可比，计入总数。`,
    '名录企业不足3家的单位，其增长情况不予展示。',
    ...(campaign
      ? [`干部联企业和问题办理总数为${campaign.name}填报数；在办、逾期、销号为台账起草时的实数。`]
      : []),
  ]
}

/** Shown in the place of a unit's numbers where too few enterprises stand behind them. */
export const SUPPRESSED = '—'

/** Why a month has no bulletin: `2023年11月的数据还没有报送，最近有数据的是2023年10月`. */
export function sayNoData({ period, latest }: { period: string; latest: string | null }): string {
  const why = period.endsWith('-01') ? '的数据与2月合并统计，没有单月数据' : '的数据还没有报送'
  const known = latest ? `最近有数据的是${sayPeriod(latest)}` : '名录企业还没有任何月度数据'
  return `${sayPeriod(period)}${why}，${known}`
}
