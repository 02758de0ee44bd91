import Big from 'big.js'
import { desc, eq, inArray, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { enterprise, matter, matterEvent } from '../../../db/schema/index.ts'
import type { Day } from '../../lib/time.ts'
import { hasRole, ledBy, scopesOf, unitsOf } from '../../people/may.ts'
import type { Speaker } from '../../people/roles.ts'

type Row = typeof matter.$inferSelect
export type MatterKind = Row['kind']
export type MatterState = Row['state']

/** 一事一议 with what deciding about it needs to know. Amounts in 万元. */
export interface Matter extends Omit<Row, 'asked' | 'amount'> {
  asked: Big | null
  amount: Big | null
  firm: string | null
  firmRegion: string | null
  chain: string | null
  unit: string | null
  handlerIds: string[]
}

/** About single persons' shares and income tax: for its handlers alone, whatever office one holds. */
const PERSONAL: readonly MatterKind[] = ['高管股权投资个税奖励', '突出贡献高管奖励']
export const isRestricted = ({ kind }: Pick<Matter, 'kind'>): boolean => PERSONAL.includes(kind)

/** The rule a kind is decided under; none of them has a formula. */
export const RULE_OF: Partial<Record<MatterKind, string>> = {
  高管股权投资个税奖励: 'R-EXEC',
  突出贡献高管奖励: 'R-EXEC2',
  城区奖补: 'R-DIST',
  兼并重组: 'R-MERGE',
  协议用地: 'R-LAND',
}

/** Tied to tax paid, or an award to persons: needs the review of fair competition first (D-14). */
export const needsFairnessReview = ({ kind }: Pick<Matter, 'kind'>): boolean =>
  kind === '高管股权投资个税奖励' || kind === '突出贡献高管奖励' || kind === '城区奖补'

/** Whether a speaker may read a matter: its handlers; of an unrestricted one also the city, its unit and its county. */
export function mayReadMatter(speaker: Speaker, one: Matter): boolean {
  if (speaker.kind !== 'person') return false
  if (one.handlerIds.includes(speaker.id)) return true
  if (isRestricted(one)) return false
  return (
    hasRole(speaker, 'office', 'admin') ||
    scopesOf(speaker, 'leader').some(scope => scope === '*' || (one.chain !== null && scope === one.chain)) ||
    [...unitsOf(speaker), ...ledBy(speaker)].some(
      id => id === one.unitId || id === one.regionCode || id === one.firmRegion,
    )
  )
}

/** Whether a speaker may take a matter further: its handlers; of an unrestricted one also the office and its unit. */
export function mayHandleMatter(speaker: Speaker, one: Matter): boolean {
  if (speaker.kind !== 'person') return false
  if (one.handlerIds.includes(speaker.id)) return true
  return !isRestricted(one) && (hasRole(speaker, 'office') || unitsOf(speaker).includes(one.unitId))
}

const OPEN: readonly MatterState[] = ['提出', '审核', '上会']
export const isOpen = ({ state }: Pick<Matter, 'state'>): boolean => OPEN.includes(state)

/** All matters, those under way first and the oldest of them first; only one where `id` is given. */
export async function matters(db: Db, id?: number): Promise<Matter[]> {
  const found = await db
    .select({
      row: matter,
      firm: enterprise.shortName,
      firmRegion: enterprise.regionCode,
      chain: enterprise.chain,
      unit: sql<string | null>`(select u.name from unit u where u.id = ${matter.unitId})`,
      handlerIds: sql<string[]>`coalesce((select json_agg(h.person_id order by h.added_at, h.person_id)
        from matter_handler h where h.matter_id = ${matter.id}), '[]'::json)`,
    })
    .from(matter)
    .leftJoin(enterprise, eq(enterprise.uscc, matter.uscc))
    .where(id === undefined ? undefined : eq(matter.id, id))
    .orderBy(desc(inArray(matter.state, [...OPEN])), matter.proposedAt, matter.id)
  return found.map(({ row, ...rest }) => ({
    ...row,
    ...rest,
    asked: big(row.asked),
    amount: big(row.amount),
  }))
}

const big = (amount: string | null) => (amount === null ? null : new Big(amount))

/** What may follow what. */
const NEXT: Record<MatterState, readonly MatterState[]> = {
  提出: ['审核', '撤回'],
  审核: ['上会', '不同意', '撤回'],
  上会: ['同意', '不同意', '审核'],
  同意: [],
  不同意: [],
  撤回: [],
}
export const nextStates = ({ state }: Pick<Matter, 'state'>): readonly MatterState[] => NEXT[state]

/** 办理过程: every state with who took it there and when, oldest first. */
export const eventsOf = (
  db: Db,
  id: number,
): Promise<{ state: MatterState; note: string | null; by: string; name: string | null; day: Day }[]> =>
  rowsOf(
    db,
    sql`select v.state, v.note, v.by, p.name, to_char(v.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day
      from ${matterEvent} v left join person p on p.id = v.by where v.matter_id = ${id} order by v.id`,
  )

/** Known people of a name, for adding a handler. */
export const peopleNamed = (db: Db, name: string): Promise<{ id: string; name: string }[]> =>
  rowsOf(db, sql`select id, name from person where name = ${name} order by id`)

/** A matter by its number or the tail of it, `YS2023-003` or `003`. */
export const matterCalled = (all: readonly Matter[], words: string): Matter | undefined => {
  const number = /YS(20\d\d)-?(\d{3})/i.exec(words)
  if (number) return all.find(({ no }) => no === `YS${number[1]}-${number[2]}`)
  const tail = /(?<!\d)(0\d{2})(?!\d)/.exec(words)?.[1]
  return tail ? all.filter(({ no }) => no.endsWith(`-${tail}`)).at(-1) : undefined
}
