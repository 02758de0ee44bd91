import { eq, isNotNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { caseFile, counter, outbox } from '../../db/schema/index.ts'
import { loadDemoCases } from '../../src/ledger/demo-cases.ts'
import { caseFacts } from '../../src/ledger/facts.ts'
import { verifyLedger } from '../../src/ledger/verify.ts'
import { useDatabase } from '../support/database.ts'
import { buildWorld, FIRM, NOW } from './world.ts'

const onDatabase = useDatabase(buildWorld)

test('the demo cases are 32 true stories ending in HY20231108-0032, and nobody is told of them', () =>
  onDatabase(async db => {
    expect(await loadDemoCases(db, NOW)).toEqual({ cases: 32 })
    expect(await loadDemoCases(db, NOW)).toEqual({ cases: 0 })
    expect(await caseFacts(db, 'HY20231108-0032', NOW)).toMatchObject({
      uscc: FIRM,
      category: '用地',
      unitId: 'dept-land',
      state: 'handling',
      dueOn: '2023-11-17',
      workdaysLeft: 2,
      isDemo: true,
    })
    expect(await db.select().from(counter)).toEqual([{ name: 'case:2023', value: 32 }])
    expect(await db.$count(outbox)).toBe(0)
    expect(await verifyLedger(db)).toMatchObject({ cases: 32, broken: null })
  }))

test('among the demo cases the clock finds one overdue, one due soon for 供电 and one for 自然资源', () =>
  onDatabase(async db => {
    await loadDemoCases(db, NOW)
    const cases = await db.select().from(caseFile).where(isNotNull(caseFile.dueOn))
    const running = cases.filter(({ state }) => state === 'assigned' || state === 'handling')
    expect(running.filter(({ dueOn }) => dueOn && dueOn < '2023-11-15')).toHaveLength(1)
    const soon = running.filter(({ dueOn }) => dueOn && dueOn >= '2023-11-15' && dueOn <= '2023-11-17')
    expect(soon.map(({ leadUnitId }) => leadUnitId)).toEqual(
      expect.arrayContaining(['dept-land', 'utility-power']),
    )
    expect(await db.$count(caseFile, eq(caseFile.state, 'closed'))).toBeGreaterThan(10)
    expect(new Set(cases.map(({ rating }) => rating))).toEqual(new Set(['满意', '基本满意', null]))
  }))
