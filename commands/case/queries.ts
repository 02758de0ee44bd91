import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../../db/client.ts'
import { person } from '../../db/schema/index.ts'
import { bold, fields, text } from '../../src/chat/card.ts'
import { type Context, type GoOn, intent, type Reply } from '../../src/chat/command.ts'
import { openAct } from '../../src/ledger/act.ts'
import type { LoadedCase } from '../../src/ledger/load.ts'
import { unitNames } from '../../src/ledger/names.ts'
import { dayOf, daysBetween, sayDay } from '../../src/lib/time.ts'
import { countWorkdays, type WorkCalendar } from '../../src/lib/working-days.ts'
import { which } from './move.ts'
import { pickCase } from './pick.ts'
import { answerMore, answerStatus } from './show.ts'
import { readWhich } from './words.ts'

const slots = z.object(which)
type Which = z.infer<typeof slots>

/** Looks at the case that is meant. */
async function look(
  context: Context,
  given: Which,
  name: string,
  show: (calendar: WorkCalendar, target: LoadedCase) => Promise<Reply>,
): Promise<Reply> {
  const { calendar } = await openAct(context.db, context.now, context.speaker)
  const picked = await pickCase(context, given, { command: 'case', intent: name, args: {}, verbs: [] })
  return 'ask' in picked ? picked.ask : show(calendar, picked.target)
}

/** 这条谁负责, 第五条谁负责: of a clause and not of a case. */
function ofClause({ text, focus: { ruleId } }: Context): GoOn | null {
  const args = /第[一二三四五六七八九十]+条|各条/.test(text)
    ? { text }
    : ruleId && /条|政策|规定/.test(text)
      ? { ruleId }
      : null
  return args && { action: { command: 'policy', intent: 'query.policy', args } }
}

/** What is asked about one case. */
export const CASE_QUERIES = {
  'query.case_status': intent({
    title: '查诉求进度',
    examples: [
      '0032有没有结果',
      '我前几天反映的那个处理得怎样',
      '0032办到哪一步了',
      '0032有进展吗',
      '0032怎么样了',
      'HY20231108-0032 什么情况',
      '我们反映的问题怎么样了',
      '上次报的那个事有人管没',
      '查一下诉求进度',
      '我报的问题有进展没',
      '0018办好了吗',
      '那个停电的事处理了没有',
      '[恒飞电缆]那个用地的诉求怎么样了',
      '[大合新材料]反映的问题办了没',
      '上周报的贷款那件有回音没',
      '我们的诉求到哪个环节了',
      '查0032',
      '0032现在什么情况',
      '怎么还没人处理我的问题',
      'HY20231108-0032办到哪了',
      '招工那件后来怎么样了',
      '用水那个问题解决没',
      '0032现在呢',
      '0018处理没有',
      '我们那个停电的怎么说',
      '上次报的事有下文没',
      '那件事办得怎样了',
      '招工的事有进展没',
      '我们反映的缺电工那个呢',
      '贷款那个事怎么样了',
      '我报的那件到谁那了',
      '诉求进度',
      '查进度',
      '[固诚电气]增容那件怎么样了',
      '[瑞达电源]贷款那个办得咋样',
      '[大合新材料]的环评到哪一步了',
      '[福邦新材料]招工的事呢',
      'HY20231110-0007办结没',
      '0045到哪个环节',
      '这件现在啥进展',
      '我昨天报的收到没',
      '有没有人受理我的问题',
      '问一下我们那个用地的',
      '上个月报的现在啥情况',
      '什么时候能给答复',
      '0032批了没',
      '我们前天报的停电处理了没',
      '拖欠那个事有进展吗',
      '[衡山汽车]融资那个到哪一步',
      '我们要地的事 自规局回了没',
      '0021办到哪个局了',
      '环评那件到底咋样了',
      '上个月反映的路灯修了没',
      '报上去半个月了 有没有消息',
    ],
    access: 'known',

    read: readWhich,
    slots,
    run: (context, given) =>
      look(context, given, 'query.case_status', (calendar, target) =>
        answerStatus(context, calendar, target),
      ),
  }),
  'query.owner': intent({
    title: '谁负责',
    examples: [
      '现在谁负责',
      '这事谁在管',
      '0032是哪个单位在办',
      '这件归谁管',
      '0032谁负责',
      '经办人是谁',
      '责任单位是哪个',
      '这个事哪个部门负责',
      '0018归哪个局',
      '谁在处理我们的问题',
      '责任人是谁',
      '这件在谁手上',
      '停水那件谁管',
      '这个谁办',
      '哪个部门在管',
      '谁牵头',
      '主办单位是哪个',
      '找谁',
      '承办人电话',
      '这事找哪个局',
      '0018谁在办',
      '是哪个科室负责',
      '我那个诉求谁在跟',
      '我们的问题哪个在跟',
      '负责人是谁',
      '责任领导是哪个',
      '联系哪个部门',
      '0045在哪个单位手里',
      '0032现在谁在办 电话有没有',
      '这件事哪个局牵头',
      '是谁在管我们的环评',
      '停电那个找谁',
      '责任人谁 哪个科室',
    ],
    access: 'known',

    read: readWhich,
    goesOn: async context => ofClause(context),
    slots,
    run: (context, given) =>
      look(context, given, 'query.owner', async (calendar, target) =>
        answerStatus(context, calendar, target, [await ownersOf(context.db, target)]),
      ),
  }),
  'query.case_age': intent({
    title: '办了多久',
    examples: [
      '这个多久了',
      '办了几天',
      '0032报上来多久了',
      '这件拖了多长时间',
      '0032还剩几天',
      '这件还有几天到期',
      '0032几号前要办完',
      '0018办了多长时间了',
      '我们这个报了有多少天了',
      '离期限还有几天',
      '这件挂了多久了',
      '还有多久到期',
      '都多少天了还没办',
      '办多久了',
      '0018几天了',
      '这件超期几天',
      '还剩多少天',
      '0032还有多久到期',
      '拖了多久了',
      '报了多少天了',
      '最长的拖了几天',
      '哪件拖得最久',
      '时间最长的是哪件',
      '0045办了几天',
      '还有几天期限',
      '挂了多少天',
      '0032挂了多少天了 超期没',
      '拖得最长的那件多少天',
      '还有几天到期 0018',
      '这事报了几天了 还没人管',
    ],
    access: 'known',

    read: readWhich,
    slots,
    run: (context, given) =>
      look(context, given, 'query.case_age', (calendar, target) =>
        answerStatus(context, calendar, target, [ageOf(context.now, calendar, target)]),
      ),
  }),
  'case.more': intent({
    title: '更多操作',
    examples: [],
    access: 'known',
    slots,
    run: (context, given) =>
      look(context, given, 'case.more', (calendar, target) => answerMore(context, calendar, target)),
  }),
}

/** Who has it in hand, by unit and by name, and who helps. */
async function ownersOf(db: Db, { row, unit }: LoadedCase) {
  const [handler] = row.handledBy
    ? await db.select({ name: person.name }).from(person).where(eq(person.id, row.handledBy))
    : []
  const helpers = await unitNames(
    db,
    row.coUnits.map(({ unitId }) => unitId),
  )
  if (row.leadUnitId === null) return text(bold('还没有交办'), '，由领导小组办公室确定承办单位。')
  return fields({
    负责单位: unit ?? row.leadUnitId,
    经办人: handler?.name ?? '还没有签收',
    协办单位: helpers.join('、'),
  })
}

/** How long it has taken, and what is left. */
function ageOf(now: Date, calendar: WorkCalendar, { row }: LoadedCase) {
  const today = dayOf(now)
  const filedOn = dayOf(row.filedAt)
  const until = row.closedAt ? dayOf(row.closedAt) : today
  const days = daysBetween(filedOn, until)
  const workdays = countWorkdays(calendar, filedOn, until)
  const since = `${sayDay(filedOn, today)}受理，`
  const took =
    days === 0 ? '今天刚受理' : `${row.closedAt ? '用时' : '到今天'}${days}天（${workdays}个工作日）`
  const rounds = row.round > 1 ? `，现在是第${row.round}轮` : ''
  return text(since, bold(took), `${rounds}。`)
}
