import { z } from 'zod'
import { type Block, bold, buttons, type Card, note, text, warn } from '../../src/chat/card.ts'
import { type Context, intent, type Reply, type Said } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { hasRole, scopesOf } from '../../src/people/may.ts'
import type { Speaker } from '../../src/people/roles.ts'
import { INDICATORS, type Indicator, indicatorOf, sayAmount } from '../../src/registry/indicators.ts'
import { dueNow, type Period, parsePeriod, sayPeriod } from '../../src/registry/period.ts'
import {
  explainDoubt,
  flagFigure,
  jumpsIn,
  openDoubts,
  type ShownDoubt,
  sayFigure,
  settleDoubt,
} from '../../src/registry/reporting/doubts.ts'
import { CHECK_NAMES } from '../../src/registry/reporting/plausibility.ts'
import { readRegion } from '../case/merge.ts'
import { firmAsked, firmSlots } from '../parts/firm.ts'

const OFFICIALS = ['office', 'county', 'department', 'admin'] as const
const CITY = '430400'

const flagging = z.object({
  ...firmSlots,
  metrics: z.array(z.string().max(30)).max(10).optional(),
  period: z.string().max(20).optional(),
  /** A county, by name. */
  region: z.string().max(20).optional(),
  words: z.string().max(300).optional(),
  sure: z.literal(true).optional(),
})
type Flagging = z.infer<typeof flagging>

/** 标记数据: officials ask firms what is behind a figure. */
export const dataFlag = intent({
  title: '标记数据',
  examples: [
    '祁东有家产值环比涨太多 标一下让他们说明',
    '[金杯电工]10月产值不对劲 让他们说明一下',
    '哪些企业10月产值环比异常',
    '数据异常的标出来',
    '还有哪些数有疑问没说明',
    '这个数存疑 让企业核实',
    '[恒飞电缆]9月产值突然翻了几倍 标个异常',
    '这家报的数看着不合理 让企业解释',
    '[福邦新材料]税收和产值对不上 请核实',
    '把环比暴涨的数据先标记出来',
    '衡东有几个数明显有问题 打回去让说明',
    '[德阳鞋业]停产了还报产值 查一下',
    '给这个数据打个问号',
    '数据有疑点 要求企业做说明',
    '[恒飞电缆]10月产值是9月的三倍 核实一下',
    '衡南有家税收是负数 标一下',
    '这几家产值环比异常 让他们写个说明',
    '[瑞达电源]营收掉了80% 是不是报错了 标记',
    '产值大起大落的标出来',
    '有个企业产值连着三个月一个数 打个标记',
    '[古汉中药]用电降了产值还涨 有疑问',
    '这个数不合常理 退给企业核实',
    '[建衡实业]10月的数有问题 先标着',
    '耒阳报的数偏高 标黄',
    '把可疑的数挑出来',
    '疑似虚报的标一下',
    '哪些数据被标记了还没解释',
    '衡南有家企业9月产值翻了四倍 核一下再用',
    '[爱洁科技]税收突然归零 标记 要求说明',
    '有三家10月没开工还报了产值 让他们解释',
    '耒阳那几家增速太离谱 打回核实',
    '这家营收比产值少一半 存疑 标一下',
  ],
  inPrivate: true,
  access: OFFICIALS,

  read: ({ text: words, slots: { metrics } }: Said) => ({
    region: readRegion(words)?.name,
    ...(metrics?.[0] && { metric: metrics[0] }),
    ...(/环比|突然|暴涨|翻了?[\d几三四五]/.test(words) && { rule: '环比异常' }),
    ...(/说明|解释|核实/.test(words) && { action: '要求说明' }),
  }),
  slots: flagging,
  run: flag,
})

async function flag(context: Context, given: Flagging): Promise<Reply> {
  const indicator = (given.metrics ?? []).map(indicatorOf).find(one => one !== null) ?? 'output'
  const period = periodOf(given, context.now)
  const isNamed = given.uscc !== undefined && given.enterprise !== '$self'
  if (isNamed) return flagOne(context, given, indicator, period)
  return { card: await jumpsCard(context, given, indicator, period), isPrivate: true }
}

function periodOf({ period }: Flagging, now: Date): Period {
  const parsed = period === undefined ? dueNow(now) : parsePeriod(period)
  if (!parsed) throw new Refusal(`看不懂期间“${period}”，请说“2023年10月”。`)
  return parsed
}

async function flagOne(
  context: Context,
  given: Flagging,
  indicator: Indicator,
  period: Period,
): Promise<Reply> {
  const firm = await firmAsked(context, given, '金杯电工 10月产值不对劲 让他们说明一下')
  const words = given.words?.trim()
  if (!given.sure || !words) return { card: flagForm(firm, indicator, period), isPrivate: true }
  const { db, now, speaker } = context
  const { asked, isNew } = await flagFigure(
    { db, now, speaker },
    { uscc: firm.uscc, indicator, period, words },
  )
  const what = `${firm.shortName}${sayPeriod(period.text)}${INDICATORS[indicator].title}`
  return {
    card: {
      title: '已标记',
      tone: isNew ? 'good' : 'plain',
      blocks: [
        text(
          isNew
            ? asked > 0
              ? `${what}已标记存疑，已请企业说明，说明后会告诉您。`
              : `${what}已标记存疑。这家企业还没有登记联系人和联络员，请另行联系。`
            : `${what}已经有人标记过了，正在等企业说明。`,
        ),
      ],
    },
    ...(isNew && {
      did: {
        words: `标记存疑（${what}：${words}）`,
        undo: { never: '标记不改动数据；企业说明后点“采信”就解除。' },
      },
    }),
    isPrivate: true,
    replaces: context.text === '',
  }
}

function flagForm(firm: { uscc: string; name: string }, indicator: Indicator, period: Period): Card {
  return {
    title: '标记存疑',
    tone: 'warn',
    blocks: [
      text('请', bold(firm.name), `说明${sayPeriod(period.text)}${INDICATORS[indicator].title}：`),
      {
        kind: 'form',
        name: 'flag',
        fields: [
          {
            kind: 'text',
            name: 'words',
            label: '疑问',
            required: true,
            placeholder: '例如：环比增长两倍，请说明原因',
          },
        ],
        submit: {
          label: '标记并请企业说明',
          style: 'primary',
          action: flagAction(firm.uscc, indicator, period),
        },
      },
      note('标记不改动数据；企业说明或更正后会告诉您。'),
    ],
  }
}

const flagAction = (uscc: string, indicator: Indicator, period: Period, words?: string) => ({
  command: 'figures',
  intent: 'data.flag',
  args: {
    uscc,
    enterprise: uscc,
    metrics: [INDICATORS[indicator].title],
    period: period.text,
    sure: true,
    ...(words && { words }),
  },
})

const JUMPS_SHOWN = 5
const DOUBTS_SHOWN = 5

/** Where an official may look: a county's people at their own, the city's anywhere. */
function regionOf(speaker: Speaker, asked: string | undefined): string | null {
  if (hasRole(speaker, 'office', 'admin', 'department')) return asked && asked !== CITY ? asked : null
  const own = scopesOf(speaker, 'county')
  if (asked && !own.includes(asked)) throw new Refusal('您只能查看本县市区、园区企业的数据。')
  return asked ?? own[0] ?? null
}

async function jumpsCard(
  { db, speaker }: Context,
  given: Flagging,
  indicator: Indicator,
  period: Period,
): Promise<Card> {
  const region = regionOf(speaker, given.region && readRegion(given.region)?.code)
  const jumps = await jumpsIn(db, { indicator, period, region })
  const doubts = await openDoubts(db, region)
  const what = `${sayPeriod(period.text)}${INDICATORS[indicator].title}`
  return {
    title: '数据核实',
    tone: jumps.length + doubts.length > 0 ? 'warn' : 'good',
    blocks: [
      text(
        jumps.length > 0
          ? `${what}自报数环比变动3倍以上的有${jumps.length}家：`
          : `${what}没有环比变动3倍以上的自报数。`,
      ),
      ...jumps.slice(0, JUMPS_SHOWN).flatMap(({ uscc, enterprise, amount, before }): Block[] => {
        const words = `${sayAmount(indicator, amount)}，上月${sayAmount(indicator, before)}，请说明变动原因`
        return [
          text(bold(enterprise), `：${sayAmount(indicator, amount)}，上月${sayAmount(indicator, before)}`),
          buttons({ label: '标记并请说明', action: flagAction(uscc, indicator, period, words) }),
        ]
      }),
      ...(jumps.length > JUMPS_SHOWN ? [note(`只列变动最大的${JUMPS_SHOWN}家。`)] : []),
      ...(doubts.length > 0 ? [text(warn(`等待说明或采信的疑问有${doubts.length}条：`))] : []),
      ...doubts.slice(0, DOUBTS_SHOWN).flatMap(doubtBlocks),
      ...(doubts.length > DOUBTS_SHOWN ? [note(`只列最早的${DOUBTS_SHOWN}条。`)] : []),
    ],
  }
}

const checkName = (check: string) => CHECK_NAMES[check as keyof typeof CHECK_NAMES] ?? check

function doubtBlocks(doubt: ShownDoubt): Block[] {
  const { id, enterprise, check, words, state, explanation } = doubt
  return [
    text(bold(enterprise), `：${sayFigure(doubt)}（${checkName(check)}）${words}`),
    ...(state === 'explained'
      ? [
          text(`企业说明：${explanation}`),
          buttons({
            label: '采信',
            action: { command: 'figures', intent: 'figures.settle', args: { doubt: id } },
          }),
        ]
      : [note('等待企业说明')]),
  ]
}

/** 说明情况: the firm's answer, by form. */
export const explainFigure = intent({
  title: '说明数据情况',
  examples: [],
  access: ['enterprise', 'liaison'],
  slots: z.object({ doubt: z.number().int(), explanation: z.string().optional() }),
  async run({ db, now, speaker }, { doubt, explanation = '' }) {
    const done = await explainDoubt({ db, now, speaker }, doubt, explanation)
    return {
      card: {
        title: '已提交说明',
        tone: 'good',
        blocks: [text(`${sayFigure(done)}的情况说明已提交，谢谢配合。`)],
      },
      isPrivate: true,
      replaces: true,
    }
  },
})

/** 采信: an official is content with what was explained. */
export const settleFigure = intent({
  title: '采信说明',
  examples: [],
  access: OFFICIALS,
  slots: z.object({ doubt: z.number().int() }),
  async run({ db, now, speaker }, { doubt }) {
    const done = await settleDoubt({ db, now, speaker }, doubt)
    return {
      card: {
        title: '已采信',
        tone: 'good',
        blocks: [text(`${done.enterprise}${sayFigure(done)}：说明已采信，不再提示。`)],
      },
      isPrivate: true,
      toast: { tone: 'good', text: '已采信' },
      replaces: true,
    }
  },
})
