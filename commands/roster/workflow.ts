import { z } from 'zod'
import {
  type Block,
  type Button,
  bold,
  buttons,
  type Card,
  good,
  muted,
  note,
  type Span,
  text,
} from '../../src/chat/card.ts'
import { type Context, intent } from '../../src/chat/command.ts'
import { addDays, type Day, dayOf } from '../../src/lib/time.ts'
import { hasRole, maySeeMembers } from '../../src/people/may.ts'
import { checkerUnitsOf, uncheckedBy } from '../../src/registry/rosters/checks.ts'
import {
  type Cycle,
  type CycleStep,
  findCycle,
  judgeCycle,
  windowOf,
} from '../../src/registry/rosters/cycle.ts'
import { CITY, kindOf } from '../../src/registry/rosters/kinds.ts'
import { membersOn } from '../../src/registry/rosters/members.ts'
import { rosterSlots } from './which.ts'
import { readRoster } from './words.ts'

/** 评定进展: where the year's cycle stands, what is next, by whom and by when. */
export const workflow = intent({
  title: '名录评定进展',
  examples: [
    '今年名录评定到哪一步了',
    '名录评定下一步是什么 谁来办',
    '名录过会了没',
    '2024年名录评定进展怎么样',
    '倍增名录公布了吗',
    '名录评定还差哪些环节',
    '名录评定走到哪个环节',
    '今年名录啥时候能公布',
    '名录现在在谁手里',
    '名录初审完了没有',
    '名录评定时间表',
    '评定卡在哪了',
    '名录评审现在什么进度',
    '名录评定下一步干啥',
    '名录走到哪个程序了',
    '评定程序走完没',
    '今年的名录什么时候能定',
    '名录几时上会',
    '名录评定还有几步',
    '名录卡在哪个环节',
    '现在是初审还是核查',
    '2024年名录开始评了没',
    '名录公示了吗',
    '名录什么时候出来',
    '上会还差什么',
    '离公布还要多久',
    '名录核验完了没',
    '2024年名录评到哪一步 谁在核',
    '名录要上哪几个会 现在过了几个',
    '安全环保核查做完没有 名录卡在哪',
    '今年名录几时能公布 还差什么手续',
    '评定材料报常委会了没',
    '名录今年走到哪了',
    '评定进行到哪一步了 谁在办',
  ],
  access: 'known',

  read: readRoster,
  slots: z.object({ year: rosterSlots.year }),
  async run(context, asked) {
    const year = asked.year ?? Number(dayOf(context.now).slice(0, 4))
    const cycle = await findCycle(context.db, year)
    return { card: cycle ? await workflowCard(context, cycle) : await noCycleCard(context, year) }
  },
})

/** Who does each step, by the condition of R-WORKFLOW it is. */
const DOERS: Record<string, { who: string; step: CycleStep | null }> = {
  'W1.applied': { who: '县市区（园区）推荐，领导小组办公室登记截止', step: 'applied' },
  'W2.figures': { who: '市统计局、市税务局', step: null },
  'W3.safety': { who: '市应急管理局、市生态环境局', step: null },
  'W4.office': { who: '领导小组办公室', step: 'office' },
  'W5.group': { who: '领导小组', step: 'group' },
  'W6.committee': { who: '市委常委会议', step: 'committee' },
  'W7.government': { who: '市政府常务会议', step: 'government' },
}

const doing = (label: string) => label.replace('已', '').replace(/日期$/, '')

/** A cycle as it stands, its steps in order, and for whoever has the next move the button to it. */
export async function workflowCard(context: Context, cycle: Cycle, above: Block[] = []): Promise<Card> {
  const today = dayOf(context.now)
  const { evaluation } = judgeCycle(context.policies, cycle, today)
  const remaining = cycle.candidates.filter(({ isIn }) => isIn)
  const open = evaluation.conditions.filter(({ verdict }) => verdict !== 'pass')
  const { to } = windowOf(cycle.year)
  const isDemo = cycle.candidates.some(one => one.isDemo)
  return {
    title: `${cycle.year}年名录评定`,
    tone: cycle.publishedOn ? 'good' : today > to ? 'warn' : 'info',
    ...(isDemo && { tags: ['演示数据'] }),
    blocks: [
      ...above,
      cycle.publishedOn
        ? text(good(`已于${cycle.publishedOn}公布`), `，入选${remaining.length}家。`)
        : text(`候选企业${cycle.candidates.length}家，目前`, bold(`在选${remaining.length}家`), '。'),
      text(
        ...evaluation.conditions.flatMap(({ id, label, verdict }, i): Span[] => [
          i === 0 ? '' : '\n',
          verdict === 'pass' ? good('✓ ') : muted('○ '),
          doing(label),
          ...sayStep(cycle, DOERS[id]?.step ?? null),
          ...sayLeft(cycle, id),
        ]),
      ),
      ...(cycle.publishedOn ? [] : nextBlocks(open, cycle.year, today)),
      ...moves(
        context,
        cycle,
        open.map(({ id }) => id),
      ),
      note('环节和两个会议据政策文件；“年初”按1月1日至2月末，待主管部门确认。'),
    ],
  }
}

function sayStep({ steps }: Cycle, step: CycleStep | null): Span[] {
  const record = step && steps[step]
  if (!record) return []
  return [muted(`（${record.doneOn}${record.reference ? ` ${record.reference}` : ''}）`)]
}

/** How many candidates a unit still has to look at. */
function sayLeft(cycle: Cycle, condition: string): Span[] {
  const units: Record<string, [string, string][]> = {
    'W2.figures': [
      ['dept-stats', '统计'],
      ['dept-tax', '税务'],
    ],
    'W3.safety': [
      ['dept-safety', '应急'],
      ['dept-env', '生态环境'],
    ],
  }
  const left = (units[condition] ?? []).map(
    ([unit, name]) => [name, uncheckedBy(cycle, unit).length] as const,
  )
  const open = left.filter(([, n]) => n > 0).map(([name, n]) => `${name}还有${n}家`)
  return open.length > 0 ? [muted(`（${open.join('，')}）`)] : []
}

function nextBlocks(open: readonly { id: string; label: string }[], year: number, today: Day): Block[] {
  const { to } = windowOf(year)
  const [next] = open
  if (!next) return [text(bold('下一步：'), '各环节和两个会议都已办完，由领导小组办公室公布。')]
  const meetings = open.filter(({ id }) => id === 'W6.committee' || id === 'W7.government')
  const both = meetings.length === open.length
  const words = both ? meetings.map(({ label }) => doing(label)).join('、') : doing(next.label)
  const who = both ? '领导小组办公室报送，先后不限' : (DOERS[next.id]?.who ?? '')
  return [
    text(
      bold('下一步：'),
      `${words}（${who}），`,
      today > to ? bold(`已过${to}的窗口，请抓紧。`) : `最迟${to}前全部办完。`,
    ),
  ]
}

const action = (name: string, args: Record<string, unknown>): NonNullable<Button['action']> => ({
  command: 'roster',
  intent: name,
  args,
})

/** What the speaker can do about it now. */
function moves({ speaker }: Context, cycle: Cycle, open: readonly string[]): Block[] {
  const { year } = cycle
  const list: Button[] = []
  if (maySeeMembers(speaker) && cycle.candidates.length > 0)
    list.push({ label: '看候选企业', action: action('cycle.candidates', { year }) })
  if (cycle.publishedOn === null) {
    const units = checkerUnitsOf(speaker).filter(
      unit => unit !== 'office' && uncheckedBy(cycle, unit).length > 0,
    )
    if (units.length > 0 && !cycle.steps.group)
      list.push({ label: '去核查', style: 'primary', action: action('cycle.checks', { year }) })
    if (hasRole(speaker, 'office')) list.push(...officeMoves(year, open))
  }
  if (hasRole(speaker, 'office', 'leader') && cycle.candidates.length > 0)
    list.push({ label: '导出评定材料', action: action('cycle.pack', { year }) })
  return list.length > 0 ? [buttons(...list)] : []
}

function officeMoves(year: number, open: readonly string[]): Button[] {
  const steps = open.flatMap(id => DOERS[id]?.step ?? [])
  const [next] = steps
  const isMeetings = steps.every(step => step === 'committee' || step === 'government')
  const offered = isMeetings ? steps : next ? [next] : []
  const compute: Button[] = open.includes('W5.group')
    ? [{ label: '重新测算候选', action: action('cycle.compute', { year }) }]
    : []
  const publish: Button[] =
    open.length === 0
      ? [
          {
            label: '公布名录',
            style: 'primary',
            action: action('cycle.publish', { year }),
            confirm: `公布${year}年名录？公布后评定结束，不能再改。`,
          },
        ]
      : []
  return [
    ...compute,
    ...offered.map(step => ({ label: LABELS[step], action: action('cycle.record', { year, step }) })),
    ...publish,
  ]
}

const LABELS: Record<CycleStep, string> = {
  applied: '推荐申报截止',
  office: '登记初审',
  group: '登记领导小组评定',
  committee: '登记市委常委会议',
  government: '登记市政府常务会议',
}

/** There is no cycle of that year: it has its roster, or its time has not come. */
async function noCycleCard(context: Context, year: number): Promise<Card> {
  const today = dayOf(context.now)
  const day = `${year}-12-31` < today ? `${year}-12-31` : today
  const listed = await membersOn(context.db, { kind: kindOf('倍增名录'), scope: CITY, year }, day)
  const thisYear = Number(today.slice(0, 4))
  const next = listed.length > 0 || year < thisYear ? year + 1 : year
  const window = windowOf(next)
  const mayOpen = hasRole(context.speaker, 'office') && next === thisYear
  return {
    title: `${year}年名录评定`,
    tone: 'info',
    ...(listed.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
    blocks: [
      listed.length > 0
        ? text(`${year}年名录已经公布，`, bold(`在册${listed.length}家`), '。')
        : text(`${year}年还没有名录，评定没有启动。`),
      text(
        bold('下一步：'),
        `${next}年名录评定，窗口${window.from}至${window.to}；由领导小组办公室启动，县市区（园区）推荐，`,
        today < window.from ? `${addDays(window.from, 0)}起可以启动。` : '现在可以启动。',
      ),
      ...(mayOpen
        ? [
            buttons({
              label: `启动${next}年评定`,
              style: 'primary',
              action: action('cycle.open', { year: next }),
            }),
          ]
        : []),
      note('“年初”文件没有写具体日期，窗口待主管部门确认。'),
    ],
  }
}
