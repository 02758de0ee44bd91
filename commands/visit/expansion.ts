import Big from 'big.js'
import { z } from 'zod'
import { type Block, bold, type Card, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply, type Said } from '../../src/chat/command.ts'
import { Missing, Refusal } from '../../src/lib/errors.ts'
import { formatWan } from '../../src/lib/money.ts'
import { dayOf } from '../../src/lib/time.ts'
import { maySeeFigures, maySeeRanking } from '../../src/people/may.ts'
import { getEnterprise } from '../../src/registry/enterprises.ts'
import { mayPlanExpansion, planExpansion, plansOf } from '../../src/registry/liaison/expansion.ts'
import { placeCalled, placeIn } from '../../src/registry/places.ts'
import { firmSlots } from '../parts/firm.ts'
import { amountIn, filledIn } from '../parts/form-values.ts'
import { caseForm } from './case-form.ts'

const WHO = ['enterprise', 'liaison', 'county', 'office', 'leader', 'chain'] as const
/** Fewer firms' amounts are not added up for whoever may not see each. */
const FEWEST = 3
const SHOWN = 10

const slots = z.object({
  ...firmSlots,
  year: z.union([z.number().int(), z.string().max(6)]).optional(),
  invest_wan: z.number().optional(),
  investment: z.string().max(40).optional(),
  detail: z.string().max(1000).optional(),
  need: z.string().max(500).optional(),
  sure: z.literal(true).optional(),
})
type Given = z.infer<typeof slots>

const PLAN = /(?:扩能|扩产|增产|扩建|扩能扩产|扩产扩能).{0,4}(?:计划|打算|方案|规划)/

/** 填扩产计划: what an enterprise wants to enlarge, and what it needs for it. */
export const expansionPlan = intent({
  title: '填扩产计划',
  examples: [
    '给[大合新材料]填个扩产计划 明年投5000万 加一条线',
    '[金杯电工]扩能计划 2024年投资1.2亿 新建车间 需要50亩地',
    '我们明年打算扩产 投2000万 上两条生产线',
    '登记[恒飞电缆]的扩产计划',
    '填扩能扩产计划',
    '[恒飞电缆]明年要上新线 投6000万',
    '我们准备扩产 投资8000万',
    '[瑞达电源]扩建计划 新建两栋厂房',
    '[固诚电气]明年打算增资3000万扩能',
    '登记扩能计划 2024年投1亿',
    '我们有扩建打算 要40亩地',
    '帮[福邦新材料]报个扩产计划',
    '明年计划加三条生产线',
    '明年要扩产 投2000万',
    '我们计划新建一个车间',
    '打算加一条线 投800万',
    '[恒飞电缆]扩产 投3000万',
    '[瑞达电源]二期明年动工 投2亿',
    '[固诚电气]计划增两条生产线',
    '明年想扩建 要20亩地',
    '[大合新材料]明年准备投5000万扩能',
    '扩能计划 投1.5亿 2025年投产',
    '[福邦新材料]打算技改 投1200万 产能翻一倍',
    '登记扩产 [德阳鞋业] 加三条线',
    '我们公司明年投6000万建新厂房',
    '后年上二期 预计投资1个亿',
    '[爱洁科技]准备新上一条产线',
    '填计划 新增产能5万吨 投资8000万',
    '我们打算明年再上一条线 投1500万',
    '[镭目科技]明年扩产 投4000万 要15亩地',
    '给[古汉中药]登个扩能计划 投2000万 新建提取车间',
    '[衡山汽车]计划明年产能翻一番 投1.8亿',
    '明年3月动工建二期 总投6000万',
    '公司想扩能 新增设备2000万',
  ],
  inPrivate: true,
  access: WHO,

  read: readPlan,
  slots,
  run: (context, given) => (given.sure ? submit(context, given) : openForm(context, given)),
})

/** What a message says of a plan; next year where it names none. */
function readPlan({ text: said, rest, slots: given, now }: Said): Record<string, unknown> {
  const thisYear = Number(dayOf(now).slice(0, 4))
  const named = /(20\d\d)年?/.exec(said)?.[1]
  const year = named
    ? Number(named)
    : /后年/.test(said)
      ? thisYear + 2
      : /今年|年内/.test(said)
        ? thisYear
        : thisYear + 1
  const need = /(?:需要?|要求?协调|缺|还差|希望)(.{2,60})$/.exec(rest)?.[0]
  const detail = (need ? rest.replace(need, ' ') : rest)
    .replace(/(?:请|给|帮|为|替)(?:我们?|他们)?\s*/g, ' ')
    .replace(/(?:填|登记|报|记)(?:一?个|一下)?(?:的)?/g, ' ')
    .replace(new RegExp(`的?${PLAN.source}`), ' ')
    .replace(/20\d\d年?|明年|后年|今年|年内|打算|准备|计划/g, ' ')
    .replace(/(?:总?投资?|再投)(?:额)?\s*[\d.]+\s*(?:个)?(?:亿|千万|百万|万)?(?:元)?/, ' ')
    .replace(/^[\s,，。、]+|[\s,，。、]+$/g, '')
    .replace(/\s+/g, ' ')
  return {
    year,
    ...(given.amount_wan !== undefined && { invest_wan: given.amount_wan }),
    ...(detail.length >= 2 && { detail }),
    ...(need && { need }),
  }
}

async function openForm({ db, speaker, now }: Context, given: Given): Promise<Reply> {
  if (!given.uscc)
    throw new Missing(
      'enterprise',
      '没听出是哪家企业，请带上企业名称，例如“给大合新材料填个扩产计划 明年投3000万”。',
    )
  const firm = await getEnterprise(db, given.uscc)
  if (!firm || !mayPlanExpansion(speaker, firm))
    throw new Refusal('扩产计划由企业自己、联络员和负责这家企业的单位填。')
  const year = Number(given.year ?? Number(dayOf(now).slice(0, 4)) + 1)
  const [before] = await plansOf(db, { usccs: [firm.uscc], year })
  const investment = given.invest_wan !== undefined ? String(given.invest_wan) : before?.investment?.toFixed()
  const card: Card = {
    title: '扩能扩产计划',
    tone: 'info',
    ...(firm.isDemo && { tags: ['演示数据'] }),
    blocks: [
      text(bold(firm.name)),
      ...(before
        ? [text(`${year}年已有一份（${before.by}填）：${before.capacity}。提交后以新的为准，旧的保留。`)]
        : []),
      {
        kind: 'form',
        name: 'expansion',
        fields: [
          { kind: 'text', name: 'year', label: '哪一年', required: true, value: String(year) },
          {
            kind: 'text',
            name: 'investment',
            label: '计划投资（万元）',
            ...(investment && { value: investment }),
          },
          {
            kind: 'text',
            name: 'detail',
            label: '扩产内容',
            required: true,
            placeholder: '新增几条线、多少产能',
            ...((given.detail ?? before?.capacity) && { value: given.detail ?? before?.capacity ?? '' }),
          },
          {
            kind: 'text',
            name: 'need',
            label: '需要协调什么',
            long: true,
            placeholder: '用地、融资、用工……没有就不写',
            ...((given.need ?? before?.need) && { value: given.need ?? before?.need ?? '' }),
          },
        ],
        submit: {
          label: '提交计划',
          style: 'primary',
          action: {
            command: 'visit',
            intent: 'intake.expansion_plan',
            args: { uscc: firm.uscc, sure: true },
          },
        },
      },
      note('这是计划，不是承诺，也不计入投资数据。'),
    ],
  }
  return { card, isPrivate: true, focus: { uscc: firm.uscc } }
}

async function submit(context: Context, given: Given): Promise<Reply> {
  const { db, now, speaker, causeId } = context
  const uscc = given.uscc ?? ''
  const year = Number(given.year)
  if (!Number.isInteger(year)) throw new Refusal('年份请写成四位数字，例如 2024。')
  const need = given.need?.trim() || null
  const caseKey = need ? crypto.randomUUID() : null
  const investment = amountIn(given.investment, '计划投资')
  const plan = { uscc, year, investment, capacity: filledIn(given.detail, '扩产内容'), need, caseKey }
  const { replaced } = await planExpansion({ db, now, speaker, causeId }, plan)
  const firm = await getEnterprise(db, uscc)
  const form = firm && caseKey && need ? await caseForm(context, firm, need, caseKey) : null
  return {
    card: {
      title: '扩产计划已登记',
      tone: 'good',
      blocks: [
        text(
          bold(firm?.name ?? uscc),
          ` ${year}年：${plan.capacity}${investment ? `，计划投资${formatWan(investment)}` : ''}`,
        ),
        ...(replaced ? [text('这一年原来的计划保留备查，以这一份为准。')] : []),
        ...(form ?? []),
        ...(form ? [note('需要协调的事提交后才编号派单。')] : []),
      ],
    },
    isPrivate: true,
    replaces: true,
    focus: { uscc },
  }
}

/** 扩产计划汇总: how many plan how much in a year. */
export const expansionQuery = intent({
  title: '扩产计划汇总',
  examples: [
    '明年有多少家企业要扩产',
    '扩产计划汇总',
    '衡东2024年扩能计划有哪些',
    '[大合新材料]有没有扩产计划',
    '扩产计划投资一共多少',
    '哪些企业明年扩产',
    '企业扩能情况',
    '有多少企业要扩产',
    '扩产计划有哪些',
    '各县扩能计划',
    '[恒飞电缆]的扩产计划是什么',
  ],
  inPrivate: true,
  access: ['liaison', 'county', 'office', 'leader', 'chain', 'admin', 'department', 'enterprise'],

  read: ({ text: said, now }) => {
    const place = placeIn(said)
    const thisYear = Number(dayOf(now).slice(0, 4))
    const named = /(20\d\d)年?/.exec(said)?.[1]
    return {
      ...(place && { [place.kind]: place.name }),
      ...(named
        ? { year: Number(named) }
        : /明年/.test(said)
          ? { year: thisYear + 1 }
          : /今年/.test(said)
            ? { year: thisYear }
            : {}),
    }
  },
  slots: z.object({
    ...firmSlots,
    year: z.number().int().optional(),
    region: z.string().max(20).optional(),
    park: z.string().max(20).optional(),
  }),
  async run({ db, speaker }, { uscc, year, region, park }) {
    const place = placeCalled(park ?? region)
    const plans = await plansOf(db, {
      ...(uscc && { usccs: [uscc] }),
      ...(year !== undefined && { year }),
      ...(place && { placeId: place.id }),
    })
    const visible = plans.filter(plan => maySeeFigures(speaker, plan))
    if (!maySeeRanking(speaker) && visible.length < plans.length)
      throw new Refusal('其他企业的扩产计划不对企业提供，您可以问本企业的。')
    const total = plans.reduce((sum, { investment }) => sum.plus(investment ?? 0), new Big(0))
    const isTold = plans.length >= FEWEST || visible.length === plans.length
    return {
      card: {
        title: '扩产计划',
        tone: 'info',
        ...(visible.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
        blocks: [
          text(
            `${year === undefined ? '' : `${year}年`}${place?.name ?? ''}登记扩产计划`,
            bold(`${plans.length}份`),
            plans.length === 0
              ? '。'
              : isTold
                ? `，计划投资${formatWan(total)}（未填金额${plans.filter(({ investment }) => investment === null).length}份）。`
                : '，涉及企业不足3家，金额不予展示。',
          ),
          ...visible.slice(0, SHOWN).map(lineOf),
          ...(visible.length > SHOWN ? [text(`等${visible.length}份。`)] : []),
          ...(visible.length < plans.length ? [note('只列您负责范围内的企业。')] : []),
        ],
      },
      isPrivate: true,
    }
  },
})

const lineOf = ({
  enterprise,
  year,
  investment,
  capacity,
  need,
  cases,
}: Awaited<ReturnType<typeof plansOf>>[number]): Block =>
  text(
    bold(enterprise),
    ` ${year}年：${capacity}${investment ? `，投资${formatWan(investment)}` : ''}${need ? `；需协调：${need}` : ''}`,
    cases.length > 0 ? `（已上报${cases.join('、')}）` : '',
  )
