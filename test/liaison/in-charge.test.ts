import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Db, rowsOf } from '../../db/client.ts'
import { delegation, LIAISON_DUTIES, liaison, outbox, roleGrant } from '../../db/schema/index.ts'
import { addDays, instantOf } from '../../src/lib/time.ts'
import { liaisonsOf, standsInFor } from '../../src/people/delegated.ts'
import { identify } from '../../src/people/identify.ts'
import { scopesOf } from '../../src/people/may.ts'
import { appoint } from '../../src/registry/liaison/appoint.ts'
import { coverageByUnit, uncovered } from '../../src/registry/liaison/coverage.ts'
import { delegate, endLeave } from '../../src/registry/liaison/delegate.ts'
import { completenessOf, type Duty, inChargeOf } from '../../src/registry/liaison/people.ts'
import { findRule } from '../../src/rules/find-rule.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn } from '../support/policies.ts'
import { addTown, by, codeOf, FIRMS, NOW, PEOPLE } from './a-town.ts'

const onDatabase = useDatabase(addTown)
const TODAY = '2023-11-15'
const rule = findRule(builtIn.documents, 'R-LIAISON', TODAY)

const put = (
  db: Db,
  shortName: string,
  duty: Duty,
  name: string,
  more: { personId?: string; fromOn?: string } = {},
) =>
  appoint(by(db, 'office'), {
    usccs: [codeOf(shortName)],
    duty,
    name,
    fromOn: more.fromOn ?? TODAY,
    basis: '2023年联点安排',
    ...(more.personId && { personId: more.personId }),
  })
const grantsOf = async (db: Db, who: 'liaison' | 'colleague', day: string) =>
  scopesOf(await identify(db, 'feishu', `ou_${PEOPLE[who].id}`, instantOf(day, '09:00')), 'liaison').sort()

describe('联点人员', () => {
  test('the new one takes over, the old one is kept with from, to and why', () =>
    onDatabase(async db => {
      await put(db, '福邦新材料', '联点领导', '李建', { fromOn: '2023-01-01' })
      await appoint(by(db, 'office'), {
        usccs: [codeOf('福邦新材料')],
        duty: '联点领导',
        name: '王宏',
        fromOn: '2023-11-10',
        basis: '李建调离',
      })
      const rows = await db.select().from(liaison).orderBy(liaison.id)
      expect(rows.map(({ name, fromOn, toOn, endReason }) => [name, fromOn, toOn, endReason])).toEqual([
        ['李建', '2023-01-01', '2023-11-10', '李建调离'],
        ['王宏', '2023-11-10', null, null],
      ])
      expect((await inChargeOf(db, codeOf('福邦新材料'), '2023-11-09')).map(({ name }) => name)).toEqual([
        '李建',
      ])
      expect((await inChargeOf(db, codeOf('福邦新材料'), '2023-11-10')).map(({ name }) => name)).toEqual([
        '王宏',
      ])
    }))

  test('saying the same again changes nothing', () =>
    onDatabase(async db => {
      expect(await put(db, '福邦新材料', '联络员', '陈平')).toBe(1)
      expect(await put(db, '福邦新材料', '联络员', '陈平')).toBe(0)
    }))

  test('whoever comes gets the rights of the enterprise, whoever goes loses them', () =>
    onDatabase(async db => {
      await put(db, '福邦新材料', '联络员', '陈平', { personId: 'colleague' })
      expect(await grantsOf(db, 'colleague', TODAY)).toEqual([codeOf('福邦新材料')])
      await put(db, '福邦新材料', '联络员', '别人甲')
      expect(await grantsOf(db, 'colleague', TODAY)).toEqual([])
    }))

  test('one who keeps another duty there keeps the rights', () =>
    onDatabase(async db => {
      await put(db, '福邦新材料', '联络员', '陈平', { personId: 'colleague' })
      await put(db, '福邦新材料', '科级干部', '陈平', { personId: 'colleague' })
      await put(db, '福邦新材料', '联络员', '别人甲')
      expect(await grantsOf(db, 'colleague', TODAY)).toEqual([codeOf('福邦新材料')])
    }))

  test('a role granted by hand is not taken away by a change', () =>
    onDatabase(async db => {
      await put(db, '大合新材料', '联络员', '别人甲')
      expect(await grantsOf(db, 'liaison', TODAY)).toContain(codeOf('大合新材料'))
    }))

  test.each([
    ['county', '大合新材料', null],
    ['county', '建滔化工', '由领导小组办公室和企业所在的县市区'],
    ['liaison', '大合新材料', '由领导小组办公室和企业所在的县市区'],
    ['contact', '大合新材料', '由领导小组办公室和企业所在的县市区'],
    ['office', '建滔化工', null],
  ] as const)('%s for %s', (who, shortName, refused) =>
    onDatabase(async db => {
      const done = appoint(by(db, who), {
        usccs: [codeOf(shortName)],
        duty: '联络员',
        name: '新人乙',
        fromOn: TODAY,
        basis: '分工调整',
      })
      if (refused === null) expect(await done).toBe(1)
      else await expect(done).rejects.toThrow(refused)
    }),
  )

  test('a day to come, a name too short, no reason: refused with what to do', () =>
    onDatabase(async db => {
      const given = {
        usccs: [codeOf('福邦新材料')],
        duty: '联络员' as const,
        name: '陈平',
        fromOn: TODAY,
        basis: '调整',
      }
      await expect(appoint(by(db, 'office'), { ...given, fromOn: '2023-11-16' })).rejects.toThrow('还没到')
      await expect(appoint(by(db, 'office'), { ...given, name: '陈' })).rejects.toThrow('姓名')
      await expect(appoint(by(db, 'office'), { ...given, basis: ' ' })).rejects.toThrow('变更原因')
    }))
})

describe('1+1+1+1', () => {
  test.each([
    [['联点领导', '科级干部', '联络员'], 'pass'],
    [['联点领导', '科级干部'], 'fail'],
    [['科级干部', '联络员'], 'fail'],
    [['联点领导', '联络员'], 'fail'],
    [[], 'fail'],
  ] as const)('with %j it is %s', (duties, verdict) => {
    const people = duties.map((duty, i) => ({
      id: i,
      uscc: 'x',
      duty,
      name: '某某',
      post: null,
      phone: null,
      personId: null,
      fromOn: TODAY,
      toOn: null,
      basis: '',
      endReason: null,
    }))
    expect(completenessOf(rule, people, TODAY).verdict).toBe(verdict)
  })

  test('coverage by unit equals counting firm by firm, on any day', () =>
    onDatabase(async db => {
      const stay = fc.record({
        firm: fc.constantFrom(...FIRMS),
        duty: fc.constantFrom(...LIAISON_DUTIES),
        from: fc.integer({ min: 0, max: 20 }),
        days: fc.option(fc.integer({ min: 0, max: 20 })),
      })
      await fc.assert(
        fc.asyncProperty(
          fc.array(stay, { maxLength: 30 }),
          fc.integer({ min: 0, max: 25 }),
          async (stays, at) => {
            await db.delete(liaison)
            const open = new Set<string>()
            const rows = stays.flatMap(({ firm, duty, from, days }) => {
              const key = `${firm.uscc}${duty}`
              if (days === null && open.has(key)) return []
              if (days === null) open.add(key)
              const fromOn = addDays('2023-11-01', from)
              return [
                {
                  uscc: firm.uscc,
                  duty,
                  name: '某某',
                  fromOn,
                  toOn: days === null ? null : addDays(fromOn, days),
                  basis: '安排',
                  setBy: 'test',
                  setAt: NOW,
                },
              ]
            })
            if (rows.length > 0) await db.insert(liaison).values(rows)
            const on = addDays('2023-11-01', at)
            const has = (uscc: string, duty: string) =>
              rows.some(
                row =>
                  row.uscc === uscc &&
                  row.duty === duty &&
                  row.fromOn <= on &&
                  (row.toOn === null || row.toOn > on),
              )
            const isComplete = (uscc: string) => LIAISON_DUTIES.every(duty => has(uscc, duty))
            for (const unit of await coverageByUnit(db, rule, on)) {
              const firms = FIRMS.filter(({ assessUnitId }) => assessUnitId === unit.unitId)
              expect(unit.firms).toBe(firms.length)
              expect(unit.complete).toBe(firms.filter(({ uscc }) => isComplete(uscc)).length)
              for (const duty of LIAISON_DUTIES)
                expect(unit.duties[duty]).toBe(firms.filter(({ uscc }) => has(uscc, duty)).length)
            }
            const lacking = await uncovered(db, rule, on)
            expect(lacking.map(({ uscc }) => uscc).sort()).toEqual(
              FIRMS.map(({ uscc }) => uscc)
                .filter(uscc => !isComplete(uscc))
                .sort(),
            )
            for (const { uscc, missing } of lacking)
              expect(missing).toEqual(LIAISON_DUTIES.filter(duty => !has(uscc, duty)))
          },
        ),
        { numRuns: 40 },
      )
    }))

  test('a park is found by its own name though its firms sit in a district', () =>
    onDatabase(async db => {
      const [unit] = await coverageByUnit(db, rule, TODAY, { placeId: 'park-songmu' })
      expect(unit).toMatchObject({ unitId: 'park-songmu', firms: 1, complete: 0 })
    }))
})

describe('请假代管', () => {
  const FREE: { standInId: string; fromOn: string; toOn: string; usccs: null; reason: null } = {
    standInId: 'colleague',
    fromOn: '2023-11-16',
    toOn: '2023-11-20',
    usccs: null,
    reason: null,
  }

  test('another has exactly the rights of the firms handed over, on exactly the days, and the absent one keeps theirs', () =>
    onDatabase(async db => {
      const own = ['大合新材料', '恒飞电缆', '南岳电控'].map(codeOf).sort()
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 0, max: 10 }),
          fc.integer({ min: 0, max: 10 }),
          fc.option(fc.subarray(own, { minLength: 1 })),
          fc.boolean(),
          async (start, length, usccs, isRevoked) => {
            await db.delete(delegation)
            const [fromOn, toOn] = [addDays(TODAY, start), addDays(TODAY, start + length)]
            await delegate(by(db, 'liaison'), { ...FREE, fromOn, toOn, usccs })
            if (isRevoked) await endLeave(by(db, 'liaison'))
            const handed = usccs ?? own
            for (let at = -1; at <= 22; at++) {
              const day = addDays(TODAY, at)
              const lasts = !isRevoked && fromOn <= day && day <= toOn
              expect(await grantsOf(db, 'colleague', day), day).toEqual(lasts ? handed.toSorted() : [])
              expect(await grantsOf(db, 'liaison', day), day).toEqual(own)
              const all = await rowsOf<{ person_id: string; uscc: string }>(db, liaisonsOf(day))
              const told = all
                .filter(({ uscc }) => own.includes(uscc))
                .map(({ person_id, uscc }) => `${uscc} ${person_id}`)
                .sort()
              expect(told).toEqual(
                own.map(uscc => `${uscc} ${lasts && handed.includes(uscc) ? 'colleague' : 'liaison'}`).sort(),
              )
            }
          },
        ),
        { numRuns: 15 },
      )
    }))

  test('what was handed to somebody is not handed on by them', () =>
    onDatabase(async db => {
      await delegate(by(db, 'liaison'), { ...FREE, fromOn: TODAY })
      await expect(
        delegate({ ...by(db, 'colleague') }, { ...FREE, standInId: 'county', fromOn: TODAY }),
      ).rejects.toThrow('没有联系的企业')
      await db.insert(roleGrant).values({
        personId: 'colleague',
        role: 'liaison',
        scopeId: codeOf('福邦新材料'),
        grantedBy: 'test',
        grantedAt: NOW,
      })
      expect(await delegate(by(db, 'colleague'), { ...FREE, standInId: 'county', fromOn: TODAY })).toBe(1)
      const speaker = await identify(db, 'feishu', 'ou_county', NOW)
      expect(scopesOf(speaker, 'liaison')).toEqual([codeOf('福邦新材料')])
    }))

  test('the stand-in is told, and can see for whom', () =>
    onDatabase(async db => {
      await delegate(by(db, 'liaison'), { ...FREE, fromOn: TODAY, reason: '请假' })
      const told = await db.select().from(outbox)
      expect(told).toMatchObject([{ address: 'person:colleague', kind: 'liaison.delegated' }])
      expect(await standsInFor(db, 'colleague', TODAY)).toMatchObject([
        { absent: '赵联', toOn: '2023-11-20' },
        { absent: '赵联' },
        { absent: '赵联' },
      ])
      expect(await standsInFor(db, 'colleague', '2023-11-21')).toEqual([])
    }))

  test.each([
    ['itself', { standInId: 'liaison' }, '不能转给自己'],
    ['days over', { fromOn: '2023-11-01' }, '已经过去'],
    ['the end before the beginning', { toOn: '2023-11-15' }, '在开始日期之前'],
    ['a quarter and more', { toOn: '2024-03-01' }, '代管最长'],
  ] as const)('%s is refused', (_what, change, words) =>
    onDatabase(async db => {
      await expect(delegate(by(db, 'liaison'), { ...FREE, ...change })).rejects.toThrow(words)
    }),
  )

  test('two leaves at once are refused; after coming back another can be given', () =>
    onDatabase(async db => {
      await delegate(by(db, 'liaison'), FREE)
      await expect(delegate(by(db, 'liaison'), { ...FREE, standInId: 'county' })).rejects.toThrow(
        '由陈平代管',
      )
      await endLeave(by(db, 'liaison'))
      expect(await delegate(by(db, 'liaison'), { ...FREE, standInId: 'county' })).toBe(3)
    }))

  test('rights of liaisons as SQL: nobody else gained any', () =>
    onDatabase(async db => {
      await delegate(by(db, 'liaison'), { ...FREE, fromOn: TODAY })
      const rows = await rowsOf<{ n: number }>(
        db,
        sql`select count(*)::int as n from role_grant where role = 'liaison'`,
      )
      expect(rows[0]?.n).toBe(3)
    }))
})
