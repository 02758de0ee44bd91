import { z } from 'zod'
import { bold, buttons, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { hasRole, scopesOf } from '../../src/people/may.ts'
import { sayPeriod } from '../../src/registry/period.ts'
import { placeCalled, placeIn } from '../../src/registry/places.ts'
import { macroValues, sayMacro } from '../../src/registry/targets/macro.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import { parseFacts } from '../../src/rules/facts.ts'
import { findRule } from '../../src/rules/find-rule.ts'
import { firmSlots } from '../parts/firm.ts'
import { type AssessedUnit, assessUnits, monthsUpTo, UNIT_FIGURES } from '../parts/unit-figures.ts'
import { isOpenHere } from '../ranking/query.ts'
import { tellGrades, tellPerMu } from './per-mu.ts'

const slots = z.object({
  ...firmSlots,
  scheme: z.enum(['亩均', '月度']).optional(),
  region: z.string().max(20).optional(),
  park: z.string().max(20).optional(),
  period: z.string().max(20).optional(),
  all: z.boolean().optional(),
})
type Asked = z.infer<typeof slots>

const PER_MU = /亩均/

/** 评价评估: the month's figures of a county or park (R-ASSESS), the class of an enterprise by its land (亩均). */
export const query = intent({
  title: '评价评估',
  examples: [
    '衡东上个月评估情况',
    '各县市区10月定量评估结果',
    '松木工作状态怎么样 评估一下',
    '我们亩均评价是几类',
    '[金杯电工]亩均评价等次',
    '亩均评价为什么是C类',
    '亩均评价A类多少家',
    '亩均评价结果',
    '我们亩均是几类 怎么评的',
    '[恒飞电缆]亩均等级',
    '哪些是D类企业',
    '10月份评估结果出来没',
    '祁东县月度评估怎么样',
    '亩均得分多少',
    '怎么把我们评成D了',
    '亩均是几类',
    '我们亩均评价',
    '亩均评价怎么样',
    '[瑞达电源]亩均几类',
    '[恒飞电缆]评了几等',
    'D类有哪些',
    '亩均A类几家',
    '10月评估结果',
    '衡南月度评估得分',
    '为啥把我们评成D类',
    '各县评估得分',
    '评估排第几',
    '园区考核得分',
    '我们的评价等级',
    '松木评估怎么样',
    'C类企业多少家',
    '[恒飞电缆]亩均评了什么等次 为什么',
    '我们厂怎么亩均评的C 能不能申诉',
    '10月各县市区评估得分',
    '松木亩均A类B类各几家',
    '亩均结果什么时候出 我们几类',
    '祁东工作状态评得怎么样',
  ],
  inPrivate: true,
  access: 'known',

  read: ({ text: said, rest }) => {
    const place = placeIn(rest)
    return {
      scheme: PER_MU.test(said) ? '亩均' : '月度',
      ...(place && { [place.kind]: place.name }),
      ...(/多少家|几家|各类|分布/.test(said) && { all: true }),
    }
  },
  slots,
  run: (context, asked) => {
    if (asked.scheme !== '亩均') return tellMonth(context, asked)
    return asked.uscc && !asked.all
      ? tellPerMu(context, asked.uscc, asked)
      : tellGrades(context, placeCalled(asked.park ?? asked.region))
  },
})

async function tellMonth(context: Context, asked: Asked): Promise<Reply> {
  const { now, speaker } = context
  if (speaker.kind !== 'person' || hasRole(speaker, 'enterprise'))
    throw new Refusal(
      '县市区、园区的评估只提供给机关工作人员。要问本企业的亩均评价，请说“我们亩均评价是几类”。',
    )
  const period = monthsUpTo(asked.period && /^\d{4}-\d\d$/.test(asked.period) ? asked.period : null, now)
  const units = await assessUnits(context, period)
  const place = placeCalled(asked.park ?? asked.region)
  const [own] = scopesOf(speaker, 'county')
  const isPrivate = !(await isOpenHere(context))
  const wanted = place?.id ?? (asked.all || /各|全部|所有/.test(context.text) ? null : own)
  if (wanted) {
    const unit = units.find(({ id }) => id === wanted)
    if (!unit) throw new Refusal(`${place?.name ?? '这个单位'}没有单独考核的企业，没有评估数据。`)
    return { ...(await oneUnit(context, unit, period.text)), isPrivate }
  }
  return {
    card: {
      title: `定期定量评估：${sayPeriod(period.text)}`,
      tone: 'info',
      blocks: [
        {
          kind: 'table',
          columns: [
            { key: 'name', title: '单位' },
            ...UNIT_FIGURES.map(name => ({
              key: name,
              title: name.replace('增幅', ''),
              align: 'right' as const,
            })),
          ],
          rows: units.map(({ name, figures }) => ({
            name,
            ...Object.fromEntries(UNIT_FIGURES.map(figure => [figure, figures[figure].value])),
          })),
        },
        note(
          '产值、税金为可比企业合计的同比，投资为部门公布数；不合成总分，“工作状态和精神状态”由人工评价（R-ASSESS）。看某个单位的来源请带上名称，例如“衡东评估情况”。',
        ),
      ],
    },
    isPrivate,
  }
}

async function oneUnit(context: Context, unit: AssessedUnit, period: string): Promise<Reply> {
  const { db, now, policies } = context
  const today = dayOf(now)
  const { id, name, figures } = unit
  const known = (figure: (typeof UNIT_FIGURES)[number]) => figures[figure].sort?.toFixed()
  const { missing, flags } = evaluate(
    findRule(policies.documents, 'R-ASSESS', today),
    parseFacts({
      unit_output_growth: known('产值增幅'),
      unit_tax_growth: known('税金增幅'),
      unit_investment_growth: known('工业投资增幅'),
      unit_doubled: known('产值倍增'),
      unit_net_entries: undefined,
      unit_solve_rate: known('解决率'),
    }),
    { on: today },
  )
  const published = (await macroValues(db, { placeId: id, subject: '' })).slice(0, 6)
  const lacking = UNIT_FIGURES.filter(figure => figures[figure].sort === null)
  return {
    card: {
      title: `${name}评估：${sayPeriod(period)}`,
      tone: 'info',
      blocks: [
        {
          kind: 'table',
          columns: [
            { key: 'figure', title: '指标' },
            { key: 'value', title: '数值', align: 'right' },
            { key: 'source', title: '来源' },
          ],
          rows: UNIT_FIGURES.map(figure => ({
            figure,
            value: figures[figure].value,
            source: figures[figure].source,
          })),
        },
        lacking.length === 0 && missing.length <= 1
          ? text('指标齐全，可以评估。')
          : text(bold('还缺'), `：${lacking.join('、')}，补齐后才能完整评估。`),
        ...published.map(value =>
          text(
            `${sayPeriod(value.period)}${value.indicator}${value.subject}：${sayMacro(value)}（${value.source}）`,
          ),
        ),
        buttons({
          label: '跟去年同期比',
          action: { command: 'ranking', intent: 'query.compare', args: { units: [name], base: '去年同期' } },
        }),
        note(flags.find(flag => flag.includes('人工评价')) ?? '“工作状态和精神状态”由人工评价，不计算总分。'),
      ],
    },
    focus: { asked: { command: 'evaluation', intent: 'query.evaluation', args: { region: name } } },
  }
}
