import { and, asc, gt, gte, inArray } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { type Notice, queueNotices } from '../../../db/notice.ts'
import { caseEvent, caseFile } from '../../../db/schema/index.ts'
import { groupBy } from '../../lib/group.ts'
import type { Day } from '../../lib/time.ts'
import type { WorkCalendar } from '../../lib/working-days.ts'
import type { Act } from '../act.ts'
import { chain, updateCases } from '../bulk.ts'
import { type Redated, redated } from '../deadline.ts'
import type { LedgerEvent } from '../event.ts'
import { type LoadedCase, selectCases } from '../load.ts'
import { enterpriseOf, tellChange } from '../notify.ts'
import { statesFor } from '../transitions.ts'

const PAGE = 500
/** Cases a unit's card carries; its total is of all. */
const CARRIED = 20

/** A case and what a calendar makes of its deadline. */
interface Change {
  target: LoadedCase
  before: Day
  due: Redated
}

/** What a calendar changes in the deadlines of open cases due on a day or later, page by page. */
async function* changesBy(db: Db, calendar: WorkCalendar, from: Day): AsyncGenerator<Change[]> {
  for (let after = ''; ; ) {
    const targets = await selectCases(db)
      .where(
        and(
          inArray(caseFile.state, statesFor(['redate'])),
          gte(caseFile.dueOn, from),
          gt(caseFile.no, after),
        ),
      )
      .orderBy(asc(caseFile.no))
      .limit(PAGE)
    const last = targets.at(-1)
    if (!last) return
    const numbers = targets.map(({ row }) => row.no)
    const events = await db
      .select()
      .from(caseEvent)
      .where(inArray(caseEvent.caseNo, numbers))
      .orderBy(asc(caseEvent.caseNo), asc(caseEvent.seq))
    const histories = groupBy(events as unknown as LedgerEvent[], ({ caseNo }) => caseNo)
    yield targets.flatMap((target): Change[] => {
      const { no, dueOn, dueIsProvisional } = target.row
      if (!dueOn) return []
      const due = redated({ dueOn, dueIsProvisional }, histories.get(no) ?? [], calendar)
      return due ? [{ target, before: dueOn, due }] : []
    })
    after = last.row.no
  }
}

/** How many open cases a calendar would give a later due day; changes nothing. */
export async function countMoves(db: Db, calendar: WorkCalendar, from: Day): Promise<number> {
  let moves = 0
  for await (const changes of changesBy(db, calendar, from))
    moves += changes.filter(({ before, due }) => due.dueOn !== before).length
  return moves
}

/** What a recount did. */
export interface Recounted {
  /** Cases due later than before. */
  moved: number
  /** Cases whose due day stays, but is no longer 暂定. */
  settled: number
}

/**
 * Counts the deadlines of all open cases due on `from` or later by `act.calendar`, writes what changes into the ledger
 * and tells the units and enterprises whose day moved. `key` tells this recount from others, so that nobody is told of
 * it twice.
 */
export async function recountDeadlines(
  act: Act,
  { from, source, key }: { from: Day; source: string; key: string },
): Promise<Recounted> {
  const moved: Change[] = []
  let settled = 0
  for await (const changes of changesBy(act.db, act.calendar, from)) {
    const after = await write(act, changes, source)
    settled += changes.filter(({ before, due }) => due.dueOn === before).length
    moved.push(...after.filter(({ before, due }) => due.dueOn !== before))
  }
  for (const { target, before } of moved)
    await tellChange(act, target, await enterpriseOf(act, target), {
      kind: 'redated',
      reason: source,
      before,
    })
  await queueNotices(act.db, unitNotices(moved, source, key), act.causeId)
  return { moved: moved.length, settled }
}

async function write(act: Act, changes: readonly Change[], source: string): Promise<Change[]> {
  const chained = changes.map(({ target, due }) =>
    chain(target.row, [
      {
        caseNo: target.row.no,
        seq: target.row.version + 1,
        type: 'redate',
        actor: 'job:calendar',
        at: act.now,
        data: { ...due, reason: source },
      },
    ]),
  )
  const written = new Set(await updateCases(act.db, chained))
  return changes.flatMap((change, i) => {
    const row = chained[i]?.row
    return row && written.has(row.no) ? [{ ...change, target: { ...change.target, row } }] : []
  })
}

function unitNotices(moved: readonly Change[], source: string, key: string): Notice[] {
  return [...groupBy(moved, ({ target }) => target.row.leadUnitId ?? '')].map(([unitId, changes]) => ({
    kind: 'case.redated',
    to: `unit:${unitId}`,
    key: `case.redated:${key}:${unitId}`,
    data: {
      unit: changes[0]?.target.unit ?? unitId,
      source,
      total: changes.length,
      cases: changes.slice(0, CARRIED).map(({ target, before, due }) => ({
        no: target.row.no,
        enterprise: target.enterprise.name,
        before,
        dueOn: due.dueOn,
      })),
    },
  }))
}
