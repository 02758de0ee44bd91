import { and, sql } from 'drizzle-orm'
import { note, say } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { keepFile } from '../../src/chat/files.ts'
import { loadCalendar } from '../../src/ledger/calendar.ts'
import { ledgerEntries } from '../../src/ledger/entries.ts'
import { explainSolveRate } from '../../src/ledger/explain.ts'
import { conditionOf } from '../../src/ledger/filter.ts'
import { findCases } from '../../src/ledger/find.ts'
import { RATES, type RateName } from '../../src/ledger/metrics.ts'
import { countableFor, readableBy } from '../../src/ledger/scope.ts'
import { solvedExamples } from '../../src/ledger/similar.ts'
import { countCases, countCasesBy } from '../../src/ledger/statistics.ts'
import { exportCases } from '../../src/ledger/table/export.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { XLSX } from '../../src/lib/tables/write.ts'
import { addDays, type Day, dayOf, instantOf } from '../../src/lib/time.ts'
import { examplesCard } from './examples-card.ts'
import { explainCard } from './explain-card.ts'
import { LISTED, listCard } from './list-card.ts'
import { nothingFound, type Question, questionOf } from './question.ts'
import { campaignCard, ratesCard, statsCard } from './stats-card.ts'
import { inOrder } from './stats-lead.ts'
import { stuckBlocks } from './stuck.ts'
import { type AskedSlots, AVERAGE_DAYS } from './words.ts'

const LOWEST = /最低|最差|最少|倒数|垫底|落后/

const rateNamed = (name: string): RateName | undefined =>
  (Object.keys(RATES) as RateName[]).find(rate => RATES[rate].name === name)

/** How many, which share of them solved, by what. */
export async function tellStats(context: Context, given: AskedSlots): Promise<Reply> {
  const { db, speaker } = context
  const question = await questionOf(context, given)
  const { on, filter, around: allAround, by, status, campaign, isOneFirm } = question
  const query = (wanted: typeof filter) => ({
    where: and(conditionOf(wanted, on), countableFor(speaker)),
    on,
  })
  const counts = await countCases(db, query(filter))
  const around = status ? await countCases(db, query(allAround)) : counts
  if (campaign && !by) return { card: campaignCard(question, campaign, counts) }
  if (around.collected === 0) return nothingFound(question)
  const metrics = (given.metric?.split('、') ?? []).flatMap(name => rateNamed(name) ?? [])
  const [metric = null] = metrics
  const order = { metric: status ? null : metric, lowestFirst: LOWEST.test(given.text ?? '') }
  const grouped = by && { by, groups: inOrder(await countCasesBy(db, query(filter), by), by, order) }
  const stuck = by === 'state' ? await stuckBlocks(context, question) : []
  const card = statsCard(question, { counts, around, grouped, metrics }, ...stuck)
  return { card, isPrivate: isOneFirm }
}

/** Shares by themselves. */
export async function tellRates(context: Context, given: AskedSlots): Promise<Reply> {
  const names = given.metric?.split('、') ?? []
  const wanted = names.flatMap(name => (name === AVERAGE_DAYS ? 'days' : (rateNamed(name) ?? [])))
  if (wanted.length === 0) throw new Refusal(noSuchFigure(names))
  const question = await questionOf(context, given)
  const where = and(conditionOf(question.filter, question.on), countableFor(context.speaker))
  const counts = await countCases(context.db, { where, on: question.on })
  if (counts.collected === 0) return nothingFound(question)
  return { card: ratesCard(question, counts, wanted), isPrivate: question.isOneFirm }
}

const noSuchFigure = ([name]: string[]): string =>
  `${name ? `“${name}”` : '这个指标'}还没有数据，算不出来。现在能算的有：${[
    ...Object.values(RATES).map(rate => rate.name),
    AVERAGE_DAYS,
  ].join('、')}。`

/** Which ones: the most pressing first while they are open, else the newest. */
export async function listCases(context: Context, given: AskedSlots): Promise<Reply> {
  const { db, speaker, now } = context
  const question = await questionOf(context, given)
  const { on } = question
  const where = and(conditionOf(question.filter, on), readableBy(speaker))
  const { collected: total } = await countCases(db, { where, on })
  if (total === 0) return { ...nothingFound(question), isPrivate: true }
  const calendar = await loadCalendar(db)
  const order = question.status ? 'due' : 'newest'
  const entries = await ledgerEntries(db, { where, calendar, on, order, limit: LISTED })
  return { ...listCard(question, entries, { total, calendar, now }), isPrivate: true }
}

/** How the like was solved before. In a group nobody is named. */
export async function tellExamples(
  context: Context,
  given: { category?: string | undefined; case_no?: string | undefined },
): Promise<Reply> {
  const { db, speaker, now, focus, chat } = context
  const spoken = given.case_no ?? (given.category === undefined ? focus.caseNo : undefined)
  const [target] = spoken ? await findCases(db, spoken, speaker) : []
  const category = given.category ?? target?.row.category ?? null
  const examples = await solvedExamples(db, {
    category,
    like: target?.row,
    reader: chat.kind === 'group' ? null : speaker,
    calendar: await loadCalendar(db),
    on: dayOf(now),
  })
  if (examples.length === 0)
    throw new Refusal(
      `台账里还没有${category ?? ''}解决得好的例子。可以换一类再问，例如“融资类有什么解决好的例子”。`,
    )
  return { card: examplesCard(category, examples) }
}

/** Days back that are compared with when none are named. */
const LOOKED_BACK = 30

/** Why 问题解决率 is another than it was. In a group no case is named. */
export async function tellWhy(
  context: Context,
  given: AskedSlots & { value_pct?: number | undefined },
): Promise<Reply> {
  const { speaker, chat, db } = context
  const { value_pct, ...asked } = given
  const question = await questionOf(context, asked)
  const { on, isOneFirm } = question
  const { from, to, ...filter } = question.around
  const since = comparedSince({ from, to }, on)
  const change = await explainSolveRate(db, {
    where: and(conditionOf(filter, on), countableFor(speaker)),
    readable: chat.kind === 'group' ? sql`false` : readableBy(speaker),
    since: instantOf(since),
  })
  if (change.after.collected === 0) return nothingFound(question)
  const words = question.words
    .split(' · ')
    .filter(part => !part.endsWith('受理'))
    .join(' · ')
  return {
    card: explainCard(question, change, { words, since, said: value_pct ?? null }),
    isPrivate: isOneFirm,
  }
}

/** `比上周`: as it was when that week was over; `这个月怎么掉了`: as it was before the month began. */
function comparedSince({ from, to }: { from?: Day | undefined; to?: Day | undefined }, on: Day): Day {
  if (to && to < on) return addDays(to, 1)
  return from && from < on ? from : addDays(on, -LOOKED_BACK)
}

/** The cases asked for as a spreadsheet, into the chat with the person alone. */
export async function exportLedger(
  context: Context,
  given: AskedSlots & { ledger?: string | undefined },
): Promise<Reply> {
  if (given.ledger && given.ledger !== '问题台账')
    throw new Refusal(
      `${given.ledger}还没有在这里登记，导不出来。现在能导出的是问题台账，例如“导出上周的问题台账”。`,
    )
  const { db, speaker } = context
  const { ledger: _, ...asked } = given
  const question = await questionOf(context, asked)
  const { on, words, reach } = question
  const where = and(conditionOf(question.filter, on), readableBy(speaker))
  if ((await countCases(db, { where, on })).collected === 0)
    return { ...nothingFound(question), isPrivate: true }
  const scope = [words || '全部', reach].filter(Boolean).join('；')
  const { bytes, rows } = await exportCases(db, { where, calendar: await loadCalendar(db), on }, scope)
  const file = await keepFile(db, { name: fileName(question), mime: XLSX, bytes })
  return {
    card: say(
      '台账已导出',
      `${words || '全部'}，共${rows}件，截至${on}。文件见下一条消息。`,
      'good',
      note(`${reach ? `范围：${reach}。` : ''}台账含企业信息，请按规定使用，不要转到企业群和外部群。`),
    ),
    file,
    isPrivate: true,
  }
}

/** 问题台账_衡东县_逾期_2023-11-15.xlsx */
const fileName = ({ words, on }: Question) =>
  `${['问题台账', ...words.split(/[ ·、“”]+/).filter(Boolean), on].join('_').slice(0, 80)}.xlsx`
