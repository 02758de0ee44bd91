import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { campaign, caseFile, enterprise, region } from '../../db/schema/index.ts'
import { conditionOf, type Standing } from '../../src/ledger/filter.ts'
import { scopeOf, selectCases } from '../../src/ledger/load.ts'
import { RATES, type RateName, sayAverageDays, sayRate } from '../../src/ledger/metrics.ts'
import { countableFor, readableBy } from '../../src/ledger/scope.ts'
import { type CaseCounts, countCases, countCasesBy, GROUPINGS } from '../../src/ledger/statistics.ts'
import { sayPercent } from '../../src/lib/percent.ts'
import { addDays, type Day } from '../../src/lib/time.ts'
import { maySeeCase } from '../../src/people/may.ts'
import { type Grant, type Person, ROLES, type Role } from '../../src/people/roles.ts'
import { useDatabase } from '../support/database.ts'
import { playRandomly } from './random.ts'
import { readLedger, recount } from './recount.ts'
import { buildWorld, caseIn, FIRM, people, RIVAL_FIRM } from './world.ts'

const onDatabase = useDatabase(async db => {
  await buildWorld(db)
  await db.insert(region).values([
    { code: '430406', name: '雁峰区' },
    { code: '430424', name: '衡东县' },
  ])
  const place = (uscc: string, values: Partial<typeof enterprise.$inferInsert>) =>
    db.update(enterprise).set(values).where(eq(enterprise.uscc, uscc))
  await place(FIRM, { regionCode: '430406', chain: '输变电', assessUnitId: 'park-baisha' })
  await place(RIVAL_FIRM, { regionCode: '430424' })
  await db.insert(campaign).values([
    { ...TOTALS, id: 'autumn', name: '秋季行动', startsOn: '2023-11-15', endsOn: '2023-11-20' },
    { ...TOTALS, id: 'winter', name: '冬季行动', startsOn: '2023-11-18', endsOn: null },
  ])
})
const TOTALS = { cadres: 0, enterprises: 0, collected: 0, solved: 0 }

test('every figure of a random ledger is what a clerk counts from its events, in total and by every grouping', async () => {
  for (let seed = 0; seed < 4; seed += 1) {
    await onDatabase(async db => {
      for (const state of ['closed', 'rating', 'closed'] as const) await caseIn(db, state)
      await playRandomly(db, { seed: 7000 + seed, count: 250 })
      const { calendar, sheets, on } = await readLedger(db)
      const query = { where: undefined, on }
      expect(await countCases(db, query)).toEqual(recount(sheets, on, calendar))
      const expected: Record<string, (sheet: (typeof sheets)[number]) => string | null> = {
        unit: sheet => sheet.unit,
        category: sheet => sheet.category,
        region: sheet => (sheet.uscc === FIRM ? '430406' : '430424'),
        chain: sheet => (sheet.uscc === FIRM ? '输变电' : null),
        month: sheet => sheet.filedOn.slice(0, 7),
        state: sheet => sheet.stage,
      }
      for (const by of GROUPINGS) {
        const keyOf = expected[by]
        if (!keyOf) continue
        const groups = await countCasesBy(db, query, by)
        const keys = [...new Set(sheets.map(keyOf))]
        expect(new Set(groups.map(({ key }) => key)), by).toEqual(new Set(keys))
        for (const { key, counts } of groups)
          expect(counts, `${by} ${key}`).toEqual(
            recount(
              sheets.filter(sheet => keyOf(sheet) === key),
              on,
              calendar,
            ),
          )
      }
      const within = (from: Day, to: Day) => sheets.filter(({ filedOn }) => from <= filedOn && filedOn <= to)
      const campaigns = new Map((await countCasesBy(db, query, 'campaign')).map(one => [one.key, one.counts]))
      expect(campaigns.get('autumn')?.collected).toBe(within('2023-11-15', '2023-11-20').length)
      expect(campaigns.get('winter')?.collected ?? 0).toBe(within('2023-11-18', '9999').length)
      const some = conditionOf({ from: '2023-11-16', to: '2023-11-19', unitIds: ['utility-power'] }, on)
      expect(await countCases(db, { where: some, on })).toEqual(
        recount(
          within('2023-11-16', '2023-11-19').filter(({ unit }) => unit === 'utility-power'),
          on,
          calendar,
        ),
      )
      const standings: [Standing, keyof CaseCounts][] = [
        ['open', 'open'],
        ['inHand', 'inHand'],
        ['overdue', 'overdue'],
        ['finished', 'finished'],
        ['solved', 'solved'],
      ]
      for (const [standing, name] of standings) {
        const where = conditionOf({ standing }, addDays(on, 20))
        const all = recount(sheets, addDays(on, 20), calendar)
        expect((await countCases(db, { where, on: addDays(on, 20) })).collected, standing).toBe(all[name])
      }
    })
  }
}, 120_000)

test('an empty ledger has zeros and no rates', () =>
  onDatabase(async db => {
    const counts = await countCases(db, { where: undefined, on: '2023-11-15' })
    expect(Object.values(counts).every(value => value === 0)).toBe(true)
    expect(await countCasesBy(db, { where: undefined, on: '2023-11-15' }, 'unit')).toEqual([])
    for (const rate of Object.keys(RATES) as RateName[]) expect(sayRate(rate, counts).value).toBe('—')
    expect(sayAverageDays(counts).value).toBe('—')
  }))

describe('a rate', () => {
  test.each([
    [5561, 5676, '98.0%'],
    [11491, 18035, '63.7%'],
    [5675, 5676, '99.98%'],
    [99_999, 100_000, '99.999%'],
    [999_999, 1_000_000, '99.999%'],
    [1, 5676, '0.02%'],
    [0, 5676, '0.0%'],
    [5676, 5676, '100.0%'],
    [0, 0, '—'],
  ])('of %i in %i is printed %s', (part, whole, said) => expect(sayPercent(part, whole)).toBe(said))

  test('is printed with what it was made of and by which rule', () =>
    onDatabase(async db => {
      const counts = { ...(await countCases(db, { where: undefined, on: '2023-11-15' })), collected: 5676 }
      const said = sayRate('solved', { ...counts, solved: 5561 })
      expect(said).toMatchObject({ name: '问题解决率', value: '98.0%', made: '5561/5676' })
      expect(said.rule).toContain('分母为收集的全部诉求')
    }))
})

const scopes = [
  '*',
  FIRM,
  RIVAL_FIRM,
  '430406',
  '430424',
  'park-baisha',
  '输变电',
  'utility-power',
  'dept-land',
]
const grant: fc.Arbitrary<Grant> = fc.record({
  role: fc.constantFrom(...(Object.keys(ROLES) as Role[])),
  scopeId: fc.constantFrom(...scopes),
})

test('what somebody may list is exactly what they may read case by case', () =>
  onDatabase(async db => {
    await playRandomly(db, { seed: 42, count: 250 })
    const all = await selectCases(db)
    const mayList = async (person: Person) =>
      new Set((await selectCases(db).where(readableBy(person))).map(({ row }) => row.no))
    await fc.assert(
      fc.asyncProperty(fc.array(grant, { maxLength: 3 }), fc.boolean(), async (grants, isReporter) => {
        const person: Person = {
          kind: 'person',
          id: isReporter ? people.contact.id : 'somebody',
          name: '某人',
          isDemo: true,
          grants,
        }
        const may = all.filter(target => maySeeCase(person, scopeOf(target))).map(({ row }) => row.no)
        expect(await mayList(person)).toEqual(new Set(may))
      }),
      { numRuns: 150 },
    )
    const counted = (person: Person) =>
      countCases(db, { where: countableFor(person), on: '2023-11-15' }).then(({ collected }) => collected)
    const observer: Person = { ...people.office, id: 'o', grants: [{ role: 'observer', scopeId: '*' }] }
    expect([(await mayList(observer)).size, await counted(observer)]).toEqual([0, all.length])
    expect(await db.$count(caseFile, sql`true`)).toBe(all.length)
  }))
