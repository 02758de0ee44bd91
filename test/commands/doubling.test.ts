import { expect, test } from 'vitest'
import { doubling } from '../../commands/doubling.ts'
import { useDatabase } from '../support/database.ts'
import { addFigures, addFirms, ask, office, RUIDA, rival, ruida, stranger } from './a-firm.ts'

const onDatabase = useDatabase(addFirms)
const tell = doubling.intents['query.doubling']

test('output and tax are told against the base year, with what is left to double', () =>
  onDatabase(async db => {
    await addFigures(db, [
      ['output', '2020', 5000],
      ['output', '2022', 9999],
      ['tax', '2020', 100],
      ['tax', '2022', 260],
    ])
    const { words, isPrivate, card } = await ask(db, tell, { by: office, slots: { uscc: RUIDA } })
    expect(words).toContain('2022年较2020年：税收已实现倍增')
    expect(words).toContain('工业产值 | 5000万元 | 9999万元 | 增长99.98% | 未倍增')
    expect(words).toContain('实缴税金 | 100万元 | 260万元 | 增长160.0% | 已倍增')
    expect(words).toContain('以2022年计，产值还差1万元即达到倍增')
    expect(words).toContain('待主管部门确认')
    expect(words).toContain('2020年产值（统计）')
    expect(isPrivate).toBe(true)
    expect(card.tags).toEqual(['演示数据'])
  }))

test('months are shown as progress only', () =>
  onDatabase(async db => {
    await addFigures(db, [
      ['output', '2020', 5000],
      ['output', '2022', 6000],
      ['output', '2020M01-10', 4000],
      ['output', '2023M01-10', 9000],
    ])
    const { words } = await ask(db, tell, { by: ruida, slots: { uscc: RUIDA } })
    expect(words).toContain('尚未倍增')
    expect(words).toContain('进度口径（不作认定）：2023年1—10月产值9000万元，较2020年1—10月增长125.0%')
  }))

test('without figures the answer says what is not there', () =>
  onDatabase(async db => {
    const { words } = await ask(db, tell, { by: ruida, slots: { uscc: RUIDA } })
    expect(words).toContain('资料不足')
    expect(words).toContain('没有数据')
  }))

test('neither a rival nor a stranger is told', () =>
  onDatabase(async db => {
    await expect(ask(db, tell, { by: rival, slots: { uscc: RUIDA } })).rejects.toThrow('只提供给该企业')
    await expect(ask(db, tell, { by: stranger, slots: { uscc: RUIDA } })).rejects.toThrow('还没有绑定身份')
    await expect(ask(db, tell, { by: office })).rejects.toThrow('例如“建滔化工 倍增进度”')
  }))
