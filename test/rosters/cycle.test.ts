import Big from 'big.js'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { enterprise, incident, receipt, rosterMember } from '../../db/schema/index.ts'
import { readTable } from '../../src/lib/tables/read.ts'
import { instantOf } from '../../src/lib/time.ts'
import { factsFor } from '../../src/registry/facts.ts'
import { recordFigures } from '../../src/registry/figures.ts'
import { computeCandidates, openCycle, recommend } from '../../src/registry/rosters/candidates.ts'
import { checkCandidates, recordStep, uncheckedBy } from '../../src/registry/rosters/checks.ts'
import { type CycleStep, judgeCycle, requireCycle } from '../../src/registry/rosters/cycle.ts'
import { CITY, kindOf } from '../../src/registry/rosters/kinds.ts'
import { everListed, membersOn } from '../../src/registry/rosters/members.ts'
import { packOf } from '../../src/registry/rosters/pack.ts'
import { publishCycle } from '../../src/registry/rosters/publish.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn } from '../support/policies.ts'
import { addTown, by, codeOf, FIRMS, PEOPLE } from './a-town.ts'

const YEAR = 2024
/** 规上 firms; A and D grew enough in output and tax, B invested enough, C nothing of it. */
const onDatabase = useDatabase(async db => {
  await addTown(db)
  await db.update(enterprise).set({ isAboveScale: true, inStats: true, firstAboveScaleOn: '2015-01-01' })
  const grown = [
    ['output', '2023', 13_000],
    ['output', '2022', 10_000],
    ['tax', '2023', 650],
    ['tax', '2022', 500],
    ['investment', '2023', 0],
  ] as const
  const flat = [
    ['output', '2023', 5000],
    ['output', '2022', 5000],
    ['tax', '2023', 90],
    ['tax', '2022', 90],
  ] as const
  const amounts = {
    A: grown,
    D: grown,
    B: [...flat, ['investment', '2023', 10_000]],
    C: [...flat, ['investment', '2023', 3]],
  } as const
  await recordFigures(
    db,
    Object.entries(amounts).flatMap(([letter, figures]) =>
      figures.map(([indicator, period, amount]) => ({
        uscc: codeOf(letter),
        indicator,
        period,
        amount: new Big(amount),
        source: indicator === 'tax' ? ('税务' as const) : ('统计' as const),
      })),
    ),
    { by: 'import', now: instantOf('2024-01-02') },
  )
})

const office = (db: Db, day: string) => by(db, PEOPLE.office, day)
const letters = (list: readonly { uscc: string }[]) =>
  list
    .map(({ uscc }) => uscc.at(-1))
    .sort()
    .join('')

const UNITS = [
  ['dept-stats', PEOPLE.stats],
  ['dept-tax', PEOPLE.tax],
  ['dept-safety', PEOPLE.safety],
  ['dept-env', PEOPLE.env],
] as const

/** Everything up to the office's review: opened, closed for recommendations, checked by all four units. */
async function upToReview(db: Db): Promise<void> {
  await openCycle(office(db, '2024-01-05'), builtIn, YEAR)
  await recordStep(office(db, '2024-01-12'), YEAR, { step: 'applied', doneOn: '2024-01-12' })
  for (const [unitId, who] of UNITS)
    await checkCandidates(by(db, who, '2024-01-15'), YEAR, { unitId, isPassed: true })
}

const record = (db: Db, day: string, step: CycleStep, reference: string | null = null) =>
  recordStep(office(db, day), YEAR, { step, doneOn: day, reference })

async function upToMeetings(db: Db): Promise<void> {
  await upToReview(db)
  await record(db, '2024-01-17', 'office')
  await record(db, '2024-01-19', 'group')
}

describe('名录评定', () => {
  test('启动时按规则算出候选企业，每家都有留痕', () =>
    onDatabase(async db => {
      const { candidates } = await openCycle(office(db, '2024-01-05'), builtIn, YEAR)
      expect(letters(candidates)).toBe('ABD')
      expect(candidates.every(({ verdict, origin }) => verdict === 'pass' && origin === 'rule')).toBe(true)
      expect(await db.select().from(receipt)).toHaveLength(6)
    }))

  test('上一年底不能启动，启动过的不能再启动，别人不能启动', () =>
    onDatabase(async db => {
      await expect(openCycle(office(db, '2023-12-20'), builtIn, YEAR)).rejects.toThrow('年初评定')
      await expect(openCycle(by(db, PEOPLE.county, '2024-01-05'), builtIn, YEAR)).rejects.toThrow(
        '没有这项权限',
      )
      await openCycle(office(db, '2024-01-05'), builtIn, YEAR)
      await expect(openCycle(office(db, '2024-01-06'), builtIn, YEAR)).rejects.toThrow('已经启动')
    }))

  test('县里可以推荐本县企业，推荐的也按规则判断；截止以后不能再推荐', () =>
    onDatabase(async db => {
      await openCycle(office(db, '2024-01-05'), builtIn, YEAR)
      const county = by(db, PEOPLE.county, '2024-01-08')
      expect((await recommend(county, builtIn, YEAR, codeOf('C'))).verdict).toBe('fail')
      await expect(recommend(county, builtIn, YEAR, codeOf('E'))).rejects.toThrow('不在您的职责范围内')
      await expect(recommend(county, builtIn, YEAR, codeOf('A'))).rejects.toThrow('已经是')
      expect(letters((await requireCycle(db, YEAR)).candidates.filter(({ isIn }) => isIn))).toBe('ABD')
      await record(db, '2024-01-10', 'applied')
      await expect(recommend(office(db, '2024-01-11'), builtIn, YEAR, codeOf('E'))).rejects.toThrow('截止')
    }))

  test('重新测算：数据更正以后不再符合的退出，新符合的进来', () =>
    onDatabase(async db => {
      await openCycle(office(db, '2024-01-05'), builtIn, YEAR)
      const figures = [
        { uscc: codeOf('A'), indicator: 'output', period: '2023', amount: new Big(12_999), source: '统计' },
        {
          uscc: codeOf('C'),
          indicator: 'investment',
          period: '2023',
          amount: new Big(10_500),
          source: '统计',
        },
      ] as const
      await recordFigures(db, figures, { by: 'import', now: instantOf('2024-01-09') })
      const { candidates } = await computeCandidates(office(db, '2024-01-10'), builtIn, YEAR)
      expect(letters(candidates.filter(({ isIn }) => isIn))).toBe('BCD')
      expect(candidates.find(({ uscc }) => uscc === codeOf('A'))?.verdict).toBe('fail')
    }))

  test('各单位只核查自己的，不通过要写明情况；不通过的企业不再往下走', () =>
    onDatabase(async db => {
      await openCycle(office(db, '2024-01-05'), builtIn, YEAR)
      const safety = by(db, PEOPLE.safety, '2024-01-15')
      const one = { unitId: 'dept-safety', usccs: [codeOf('B')], isPassed: false }
      await expect(checkCandidates(safety, YEAR, { ...one, unitId: 'dept-env' })).rejects.toThrow(
        '没有这项权限',
      )
      await expect(checkCandidates(safety, YEAR, one)).rejects.toThrow('写明情况')
      await checkCandidates(safety, YEAR, { ...one, reason: '11月发生较大事故' })
      const cycle = await requireCycle(db, YEAR)
      expect(letters(cycle.candidates.filter(({ isIn }) => isIn))).toBe('AD')
      expect(letters(uncheckedBy(cycle, 'dept-tax'))).toBe('AD')
      await checkCandidates(safety, YEAR, { ...one, isPassed: true, reason: '核实为另一家企业' })
      expect(letters((await requireCycle(db, YEAR)).candidates.filter(({ isIn }) => isIn))).toBe('ABD')
    }))

  test.each([
    ['初审', 'office', null, '统计、税务核验数据、应急、生态环境核查'],
    ['领导小组评定', 'group', null, '领导小组办公室初审'],
    ['市委常委会', 'committee', '第1号', '领导小组评定'],
  ] as const)('前面的环节没有办完，不能登记%s', (_, step, reference, words) =>
    onDatabase(async db => {
      await openCycle(office(db, '2024-01-05'), builtIn, YEAR)
      await record(db, '2024-01-10', 'applied')
      await expect(record(db, '2024-01-11', step, reference)).rejects.toThrow(words)
    }),
  )

  test.each([
    ['一个会都没有开', [], '市委常委会议审议、市政府常务会议审议'],
    ['只有市委常委会议', ['committee'], '还差：市政府常务会议审议。'],
    ['只有市政府常务会议', ['government'], '还差：市委常委会议审议。'],
  ] as const)('%s：不能公布，并说明差哪个', (_, meetings, words) =>
    onDatabase(async db => {
      await upToMeetings(db)
      for (const step of meetings) await record(db, '2024-01-25', step, '第1号')
      await expect(publishCycle(office(db, '2024-01-26'), builtIn, YEAR)).rejects.toThrow(words)
      expect(await db.select().from(rosterMember)).toEqual([])
    }),
  )

  test.each([[['committee', 'government']], [['government', 'committee']]] as const)(
    '两个会议都有记录就能公布，先后不限：%s',
    order =>
      onDatabase(async db => {
        await upToMeetings(db)
        await record(db, '2024-01-24', order[0], '第3号')
        await record(db, '2024-01-29', order[1], '第12号')
        const { members } = await publishCycle(office(db, '2024-02-02'), builtIn, YEAR)
        expect(letters(members)).toBe('ABD')
        const key = { kind: kindOf('倍增名录'), scope: CITY, year: YEAR }
        const listed = await membersOn(db, key, '2024-02-02')
        expect(letters(listed)).toBe('ABD')
        expect(listed[0]).toMatchObject({ entryRule: '2023-09-15', since: '2024-02-02' })
        expect(listed[0]?.entry.receiptId).toBeGreaterThan(0)
        expect(listed[0]?.entry.basis).toContain('市委常委会议')
        expect(await membersOn(db, key, '2024-02-01')).toEqual([])
        expect((await factsFor(db, codeOf('A'), '2024-02-02')).facts.listed).toBe(true)
        expect((await factsFor(db, codeOf('C'), '2024-02-02')).facts.listed).toBe(false)
        await expect(publishCycle(office(db, '2024-02-03'), builtIn, YEAR)).rejects.toThrow('已经结束')
      }),
  )

  test('会议要有纪要编号，日期不能在将来', () =>
    onDatabase(async db => {
      await upToMeetings(db)
      await expect(record(db, '2024-01-25', 'committee')).rejects.toThrow('会议纪要编号')
      const future = recordStep(office(db, '2024-01-25'), YEAR, {
        step: 'committee',
        doneOn: '2024-01-26',
        reference: '第1号',
      })
      await expect(future).rejects.toThrow('还没有到')
    }))

  test('今年评定、去年评定的分开算，历年合并的另算', () =>
    onDatabase(async db => {
      await db
        .insert(rosterMember)
        .values(['C', 'A'].map(letter => ({ roster: '倍增名录' as const, year: 2023, uscc: codeOf(letter) })))
      await upToMeetings(db)
      await record(db, '2024-01-24', 'committee', '第3号')
      await record(db, '2024-01-24', 'government', '第3号')
      await publishCycle(office(db, '2024-02-02'), builtIn, YEAR)
      const kind = kindOf('倍增名录')
      expect(await membersOn(db, { kind, scope: CITY, year: 2023 }, '2023-06-01')).toHaveLength(2)
      expect(await membersOn(db, { kind, scope: CITY, year: YEAR }, '2024-06-01')).toHaveLength(3)
      expect(await everListed(db, { kind, scope: CITY }, '2024-06-01')).toBe(4)
      expect(await everListed(db, { kind, scope: CITY }, '2024-01-31')).toBe(2)
    }))

  test('程序走到哪一步，由评定程序的规则回答', () =>
    onDatabase(async db => {
      await upToReview(db)
      const { evaluation } = judgeCycle(builtIn, await requireCycle(db, YEAR), '2024-01-16')
      expect(evaluation.result.next).toBe('领导小组办公室已初审')
    }))

  test('评定材料：候选企业、每个条件的数和来源、事故、核查、会议，都在一个表里', () =>
    onDatabase(async db => {
      await db.insert(incident).values({
        uscc: codeOf('B'),
        happenedOn: '2023-06-01',
        type: '安全生产',
        level: '一般',
        injured: 1,
        detail: '机械伤害',
      })
      await upToMeetings(db)
      await record(db, '2024-01-24', 'committee', '第3号')
      const { bytes, candidates } = await packOf(db, builtIn, YEAR, instantOf('2024-01-25'))
      expect(candidates).toBe(3)
      const { sheets } = await readTable(bytes, 'pack.xlsx')
      const rowsOf = (name: string) =>
        [...(sheets.find(sheet => sheet.name === name)?.rows ?? [])].map(({ cells }) => cells)
      const [headings = [], ...rows] = rowsOf('候选企业')
      const first = rows.find(row => row.includes(codeOf('A'))) ?? []
      const cell = (title: string) => first[headings.indexOf(title)]
      expect(cell('企业名称')).toBe(FIRMS[0]?.name)
      expect([cell('按规则'), cell('满足条件'), cell('目前结果')]).toEqual([
        '符合',
        '条件一（产值和税金）',
        '拟入选',
      ])
      expect(cell('市税务局核查')).toBe('通过')
      const output = rowsOf('条件和数据').find(
        row => row[0] === FIRMS[0]?.name && row[1]?.includes('产值增幅'),
      )
      expect(output?.slice(2, 6)).toEqual(['30', '%', '>= 30', '符合'])
      expect(output?.[6]).toBe('上年度工业产值13000（2023 统计）；上上年度工业产值10000（2022 统计）')
      expect(rowsOf('事故')[1]).toContain('机械伤害')
      const steps = rowsOf('评定进展').map(row => row.slice(0, 2).join(' '))
      expect(steps).toContain('市委常委会议审议日期 已完成')
      expect(steps).toContain('市政府常务会议审议日期 未完成')
    }))
})
