import type Big from 'big.js'
import { z } from 'zod'
import { type Block, bold, type Card, type Field, note, text, warn } from '../../src/chat/card.ts'
import { type Context, intent, type Reply, type Said } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { mayReportFigures } from '../../src/people/may.ts'
import type { Enterprise } from '../../src/registry/enterprises.ts'
import { INDICATORS, type Indicator, indicatorOf, sayAmount } from '../../src/registry/indicators.ts'
import { dueNow, type Period, parsePeriod, sayPeriod } from '../../src/registry/period.ts'
import {
  correctionIn,
  figuresIn,
  readAmount,
  type SaidFigure,
} from '../../src/registry/reporting/figures-in.ts'
import {
  ownFigures,
  type Reviewed,
  reportFigures,
  reviewReport,
} from '../../src/registry/reporting/report.ts'
import { firmAsked, firmSlots } from '../parts/firm.ts'

const ids = Object.keys(INDICATORS) as Indicator[]

/** Amounts by indicator as they were said or typed; with their unit or without. */
const amounts = Object.fromEntries(ids.map(id => [id, z.string().max(40).optional()])) as Record<
  Indicator,
  z.ZodOptional<z.ZodString>
>
const slots = z.object({
  ...firmSlots,
  ...amounts,
  metrics: z.array(z.string().max(30)).max(10).optional(),
  period: z.string().max(20).optional(),
  /** What the speaker says had been reported, for a correction. */
  old: z.string().max(40).optional(),
  reason: z.string().optional(),
  /** Handed in by the form. */
  sure: z.literal(true).optional(),
})
type Given = z.infer<typeof slots>

/** What firms report every month without being asked for more. */
const USUAL: readonly Indicator[] = ['output', 'tax', 'revenue']
const REPORTERS = ['enterprise', 'liaison'] as const

/** 报数: a firm reports its figures of a period; a form shows what was understood before anything is recorded. */
export const metricReport = intent({
  title: '报数',
  examples: [
    '报数：10月产值1260万 税38万',
    '报一下9月产值820万 交税25万 营收900万',
    '上个月产值1300万，税金40万，用电35万度',
    '填报10月数据',
    '我们要报数',
    '补报8月营收',
    '[金杯电工] 报数 10月产值1260万',
    '10月份的数报一下 产值900万 税30万',
    '这个月产值860万 营收900万',
    '我报数 9月产值1.2亿',
    '上月营收1500万 报给你',
    '替[瑞达电源]报9月产值2000万',
    '10月 产值760 税金21',
    '[恒飞电缆]上个月产值3000万 帮他们报上',
    '填下上个月的产值税金',
    '上个月产值1800万',
    '10月 产值920 营收1000 税26',
    '我们10月完成产值2100万 交税66万',
    '报10月份：产值1.5亿 税金420万',
    '9月份营收780万 产值800万 上报',
    '[瑞达电源]10月产值4200w 税110w',
    '代[固诚电气]报数 10月产值1850万',
    '填报：产值660万',
    '补报9月数据 产值500万',
    '本月产值730万 用电12万度',
    '三季度营收2800万 报一下',
    '报产值',
    '我要填上个月的数',
    '10月税金52万 麻烦登一下',
    '[大合新材料]报10月 产值3100万 税收95万',
    '我们这个月做了1100万产值',
    '10月数据：产值980万，营收1020万，税金29万',
    '今天报数 10月产值2600万 税71万 电23万度',
    '我们上个月产值大概900万 税20来万',
    '替[德阳鞋业]报一下 10月产值1500万 交税40万',
    '[福邦新材料]委托我报10月营收2200万',
    '产值1200 税金36 10月的',
    '上月产值2500万报一下',
    '报数 营收1900万',
    '上个月的产值 1450万',
    '10月用电28万度 产值1300万',
  ],
  inPrivate: true,
  access: REPORTERS,

  read: ({ text: words, slots: { facts } }: Said) => ({ ...facts, ...valuesOf(figuresIn(words)) }),
  slots,
  run: (context, given) => answer(context, given, 'report'),
})

/** 更正: a firm replaces a figure it had reported, saying why. */
export const metricCorrect = intent({
  title: '更正数据',
  examples: [
    '9月产值报错了 是832不是823',
    '上个月税金填错了 应该是38万',
    '9月营收要更正 改成820万',
    '数据报错了 想改一下',
    '把8月产值由900万改为960万',
    '9月营收报高了 实际是700万',
    '上个月产值多报了100万 改过来',
    '税金写少了 正确的是42万',
    '把10月产值改成1100万',
    '报的数有误 10月税金应为36万',
    '8月产值不是950是590',
    '之前报的营收填错了位数 要改',
    '[瑞达电源]9月产值填错了 是2100万',
    '10月营收报多了 应该是880万',
    '产值写错一位 是1350不是13500',
    '上个月产值改一下 改成1420万',
    '税金报少了 实际65万',
    '8月份那个数不对 应为720万',
    '数据填反了 产值和营收写颠倒了',
    '更正：10月产值1080万',
    '10月产值由1500改为1350',
    '之前报的9月税金有误 应该31万',
    '报错月份了 那是9月的数',
    '[固诚电气]10月产值报错 应该2850万',
    '小数点点错了 是12.6不是126',
    '我们的产值单位搞错了 是万元',
    '把9月税金更正成48万',
    '上次报的9月产值不对 少报了200万',
    '10月税金报成38了 其实是83',
    '刚报的产值错了一位数 应该是960万',
    '9月营收和产值填反了 帮我换过来',
    '帮我改一下10月的产值 改为1530万 原来报1350',
    '10月的产值写错了 1250才对',
    '上月税金多报了 实际30万',
    '把上月营收改一下 是870',
  ],
  inPrivate: true,
  access: REPORTERS,

  read: ({ text: words }: Said) => {
    const said = correctionIn(words)
    if (!said?.indicator) return {}
    const { indicator, before, after } = said
    return {
      ...valuesOf([{ indicator, amount: after }]),
      metric: INDICATORS[indicator].title,
      metrics: [INDICATORS[indicator].title],
      ...(before && { old: before.toFixed() }),
      ...(INDICATORS[indicator].unit === '万元' && {
        new_wan: Number(after),
        ...(before && { old_wan: Number(before) }),
      }),
    }
  },
  slots,
  run: (context, given) => answer(context, given, 'correct'),
})

type Purpose = 'report' | 'correct'

const valuesOf = (figures: readonly SaidFigure[]) =>
  Object.fromEntries(figures.map(({ indicator, amount }) => [indicator, amount.toFixed()]))

async function answer(context: Context, given: Given, purpose: Purpose): Promise<Reply> {
  const { db, now, speaker } = context
  const firm = await firmAsked(context, given, '报数 金杯电工 10月产值1260万')
  if (!mayReportFigures(speaker, firm))
    throw new Refusal('只有企业自己和它的联络员能报这家企业的数。如需代报，请让办公室把您设为它的联络员。')
  const period = periodOf(given, now)
  const figures = figuresOf(given)
  if (!given.sure) return formReply(context, { firm, period, figures, given, purpose })
  const { changed, ids: added } = await reportFigures(
    { db, now, speaker },
    { uscc: firm.uscc, period, figures, reason: given.reason ?? null },
  )
  const said = changed.map(
    ({ indicator, amount }) => `${INDICATORS[indicator].title}${sayAmount(indicator, amount)}`,
  )
  return {
    card: receipt(firm, period, changed),
    did: {
      words: `${purpose === 'correct' ? '更正数据' : '报数'}（${firm.shortName}，${sayPeriod(period.text)}${said.join('、')}）`,
      undo: { kind: 'figures', ref: { uscc: firm.uscc, ids: added } },
    },
    isPrivate: true,
    replaces: true,
    focus: { uscc: firm.uscc },
  }
}

function periodOf({ period }: Given, now: Date): Period {
  if (period === undefined) return dueNow(now)
  const parsed = parsePeriod(period)
  if (!parsed) throw new Refusal(`看不懂期间“${period}”，请说“2023年10月”“2023年1-10月”或“2022年”。`)
  return parsed
}

function figuresOf(given: Given): SaidFigure[] {
  return ids.flatMap(indicator => {
    const words = given[indicator]?.trim()
    if (!words) return []
    const amount = readAmount(indicator, words)
    const { title, unit } = INDICATORS[indicator]
    if (!amount) throw new Refusal(`${title}“${words}”看不懂，请只写数字（${unit}），例如 1260 或 1260.5。`)
    return [{ indicator, amount }]
  })
}

interface Asked {
  firm: Enterprise
  period: Period
  figures: readonly SaidFigure[]
  given: Given
  purpose: Purpose
}

async function formReply({ db }: Context, asked: Asked): Promise<Reply> {
  const { firm, period, figures, given, purpose } = asked
  const named = (given.metrics ?? []).flatMap(word => indicatorOf(word) ?? [])
  const said = figures.map(({ indicator }) => indicator)
  const shown = purpose === 'correct' ? [...new Set([...said, ...named])] : [...new Set([...USUAL, ...said])]
  const asks = shown.length > 0 ? shown : USUAL
  const standing = await ownFigures(db, firm.uscc, period, asks)
  const reviewed = await reviewReport(db, firm.uscc, period, figures)
  const needsReason =
    purpose === 'correct' ||
    reviewed.some(({ standing: old, amount, doubts }) => (old && !old.eq(amount)) || doubts.length > 0)
  const intentName = purpose === 'correct' ? 'intake.metric_correct' : 'intake.metric_report'
  const card: Card = {
    title: `${purpose === 'correct' ? '更正数据' : '报数'}：${sayPeriod(period.text)}`,
    tone: 'info',
    ...(firm.isDemo && { tags: ['演示数据'] }),
    blocks: [
      text(bold(firm.name)),
      ...reviewed.flatMap(one => remarks(one, given)),
      {
        kind: 'form',
        name: 'figures',
        fields: [
          ...asks.map((indicator): Field => {
            const { title, unit } = INDICATORS[indicator]
            const said = figures.find(one => one.indicator === indicator)?.amount
            const value = said ?? standing.get(indicator)
            return {
              kind: 'text',
              name: indicator,
              label: `${title}（${unit}）`,
              ...(value && { value: value.toFixed() }),
            }
          }),
          {
            kind: 'text',
            name: 'reason',
            label: needsReason ? '情况说明（必填）' : '情况说明',
            required: needsReason,
            placeholder: '更正原因，或变动较大的原因',
          },
        ],
        submit: {
          label: purpose === 'correct' ? '确认更正' : '确认上报',
          style: 'primary',
          action: {
            command: 'figures',
            intent: intentName,
            args: { uscc: firm.uscc, period: period.text, sure: true },
          },
        },
      },
      note(
        '来源记为“企业自报”，请与统计、税务申报口径一致；如实填报是统计法的要求。数据只增不改，更正留有旧版。',
      ),
    ],
  }
  return { card, isPrivate: true, focus: { uscc: firm.uscc } }
}

/** What the form says before it is handed in: what stands, and what is odd about what was said. */
function remarks({ indicator, standing, amount, doubts }: Reviewed, { old }: Given): Block[] {
  const { title } = INDICATORS[indicator]
  const was = old ? readAmount(indicator, old) : null
  return [
    ...(was && standing && !was.eq(standing)
      ? [
          text(
            warn('请核对：'),
            `您说原来报的是${sayAmount(indicator, was)}，库里记的是${sayAmount(indicator, standing)}。`,
          ),
        ]
      : []),
    ...(standing && !standing.eq(amount)
      ? [
          text(
            `${title}：原报${sayAmount(indicator, standing)}，将更正为`,
            bold(sayAmount(indicator, amount)),
            '。',
          ),
        ]
      : []),
    ...doubts.map(({ words }) => text(warn(`${title}有点反常：`), words)),
  ]
}

function receipt(firm: Enterprise, period: Period, done: readonly Reviewed[]): Card {
  const say = (indicator: Indicator, amount: Big) =>
    `${INDICATORS[indicator].title}${sayAmount(indicator, amount)}`
  return {
    title: `已收到${sayPeriod(period.text)}的数`,
    tone: 'good',
    ...(firm.isDemo && { tags: ['演示数据'] }),
    blocks: [
      text(bold(firm.name)),
      ...done.map(({ indicator, amount, standing }) =>
        text(say(indicator, amount), standing ? `（原报${sayAmount(indicator, standing)}，已更正）` : ''),
      ),
      ...(done.some(({ doubts }) => doubts.length > 0)
        ? [text('变动较大的数已连同您的说明一并记录，主管部门核实时可能联系您。')]
        : []),
      note('报错了随时可以改，例如“10月产值报错了 是1206不是1260”。'),
    ],
  }
}
