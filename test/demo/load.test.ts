import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { rowsOf } from '../../db/client.ts'
import { FIRST_CODES } from '../../db/demo/codes.ts'
import { demoDirectory } from '../../db/demo/directory.ts'
import { demoFirms } from '../../db/demo/firms.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { isUsccCheckRight, isUsccShaped } from '../../src/lib/uscc.ts'
import { identify } from '../../src/people/identify.ts'
import { useDatabase } from '../support/database.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
})

describe('the demo', () => {
  test('begins with the codes of the reference', () => {
    expect(FIRST_CODES.slice(0, 4)).toEqual([
      '91430400DEM000014F',
      '91430400DEM000022A',
      '91430424DEM000030X',
      '91430482DEM000049T',
    ])
  })

  test('gives every enterprise a valid code and a name of its own, also at the size of the city', () => {
    const firms = demoFirms(31_300)
    expect(firms).toHaveLength(31_300)
    expect(firms.every(({ uscc }) => isUsccShaped(uscc) && isUsccCheckRight(uscc))).toBe(true)
    expect(new Set(firms.map(({ uscc }) => uscc)).size).toBe(31_300)
    expect(new Set(firms.map(({ name }) => name)).size).toBe(31_300)
  })

  test('is the same each time', () => {
    expect(demoFirms(400)).toEqual(demoFirms(400))
  })

  test('is not loaded twice, nor at an impossible size', () =>
    onDatabase(async db => {
      await expect(loadDemo(db, { now: NOW })).rejects.toMatchObject({ name: 'Refusal' })
      await expect(loadDemo(db, { now: NOW, size: 7 })).rejects.toThrow('300 到 31300')
    }))

  test('ends with October 2023 and is marked throughout', () =>
    onDatabase(async db => {
      const [row] = await rowsOf(
        db,
        sql`select
          (select max(period) from figure where period like '____-__') as month,
          (select max(period) from figure where period like '____') as year,
          (select max(recorded_at) < ${NOW.toISOString()}::timestamptz from figure) as is_past,
          (select bool_and(is_demo) from enterprise) as is_marked,
          (select count(distinct reported_by)::int from figure) as reporters`,
      )
      expect(row).toEqual({ month: '2023-10', year: '2022', is_past: true, is_marked: true, reporters: 1 })
    }))

  test('months of 2022 add up to the year', () =>
    onDatabase(async db => {
      const wrong = await rowsOf(
        db,
        sql`select uscc, indicator from figure where period like '2022%' and source <> '企业自报'
          and indicator in ('output', 'tax')
          group by uscc, indicator
          having count(*) filter (where period like '2022-%') > 0
            and sum(amount) filter (where period like '2022-%') <> max(amount) filter (where period = '2022')`,
      )
      expect(wrong).toEqual([])
    }))

  test('has the accidents the rules are tried on', () =>
    onDatabase(async db => {
      const rows = await rowsOf(
        db,
        sql`select level, count(*)::int as n from incident group by level order by level`,
      )
      expect(rows).toEqual(
        expect.arrayContaining([
          { level: '较大', n: 1 },
          { level: '一般', n: 3 },
        ]),
      )
    }))

  test.each([
    ['office', 'office', '*'],
    ['mayor', 'leader', '*'],
    ['chain', 'chain', '输变电'],
    ['county', 'county', '430424'],
    ['land', 'department', 'dept-land'],
    ['power', 'utility', 'utility-power'],
    ['enterprise', 'enterprise', '91430400DEM000014F'],
    ['rival', 'enterprise', '91430400DEM000022A'],
    ['admin', 'admin', '*'],
  ])('ou_demo_%s is %s of %s', (who, role, scopeId) =>
    onDatabase(async db => {
      expect(await identify(db, 'feishu', `ou_demo_${who}`, NOW)).toMatchObject({
        kind: 'person',
        isDemo: true,
        grants: [{ role, scopeId }],
      })
    }),
  )

  test('the liaison is in charge of the first six enterprises', () =>
    onDatabase(async db => {
      const speaker = await identify(db, 'feishu', 'ou_demo_liaison', NOW)
      expect(speaker.kind === 'person' && speaker.grants.map(({ scopeId }) => scopeId).sort()).toEqual(
        [...FIRST_CODES].sort(),
      )
    }))

  test('every group belongs to a unit there is, every member is a demo person', () =>
    onDatabase(async db => {
      const units = await rowsOf(db, sql`select chat_id from chat_group join unit on unit.id = unit_id`)
      const { people, groups } = demoDirectory()
      expect(units).toHaveLength(groups.length)
      const known = new Set(people.map(({ openId }) => openId))
      expect(groups.flatMap(({ members }) => members).every(member => known.has(member))).toBe(true)
    }))

  test('carries the campaign of the documents', () =>
    onDatabase(async db => {
      const rows = await rowsOf(db, sql`select cadres, enterprises, collected, solved from campaign`)
      expect(rows).toEqual([{ cadres: 3369, enterprises: 31_300, collected: 5676, solved: 5561 }])
    }))
})
