import { describe, expect, test } from 'vitest'
import { eligibility } from '../../commands/eligibility.ts'
import type { Db } from '../../db/client.ts'
import { receipt, rosterMember } from '../../db/schema/index.ts'
import { instantOf } from '../../src/lib/time.ts'
import { assess } from '../../src/registry/assess.ts'
import { receiptNumber } from '../../src/registry/receipts.ts'
import { useDatabase } from '../support/database.ts'
import { ruleInForce } from '../support/policies.ts'
import { addAccident, addFigures, addFirms, ask, office, RUIDA, rival, ruida, stranger } from './a-firm.ts'

const onDatabase = useDatabase(addFirms)
const can = eligibility.intents['query.eligibility']
const veto = eligibility.intents['query.veto_check']
const why = eligibility.intents['query.eligibility_history']

/** A firm whose output of the year wants 900万元 of growing by 30%. */
const nearly = (db: Db) =>
  addFigures(db, [
    ['output', '2022', 12_100],
    ['output', '2021', 10_000],
    ['tax', '2022', 620],
    ['tax', '2021', 400],
    ['investment', '2022', 0],
  ])

const kept = (db: Db) => db.select().from(receipt)

describe('every answer about a named enterprise leaves a receipt', () => {
  test('with its number on the card', () =>
    onDatabase(async db => {
      await nearly(db)
      const { words } = await ask(db, can, { by: office, slots: { uscc: RUIDA } })
      const [row] = await kept(db)
      expect(row).toMatchObject({ uscc: RUIDA, rule: 'R-LIST-IND', purpose: 'asked', askedBy: 'p1' })
      expect(words).toContain(`留痕 ${receiptNumber(row?.id ?? 0)}`)
    }))

  test('a veto check too', () =>
    onDatabase(async db => {
      await addAccident(db, { happenedOn: '2023-05-01', type: '安全生产', level: '较大' })
      const { words } = await ask(db, veto, { by: office, slots: { uscc: RUIDA } })
      expect(words).toMatch(/留痕 \d{8}/)
      expect(await kept(db)).toMatchObject([{ rule: 'R-VETO', answer: { verdict: 'pass' } }])
    }))

  test('what was only supposed is marked as that', () =>
    onDatabase(async db => {
      await nearly(db)
      await ask(db, can, { by: office, slots: { uscc: RUIDA, facts: { output_wan: 13_000 } } })
      expect(await kept(db)).toMatchObject([
        { purpose: 'supposed', facts: { output_y: { value: '13000', source: null } } },
      ])
    }))

  test('without an enterprise nothing is kept', () =>
    onDatabase(async db => {
      await ask(db, can, { by: office, slots: { facts: { output_wan: 13_000 } } })
      await ask(db, can, { by: stranger, slots: {} })
      expect(await kept(db)).toEqual([])
    }))
})

describe('为什么去年没评上', () => {
  const NEXT_AUTUMN = instantOf('2024-11-15', '10:00')

  /** The roster of 2024 assessed at the end of January by the figures of 2023. */
  async function assessed(db: Db) {
    const now = instantOf('2024-01-31', '10:00')
    await addFigures(db, [
      ['output', '2023', 12_100],
      ['output', '2022', 10_000],
      ['tax', '2023', 620],
      ['tax', '2022', 400],
      ['investment', '2023', 0],
    ])
    await assess(db, ruleInForce('R-LIST-IND', '2024-01-31'), '2024-01-31', { by: 'ou_office', now })
  }

  test('is answered from the receipt: day, version, what failed with the figures of then, and that it replays', () =>
    onDatabase(async db => {
      await assessed(db)
      // Corrected since: what was judged by then stays what it was.
      await addFigures(db, [['output', '2023', 20_000]])
      const { words, isPrivate } = await ask(db, why, {
        by: ruida,
        slots: { uscc: RUIDA, period: '2024' },
        now: NEXT_AUTUMN,
      })
      expect(words).toContain('2024年名录评定回看')
      expect(words).toContain('1月31日评定：')
      expect(words).toContain('工业企业纳入倍增培育企业名录，暂不符合')
      expect(words).toContain(
        '✗ 2023年工业产值增幅：增长21.0%，要求增长30%以上，产值还差900万元（2023年 统计',
      )
      expect(words).toContain('用当时留存的规则和数据重算，结论相同')
      expect(words).toContain('（2023-09-15版）')
      expect(words).toMatch(/留痕 \d{8}/)
      expect(words).not.toContain('20000')
      expect(isPrivate).toBe(true)
    }))

  test('去年 without a year named is the year of the last assessment', () =>
    onDatabase(async db => {
      await assessed(db)
      const { words } = await ask(db, why, { by: ruida, slots: { uscc: RUIDA }, now: NEXT_AUTUMN })
      expect(words).toContain('1月31日评定：')
    }))

  test('a question of later that year is not taken for the assessment', () =>
    onDatabase(async db => {
      await nearly(db)
      await ask(db, can, { by: ruida, slots: { uscc: RUIDA } })
      const { words } = await ask(db, why, { by: ruida, slots: { uscc: RUIDA, period: '2023' } })
      expect(words).toContain('那次评定没有留痕')
      expect(words).toContain('2月28日施行的文件')
    }))

  test('without a receipt it says so, and that the trial measures of then were judged by people', () =>
    onDatabase(async db => {
      const { words } = await ask(db, why, { by: ruida, slots: { uscc: RUIDA, period: '2022' } })
      expect(words).toContain(
        '那次评定没有留痕，2022年2月28日施行的文件又没有可以由系统测算的条件，当时由人工核定',
      )
      expect(words).toContain('需人工核定')
      expect(words).toContain('（2021-06版，试行）')
    }))

  test('figures that came in later do not count for a day before', () =>
    onDatabase(async db => {
      // Recorded on 2023-11-15, asked for the end of February 2024 and from there for the end of February 2023.
      await nearly(db)
      const { words } = await ask(db, why, {
        by: ruida,
        slots: { uscc: RUIDA, period: '2024' },
        now: NEXT_AUTUMN,
      })
      expect(words).toContain('下面是按2月29日为止库里已有的数据')
      expect(words).toContain('资料不足')
      expect(words).toContain('2023年工业产值：没有数据')
    }))

  test('who was on that roster is told so', () =>
    onDatabase(async db => {
      await db.insert(rosterMember).values({ roster: '倍增名录', year: 2023, uscc: RUIDA })
      const { words } = await ask(db, why, { by: office, slots: { uscc: RUIDA, period: '2023' } })
      expect(words).toContain('该企业就在2023年倍增名录内，当年是评上的')
    }))

  test('other firms get no figures, a year to come no answer, one before all policies neither', () =>
    onDatabase(async db => {
      await expect(ask(db, why, { by: rival, slots: { uscc: RUIDA } })).rejects.toThrow('不能给其他企业看')
      await expect(ask(db, why, { by: ruida, slots: { uscc: RUIDA, period: '2024' } })).rejects.toThrow(
        '2024年的名录还没有评定',
      )
      await expect(ask(db, why, { by: ruida, slots: { uscc: RUIDA, period: '2020' } })).rejects.toThrow(
        '没有现行政策',
      )
    }))
})
