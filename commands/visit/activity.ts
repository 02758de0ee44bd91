import Big from 'big.js'
import { z } from 'zod'
import { ACTIVITY_KINDS } from '../../db/schema/index.ts'
import { type Block, bold, buttons, type Field, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply, type Said } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { formatWan } from '../../src/lib/money.ts'
import { sayPercent } from '../../src/lib/percent.ts'
import { dayOf } from '../../src/lib/time.ts'
import { unitsOf } from '../../src/people/may.ts'
import {
  type Activity,
  type ActivityKind,
  activitiesOf,
  mayRecordActivity,
  type RecordedActivity,
  recordActivity,
} from '../../src/registry/liaison/activities.ts'
import { amountIn, choiceIn, dayIn } from '../parts/form-values.ts'
import { visitDay } from './read.ts'

const OFFICIALS = ['liaison', 'county', 'office', 'department', 'chain'] as const
const SHOWN = 10

const slots = z.object({
  /** Of the result that is corrected. */
  activity: z.number().int().optional(),
  kind: z.enum(ACTIVITY_KINDS).optional(),
  name: z.string().max(80).optional(),
  date: z.string().max(40).optional(),
  firms: z.union([z.number().int(), z.string().max(10)]).optional(),
  posts: z.union([z.number().int(), z.string().max(10)]).optional(),
  hires: z.union([z.number().int(), z.string().max(10)]).optional(),
  amount: z.string().max(40).optional(),
  detail: z.string().max(500).optional(),
  reason: z.string().max(200).optional(),
  sure: z.literal(true).optional(),
})
type Given = z.infer<typeof slots>

const KIND_WORDS: readonly [ActivityKind, RegExp][] = [
  ['直播带岗', /直播带岗|直播招聘|带岗/],
  ['招聘会', /招聘会|招聘活动|专场招聘|春风行动/],
  ['银企对接', /银企|政银企|授信签约|融资对接/],
  ['产需对接', /产需|产销对接|供需对接|对接会/],
  ['培训', /培训/],
]
const kindIn = (said: string): ActivityKind | null =>
  KIND_WORDS.find(([, words]) => words.test(said))?.[0] ?? null

/** 记活动结果: what came of a job fair, a live stream, a talk between banks and firms. */
export const activityResult = intent({
  title: '记活动结果',
  examples: [
    '昨天直播带岗 50个岗位招到46人',
    '松木招聘会 参加企业30家 岗位600个 达成240人',
    '银企对接会签约授信8000万 15家企业参加',
    '培训班 60家企业参加',
    '产需对接会达成签约1.2亿',
    '记一下活动结果',
    '昨天招聘会 120人达成意向',
    '银企对接会签了5家 3000万',
    '直播带岗来了40家企业 招到30人',
    '产销对接会成果 签约6000万',
    '今天的政策宣讲会来了80人',
    '培训结束了 参加50人',
    '招聘会招到35人',
    '昨天的对接会签了8家',
    '直播带岗招了20个',
    '[恒飞电缆]直播带岗招了15个',
    '[德阳鞋业]在招聘会上招到12个人',
    '银企对接放款2000万',
    '产销对接签单500万',
    '培训来了80人',
    '上周招聘会 30家企业 收简历200份',
    '政银企对接会授信1.2亿',
    '订单班招了40个学生',
    '专家诊断5家企业',
    '宣讲会到了50家企业',
    '银企会上3家达成意向 1500万',
    '昨天直播带岗 招到28个 有3家没招到',
    '银企对接会11家签约 授信1.6亿',
    '[德阳鞋业]直播带岗招了30人',
    '产需对接签了4单 2600万',
    '统计培训办完了 来了45家',
    '招聘会600人参加 签了120个',
  ],
  inPrivate: true,
  access: OFFICIALS,

  read: readResult,
  slots,
  run: (context, given) => (given.sure ? submit(context, given) : openForm(context, given)),
})

function readResult({ text: said, slots: given, now }: Said): Record<string, unknown> {
  const kind = kindIn(said)
  const number = (pattern: RegExp) => {
    const match = pattern.exec(said)
    const found = match?.slice(1).find(part => part !== undefined)
    return found === undefined ? undefined : Number(found)
  }
  const posts = number(/(\d+)\s*个?(?:岗位|岗)|岗位\s*(\d+)/)
  const hires = number(
    /(?:招到|招了|录用|达成|入职|上岗|签约)(?:了)?\s*(\d+)\s*(?:人|名|个)|(\d+)\s*(?:人|名)(?:被)?(?:录用|入职|上岗|达成)/,
  )
  const firms = number(/(\d+)\s*(?:家|户)/)
  const amount = given.amount_wan
  return {
    ...(kind && { kind }),
    date: visitDay(said, dayOf(now)),
    name:
      said
        .split(/[\s,，。]/)[0]
        ?.replace(/今天|昨天|前天|记一下|刚/g, '')
        .slice(0, 60) || undefined,
    ...(posts !== undefined && { posts }),
    ...(hires !== undefined && { hires }),
    ...(firms !== undefined && { firms }),
    ...(amount !== undefined && { amount: String(amount) }),
  }
}

async function openForm({ db, now, speaker }: Context, given: Given): Promise<Reply> {
  if (!mayRecordActivity(speaker)) throw new Refusal('活动结果由举办或参加活动的机关工作人员记。')
  const [old] = given.activity === undefined ? [] : await activitiesOf(db, { id: given.activity })
  if (given.activity !== undefined && !old) throw new Refusal('这条活动结果已经更正过了，请看最新的一条。')
  const value = (name: 'firms' | 'posts' | 'hires') => given[name] ?? old?.[name] ?? undefined
  const count = (name: 'firms' | 'posts' | 'hires', label: string): Field => ({
    kind: 'text',
    name,
    label,
    ...(value(name) !== undefined && { value: String(value(name)) }),
  })
  const amount = given.amount ?? old?.amount?.toFixed()
  const kind = given.kind ?? old?.kind
  const name = given.name ?? old?.name
  return {
    card: {
      title: old ? '更正活动结果' : '记活动结果',
      tone: 'info',
      blocks: [
        {
          kind: 'form',
          name: 'activity',
          fields: [
            {
              kind: 'choice',
              name: 'kind',
              label: '活动类型',
              required: true,
              ...(kind && { value: kind }),
              options: ACTIVITY_KINDS.map(one => ({ value: one, label: one })),
            },
            { kind: 'text', name: 'name', label: '活动名称', required: true, ...(name && { value: name }) },
            {
              kind: 'date',
              name: 'date',
              label: '举办日期',
              required: true,
              value: given.date ?? old?.heldOn ?? dayOf(now),
            },
            count('firms', '参加企业（家）'),
            count('posts', '岗位（个）'),
            count('hires', '招到（人）'),
            {
              kind: 'text',
              name: 'amount',
              label: '授信或签约金额（万元）',
              ...(amount && { value: amount }),
            },
            { kind: 'text', name: 'detail', label: '说明', ...(old?.note && { value: old.note }) },
            ...(old ? [{ kind: 'text' as const, name: 'reason', label: '更正原因', required: true }] : []),
          ],
          submit: {
            label: old ? '确认更正' : '记下结果',
            style: 'primary',
            action: {
              command: 'visit',
              intent: 'intake.activity_result',
              args: { ...(old && { activity: old.id }), sure: true },
            },
          },
        },
      ],
    },
    isPrivate: true,
  }
}

async function submit({ db, now, speaker, causeId }: Context, given: Given): Promise<Reply> {
  const activity: Activity = {
    kind: choiceIn(given.kind, ACTIVITY_KINDS, '活动类型'),
    name: given.name ?? '',
    heldOn: dayIn(given.date, '举办日期') ?? dayOf(now),
    unitId: unitsOf(speaker)[0] ?? null,
    firms: countIn(given.firms, '参加企业'),
    posts: countIn(given.posts, '岗位'),
    hires: countIn(given.hires, '招到'),
    amount: amountIn(given.amount, '金额'),
    note: given.detail ?? null,
  }
  const replaces = given.activity === undefined ? null : { id: given.activity, reason: given.reason ?? '' }
  const id = await recordActivity({ db, now, speaker, causeId }, activity, replaces)
  return {
    card: {
      title: replaces ? '活动结果已更正' : '活动结果已记',
      tone: 'good',
      blocks: [
        lineOf(activity),
        buttons({
          label: '更正',
          action: { command: 'visit', intent: 'intake.activity_result', args: { activity: id } },
        }),
      ],
    },
    isPrivate: true,
    replaces: true,
    toast: { tone: 'good', text: '活动结果已记' },
  }
}

function countIn(value: number | string | undefined, label: string): number | null {
  if (value === undefined || value === '') return null
  const number = Number(
    String(value)
      .normalize('NFKC')
      .replace(/[家个人名户\s]/g, ''),
  )
  if (!Number.isInteger(number) || number < 0 || number > 1_000_000)
    throw new Refusal(`“${label}”填的是“${value}”，请写成整数，例如 50。`)
  return number
}

function lineOf({ kind, name, heldOn, firms, posts, hires, amount, note: said }: Activity): Block {
  const parts = [
    firms === null ? '' : `参加企业${firms}家`,
    posts === null ? '' : `岗位${posts}个`,
    hires === null ? '' : `招到${hires}人`,
    posts !== null && hires !== null ? `达成率${sayPercent(hires, posts)}` : '',
    amount === null ? '' : `金额${formatWan(amount)}`,
    said ?? '',
  ]
  return text(bold(name), `（${kind} ${heldOn}）：${parts.filter(Boolean).join('，')}。`)
}

/** 活动情况: what came of the events of this year. */
export const activities = intent({
  title: '活动情况',
  examples: [
    '今年办了几场直播带岗',
    '直播带岗达成率多少',
    '招聘会招到多少人',
    '银企对接一共授信多少',
    '活动结果汇总',
    '招聘会开了几场',
    '对接会效果怎么样',
    '直播带岗效果怎么样',
    '办了几场招聘会',
    '活动成效',
  ],
  access: ['liaison', 'county', 'office', 'leader', 'department', 'chain', 'admin', 'observer'],

  read: ({ text: said }) => {
    const kind = kindIn(said)
    return kind ? { kind } : {}
  },
  slots: z.object({ kind: z.enum(ACTIVITY_KINDS).optional(), period: z.string().max(20).optional() }),
  async run({ db, now }, { kind, period }) {
    const year = /^\d{4}/.exec(period ?? '')?.[0] ?? dayOf(now).slice(0, 4)
    const found = await activitiesOf(
      db,
      { ...(kind && { kind }), from: `${year}-01-01`, to: `${year}-12-31` },
      500,
    )
    return {
      card: {
        title: kind ? `${kind}情况` : '活动情况',
        tone: 'info',
        blocks: [
          totalOf(year, found),
          ...found.slice(0, SHOWN).map(lineOf),
          ...(found.length > SHOWN ? [text(`等${found.length}场。`)] : []),
          note('只数在本系统记下的活动；达成率＝招到人数÷岗位数，只用两个数都报了的场次算。'),
        ],
      },
    }
  },
})

function totalOf(year: string, found: readonly RecordedActivity[]): Block {
  const both = found.filter(({ posts, hires }) => posts !== null && hires !== null)
  const sum = (of: (one: RecordedActivity) => number | null, from = found) =>
    from.reduce((total, one) => total + (of(one) ?? 0), 0)
  const amount = found.reduce((total, one) => total.plus(one.amount ?? 0), new Big(0))
  const posts = sum(one => one.posts, both)
  const hires = sum(one => one.hires, both)
  return text(
    `${year}年`,
    bold(`${found.length}场`),
    both.length > 0 ? `，岗位${posts}个、招到${hires}人，达成率${sayPercent(hires, posts)}` : '',
    amount.gt(0) ? `，授信和签约${formatWan(amount)}` : '',
    '。',
  )
}
