import { asc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { loadLedgerBase } from '../../db/base/ledger.ts'
import type { Db } from '../../db/client.ts'
import type { NoticeData } from '../../db/notice.ts'
import { enterprise, figure, outbox, person, roleGrant, rosterMember } from '../../db/schema/index.ts'
import { cardOfNotice } from '../../src/chat/notices/index.ts'
import { loadCalendar } from '../../src/ledger/calendar.ts'
import { addDays, type Day, instantOf } from '../../src/lib/time.ts'
import { remindFigures } from '../../src/registry/reporting/due.ts'
import { useDatabase } from '../support/database.ts'

const FIRM = '91430400DEM000014F'
const OTHER = '91430400DEM00002XX'

/** Two listed firms, a contact of each, a liaison of both, and one firm on no roster. */
const onDatabase = useDatabase(async db => {
  await loadLedgerBase(db)
  const at = instantOf('2023-01-01')
  await db.insert(enterprise).values(
    [
      { uscc: FIRM, name: '衡阳雁南机械有限公司', shortName: '雁南机械' },
      { uscc: OTHER, name: '衡阳衡岳纸业有限公司', shortName: '衡岳纸业' },
      { uscc: '91430400DEM000030X', name: '衡阳南岳茶业有限公司', shortName: '南岳茶业' },
    ].map(firm => ({ ...firm, updatedAt: at })),
  )
  await db
    .insert(rosterMember)
    .values([FIRM, OTHER].map(uscc => ({ roster: '倍增名录' as const, year: 2022, uscc })))
  await db.insert(person).values(['a', 'b', 'l', 'x'].map(id => ({ id, name: id })))
  const grant = (personId: string, role: 'enterprise' | 'liaison', scopeId: string) => ({
    personId,
    role,
    scopeId,
    grantedBy: 'test',
    grantedAt: at,
  })
  await db
    .insert(roleGrant)
    .values([
      grant('a', 'enterprise', FIRM),
      grant('b', 'enterprise', OTHER),
      grant('l', 'liaison', FIRM),
      grant('l', 'liaison', OTHER),
      grant('x', 'enterprise', '91430400DEM000030X'),
    ])
})

async function report(db: Db, uscc: string, period: string, on: Day, ...indicators: ('output' | 'tax')[]) {
  await db.insert(figure).values(
    indicators.map(indicator => ({
      uscc,
      indicator,
      period,
      amount: '100',
      source: '企业自报' as const,
      reportedBy: 'a',
      recordedAt: instantOf(on),
    })),
  )
}

const run = async (db: Db, day: Day) => remindFigures(db, instantOf(day, '09:20'), await loadCalendar(db))

async function told(db: Db): Promise<string[]> {
  const rows = await db.select().from(outbox).orderBy(asc(outbox.id))
  return rows.map(({ kind, address, payload }) => {
    const { left } = payload as NoticeData['figure.due']
    return `${address} ${kind}${left === undefined ? '' : ` ${left}`}`
  })
}

describe('催报月度数据', () => {
  test('a month, day by day: three and one working day before the 15th, on it, and liaisons the day after', () =>
    onDatabase(async db => {
      const days: Record<Day, string[]> = {}
      for (let day = '2023-11-01'; day <= '2023-11-30'; day = addDays(day, 1)) {
        await db.delete(outbox)
        await run(db, day)
        await run(db, day)
        const said = await told(db)
        if (said.length > 0) days[day] = said
      }
      const both = (left: number) => [`person:a figure.due ${left}`, `person:b figure.due ${left}`]
      expect(days).toEqual({
        '2023-11-10': both(3),
        '2023-11-14': both(1),
        '2023-11-15': both(0),
        '2023-11-16': ['person:l figure.overdue'],
      })
    }))

  test('whoever has reported is left alone, whoever has reported half hears of the other half', () =>
    onDatabase(async db => {
      await report(db, FIRM, '2023-10', '2023-11-08', 'output', 'tax')
      await report(db, OTHER, '2023-10', '2023-11-08', 'output')
      await run(db, '2023-11-14')
      const [row] = await db.select().from(outbox)
      expect(await told(db)).toEqual(['person:b figure.due 1'])
      expect(row?.payload).toMatchObject({ missing: ['实缴税金'] })
      const card = JSON.stringify(cardOfNotice('figure.due', row?.payload))
      expect(card).toContain('还没有报')
      expect(card).toContain('2023年10月报数还剩1个工作日')
      await run(db, '2023-11-16')
      const [late] = await db.select().from(outbox).where(eq(outbox.kind, 'figure.overdue'))
      expect(late?.payload).toMatchObject({ firms: [{ uscc: OTHER, name: '衡岳纸业' }] })
    }))

  test('a 15th that is off moves the window to the next working day', () =>
    onDatabase(async db => {
      // 15 October 2023 was a Sunday.
      expect(await run(db, '2023-10-16')).toMatchObject({ period: { text: '2023-09' }, firms: 2 })
      expect(await run(db, '2023-10-15')).toBeNull()
      expect(await run(db, '2023-10-17')).toMatchObject({ liaisons: 1 })
    }))

  test('January is merged into February: nobody is asked in February, in March for both together', () =>
    onDatabase(async db => {
      for (let day = '2023-02-01'; day <= '2023-02-28'; day = addDays(day, 1))
        expect(await run(db, day)).toBeNull()
      expect(await run(db, '2023-03-15')).toMatchObject({ period: { text: '2023M01-02' }, firms: 2 })
      await db.delete(outbox)
      await report(db, FIRM, '2023-02', '2023-03-10', 'output', 'tax')
      await report(db, OTHER, '2023M01-02', '2023-03-10', 'output', 'tax')
      expect(await run(db, '2023-03-15')).toMatchObject({ firms: 0 })
    }))
})
