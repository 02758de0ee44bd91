import { and, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { note, say } from '../src/chat/card.ts'
import { type Command, type Context, type Hint, intent, type Reply } from '../src/chat/command.ts'
import { keepFile } from '../src/chat/files.ts'
import type { Slots } from '../src/chat/slots.ts'
import { loadCalendar } from '../src/ledger/calendar.ts'
import { guessCategory } from '../src/ledger/categories.ts'
import { ledgerEntries } from '../src/ledger/entries.ts'
import { explainSolveRate } from '../src/ledger/explain.ts'
import { conditionOf } from '../src/ledger/filter.ts'
import { findCases } from '../src/ledger/find.ts'
import type { RateName } from '../src/ledger/metrics.ts'
import { countableFor, readableBy } from '../src/ledger/scope.ts'
import { solvedExamples } from '../src/ledger/similar.ts'
import { countCases, countCasesBy } from '../src/ledger/statistics.ts'
import { exportCases } from '../src/ledger/table/export.ts'
import { Refusal } from '../src/lib/errors.ts'
import { addDays, type Day, dayOf, instantOf } from '../src/lib/time.ts'
import { type Asked, type AskedSlots, askedOf, askedSlots, readAsked } from './ledger/asked.ts'
import { examplesCard } from './ledger/examples-card.ts'
import { explainCard } from './ledger/explain-card.ts'
import { LISTED, listCard } from './ledger/list-card.ts'
import { type Answered, rateCard, statsCard } from './ledger/stats-card.ts'

const OFFICIALS = [
  'office',
  'admin',
  'leader',
  'county',
  'department',
  'chief',
  'utility',
  'chain',
  'liaison',
] as const

const slots = z.object(askedSlots)
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const ABOUT_CASES =
  /诉求|问题|(?<!条)件|台账|解决率|办结率|逾期|超期|没(?:有)?解决|未解决|没(?:有)?办|未办|待签收|待交办/
const COUNTS =
  /多少|几[件个]|统计|总数|数量|排一?[排下]|按.{1,4}排|排名|[解办][决结]率|情况怎么样|(?:问题|诉求)数/
/** Said of cases these words leave nothing else to be meant. */
const PILES = /最集中|集中在|卡在|堵在|压了|积压|手[里上]/
const LISTS = /有哪些|哪[些几]件|列(?:一下|出|下)|列出?来|清单|名单|都是哪|看看.{0,8}的(?:诉求|问题)/
const EXPORTS = /导(?:出|一下|个)|下载|要(?:个)?(?:excel|表格|xlsx)|发(?:我|个).{0,6}(?:excel|表格|台账)/i
const WHY = /(?:怎么|为什么|为啥|咋).{0,6}(?:掉|降|跌|变|低|高|涨|升)|(?:掉|降)到/
const EXAMPLES =
  /(?:解决|办)得?好的|案例|例子|类似的|(?:以前|之前|别的?企业|别人|人家|其他企业).{0,10}怎么(?:解决|办|处理)/

/** Told elsewhere: single shares, rosters and their conditions, what is brought in. */
const OTHERS = /按期|及时率|满意|名录|门槛|导入/

function statsHint({ text }: Slots): Hint | null {
  if (!ABOUT_CASES.test(text) || [LISTS, EXPORTS, WHY, OTHERS].some(words => words.test(text))) return null
  if (PILES.test(text) || /[解办][决结]率/.test(text)) return 'sure'
  return COUNTS.test(text) ? 'likely' : null
}

/** 问题台账: what is asked of all cases together. */
export const ledger = {
  name: 'ledger',
  title: '问题台账',
  aliases: ['台账统计', '诉求统计', '统计'],
  summary: '诉求的数量、解决率、排名、清单，为什么变化，解决得好的例子；导出台账',
  intents: {
    'query.case_stats': intent({
      title: '诉求统计',
      examples: [
        '这个月收集了多少问题 解决了几个',
        '各县市区问题解决率排一下',
        '最集中的是什么问题',
        '没办结的都卡在哪个环节',
        '供电公司压了多少件',
        '各部门逾期的诉求有多少',
        '融资类诉求收集了几件',
        '上周新增多少件诉求',
        '各产业链的问题数',
        '衡东和祁东的问题数对比',
        '百日行动收集解决了多少问题',
      ],
      access: [...OFFICIALS, 'observer'],
      hint: (_, given) => statsHint(given),
      read: readAsked,
      slots,
      run: tellStats,
    }),
    'query.stats': intent({
      title: '办理指标',
      examples: [
        '企业满意度是多少',
        '按期办结率',
        '平均几天办完一件',
        '办理诉求平均用时多久',
        '上个月满意率多少',
      ],
      access: [...OFFICIALS, 'observer'],
      hint: (_, { text }) => (ratesIn(text).length > 0 && !WHY.test(text) ? 'likely' : null),
      read: said => ({ ...readAsked(said), rates: ratesIn(said.text) }),
      slots: z.object({ ...askedSlots, rates: z.array(z.string().max(20)).max(6).optional() }),
      run: tellRates,
    }),
    'query.case_list': intent({
      title: '诉求清单',
      examples: [
        '逾期没办结的有哪些',
        '衡东没解决的问题列一下',
        '待签收的诉求有哪些',
        '哪几件快到期了还没办',
        '上周收的诉求清单',
        '用地类在办的列出来',
      ],
      access: OFFICIALS,
      hint: (_, { text }) =>
        ABOUT_CASES.test(text) && LISTS.test(text) && !EXPORTS.test(text) && !/企业|名录|政策|专班/.test(text)
          ? 'sure'
          : null,
      read: readAsked,
      slots,
      run: listCases,
    }),
    'query.case_similar': intent({
      title: '解决得好的例子',
      examples: [
        '融资类最近有什么解决好的例子',
        '停电的问题以前怎么解决的',
        '有没有类似的 别人怎么解决的',
        '招工难有成功案例吗',
        '这类问题一般怎么办的',
      ],
      access: 'known',
      hint: (_, { text }) => (EXAMPLES.test(text) ? 'likely' : null),
      read: said => {
        const guess = guessCategory(said.text)
        return {
          ...(guess.confidence > 0 && { category: guess.category }),
          ...pick(readAsked(said), 'category'),
        }
      },
      slots: z.object({ category: z.string().max(20).optional(), case_no: z.string().max(30).optional() }),
      run: tellExamples,
    }),
    'query.explain': intent({
      title: '解决率为什么变了',
      examples: ['问题解决率怎么降了', '解决率为什么掉到97了', '解决率为什么比上周低', '问题解决率怎么涨了'],
      access: [...OFFICIALS, 'observer'],
      hint: (_, { text }) => (/解决率|办结率/.test(text) && WHY.test(text) ? 'sure' : null),
      read: said => readAsked(said),
      slots,
      run: explain,
    }),
    'export.ledger': intent({
      title: '导出台账',
      examples: [
        '导出问题台账',
        '导出衡东逾期没办结的问题 要excel',
        '上周的诉求台账导一下',
        '把没解决的问题导个表格',
        '台账发我一份excel',
      ],
      access: OFFICIALS,
      hint: (_, { text }) =>
        EXPORTS.test(text) &&
        /台账|诉求|问题|逾期|超期|没办结|未办结/.test(text) &&
        !/走访|名录|企业名单/.test(text)
          ? 'sure'
          : null,
      read: readAsked,
      slots,
      run: exportLedger,
    }),
  },
} satisfies Command

const pick = (found: Record<string, unknown>, name: string) =>
  found[name] === undefined ? {} : { [name]: found[name] }

const RATE_WORDS: readonly [RegExp, RateName | 'days'][] = [
  [/满意[度率]/, 'satisfied'],
  [/按期|及时率|按时/, 'inTime'],
  [/逾期率|超期率/, 'overdue'],
  [/办结率/, 'finished'],
  [/解决率/, 'solved'],
  [/平均.{0,4}(?:几天|多久|用时|时间|天数)|平均用时/, 'days'],
]

const ratesIn = (text: string) => RATE_WORDS.filter(([words]) => words.test(text)).map(([, rate]) => rate)

/** What was asked for, as of the day of the message. */
async function read(
  context: Context,
  given: AskedSlots,
): Promise<{ asked: Asked; on: Day; where: SQL | undefined; answered: Answered }> {
  const asked = await askedOf(context, given)
  const on = dayOf(context.now)
  const { text: _, ...again } = given
  return {
    asked,
    on,
    where: conditionOf(asked.filter, on),
    answered: { words: asked.words, on, again: { ...again, text: given.text ?? '' } },
  }
}

async function tellStats(context: Context, given: AskedSlots): Promise<Reply> {
  const { asked, on, where, answered } = await read(context, given)
  const query = { where: and(where, countableFor(context.speaker)), on }
  const counts = await countCases(context.db, query)
  const by = given.by ?? asked.by
  const groups = by ? await countCasesBy(context.db, query, by) : []
  return { card: statsCard(answered, counts, by ? { by, groups } : null) }
}

async function tellRates(
  context: Context,
  given: AskedSlots & { rates?: string[] | undefined },
): Promise<Reply> {
  const wanted = RATE_WORDS.map(([, rate]) => rate).filter(rate => given.rates?.includes(rate))
  if (wanted.length === 0) return tellStats(context, given)
  const { on, where, answered } = await read(context, given)
  const counts = await countCases(context.db, { where: and(where, countableFor(context.speaker)), on })
  return { card: rateCard(answered, counts, wanted) }
}

async function listCases(context: Context, given: AskedSlots): Promise<Reply> {
  const { on, where, answered } = await read(context, given)
  const mine = and(where, readableBy(context.speaker))
  const { db } = context
  const { collected } = await countCases(db, { where: mine, on })
  const calendar = await loadCalendar(db)
  const entries = await ledgerEntries(db, { where: mine, calendar, on, order: 'due', limit: LISTED })
  return { ...listCard(answered, entries, collected), isPrivate: true }
}

async function tellExamples(
  context: Context,
  given: { category?: string | undefined; case_no?: string | undefined },
): Promise<Reply> {
  const { db, speaker, now, focus } = context
  const spoken = given.case_no ?? focus.caseNo
  const [like] = given.category === undefined && spoken ? await findCases(db, spoken, speaker) : []
  const category = given.category ?? like?.row.category ?? null
  const calendar = await loadCalendar(db)
  const examples = await solvedExamples(db, { category, speaker, calendar, on: dayOf(now) })
  if (examples.length === 0)
    throw new Refusal(
      `台账里还没有${category ?? ''}解决得好的例子。可以换一类再问，例如“融资类有什么解决好的例子”。`,
    )
  return { card: examplesCard(category, examples) }
}

/** Days back that are compared with when none are named. */
const LOOKED_BACK = 30

async function explain(context: Context, given: AskedSlots): Promise<Reply> {
  const { asked, on } = await read(context, given)
  const { from, to: _, ...filter } = asked.filter
  const since = from && from < on ? from : addDays(on, -LOOKED_BACK)
  const where = and(conditionOf(filter, on), countableFor(context.speaker))
  const change = await explainSolveRate(context.db, { where, since: instantOf(since) })
  if (change.after.collected === 0) throw new Refusal('还没有收集到诉求，没有解决率可比。')
  const words = asked.words.replace(/(?:^| · )\d{4}-\d\d-\d\d(?:至\d{4}-\d\d-\d\d)?受理/, '')
  return { card: explainCard(change, { words, since, on }) }
}

async function exportLedger(context: Context, given: AskedSlots): Promise<Reply> {
  const { db, speaker } = context
  const { on, where, answered } = await read(context, given)
  const words = answered.words || '全部'
  const calendar = await loadCalendar(db)
  const { bytes, rows } = await exportCases(
    db,
    { where: and(where, readableBy(speaker)), calendar, on },
    words,
  )
  const file = await keepFile(db, { name: fileName(answered, on), mime: XLSX, bytes })
  return {
    card: say(
      '台账已导出',
      `${words}，共${rows}件，截至${on}。文件见下一条消息。`,
      'good',
      note('台账含企业信息，请按规定使用，不要转到企业群和外部群。'),
    ),
    file,
    isPrivate: true,
  }
}

/** 问题台账_衡东县_逾期_2023-11-15.xlsx */
const fileName = ({ words }: Answered, on: Day) =>
  `${['问题台账', ...words.split(/[ ·、]+/).filter(Boolean), on].join('_').slice(0, 80)}.xlsx`
