import { createHash } from 'node:crypto'
import { desc, type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { ledgerAnchor } from '../../db/schema/index.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import { addDays, type Day, dayOf, instantOf } from '../lib/time.ts'
import { GENESIS } from './event.ts'

type Anchor = typeof ledgerAnchor.$inferSelect

/**
 * 日锚: anchors every day that is over and not yet anchored, a link each, also of days on which nothing happened. From
 * then on no case can be removed, shortened or written anew without the anchors telling. Says how many days.
 */
export async function anchorLedger(db: Db, now: Date): Promise<{ days: number; cases: number }> {
  const [last] = await db.select().from(ledgerAnchor).orderBy(desc(ledgerAnchor.day)).limit(1)
  const yesterday = addDays(dayOf(now), -1)
  let [prevHash, day] = last ? [last.hash, addDays(last.day, 1)] : [GENESIS, yesterday]
  let days = 0
  let cases = 0
  for (; day <= yesterday; day = addDays(day, 1)) {
    const grown = await anchorHeads(db, day)
    const hash = hashOfAnchor({ day, prevHash, ...grown })
    await db.insert(ledgerAnchor).values({ day, prevHash, hash, cases: grown.cases, events: grown.events })
    prevHash = hash
    days += 1
    cases += grown.cases
  }
  return { days, cases }
}

/** What a day adds: how many chains grew, by how many events, and a digest of where they end. */
interface Grown {
  cases: number
  events: number
  heads: string
}

const hashOfAnchor = ({ prevHash, ...rest }: Grown & { day: Day; prevHash: string }): string =>
  createHash('sha256')
    .update(`${prevHash}\n${canonicalJson(rest)}`)
    .digest('hex')

/** One text of heads in a fixed order, whatever the database's own, as sha-256. */
const HEADS: SQL = sql`encode(sha256(convert_to(coalesce(
  string_agg(case_no || ' ' || seq || ' ' || hash, e'\n' order by case_no collate "C"), ''), 'UTF8')), 'hex')`

/**
 * Keeps where every chain ended at the end of a day, of those that have grown since they were last kept. Events written
 * later with an earlier time, as an import does, are kept with the next day.
 */
async function anchorHeads(db: Db, day: Day): Promise<Grown> {
  const [grown] = await rowsOf<Grown>(
    db,
    sql`with kept as materialized (select case_no, max(seq) as seq from anchored_head group by case_no),
    grown as materialized (
      select no as case_no, ${day}::date as day, ended.seq, ended.hash, ended.seq - coalesce(kept.seq, 0) as added
      from case_file left join kept on kept.case_no = no
      cross join lateral (
        select seq, hash from case_event
        where case_no = no and seq > coalesce(kept.seq, 0) and at < ${instantOf(addDays(day, 1)).toISOString()}::timestamptz
        order by seq desc limit 1) as ended
      where version > coalesce(kept.seq, 0)
    ),
    added as (
      insert into anchored_head (case_no, day, seq, hash) select case_no, day, seq, hash from grown)
    select count(*)::int as cases, coalesce(sum(added), 0)::int as events, ${HEADS} as heads from grown`,
  )
  return grown ?? { cases: 0, events: 0, heads: '' }
}

/** Where the anchors and the ledger do not agree. */
export type AnchorBreak = { day: Day; why: string } | { caseNo: string; seq: number; why: string }

/** Recomputes every anchor and looks for every event they hold; `anchors` is how many there are. */
export async function verifyAnchors(db: Db): Promise<{ anchors: number; broken: AnchorBreak | null }> {
  const anchors = await db.select().from(ledgerAnchor).orderBy(ledgerAnchor.day)
  const grown = new Map((await grownByDay(db)).map(({ day, ...rest }) => [day, rest]))
  const broken = brokenAnchor(anchors, grown) ?? (await missingEvent(db))
  return { anchors: anchors.length, broken }
}

const grownByDay = (db: Db): Promise<(Grown & { day: Day })[]> =>
  rowsOf(
    db,
    sql`with kept as (
      select *, seq - coalesce(lag(seq) over (partition by case_no order by day), 0) as added from anchored_head)
    select day::text, count(*)::int as cases, sum(added)::int as events, ${HEADS} as heads
    from kept group by day order by day`,
  )

function brokenAnchor(anchors: readonly Anchor[], grown: ReadonlyMap<Day, Grown>): AnchorBreak | null {
  const empty = createHash('sha256').update('').digest('hex')
  let prevHash = GENESIS
  let expected: Day | null = null
  for (const { day, cases, events, hash, ...anchor } of anchors) {
    if (expected !== null && day !== expected) return { day: expected, why: '这一天的日锚缺失' }
    if (anchor.prevHash !== prevHash) return { day, why: '日锚与前一天接不上' }
    const { heads, ...counted } = grown.get(day) ?? { cases: 0, events: 0, heads: empty }
    const isSame = counted.cases === cases && counted.events === events
    if (!isSame || hash !== hashOfAnchor({ day, prevHash, cases, events, heads }))
      return { day, why: '日锚或当天锚定的记录被改动过' }
    prevHash = hash
    expected = addDays(day, 1)
  }
  const stray = [...grown.keys()].find(day => expected === null || day >= expected)
  return stray ? { day: stray, why: '这一天的日锚缺失' } : null
}

async function missingEvent(db: Db): Promise<AnchorBreak | null> {
  const [lost] = await rowsOf<{ case_no: string; seq: number; found: string | null; is_gone: boolean }>(
    db,
    sql`select head.case_no, head.seq, event.hash as found,
      not exists (select 1 from case_event where case_event.case_no = head.case_no) as is_gone
    from anchored_head as head
    left join case_event as event on event.case_no = head.case_no and event.seq = head.seq
    where event.hash is distinct from head.hash
    order by head.case_no collate "C", head.seq limit 1`,
  )
  if (!lost) return null
  const { case_no: caseNo, seq, found, is_gone } = lost
  if (is_gone) return { caseNo, seq: 1, why: '整件诉求的记录被删除' }
  return { caseNo, seq, why: found === null ? '这一条记录缺失' : '这一条记录被改写，与日锚不符' }
}
