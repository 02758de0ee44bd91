import Big from 'big.js'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Db, rowsOf } from '../../db/client.ts'
import { PROJECT_STAGES } from '../../db/schema/index.ts'
import { addDays } from '../../src/lib/time.ts'
import { contractFigures, contractsOn, followUps } from '../../src/registry/projects/contracts.ts'
import { projectsOn } from '../../src/registry/projects/load.ts'
import { bandOf, completion, figuresBy, figuresOf } from '../../src/registry/projects/statistics.ts'
import { useDatabase } from '../support/database.ts'
import { ruleInForce } from '../support/policies.ts'

const onDatabase = useDatabase()
const ON = '2023-11-15'

const day = fc.integer({ min: -700, max: 400 }).map(n => addDays(ON, n))
const amount = fc.integer({ min: 1, max: 3_000_000_000 }).map(n => new Big(n).div(10_000).toFixed(4))
const month = fc
  .tuple(fc.constantFrom(2022, 2023), fc.integer({ min: 1, max: 12 }))
  .map(([year, n]) => `${year}-${String(n).padStart(2, '0')}`)

const anyProject = fc.record({
  total: fc.oneof(amount, fc.constantFrom('10000', '9999.9999', '20000', '200000')),
  output: fc.option(amount),
  inPark: fc.boolean(),
  removedOn: fc.option(day, { freq: 6 }),
  plans: fc.array(fc.tuple(fc.constantFrom(2022, 2023), amount), { maxLength: 3 }),
  stages: fc.uniqueArray(
    fc.record({
      stage: fc.constantFrom(...PROJECT_STAGES),
      plannedOn: fc.option(day),
      actualOn: fc.option(day),
    }),
    { selector: ({ stage }) => stage, maxLength: 5 },
  ),
  reports: fc.array(fc.tuple(month, fc.option(amount, { freq: 4 })), { maxLength: 6 }),
})

type AnyProject = typeof anyProject extends fc.Arbitrary<infer P> ? P : never

async function put(db: Db, projects: AnyProject[]): Promise<void> {
  await db.execute(sql`insert into park (id, name) values ('park-x', '某园区') on conflict do nothing`)
  for (const [n, one] of projects.entries()) {
    const id = n + 1
    await db.execute(sql`insert into project (id, name, kinds, level, park_id, total_investment, expected_output,
        removed_on, created_by, created_at) values (${id}, ${`第${id}个`}, array['工业重点'], '市',
        ${one.inPark ? 'park-x' : null}, ${one.total}::numeric, ${one.output}::numeric, ${one.removedOn}, 'test', now())`)
    for (const [year, investment] of one.plans)
      await db.execute(sql`insert into project_plan (project_id, year, investment, recorded_by, recorded_at)
        values (${id}, ${year}, ${investment}::numeric, 'test', now())`)
    for (const { stage, plannedOn, actualOn } of one.stages)
      await db.execute(sql`insert into project_stage (project_id, stage, planned_on, actual_on)
        values (${id}, ${stage}, ${plannedOn}, ${actualOn})`)
    for (const [told, cumulative] of one.reports)
      await db.execute(sql`insert into project_progress (project_id, month, cumulative, note, reported_by, reported_at)
        values (${id}, ${told}, ${cumulative}::numeric, '说明', 'test', now())`)
  }
}

/** Counted by the database alone, in other words than the program's. */
const recount = sql`
  with live as (select * from project where removed_on is null or removed_on > ${ON}),
  reached as (select p.id, coalesce(max(array_position(
      array['储备', '签约', '落地', '开工', '在建', '竣工', '投产'], s.stage)) filter (where s.actual_on <= ${ON}), 1) as at
    from live p left join project_stage s on s.project_id = p.id group by p.id),
  planned as (select n.project_id, n.investment from project_plan n where n.year = 2023
    and n.id = (select max(m.id) from project_plan m where m.project_id = n.project_id and m.year = 2023)),
  invested as (select g.project_id, g.cumulative from project_progress g
    where g.cumulative is not null and g.month between '2023-01' and '2023-11' and not exists (
      select 1 from project_progress later where later.project_id = g.project_id and later.cumulative is not null
        and later.month between '2023-01' and '2023-11'
        and (later.month > g.month or (later.month = g.month and later.id > g.id)))),
  producing as (select p.id, p.expected_output, s.actual_on from live p join project_stage s on s.project_id = p.id
    where s.stage = '投产' and (
      (s.actual_on <= ${ON} and extract(year from s.actual_on) = 2023)
      or ((s.actual_on is null or s.actual_on > ${ON}) and extract(year from s.planned_on) = 2023)))
  select (select count(*) from live)::int as count,
    (select coalesce(sum(total_investment), 0) from live)::text as total,
    (select count(*) from reached where at >= 4)::int as started,
    (select count(*) from reached where at between 4 and 6)::int as building,
    (select count(*) from reached where at = 7)::int as produced,
    (select count(*) from reached r join project_stage s on s.project_id = r.id
      where s.stage = '开工' and s.planned_on < ${ON} and r.at < 4)::int as late,
    (select coalesce(sum(investment), 0) from planned join live on live.id = project_id)::text as plan,
    (select coalesce(sum(i.cumulative), 0) from invested i join planned n using (project_id)
      join live on live.id = i.project_id)::text as invested,
    (select count(*) from planned n join live on live.id = n.project_id
      where n.project_id not in (select project_id from invested))::int as unreported,
    (select count(*) from producing)::int as "toProduce",
    (select count(*) from producing where actual_on <= ${ON})::int as "producedThisYear",
    (select coalesce(sum(expected_output), 0) from producing)::text as "expectedOutput",
    (select count(*) from live where park_id is not null)::int as "inParks"`

describe('项目统计', () => {
  test('和数据库另外数一遍的完全一致', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyProject, { maxLength: 8 }), async projects => {
        await onDatabase(async db => {
          await put(db, projects)
          const [counted] = await rowsOf<Record<string, number | string>>(db, recount)
          const figures = figuresOf(await projectsOn(db, ON))
          const same = (a: Big, b: unknown) => expect(a.eq(String(b))).toBe(true)
          expect({
            count: figures.count,
            started: figures.started,
            building: figures.building,
            produced: figures.produced,
            late: figures.lateToStart,
            unreported: figures.unreported,
            toProduce: figures.toProduce,
            producedThisYear: figures.producedThisYear,
            inParks: figures.inParks,
          }).toMatchObject({
            count: counted?.count,
            started: counted?.started,
            building: counted?.building,
            produced: counted?.produced,
            late: counted?.late,
            unreported: counted?.unreported,
            toProduce: counted?.toProduce,
            producedThisYear: counted?.producedThisYear,
            inParks: counted?.inParks,
          })
          same(figures.total, counted?.total)
          same(figures.plan, counted?.plan)
          same(figures.invested, counted?.invested)
          same(figures.expectedOutput, counted?.expectedOutput)
        })
      }),
      { numRuns: 30 },
    )
  })

  test('分档相加等于总数，一个项目只在一档', () =>
    onDatabase(async db => {
      await put(db, fc.sample(anyProject, { numRuns: 40, seed: 7 }))
      const projects = await projectsOn(db, ON)
      const bands = figuresBy(projects, bandOf)
      const all = figuresOf(projects)
      expect(bands.reduce((sum, { figures }) => sum + figures.count, 0)).toBe(all.count)
      expect(bands.reduce((sum, { figures }) => sum.plus(figures.total), new Big(0)).eq(all.total)).toBe(true)
    }))

  test.each([
    ['9999.9999', '不足1亿元'],
    ['10000', '1—2亿元'],
    ['19999.99', '1—2亿元'],
    ['20000', '2—5亿元'],
    ['50000', '5—10亿元'],
    ['100000', '10—20亿元'],
    ['200000', '20亿元以上'],
  ])('%s万元在“%s”', (total, band) => expect(bandOf({ total: new Big(total) })).toBe(band))

  test('四月底：省重点年度计划156亿元，完成29.5%%，序时33.3%%', () => {
    const figures = { plan: new Big(1_560_000), invested: new Big('460200') }
    const { rate, schedule } = completion(figures, '2021-04-30')
    expect([rate?.toFixed(1), schedule.toFixed(1)]).toEqual(['29.5', '33.3'])
  })
})

describe('某一天的进度', () => {
  test('只算到那一天所在的月，同月以后报的为准，往年的另加', () =>
    onDatabase(async db => {
      await put(db, [
        {
          total: '30000',
          output: null,
          inPark: false,
          removedOn: null,
          plans: [],
          stages: [],
          reports: [
            ['2022-11', '900'],
            ['2022-12', '1000'],
            ['2023-03', '300'],
            ['2023-03', '350'],
            ['2023-06', null],
            ['2023-09', '2000'],
          ],
        },
      ])
      const at = async (on: string) => {
        const [one] = await projectsOn(db, on)
        return [one?.progress?.cumulative.toFixed() ?? null, one?.investedBefore.toFixed()]
      }
      expect(await at('2022-10-31')).toEqual([null, '0'])
      expect(await at('2022-12-01')).toEqual(['1000', '0'])
      expect(await at('2023-02-28')).toEqual([null, '1000'])
      expect(await at('2023-03-01')).toEqual(['350', '1000'])
      expect(await at('2023-08-31')).toEqual(['350', '1000'])
      expect(await at('2023-11-15')).toEqual(['2000', '1000'])
      expect(await at('2024-01-02')).toEqual([null, '3000'])
    }))

  test('调出的项目从那天起不在清单里', () =>
    onDatabase(async db => {
      const one = { total: '10000', output: null, inPark: false, plans: [], stages: [], reports: [] }
      await put(db, [{ ...one, removedOn: '2023-11-15' }])
      expect(await projectsOn(db, '2023-11-14')).toHaveLength(1)
      expect(await projectsOn(db, '2023-11-15')).toHaveLength(0)
    }))
})

describe('签约履约', () => {
  const RULE = ruleInForce('R-CONTRACT', ON)
  const sign = (
    db: Db,
    rows: [
      name: string,
      signed: string,
      landed: string | null,
      started: string | null,
      produced: string | null,
    ][],
  ) =>
    Promise.all(
      rows.map(([name, ...days]) =>
        db.execute(sql`insert into contract (name, investor, is_manufacturing, total, attracted, signed_on, landed_on,
            started_on, produced_on, created_by, created_at)
          values (${name}, '投资方', true, 10000, 8000, ${days[0]}, ${days[1]}, ${days[2]}, ${days[3]}, 'test', now())`),
      ),
    )

  test('21个签约项目：开工12个、投产5个，两个率都带分子分母', () =>
    onDatabase(async db => {
      await sign(
        db,
        Array.from({ length: 21 }, (_, n) => [
          `第${n + 1}个`,
          '2022-05-11',
          n < 16 ? '2022-08-01' : null,
          n < 12 ? '2023-01-01' : null,
          n < 5 ? '2023-06-01' : null,
        ]),
      )
      const figures = contractFigures(RULE, await contractsOn(db, ON), ON)
      expect(figures).toMatchObject({ signed: 21, landed: 16, started: 12, produced: 5 })
      expect(figures.startRate).toBeCloseTo(12 / 21)
      expect(figures.produceRate).toBeCloseTo(5 / 21)
      const before = contractFigures(RULE, await contractsOn(db, '2022-12-31'), '2022-12-31')
      expect(before).toMatchObject({ signed: 21, landed: 16, started: 0, startRate: 0 })
      expect(contractFigures(RULE, await contractsOn(db, '2022-05-10'), ON).startRate).toBeNull()
    }))

  test.each([
    ['2023-08-16', null],
    ['2023-08-15', '第一次（满3个月）'],
    ['2023-05-16', '第一次（满3个月）'],
    ['2023-05-15', '第二次（满6个月）'],
    ['2022-11-16', '第二次（满6个月）'],
    ['2022-11-15', '第三次（满12个月）'],
  ])('%s签约、没有开工的：%s', (signed, reminder) =>
    onDatabase(async db => {
      await sign(db, [
        ['没开工', signed, null, null, null],
        ['开了工', signed, null, '2023-11-01', null],
      ])
      const due = followUps(RULE, await contractsOn(db, ON))
      expect(due.map(one => [one.contract.name, one.reminder])).toEqual(
        reminder ? [['没开工', reminder]] : [],
      )
    }),
  )
})
