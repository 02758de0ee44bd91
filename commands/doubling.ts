import Big from 'big.js'
import { z } from 'zod'
import { type Block, buttons, type Card, good, note, type Span, text, warn } from '../src/chat/card.ts'
import { type Command, type Context, intent, type Reply } from '../src/chat/command.ts'
import { formatWan } from '../src/lib/money.ts'
import { sayGrowth } from '../src/lib/rates.ts'
import { dayOf } from '../src/lib/time.ts'
import { maySeeRanking } from '../src/people/may.ts'
import { type Compared, type Doubling, doublingOf } from '../src/registry/doubling.ts'
import { sayPeriod } from '../src/registry/period.ts'
import { findRule } from '../src/rules/find-rule.ts'
import { parameterOn } from '../src/rules/parameters.ts'
import type { PolicySet } from '../src/rules/policy-set.ts'
import { manySlots, readMany, tellMany } from './doubling/many.ts'
import { tier } from './doubling/tier.ts'
import { firmAsked, firmSlots, nameOf } from './parts/firm.ts'

const slots = z.object({ ...firmSlots, ...manySlots })

/** 倍增进度: a firm's output and tax against its base year, and how much is left to double. */
export const doubling = {
  name: 'doubling',
  title: '倍增进度',
  aliases: ['翻番', '倍增了没'],
  summary: '看企业产值、税收较基期增长多少，是否实现倍增；过10亿、50亿、100亿的企业各有多少',
  intents: {
    'query.doubling': intent({
      title: '倍增进度',
      examples: [
        '[建滔化工] 倍增进度',
        '我们离产值翻番还差多少',
        '[金杯电工]产值翻番了没有',
        '[恒飞电缆] 税收倍增了吗',
        '[瑞达电源]比2020年增长多少',
        '看下[镭目科技]翻一番的进度',
        '我们公司算实现倍增了吗',
        '[大合新材料]离翻番还有多远',
        '哪些企业产值已经倍增',
        '常宁有几家税收倍增',
        '我们厂翻番完成了多少',
        '全市多少家实现倍增了',
        '产值倍增的企业有哪些',
        '[固诚电气]跟基期比翻了多少',
        '产值翻番的企业里税收也翻番的有几家',
        '两项都翻番的有哪些',
        '名录企业里有多少翻番了',
        '有几家产值翻番了',
        '[福邦新材料]翻番没有',
        '[爱洁科技]倍增完成了多少',
        '我们倍增进度多少了',
        '税收翻番的有几家',
        '名录有多少家 翻番的几家',
        '倍增名录235家 实现倍增的多少',
        '产值涨50%以上的几家',
        '双倍增的有几家',
        '[大合新材料]产值是2020年的几倍',
        '产值税收都翻番的企业',
        '衡东几家翻番了',
        '耒阳产值倍增的企业有几个',
        '松木实现税收倍增的几家',
        '哪几家税收翻番了',
        '还差多少就翻番了 [固诚电气]',
        '我们比2020年翻了没',
        '增长一半以上的企业多少家',
        '哪些企业快要翻番了',
        '翻番的占比多少',
        '今年新增翻番的有谁',
        '全市翻番了多少家 名单先不要',
        '235家里产值翻番的23家 税收翻番几家',
        '[特变电工衡变]产值翻番没 税收呢',
        '产值倍增的企业 税收也倍增的有几家',
        '我们跟2020年比 产值增了几成 算倍增不',
        '高新区和松木各有几家翻番',
        '税收增长50%以上的有多少家',
        '翻番的里面有几家是衡东的',
        '倍增完成得咋样 几家翻番了',
        '[固诚电气]跟2020年比增长了多少',
        '[大合新材料]比2020年翻了多少',
        '我们算不算实现倍增',
        '我们算倍增了没',
      ],
      access: 'known',
      read: readMany,
      slots,
      run: tell,
    }),
    'query.tier': tier,
  },
} satisfies Command

async function tell(context: Context, asked: z.infer<typeof slots>): Promise<Reply> {
  if (!asked.uscc && asked.list && maySeeRanking(context.speaker)) return tellMany(context, asked)
  const firm = await firmAsked(context, asked, '建滔化工 倍增进度')
  const found = await doublingOf(context.db, context.policies, firm.uscc, dayOf(context.now))
  const card = doublingCard(found, {
    head: [text(...nameOf(firm, asked))],
    tags: firm.isDemo ? ['演示数据'] : [],
    now: context.now,
    policies: context.policies,
  })
  const args = { uscc: firm.uscc }
  const more = buttons({
    label: '够不够进名录',
    action: { command: 'eligibility', intent: 'query.eligibility', args },
  })
  return { card: { ...card, blocks: [...card.blocks, more] }, isPrivate: true, focus: { uscc: firm.uscc } }
}

function doublingCard(
  found: Doubling,
  { head, tags, now, policies }: { head: Block[]; tags: string[]; now: Date; policies: PolicySet },
): Card {
  const { evaluation, baseYear, valueYear, output, tax, progress } = found
  const on = dayOf(now)
  const { document } = findRule(policies.documents, evaluation.rule, on)
  const doubled = new Big(parameterOn(document, 'doubling', on).value)
  const gaps = evaluation.conditions.flatMap(({ shortfall }) => (shortfall ? [`${shortfall}即达到倍增`] : []))
  const base = { key: 'base', title: `基期（${baseYear}年）`, align: 'right' as const }
  const value = { key: 'value', title: `${valueYear}年`, align: 'right' as const }
  const row = (name: string, compared: Compared, isDoubled: unknown) => ({
    name,
    base: sayAmount(compared.base),
    value: sayAmount(compared.value),
    growth: sayChange(compared, doubled),
    doubled: isDoubled === true ? '已倍增' : isDoubled === false ? '未倍增' : '资料不足',
  })
  return {
    title: '倍增进度',
    tone: evaluation.verdict === 'pass' ? 'good' : 'info',
    ...(tags.length > 0 && { tags }),
    blocks: [
      ...head,
      text(...headline(found)),
      {
        kind: 'table',
        columns: [
          { key: 'name', title: '指标' },
          base,
          value,
          { key: 'growth', title: '较基期', align: 'right' },
          { key: 'doubled', title: '认定' },
        ],
        rows: [
          row('工业产值', output, evaluation.result.output_doubled),
          row('实缴税金', tax, evaluation.result.tax_doubled),
        ],
      },
      ...(gaps.length > 0 ? [text(`以${valueYear}年计，`, gaps.join('；'), '。')] : []),
      ...(progress ? [text(...sayProgress(progress, doubled))] : []),
      {
        kind: 'fold',
        title: '口径与提示',
        blocks: evaluation.flags.map(flag => ({ kind: 'text', spans: [`· ${flag}`] })),
      },
      note(`数据来源：${saySources(found)}。以正式评定为准。`),
    ],
  }
}

function headline({ evaluation, valueYear, baseYear }: Doubling): Span[] {
  const { output_doubled: output, tax_doubled: tax } = evaluation.result
  const words = [output === true ? '产值' : '', tax === true ? '税收' : ''].filter(Boolean).join('、')
  if (words) return [`${valueYear}年较${baseYear}年：`, good(`${words}已实现倍增`)]
  if (output === null && tax === null)
    return [warn('资料不足'), `：没有${baseYear}年或${valueYear}年的全年数据，无法判断是否倍增。`]
  return [`${valueYear}年较${baseYear}年：`, warn('尚未倍增')]
}

const sayAmount = (amount: Big | null): string => (amount ? formatWan(amount) : '没有数据')
const sayChange = ({ growth }: Compared, doubled: Big): string =>
  growth === null ? '—' : sayGrowth(growth, doubled)

/** 进度口径: months against the same months; never a verdict. */
function sayProgress(progress: NonNullable<Doubling['progress']>, doubled: Big): Span[] {
  const parts = (
    [
      ['产值', progress.output],
      ['税金', progress.tax],
    ] as const
  ).flatMap(([name, compared]) =>
    compared.value && compared.growth !== null
      ? [
          `${name}${formatWan(compared.value)}，较${sayPeriod(progress.basePeriod)}${sayChange(compared, doubled)}`,
        ]
      : [],
  )
  return [`进度口径（不作认定）：${sayPeriod(progress.period)}${parts.join('；')}。`]
}

function saySources({ output, tax }: Doubling): string {
  const figures = [output.baseFigure, output.valueFigure, tax.baseFigure, tax.valueFigure]
  const said = figures.flatMap(one =>
    one ? [`${sayPeriod(one.period)}${one.indicator === 'tax' ? '税金' : '产值'}（${one.source}）`] : [],
  )
  return said.length > 0 ? said.join('、') : '暂无'
}
