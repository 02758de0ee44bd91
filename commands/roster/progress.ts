import { z } from 'zod'
import { type Block, bold, buttons, fields, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { dayOf } from '../../src/lib/time.ts'
import { cohortCounts } from '../../src/registry/cohort-counts.ts'
import { kindOf, type RosterKey, sayRoster } from '../../src/registry/rosters/kinds.ts'
import { everListed, membersOn } from '../../src/registry/rosters/members.ts'
import { poolProgress } from '../../src/registry/rosters/progress.ts'
import { tellPlans } from '../plan/query.ts'
import { isAt, isPrivate, type RosterSlots, rosterSlots, visibleMembers, whichRoster } from './which.ts'
import { readRoster } from './words.ts'

/** 名录进展: how the firms of a roster are doing: doubled, come up to scale, looked after. */
export const progress = intent({
  title: '名录和库的进展',
  examples: [
    '小升规培育库今年转化了几家',
    '倍增名录企业进展怎么样',
    '应统未统的落实情况怎么样',
    '退规风险库帮扶进展如何',
    '小升规培育库成效怎么样',
    '名录企业总体情况',
    '培育库里有多少升规了',
    '应统未统整改得怎么样',
    '退规库的企业稳住了几家',
    '小升规工作进展',
    '名录企业整体表现如何',
    '入库企业的转化率',
    '小升规库今年转规多少',
    '今年小升规升了几家',
    '培育库升规几户',
    '退规风险库稳住了多少家',
    '应统未统入统了几家',
    '应统未统那批现在入了多少',
    '小升规进展怎么样',
    '小升规库现在什么进度',
    '风险库有几家脱险了',
    '培育库转化率多少',
    '上市后备库有什么进展',
    '头雁企业整体怎么样',
    '各库进展汇总',
    '应统未统清零了没',
    '小升规库60家 今年升了几家',
    '退规风险库今年出去几家 进来几家',
    '培育库的企业发展得咋样',
    '应统未统40家 解决了几家',
    '头雁企业上半年整体增长多少',
    '名录企业今年整体咋样',
    '各个库现在进展如何',
    '小升规库培育得怎么样',
    '退规的帮扶效果怎样 几家稳住',
    '倍增名录企业整体怎么样',
    '名录企业的总体进展情况',
    '倍增企业总体表现',
    '倍增名录里的企业总体情况如何',
  ],
  access: ['office', 'admin', 'leader', 'county', 'chain', 'department', 'liaison', 'observer'],

  read: readRoster,
  slots: z.object(rosterSlots),
  run: tellProgress,
})

async function tellProgress(context: Context, asked: RosterSlots): Promise<Reply> {
  // How a yearly roster is doing is counted over all of them, whatever year a text names.
  const which = whichRoster(context, { ...asked, ...(!isYearly(asked.list) && { year: undefined }) })
  const { key } = which
  if (key.kind.name === '退规风险库') return tellPlans(context, asked)
  if (key.kind.name === '倍增名录') return tellCohort(context, key)
  const isVisible = visibleMembers(context, which)
  const today = dayOf(context.now)
  const found = await poolProgress(
    context.db,
    key,
    today,
    member => isVisible(member) && (which.place === null || isAt(member, which.place)),
  )
  const { members, entered, left, graduated } = found
  return {
    card: {
      title: `${key.kind.title}进展`,
      tone: 'info',
      ...(members.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
      blocks: [
        text(
          `${which.place?.name ?? ''}现在`,
          bold(`${members.length}家`),
          `，${today.slice(0, 4)}年以来进入${entered}家、移出${left}家。`,
        ),
        ...(graduated === null
          ? []
          : [
              text(
                `在库和出库企业里，进库以后已入统（升规）的`,
                bold(`${graduated.length}家`),
                graduated.length > 0
                  ? `：${graduated
                      .slice(0, 10)
                      .map(({ shortName }) => shortName)
                      .join('、')}${graduated.length > 10 ? '等' : ''}。`
                  : '。',
              ),
            ]),
        ...(members.some(({ stage }) => stage !== null)
          ? [stages(members.map(({ stage }) => stage ?? '未登记'))]
          : []),
        buttons({
          label: '进出变化',
          action: { command: 'roster', intent: 'query.list_differences', args: { list: key.kind.title } },
        }),
      ],
    },
    isPrivate: isPrivate(which),
  }
}

const isYearly = (list: string | undefined) => list === undefined || list.includes('名录')

function stages(list: readonly string[]): Block {
  const counts = new Map<string, number>()
  for (const stage of list) counts.set(stage, (counts.get(stage) ?? 0) + 1)
  return fields(Object.fromEntries([...counts].map(([stage, n]) => [stage, `${n}家`])))
}

/** Both numbers of the 倍增名录, and what came of all that were ever on it. */
async function tellCohort(context: Context, key: RosterKey): Promise<Reply> {
  const { db, policies } = context
  const today = dayOf(context.now)
  const found = await cohortCounts(db, policies, { on: today })
  const own = await membersOn(db, key, today)
  const share = (n: number) => (found.listed > 0 ? `${((n / found.listed) * 100).toFixed(1)}%` : '—')
  const count = (n: number) => `${n}家（${share(n)}）`
  return {
    card: {
      title: '倍增名录企业进展',
      tone: 'info',
      ...(found.isDemo && { tags: ['演示数据'] }),
      blocks: [
        text(
          `${sayRoster(key)}`,
          bold(`${own.length}家`),
          `；2021年以来历年合并`,
          bold(`${await everListed(db, { kind: kindOf('倍增名录'), scope: key.scope }, today)}家`),
          `。历年合并的企业${found.valueYear}年比${found.baseYear}年：`,
        ),
        fields({
          产值倍增: count(found.outputDoubled),
          税收倍增: count(found.taxDoubled),
          '产值增长50%以上': count(found.outputUp50),
          '税收增长50%以上': count(found.taxUp50),
          产值税收都倍增: count(found.bothDoubled),
          不可比: `${found.incomparable}家`,
        }),
        {
          kind: 'table',
          columns: [
            { key: 'name', title: '考核单位' },
            { key: 'listed', title: '名录企业', align: 'right' },
            { key: 'output', title: '产值倍增', align: 'right' },
            { key: 'tax', title: '税收倍增', align: 'right' },
          ],
          rows: found.units.map(({ name, listed, outputDoubled, taxDoubled }) => ({
            name,
            listed: String(listed),
            output: String(outputDoubled),
            tax: String(taxDoubled),
          })),
        },
        buttons({
          label: '产值倍增的名单',
          action: {
            command: 'roster',
            intent: 'export.list',
            args: { list: key.kind.title, filter: '产值倍增' },
          },
        }),
        note('“产值增长50%以上”包含已倍增的；基期文件未载，统一按2020年，待主管部门确认。'),
      ],
    },
  }
}
