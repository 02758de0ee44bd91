import { asc, isNull, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { chainUpdate, checklistItem } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { addMonths, type Day, dayOf } from '../../lib/time.ts'
import { evaluate } from '../../rules/evaluate.ts'
import type { Evaluation } from '../../rules/evaluation.ts'
import type { FactName } from '../../rules/fact-table.ts'
import { parseFacts } from '../../rules/facts.ts'
import type { RuleVersion } from '../../rules/find-rule.ts'
import { type LiaisonAct, recorder } from '../liaison/act.ts'
import { assertMayKeep } from './slots.ts'

/** The five lists and the map, each with the fact of the rule about when it was last brought up to date. */
export const FIVE_LISTS = {
  发展目标清单: 'goals_updated_on',
  在建重大项目清单: 'projects_updated_on',
  招商引资重点项目清单: 'attraction_updated_on',
  重点问题清单: 'problems_updated_on',
  可产业化科研成果清单: 'research_updated_on',
  产业链上下游图谱: 'chain_map_updated_on',
} as const satisfies Record<string, FactName>

/** 五单一图谱, the checklist the rule is about. */
export const FIVE = '五单一图谱'

export type ChecklistItem = typeof checklistItem.$inferSelect

/** What chains keep, as it stands. */
export const checklists = (db: Db): Promise<ChecklistItem[]> =>
  db
    .select()
    .from(checklistItem)
    .where(isNull(checklistItem.endedAt))
    .orderBy(asc(checklistItem.checklist), asc(checklistItem.place))

/** The last time a chain's list was brought up to date. */
export interface ListUpdate {
  chainId: string
  item: string
  updatedOn: Day
  note: string | null
  fileName: string | null
  by: string
  at: Date
}

/** The last update of each list of all chains by a day, or of one chain. */
export async function updatesBy(db: Db, on: Day, chainId?: string): Promise<ListUpdate[]> {
  const rows = await rowsOf<Omit<ListUpdate, 'at'> & { at: string }>(
    db,
    sql`select distinct on (u.chain_id, u.item) u.chain_id as "chainId", u.item, u.updated_on::text as "updatedOn",
        u.note, u.file_name as "fileName", coalesce(p.name, u.reported_by) as by, to_json(u.reported_at) as at
      from chain_update u left join person p on p.id = u.reported_by
      where u.updated_on <= ${on}::date ${chainId === undefined ? sql`` : sql`and u.chain_id = ${chainId}`}
      order by u.chain_id, u.item, u.updated_on desc, u.id desc`,
  )
  return rows.map(row => ({ ...row, at: new Date(row.at) }))
}

/** Never brought up to date; nothing is older. */
const NEVER: Day = '1970-01-01'

/** Whether 五单一图谱 is fresh, by the rule; a list nobody ever updated is stale. */
export function freshnessOf(version: RuleVersion, updates: readonly ListUpdate[], on: Day): Evaluation {
  const dates = Object.entries(FIVE_LISTS).map(([item, fact]) => [
    fact,
    updates.find(one => one.item === item)?.updatedOn ?? NEVER,
  ])
  return evaluate(version, parseFacts(Object.fromEntries(dates)), { on })
}

/** The lists of 五单一图谱 that the rule finds stale. */
export const staleLists = ({ conditions }: Evaluation): string[] =>
  Object.keys(FIVE_LISTS).filter((_, i) => conditions[i]?.verdict !== 'pass')

/** A list brought up to date. */
export interface NewUpdate {
  chainId: string
  item: string
  updatedOn: Day
  note: string | null
  file: { name: string; hash: string } | null
}

/**
 * 清单更新: somebody brought a chain's list up to date.
 * @throws {Refusal} when somebody may not, no checklist has it, or the day is to come or long past
 */
export async function recordUpdate(act: LiaisonAct, given: NewUpdate): Promise<void> {
  const { db, now } = act
  const today = dayOf(now)
  await assertMayKeep(act, given.chainId)
  const items = (await checklists(db)).map(({ title }) => title)
  if (!items.includes(given.item))
    throw new Refusal(`没有“${given.item}”这份清单，可以更新：${items.join('、')}。`)
  if (given.updatedOn > today || given.updatedOn < addMonths(today, -24))
    throw new Refusal('更新日期应是今天或以前两年以内的一天。')
  await db.insert(chainUpdate).values({
    chainId: given.chainId,
    item: given.item,
    updatedOn: given.updatedOn,
    note: given.note?.trim() || null,
    fileName: given.file?.name ?? null,
    fileHash: given.file?.hash ?? null,
    reportedBy: recorder(act),
    reportedAt: now,
  })
}

/** The list a text names, by the words that tell it from the others. */
export function listIn(items: readonly Pick<ChecklistItem, 'title'>[], text: string): string | null {
  const WORDS: readonly [RegExp, string][] = [
    [/发展目标|目标清单/, '发展目标清单'],
    [/在建(?:重大)?项目|重大项目清单|项目清单(?!.*招商)/, '在建重大项目清单'],
    [/招商/, '招商引资重点项目清单'],
    [/重点问题|问题清单/, '重点问题清单'],
    [/科研|成果/, '可产业化科研成果清单'],
    [/上下游|产业链图谱|链图|图谱/, '产业链上下游图谱'],
    [/全景图/, '产业全景图'],
    [/现状图/, '产业现状图'],
  ]
  const named = items.find(({ title }) => text.includes(title))?.title
  if (named) return named
  const found = WORDS.find(([words]) => words.test(text.replace(/五单一图谱/g, '')))?.[1]
  return found && items.some(({ title }) => title === found) ? found : null
}
