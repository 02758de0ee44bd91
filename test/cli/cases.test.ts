import { describe, expect, test } from 'vitest'
import { loadDemo } from '../../db/demo/load.ts'
import { caseFile } from '../../db/schema/index.ts'
import { useDatabase } from '../support/database.ts'
import { operate } from '../support/host.ts'

const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: new Date('2023-11-15T10:00:00+08:00') })
})

const LEDGER = [
  '编号,企业名称,诉求类别,情况描述,状态,受理日期,承办单位,办理期限',
  '001,衡阳金杯电工有限公司,用电,园区经常跳闸,办理中,2023-11-06,供电公司,2023-11-20',
  '002,没有这家公司,用电,停电,办理中,2023-11-06,供电公司,2023-11-20',
  '003,衡阳金杯电工有限公司,用工,缺普工二十个,待交办,2023-13-06,,',
].join('\n')

describe('import cases', () => {
  test('takes good rows, names every fault of the others; dry changes nothing; twice changes nothing', () =>
    onDatabase(async db => {
      const files = { 'l.csv': LEDGER }
      const run = (...flags: string[]) => operate(db, ['import', 'cases', 'l.csv', ...flags], { files })
      const tried = await run('--dry')
      expect(tried).toMatchObject({ code: 0, err: '' })
      expect(tried.out).toContain('试算（没有写入）：可导入 1 行，有问题未导入 2 行')
      expect(await db.$count(caseFile)).toBe(0)
      const done = await run()
      expect(done.out).toContain('已导入 1 行')
      expect(done.out).toMatch(/第 3 行：「企业」.*第 4 行：「受理日期」/s)
      expect(await db.$count(caseFile)).toBe(1)
      expect((await run()).out).toContain('其中 1 行库里已有，没有变化')
      expect(await db.$count(caseFile)).toBe(1)
      expect((await operate(db, ['verify-ledger'])).out).toContain('台账完好')
    }))

  test.each([
    [['import', 'cases'], '用法：import cases'],
    [['export', 'cases', 'x.xlsx'], '没有符合条件的诉求'],
    [['export', 'cases', 'x.xlsx', '--standing', 'lost'], '用法：export cases'],
    [['export', 'cases', 'x.xlsx', '--from', '昨天'], '要写成 2023-11-15'],
  ])('%s', (argv, words) =>
    onDatabase(async db => {
      const { code, err } = await operate(db, argv)
      expect(code).toBe(2)
      expect(err).toContain(words)
    }),
  )

  test('what was imported can be exported again, narrowed; and there is a template', () =>
    onDatabase(async db => {
      await operate(db, ['import', 'cases', 'l.csv'], { files: { 'l.csv': LEDGER } })
      const { out } = await operate(db, [
        'export',
        'cases',
        'x.xlsx',
        '--category',
        '用电',
        '--standing',
        'open',
      ])
      expect(out).toContain('共 1 件')
      expect((await operate(db, ['template', 'cases', 't.xlsx'])).out).toContain('已写入 t.xlsx')
    }))
})
