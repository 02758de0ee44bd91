import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { rowsOf } from '../../db/client.ts'
import { factRelation } from '../../src/registry/fact-relation.ts'
import { factsFor } from '../../src/registry/facts.ts'
import { PROJECT_FACTS } from '../../src/registry/projects/facts.ts'
import { factsToJson } from '../../src/rules/facts.ts'
import { useDatabase } from '../support/database.ts'
import { addAwkwardProjects } from './awkward.ts'

const PREFIX = 'AWKWARD00000000'
const NAMES = Object.keys(PROJECT_FACTS)

const onDatabase = useDatabase(async db => {
  for (let n = 0; n < 8; n++)
    await db.execute(sql`insert into enterprise (uscc, name, short_name, updated_at)
      values (${`${PREFIX}00${n}`}, ${`第${n}家`}, ${`第${n}家`}, '2023-01-01')`)
  await addAwkwardProjects(db, PREFIX)
  await db.execute(sql`insert into figure (uscc, indicator, period, amount, source, reported_by, recorded_at)
    values (${`${PREFIX}007`}, 'investment', '2022', 12345, '部门', 'test', '2023-01-20')`)
})

const only = (facts: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => NAMES.includes(name)))

describe('what projects, awards and land say of a firm, on 2023-11-15', () => {
  test.each([
    [
      '全年都报了：投资相加，技改的设备投资单列，更正以后一次为准',
      '000',
      {
        has_tech_project: true,
        new_investment_y: '10000.75',
        equipment_investment_y: '500',
        already_granted: '92.5',
        needs_land: true,
        has_supervision_agreement: true,
      },
    ],
    ['十二月没报：全年数不知道', '001', { has_tech_project: true }],
    ['有一个开了工没报：总数不知道', '002', { has_tech_project: true }],
    ['上年以前就投产的不算上年的投资', '003', { has_tech_project: true }],
    ['没有分开报设备：投资知道，设备不知道', '004', { has_tech_project: true, new_investment_y: '700' }],
    ['调出的项目不算', '005', {}],
    ['储备项目还不是技改项目', '006', {}],
    [
      '统计或部门报过的数先于项目相加的数',
      '007',
      { has_tech_project: true, new_investment_y: '12345', equipment_investment_y: '0' },
    ],
  ])('%s', (_, firm, expected) =>
    onDatabase(async db => {
      const { facts, sources } = await factsFor(db, PREFIX + firm, '2023-11-15')
      expect(only(factsToJson(facts))).toEqual(expected)
      for (const name of Object.keys(expected)) expect(sources).toHaveProperty(name)
    }),
  )

  test('the database alone says the same on every day', () =>
    onDatabase(async db => {
      for (const on of ['2022-06-30', '2023-02-10', '2023-06-15', '2023-11-15', '2024-06-30']) {
        const columns = sql.raw(
          Object.keys(PROJECT_FACTS)
            .map(name => `${name}::text as ${name}`)
            .join(', '),
        )
        const rows = await rowsOf<Record<string, string | null>>(
          db,
          sql`select uscc, ${columns} from (${factRelation(on)}) f order by uscc`,
        )
        for (const { uscc, ...row } of rows) {
          const { facts } = await factsFor(db, String(uscc), on)
          const said = Object.fromEntries(
            Object.entries(only(factsToJson(facts))).map(([name, value]) => [name, String(value)]),
          )
          const told = Object.fromEntries(
            Object.entries(row).flatMap(([name, value]) =>
              value === null ? [] : [[name, /^-?\d+\.\d*0+$/.test(value) ? String(Number(value)) : value]],
            ),
          )
          expect(told, `${uscc} ${on}`).toEqual(said)
        }
      }
    }))

  test('what was reported later is left out when the past is judged as it was known', () =>
    onDatabase(async db => {
      const { facts } = await factsFor(db, `${PREFIX}000`, '2023-11-15', new Date('2023-02-01T00:00:00Z'))
      expect(facts).not.toHaveProperty('new_investment_y')
    }))
})
