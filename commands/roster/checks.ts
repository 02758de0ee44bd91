import { z } from 'zod'
import { type Block, bold, buttons, type Card, note, type Span, text, warn } from '../../src/chat/card.ts'
import { type Context, intent, type Reply, type Said } from '../../src/chat/command.ts'
import { Missing, Refusal } from '../../src/lib/errors.ts'
import { hasRole, mayProposeMember } from '../../src/people/may.ts'
import { incidentsIn, type ListedIncident } from '../../src/registry/incidents.ts'
import { findReceipt, receiptNumber } from '../../src/registry/receipts.ts'
import { answerIn } from '../../src/registry/replay.ts'
import { checkCandidates, checkerUnitsOf, uncheckedBy } from '../../src/registry/rosters/checks.ts'
import { type Candidate, CHECKERS, type Cycle, requireCycle } from '../../src/registry/rosters/cycle.ts'
import { outcomeOf } from '../../src/registry/rosters/pack.ts'
import { sayActual } from '../../src/registry/say-condition.ts'
import { without } from '../case/words.ts'
import { firmSlots } from '../parts/firm.ts'
import { namesOf } from '../parts/names.ts'
import { actOf } from './act.ts'
import { workflowButton, yearOf } from './cycle.ts'

const SHOWN = 6
const year = z.number().int().min(2000).max(2100).optional()
const isSafety = (unit: string) => CHECKERS.safety.some(id => id === unit)

/** Candidates and where each stands; of a county its own. */
const candidates = intent({
  title: '名录候选企业',
  examples: [
    '名录评定的候选企业有哪些',
    '今年名录候选名单',
    '哪些候选企业核查没通过',
    '候选企业名单',
    '名录候选有多少家',
    '候选企业核查情况',
    '今年的候选企业',
    '看候选名单',
  ],
  access: ['office', 'leader', 'admin', 'county', 'department'],

  slots: z.object({ year }),
  async run(context, asked) {
    const cycle = await requireCycle(context.db, yearOf(context, asked))
    const isCity =
      hasRole(context.speaker, 'office', 'leader', 'admin') || checkerUnitsOf(context.speaker).length > 0
    const own = cycle.candidates.filter(one => isCity || mayProposeMember(context.speaker, one))
    return { card: candidatesCard(cycle, own), isPrivate: true }
  },
})

function candidatesCard(cycle: Cycle, own: readonly Candidate[]): Card {
  const groups = new Map<string, Candidate[]>()
  for (const one of own) {
    const outcome = outcomeOf(one, cycle.publishedOn)
    groups.set(outcome, [...(groups.get(outcome) ?? []), one])
  }
  const why = ({ checks }: Candidate) => {
    const found = checks.find(({ isPassed }) => !isPassed)?.reason
    return found ? `（${found}）` : ''
  }
  return {
    title: `${cycle.year}年名录候选企业`,
    tone: 'info',
    ...(own.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
    blocks: [
      text(`共${own.length}家：${[...groups].map(([name, list]) => `${name}${list.length}家`).join('，')}。`),
      ...[...groups].map(([name, list]) =>
        text(
          bold(`${name}：`),
          list
            .slice(0, 12)
            .map(one => `${one.shortName}${why(one)}`)
            .join('、'),
          list.length > 12 ? `等${list.length}家` : '',
        ),
      ),
      workflowButton(cycle.year),
    ],
  }
}

/** 核查待办: what a unit still has to look at, with what it needs to look. */
const checks = intent({
  title: '名录核查待办',
  examples: [
    '名录评定还有哪些企业要我们核查',
    '名录核查待办',
    '要核查的候选企业',
    '还有几家要核查',
    '我们局要核查的名录企业',
    '待核查的候选企业',
    '名录核查还差几家',
  ],
  access: ['department', 'office'],

  slots: z.object({ year }),
  async run(context, asked) {
    const cycle = await requireCycle(context.db, yearOf(context, asked))
    return { card: await checksCard(context, cycle), isPrivate: true }
  },
})

async function checksCard(context: Context, cycle: Cycle, above: Block[] = []): Promise<Card> {
  const nameOf = await namesOf(context.db)
  const units = checkerUnitsOf(context.speaker)
  const unit = units.find(id => uncheckedBy(cycle, id).length > 0) ?? units[0]
  if (!unit) throw new Refusal('候选企业由统计、税务、应急、生态环境部门和领导小组办公室核查。')
  const open = uncheckedBy(cycle, unit)
  const accidents = isSafety(unit)
    ? await incidentsIn(context.db, { from: `${cycle.year - 1}-01-01`, to: `${cycle.year}-12-31` })
    : []
  const rows: Block[] = []
  for (const one of open.slice(0, SHOWN)) {
    const args = { year: cycle.year, unit, uscc: one.uscc }
    rows.push(
      text(bold(one.shortName), '：', ...(await shownTo(context, unit, one, accidents))),
      buttons(
        {
          label: '通过',
          action: { command: 'roster', intent: 'cycle.check', args: { ...args, passed: true } },
        },
        {
          label: '不通过…',
          style: 'danger',
          action: { command: 'roster', intent: 'cycle.check', args: { ...args, passed: false } },
        },
      ),
    )
  }
  return {
    title: `${cycle.year}年名录核查（${nameOf(unit)}）`,
    tone: open.length > 0 ? 'info' : 'good',
    ...(cycle.candidates.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
    blocks: [
      ...above,
      text(open.length > 0 ? `还有${open.length}家没有核查。` : '候选企业都核查过了。'),
      ...rows,
      ...(open.length > 1
        ? [
            buttons({
              label: `其余全部通过（${open.length}家）`,
              style: 'primary',
              confirm: `确认${open.length}家都核查通过？`,
              action: {
                command: 'roster',
                intent: 'cycle.check',
                args: { year: cycle.year, unit, passed: true },
              },
            }),
          ]
        : []),
      workflowButton(cycle.year),
    ],
  }
}

/** To the safety and environment units the accidents, to the others the figures they answer for. */
async function shownTo(
  { db }: Context,
  unit: string,
  { uscc, receiptId }: Candidate,
  accidents: readonly ListedIncident[],
): Promise<Span[]> {
  if (isSafety(unit)) {
    const own = accidents.filter(one => one.uscc === uscc)
    if (own.length === 0) return ['上年和今年没有登记事故']
    return own.flatMap(({ happenedOn, level, type }, i): Span[] => [
      i > 0 ? '；' : '',
      warn(`${happenedOn} ${level}${type}事故`),
    ])
  }
  const found = await findReceipt(db, receiptId)
  const figures = found
    ? answerIn(found).conditions.filter(
        ({ label, verdict }) => verdict === 'pass' && /税/.test(label) === (unit === 'dept-tax'),
      )
    : []
  const words = figures.map(one => `${one.label}${sayActual(one)}`).join('，')
  return [`${words || '由条件以外的数据入选'}（留痕${receiptNumber(receiptId)}）`]
}

const checking = z.object({
  ...firmSlots,
  year,
  unit: z.string().max(20).optional(),
  passed: z.boolean().optional(),
  reason: z.string().max(300).optional(),
  form: z.boolean().optional(),
})

const FAILED = /核[查验].{0,6}(?:不通过|没通过|未通过|有问题|不属实|不合格|不符)/

const check = intent({
  title: '登记核查结果',
  examples: [
    '[恒飞电缆]安全核查通过',
    '[衡岳化工]核查不通过 4月发生较大安全事故',
    '[瑞达电源]数据核验有问题 税金多报了120万',
    '[固诚电气]环保核查没问题',
    '[大合新材料]环保核查通过',
    '[恒飞电缆]核查没问题',
    '[德阳鞋业]数据核验通过',
    '[金翼有色]安全核查不通过',
  ],
  access: ['department', 'office'],

  read: readCheck,
  slots: checking,
  run: checkOne,
})

function readCheck({ text: said, rest }: Said): Record<string, unknown> {
  const isFailed = FAILED.test(said)
  const reason = without(
    rest,
    /(?:安全|环保|环境|数据|税务|统计)*核[查验]/,
    isFailed ? /不通过|没通过|未通过|有问题|不属实|不合格|不符/ : /通过|没问题|属实|合格/,
  )
  return { passed: !isFailed, ...(reason.length > 1 && { reason }) }
}

async function checkOne(context: Context, asked: z.infer<typeof checking>): Promise<Reply> {
  const target = yearOf(context, asked)
  const cycle = await requireCycle(context.db, target)
  const unit = asked.unit ?? checkerUnitsOf(context.speaker)[0]
  if (!unit)
    throw new Refusal('候选企业由统计、税务、应急、生态环境部门和领导小组办公室核查，您没有这项权限。')
  const isPassed = asked.passed === true
  if (!isPassed && !asked.reason?.trim() && !asked.form)
    return { card: failureForm(cycle, unit, asked.uscc), isPrivate: true }
  const done = await checkCandidates(actOf(context), target, {
    unitId: unit,
    ...(asked.uscc && { usccs: [asked.uscc] }),
    isPassed,
    reason: asked.reason ?? null,
  })
  const [first] = done
  const who = done.length === 1 ? `“${first?.shortName}”` : `${done.length}家`
  const words = `${who}核查${isPassed ? '通过' : '不通过'}，已登记。`
  const card = await checksCard(context, await requireCycle(context.db, target), [text(bold(words))])
  const did = {
    words: `登记核查结果：${who}${isPassed ? '通过' : `不通过（${asked.reason ?? ''}）`}`,
    undo: { never: '核查以最新登记的为准，写错了再登记一次正确的结果。' },
  }
  return {
    card,
    did,
    isPrivate: true,
    replaces: context.text === '',
    toast: { tone: 'good', text: words },
  }
}

function failureForm(cycle: Cycle, unit: string, uscc: string | undefined): Card {
  const firm = cycle.candidates.find(one => one.uscc === uscc)
  if (!firm)
    throw new Missing(
      'enterprise',
      '没听出是哪家候选企业，请带上企业名称，例如“衡岳化工核查不通过 4月发生较大事故”。',
    )
  return {
    title: '核查不通过',
    tone: 'warn',
    blocks: [
      text(bold(firm.name)),
      {
        kind: 'form',
        name: 'check',
        fields: [
          {
            kind: 'text',
            name: 'reason',
            label: '查到的情况',
            required: true,
            long: true,
            placeholder: '例如 4月发生较大安全生产事故',
          },
        ],
        submit: {
          label: '登记不通过',
          style: 'danger',
          action: {
            command: 'roster',
            intent: 'cycle.check',
            args: { year: cycle.year, unit, uscc: firm.uscc, passed: false, form: true },
          },
        },
      },
      note('不通过的不再往下走；后来核实没有问题，可以再登记一次通过。'),
    ],
  }
}

export const CHECK_INTENTS = {
  'cycle.checks': checks,
  'cycle.candidates': candidates,
  'cycle.check': check,
}
