import type { BulletinContent, Wording } from '../../../db/bulletin-content.ts'
import { sayPeriod } from '../../registry/period.ts'
import type { Part, Run, Section } from './parts.ts'
import { passage } from './passage.ts'
import { firms, growth, items, manyFirms, people, share } from './say.ts'

/**
 * The sentence every bulletin opens with, in the words of the city's own press release. 产值增长50%以上 contains the
 * doubled ones. Without listed enterprises nothing is divided.
 */
export function goldenLine(content: BulletinContent, { exact }: Pick<Wording, 'exact'>): Run[] {
  const { listed, outputDoubled, taxDoubled, outputUp50, campaign } = content
  const growthOf: Run[] = [
    `${content.baseYear + 1}年至今，全市`,
    firms('listed', listed),
    '倍增名录企业中，',
    firms('output.doubled', outputDoubled),
    '实现产值倍增（占',
    share('output.doubled.share', outputDoubled, listed, exact),
    '）、',
    firms('tax.doubled', taxDoubled),
    '实现税收倍增（占',
    share('tax.doubled.share', taxDoubled, listed, exact),
    '），',
    firms('output.up50', outputUp50),
    '产值增长50%以上（其中',
    firms('output.doubled', outputDoubled),
    '实现倍增）。',
  ]
  if (!campaign) return growthOf
  const { cadres, enterprises, collected, solved } = campaign
  return [
    ...growthOf,
    '全市共选派',
    people('campaign.cadres', cadres),
    '干部联系服务企业',
    manyFirms('campaign.enterprises', enterprises),
    '，收集企业问题',
    items('campaign.collected', collected),
    '，解决问题',
    items('campaign.solved', solved),
    ...(collected > 0 ? ['，问题解决率', share('campaign.rate', solved, collected, exact)] : []),
    '。',
  ]
}

export function overall(content: BulletinContent, wording: Wording): Section {
  const { listed, taxUp50, bothDoubled, incomparable, tiers, valueYear, baseYear, progress, doubledFirms } =
    content
  const more: Run[] = [
    '税收增长50%以上的',
    firms('tax.up50', taxUp50),
    '（占',
    share('tax.up50.share', taxUp50, listed, wording.exact),
    '），产值、税收均实现倍增的',
    firms('both.doubled', bothDoubled),
    ...(incomparable > 0 ? ['；', firms('incomparable', incomparable), '因缺数据或基期不为正数不可比'] : []),
    '。',
  ]
  const tierRuns = tiers.flatMap(({ atLeastYi, count }, i): Run[] => [
    i === 0 ? '' : '、',
    `${atLeastYi}亿元以上`,
    firms(`tier.${atLeastYi}`, count),
  ])
  const parts: Part[] = [
    ...(wording.remarks.opening
      ? [passage(wording, { id: 'opening', title: '开头语', facts: [], isPlain: true })]
      : []),
    passage(wording, { id: 'golden', title: '总体情况', facts: goldenLine(content, wording), isPlain: true }),
    passage(wording, { id: 'more', title: '税收情况', facts: more, isPlain: true }),
    passage(wording, {
      id: 'tiers',
      title: '企业梯队',
      facts: [`按${valueYear}年产值，名录企业中`, ...tierRuns, '（大档含小档以上各档）。'],
      isPlain: true,
    }),
    ...(progress
      ? [
          passage(wording, {
            id: 'progress',
            title: '进度情况',
            facts: [
              `进度口径：${sayPeriod(progress.period)}，`,
              firms('progress.firms', progress.firms),
              `可比名录企业产值合计较基期（${baseYear}年）同期`,
              growth('progress.growth', progress.growth, wording.exact),
              '。进度数为月度累计数，只作参考，不作倍增认定。',
            ],
            isPlain: true,
          }),
        ]
      : []),
    {
      kind: 'names',
      title: `产值倍增企业名单（${doubledFirms.output.length}家）`,
      names: doubledFirms.output,
    },
    { kind: 'names', title: `税收倍增企业名单（${doubledFirms.tax.length}家）`, names: doubledFirms.tax },
  ]
  return { id: 'overall', title: '总体情况', parts }
}

/** What months are held against: `2020年同期`. */
export const againstWords = ({ ranking, baseYear, period }: BulletinContent): string =>
  ranking?.against === '基期同期'
    ? `基期（${baseYear}年）同期`
    : `上年（${Number(period.slice(0, 4)) - 1}年）同期`
