import Big from 'big.js'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { enterprise, statusPeriod, target } from '../../db/schema/index.ts'
import { judgeNet, nominees, scaleCounts, scaleTargets, totalOf } from '../../src/registry/above-scale.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn } from '../support/policies.ts'
import { addTown, by, codeOf, PEOPLE } from './a-town.ts'

const onDatabase = useDatabase(addTown)
const YEAR = { from: '2023-01-01', to: '2023-12-31' }

type Stay = [
  letter: string,
  from: string | null,
  to?: string | null,
  more?: Partial<typeof statusPeriod.$inferInsert>,
]
async function stays(db: Db, list: Stay[]): Promise<void> {
  const { now } = by(db, PEOPLE.office)
  await db.insert(statusPeriod).values(
    list.map(([letter, fromOn, toOn = null, more = {}]) => ({
      uscc: codeOf(letter),
      status: '规上' as const,
      fromOn,
      toOn,
      setBy: 'test',
      setAt: now,
      ...more,
    })),
  )
}

async function setTarget(db: Db, placeId: string, value: string): Promise<void> {
  const { now } = by(db, PEOPLE.office)
  await db.insert(target).values({
    level: '县',
    placeId,
    indicator: '新增规上',
    year: 2023,
    value,
    unit: '家',
    document: '年度目标',
    clause: '一',
    status: '施行',
    setBy: 'test',
    setAt: now,
  })
}

/** `单位 新增/退库 期初→期末` of every unit. */
async function counts(db: Db, range = YEAR): Promise<string[]> {
  return (await scaleCounts(db, range)).map(
    one => `${one.name} ${one.entries}/${one.exits} ${one.start}→${one.end}`,
  )
}

describe('新增、退库、净增', () => {
  test('按考核单位，进出都按天数；一个企业只计一个单位', () =>
    onDatabase(async db => {
      await stays(db, [
        ['A', '2020-01-01'],
        ['B', '2023-05-01'],
        ['C', '2019-01-01', '2023-08-01'],
        ['D', '2022-12-31'],
        ['E', '2023-12-31'],
      ])
      expect(await counts(db)).toEqual(['雁峰区 1/0 1→2', '衡东县 1/1 2→2'])
      expect(await counts(db, { from: '2023-05-01', to: '2023-05-31' })).toEqual([
        '雁峰区 0/0 1→1',
        '衡东县 1/0 2→3',
      ])
      const all = totalOf(await scaleCounts(db, YEAR), '全市')
      expect(judgeNet(builtIn, all, undefined, '2023-12-31').result).toMatchObject({ net: 1, balanced: true })
    }))

  test('1月、2月批准的年度入规计入上一统计年度，月度的不是', () =>
    onDatabase(async db => {
      await stays(db, [
        ['A', '2023-02-28', null, { entry: '年度' }],
        ['B', '2023-02-28', null, { entry: '月度' }],
        ['C', '2023-03-01', null, { entry: '年度' }],
      ])
      expect(await counts(db)).toEqual(['衡东县 2/0 1→3'])
      expect(await counts(db, { from: '2022-01-01', to: '2022-12-31' })).toEqual(['衡东县 1/0 0→1'])
    }))

  test('专业变更算退出，另外列出；不知道哪天进的不算新增', () =>
    onDatabase(async db => {
      await stays(db, [
        ['A', null, '2023-04-01', { exitReason: '专业变更' }],
        ['B', null, '2023-04-01', { exitReason: '停产' }],
      ])
      const [unit] = await scaleCounts(db, YEAR)
      expect(unit).toMatchObject({ entries: 0, exits: 2, moved: 1, start: 2, end: 0 })
    }))

  test('只登记为规上、没有进出记录的，从首次入规算起', () =>
    onDatabase(async db => {
      await db.update(enterprise).set({ isAboveScale: true, firstAboveScaleOn: '2023-06-01' })
      expect(await counts(db)).toEqual(['雁峰区 3/0 0→3', '衡东县 3/0 0→3'])
    }))

  test('与目标比：新增160、退出30、目标150，净增130，完成率106.7%', () => {
    const unit = { unitId: 'x', name: '某县', entries: 160, exits: 30, moved: 0, start: 1000, end: 1130 }
    const { result } = judgeNet(builtIn, unit, { entries: new Big(150), net: null }, '2023-12-31')
    expect(result).toMatchObject({ net: 130, balanced: true })
    expect((result.completion_new as number).toFixed(4)).toBe('1.0667')
  })
})

describe('建议名单', () => {
  test('净增比上年同期多的建议奖励；连续两个月落后序时20个百分点以上的建议通报批评；都要人批准', () =>
    onDatabase(async db => {
      await stays(db, [
        ['A', '2023-02-15'],
        ['B', '2023-03-15'],
      ])
      await setTarget(db, '430424', '2')
      await setTarget(db, '430406', '3')
      await stays(db, [['D', '2022-01-05']])
      const { award, criticism, through, withoutTarget } = await nominees(db, builtIn, '2023-11-15')
      expect(through).toBe('2023-10')
      expect(withoutTarget).toBe(0)
      expect(award.list.map(({ unit }) => unit.name)).toEqual(['衡东县'])
      expect(criticism.list.map(({ unit }) => unit.name)).toEqual(['雁峰区'])
      for (const { evaluation } of [...award.list, ...criticism.list])
        expect(evaluation.verdict).toBe('manual')
    }))

  test('没有目标的单位不参与批评；只落后一个月的也不', () =>
    onDatabase(async db => {
      await stays(db, [['A', '2023-01-15']])
      expect((await nominees(db, builtIn, '2023-11-15')).criticism.list).toEqual([])
      await setTarget(db, '430424', '2')
      // 1 of 2 by September is 25 points behind, by August 17: one month.
      expect((await nominees(db, builtIn, '2023-10-05')).criticism.list).toEqual([])
      expect((await nominees(db, builtIn, '2023-11-05')).criticism.list).toHaveLength(1)
      expect((await scaleTargets(db, 2023)).get('430424')?.entries?.toFixed()).toBe('2')
    }))
})
