import { z } from 'zod'
import { type Block, bad, bold, buttons, note, text, warn } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { groupBy } from '../../src/lib/group.ts'
import { addDays, type Day, dayOf, daysBetween, endOfMonth, sayDay } from '../../src/lib/time.ts'
import { type Person, requirePerson } from '../../src/people/roles.ts'
import { CASE_SOURCES } from './cases.ts'
import { DUTY_SOURCES } from './duties.ts'
import { type Item, KINDS, type Kind } from './item.ts'
import { owed } from './owed.ts'
import { REGISTRY_SOURCES } from './registry.ts'

const SOURCES = [...CASE_SOURCES, owed, ...REGISTRY_SOURCES, ...DUTY_SOURCES]

/** Lines a card lists; of more the rest is counted. */
const LISTED = 12
/** Things of one kind that are told one by one beside others; more are told together. */
const APART = 4
const BUTTONS = 5

const kinds = Object.keys(KINDS) as [Kind, ...Kind[]]
const slots = z.object({
  type: z.enum(kinds).optional(),
  /** `2023-11-13..2023-11-19`. */
  range: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d$/)
    .optional(),
})

/** 我的待办: everything somebody is to do, of all lists, what is most pressing first. */
export const myTasks = intent({
  title: '我的待办',
  examples: [
    '我还有几件事',
    '今天要办什么',
    '这周到期的',
    '我的待办',
    '有什么要我批的',
    '这周该走访哪几家',
    '本月要办的事',
    '我今天有哪些事要处理',
    '下周要干啥',
    '我有什么任务',
    '今天干啥',
    '待办',
    '这两天要办的',
    '我要办的事',
    '今天要走访哪家',
    '还有啥没做',
    '快到期的待办',
    '手头有什么要办的',
    '有没有要我签的',
    '我这边还有什么没处理',
    '本周任务',
    '这两天快到期的要我办的',
    '要我处理的有哪些',
    '我还差哪几家没走',
    '明天有啥安排',
    '今天要办的有几件',
    '我这周任务有哪些 哪些快到期',
    '我们局今天要签收的',
    '还有几家企业没走访 这个月',
    '本周要跑哪几家企业',
    '我要批的有几件',
    '这周走访任务还差几家',
    '手上快到期的有哪几件',
    '手头还有哪些快到期',
    '我手里的件哪些快超期了',
  ],
  inPrivate: true,
  access: 'known',

  read: ({ text: said, now }) => {
    const type = kinds.find(kind => KINDS[kind].test(said))
    const range = rangeIn(said, dayOf(now))
    return { ...(type && { type }), ...(range && { range }) }
  },
  slots,
  run: tell,
})

/** The days a text names, Monday to Sunday for a week. */
function rangeIn(said: string, today: Day): string | null {
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7
  const monday = addDays(today, -weekday)
  if (/今[天日]/.test(said)) return `${today}..${today}`
  if (/明[天日]/.test(said)) return `${addDays(today, 1)}..${addDays(today, 1)}`
  if (/下周|下星期/.test(said)) return `${addDays(monday, 7)}..${addDays(monday, 13)}`
  if (/[这本]周|这星期|本星期/.test(said)) return `${monday}..${addDays(monday, 6)}`
  if (/[这本]个?月|月底/.test(said)) return `${today.slice(0, 7)}-01..${endOfMonth(today)}`
  return null
}

async function tell(context: Context, { type, range }: z.infer<typeof slots>): Promise<Reply> {
  const who = requirePerson(context.speaker)
  const today = dayOf(context.now)
  const all = await tasksOf(context, who)
  const [from, to] = range?.split('..') ?? []
  // What is overdue belongs to every day; what has no day is shown where nobody asks for days.
  const inRange = ({ dueOn, kind }: Item) =>
    to === undefined ||
    (dueOn !== null && dueOn <= to && (dueOn >= (from ?? '') || dueOn < today)) ||
    (kind === '走访' && type === '走访')
  const items = all.filter(item => (type === undefined || item.kind === type) && inRange(item))
  const lines = type === undefined ? together(items) : items
  const shown = lines.slice(0, LISTED)
  const what = `${range ? sayRange(from ?? '', to ?? '', today) : ''}${type ?? ''}`
  return {
    card: {
      title: items.length === 0 ? '没有待办' : `${what || '您的'}待办：${items.length}件`,
      tone: items.some(({ dueOn }) => dueOn !== null && dueOn < today) ? 'warn' : 'info',
      ...(who.isDemo && { tags: ['演示数据'] }),
      blocks: [
        ...(items.length === 0
          ? [text(`${what ? `${what}没有到期的事` : '现在没有等您办的事'}。`)]
          : byNearness(shown, today)),
        ...(lines.length > shown.length
          ? [note(`还有${lines.length - shown.length}件，可以按类别看。`)]
          : []),
        ...actionsFor(shown, items, type),
        ...(items.length < all.length ? [everything(all.length)] : []),
      ],
    },
    isPrivate: true,
  }
}

/** Everything that is somebody's to do, what is due first at the top; what has no day at the end. */
async function tasksOf(context: Context, who: Person): Promise<Item[]> {
  const found: Item[] = []
  for (const source of SOURCES) found.push(...(await source(context, who)))
  return found.sort((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999'))
}

/** Many things of one kind and day are one line among others; what is to be passed on is one whatever its day. */
function together(items: readonly Item[]): Item[] {
  const groups = groupBy(items, ({ kind, dueOn }) => (kind === '代通知' ? kind : `${kind} ${dueOn}`))
  return [...groups.values()].flatMap(group => {
    const [first] = group
    if (!first || group.length <= APART) return group
    const action = { command: 'todo', intent: 'query.my_tasks', args: { type: first.kind } }
    const button = { label: `看${first.kind}`, action }
    if (first.kind === '代通知')
      return [{ ...first, what: `责任方还没接入、请代为通知：${group.length}件`, dueOn: null, button }]
    return [{ ...first, what: `${first.kind}：${group.length}件`, button }]
  })
}

const NEARNESS: readonly { title: string; is(left: number | null): boolean }[] = [
  { title: '已经过期', is: left => left !== null && left < 0 },
  { title: '今天', is: left => left === 0 },
  { title: '七天内', is: left => left !== null && left > 0 && left <= 7 },
  { title: '以后', is: left => left !== null && left > 7 },
  { title: '没有期限', is: left => left === null },
]

function byNearness(items: readonly Item[], today: Day): Block[] {
  return NEARNESS.flatMap(({ title, is }) => {
    const own = items.filter(({ dueOn }) => is(dueOn === null ? null : daysBetween(today, dueOn)))
    if (own.length === 0) return []
    const head = title === '已经过期' ? bad(title) : title === '今天' ? warn(title) : bold(title)
    return [
      text(head),
      ...own.map(({ what, dueOn }) => text(`· ${what}${dueOn ? `（${sayDay(dueOn, today)}）` : ''}`)),
    ]
  })
}

/** The most pressing can be gone to at once; kinds with more behind them by a button each. */
function actionsFor(shown: readonly Item[], items: readonly Item[], type: Kind | undefined): Block[] {
  if (items.length === 0) return []
  const first = shown.slice(0, BUTTONS).map(({ button }) => button)
  const others =
    type === undefined
      ? kinds
          .filter(kind => items.some(item => item.kind === kind))
          .map(kind => ({
            label: `${kind}（${items.filter(item => item.kind === kind).length}）`,
            action: { command: 'todo', intent: 'query.my_tasks', args: { type: kind } },
          }))
      : []
  return [buttons(...first), ...(others.length > 1 ? [buttons(...others)] : [])]
}

const everything = (count: number): Block =>
  buttons({ label: `全部待办（${count}）`, action: { command: 'todo', intent: 'query.my_tasks', args: {} } })

const sayRange = (from: Day, to: Day, today: Day): string =>
  from === to ? sayDay(from, today) : `${sayDay(from, today)}至${sayDay(to, today)}`
