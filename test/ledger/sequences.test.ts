import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { type CaseState, caseEvent, caseFile } from '../../db/schema/index.ts'
import { assignByOffice } from '../../src/ledger/assign.ts'
import { deadlineOf } from '../../src/ledger/deadline.ts'
import type { LedgerEvent } from '../../src/ledger/event.ts'
import { standing } from '../../src/ledger/standing.ts'
import { countCases } from '../../src/ledger/statistics.ts'
import { findTransition, type Verb } from '../../src/ledger/transitions.ts'
import { verifyLedger } from '../../src/ledger/verify.ts'
import { useDatabase } from '../support/database.ts'
import { NAMES, playRandomly, type Seen } from './random.ts'
import { readLedger, recount } from './recount.ts'
import { actOf, buildWorld } from './world.ts'

/**
 * Random people do random things to random cases, most of which are not allowed. Whatever happens, the ledger stays
 * what its events say; whatever is refused is refused in a sentence and changes nothing.
 */
const onDatabase = useDatabase(buildWorld)

const STEPS = Number(process.env.LEDGER_STEPS ?? 10_000)
/** Steps on the same few cases; then a fresh ledger. */
const RUN = 250

async function check(db: Db): Promise<void> {
  expect((await verifyLedger(db)).broken).toBeNull()
  const { sheets, calendar: days, on } = await readLedger(db)
  expect(await countCases(db, { where: undefined, on })).toEqual(recount(sheets, on, days))
  const { calendar } = await actOf(db, 'office')
  const events = await db.select().from(caseEvent).orderBy(asc(caseEvent.caseNo), asc(caseEvent.seq))
  for (const row of await db.select().from(caseFile)) {
    const history = events.filter(({ caseNo }) => caseNo === row.no) as unknown as LedgerEvent[]
    // Taking back the filing itself withdraws the case, whatever the routes had made of it; from there it goes on.
    const takenBack = history.find(({ type, data }) => type === 'undo' && data.of === 1)
    let state: CaseState | null = takenBack ? 'withdrawn' : null
    const steps = standing(history).filter(({ seq }) => !takenBack || seq > takenBack.seq)
    for (const event of steps) {
      const { to }: { to: string } = findTransition(row.no, state, event.type as Verb)
      if (to !== 'same') state = to as CaseState
    }
    expect(state).toBe(row.state)
    const due = deadlineOf(history, calendar)
    expect({ dueOn: due?.dueOn ?? null, dueIsProvisional: due?.dueIsProvisional ?? false }).toEqual({
      dueOn: row.dueOn,
      dueIsProvisional: row.dueIsProvisional,
    })
    expect(row.round).toBe(1 + steps.filter(({ type }) => type === 'reject' || type === 'reopen').length)
  }
}

test(`${STEPS} random steps keep the ledger whole, and every refusal says why`, async () => {
  const seen: Seen = { accepted: new Map(), refused: 0 }
  for (let run = 0; run < STEPS / RUN; run++) {
    await onDatabase(async db => {
      await playRandomly(db, { seed: 20231115 + run, count: RUN, seen })
      await check(db)
    })
  }
  // Every verb was done by somebody at least once, or the steps have not been random enough.
  expect(NAMES.filter(name => !seen.accepted.has(name))).toEqual([])
  expect(seen.refused).toBeGreaterThan(STEPS / 10)
}, 300_000)

test('nobody can write a case that is not there', () =>
  onDatabase(async db => {
    const act = await actOf(db, 'office')
    await expect(assignByOffice(act, 'HY20231115-0001', { unitId: 'dept-land' })).rejects.toThrow('没有查到')
    expect(await db.$count(caseFile, eq(caseFile.no, 'HY20231115-0001'))).toBe(0)
  }))
