import { describe, expect, test } from 'vitest'
import { loadDemo } from '../../db/demo/load.ts'
import { caseEvent, caseFile } from '../../db/schema/index.ts'
import { loadDemoCases } from '../../src/ledger/demo-cases.ts'
import { readTable } from '../../src/lib/tables/read.ts'
import { useDatabase } from '../support/database.ts'
import { operate } from '../support/host.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
})

const LEDGER = [
  '编号,企业名称,诉求类别,情况描述,状态,受理日期,承办单位,办理期限',
  '001,衡阳金杯电工有限公司,用电,园区经常跳闸,办理中,2023-11-06,供电公司,2023-11-20',
  '002,没有这家公司,用电,停电,办理中,2023-11-06,供电公司,2023-11-20',
  '003,衡阳金杯电工有限公司,用工,缺普工二十个,待交办,2023-13-06,,',
].join('\n')

/** The rows of the first sheet a command left, the headings first. */
async function rowsIn(bytes: unknown): Promise<string[][]> {
  if (!(bytes instanceof Uint8Array)) throw new Error('nothing written')
  const { sheets } = await readTable(bytes, 'x.xlsx')
  return [...(sheets[0]?.rows ?? [])].map(({ cells }) => [...cells])
}

describe('import cases', () => {
  test('takes good rows, names every fault of the others; dry changes nothing; twice changes nothing', () =>
    onDatabase(async db => {
      const files = { 'l.csv': LEDGER }
      const run = (...flags: string[]) => operate(db, ['import', 'cases', 'l.csv', ...flags], { files })
      const tried = await run('--dry')
      expect(tried).toMatchObject({ code: 0, err: '' })
      expect(tried.out).toContain('试算（没有写入）：可导入 1 行，有问题未导入 2 行')
      expect([await db.$count(caseFile), await db.$count(caseEvent)]).toEqual([0, 0])
      const done = await run()
      expect(done.out).toContain('已导入 1 行')
      expect(done.out).toMatch(/第 3 行：「企业」.*第 4 行：「受理日期」/s)
      const events = await db.$count(caseEvent)
      expect((await run()).out).toContain('其中 1 行库里已有，没有变化')
      expect([await db.$count(caseFile), await db.$count(caseEvent)]).toEqual([1, events])
      expect((await operate(db, ['verify-ledger'])).out).toContain('台账完好')
    }))

  test('only the office and administrators may, where somebody is named', () =>
    onDatabase(async db => {
      const files = { 'l.csv': LEDGER }
      const as = (who: string) =>
        operate(db, ['import', 'cases', 'l.csv', '--as', `ou_demo_${who}`], { files })
      for (const who of ['mayor', 'county', 'land', 'liaison', 'enterprise']) {
        expect(await as(who)).toMatchObject({
          code: 2,
          err: expect.stringContaining('没有导入问题台账的权限'),
        })
      }
      expect(await db.$count(caseFile)).toBe(0)
      expect(await as('office')).toMatchObject({ code: 0 })
      const [event] = await db.select().from(caseEvent).limit(1)
      expect(event?.actor).toBe('import:demo-office')
    }))

  test('--json tells the same for machines', () =>
    onDatabase(async db => {
      const { out } = await operate(db, ['import', 'cases', 'l.csv', '--json', '--dry'], {
        files: { 'l.csv': LEDGER },
      })
      expect(JSON.parse(out)).toMatchObject({
        accepted: 1,
        rejected: [
          { row: 3, column: '企业' },
          { row: 4, column: '受理日期' },
        ],
      })
    }))
})

describe('export cases', () => {
  test.each<[string[], (row: Record<string, string>) => boolean]>([
    [[], () => true],
    [['--region', '雁峰'], ({ 区域 }) => 区域 === '雁峰区'],
    [['--unit', '供电公司'], ({ 责任单位 }) => 责任单位 === '国网衡阳供电公司'],
    [['--category', '用电', '--category', '融资'], ({ 类别 = '' }) => ['用电', '融资'].includes(类别)],
    [['--chain', '输变电'], ({ 产业链 }) => 产业链 === '输变电'],
    [['--enterprise', '金杯电工'], ({ 企业 }) => 企业 === '衡阳金杯电工有限公司'],
    [['--status', '逾期'], ({ 是否逾期, 状态 }) => 是否逾期 === '是' && 状态 === '办理中'],
    [['--period', '2023-10'], ({ 受理日期 = '' }) => 受理日期.startsWith('2023-10')],
    [
      ['--from', '2023-11-01', '--to', '2023-11-08'],
      ({ 受理日期 = '' }) => 受理日期 >= '2023-11-01' && 受理日期 <= '2023-11-08',
    ],
  ])('%j: what fits and nothing else', (flags, fits) =>
    onDatabase(async db => {
      await loadDemoCases(db, NOW)
      const files: Record<string, unknown> = {}
      await operate(db, ['export', 'cases', 'all.xlsx'], { files })
      const { out, err } = await operate(db, ['export', 'cases', 'x.xlsx', ...flags], { files })
      expect(err).toBe('')
      const [headings = [], ...all] = await rowsIn(files['all.xlsx'])
      const [, ...found] = await rowsIn(files['x.xlsx'])
      expect(all).toHaveLength(await db.$count(caseFile))
      const named = (row: string[]) => Object.fromEntries(headings.map((title, i) => [title, row[i] ?? '']))
      expect(found.length).toBeGreaterThan(0)
      expect(found).toEqual(all.filter(row => fits(named(row))))
      expect(out).toContain(`共 ${found.length} 件，截至 2023-11-15`)
    }),
  )

  test('what was exported imports as it was: nothing changes', () =>
    onDatabase(async db => {
      await loadDemoCases(db, NOW)
      const events = await db.$count(caseEvent)
      const files: Record<string, unknown> = {}
      await operate(db, ['export', 'cases', 'all.xlsx'], { files })
      const { out } = await operate(db, ['import', 'cases', 'all.xlsx'], { files })
      const cases = await db.$count(caseFile)
      expect(out).toContain(`已导入 ${cases} 行（其中 ${cases} 行库里已有，没有变化）`)
      expect(await db.$count(caseEvent)).toBe(events)
    }))
})

test('the template has the headings an import reads', () =>
  onDatabase(async db => {
    const files: Record<string, unknown> = {}
    expect((await operate(db, ['template', 'cases', 't.xlsx'], { files })).out).toContain('已写入 t.xlsx')
    const [headings] = await rowsIn(files['t.xlsx'])
    expect(headings).toEqual(expect.arrayContaining(['编号', '企业', '类别', '情况', '受理日期', '状态']))
  }))

describe('a wrong command line says what is wrong', () => {
  test.each([
    [['import', 'cases'], '用法：import <表>'],
    [['import', 'cases', 'missing.xlsx'], '读不到文件 missing.xlsx'],
    [['export', 'cases'], '用法：export cases'],
    [['export', 'cases', 'x.xlsx'], '没有符合条件的诉求'],
    [['export', 'cases', 'x.xlsx', '--status', '丢了'], '状态“丢了”看不懂，可以问：'],
    [['export', 'cases', 'x.xlsx', '--region', '长沙'], '没有登记过“长沙”这个县市区或园区'],
    [['export', 'cases', 'x.xlsx', '--unit', '外星局'], '没有登记过“外星局”这个单位'],
    [['export', 'cases', 'x.xlsx', '--category', '天气'], '没有“天气”这个诉求类别'],
    [['export', 'cases', 'x.xlsx', '--chain', '月球'], '没有登记过“月球”这条产业链'],
    [['export', 'cases', 'x.xlsx', '--enterprise', '查无此厂'], '没有找到企业“查无此厂”'],
    [['export', 'cases', 'x.xlsx', '--from', '昨天'], '要写成 2023-11-15'],
    [['template', 'cases'], '用法：template <表>'],
  ])('%j', (argv, words) =>
    onDatabase(async db => {
      const { code, err } = await operate(db, argv)
      expect(code).toBe(2)
      expect(err).toContain(words)
    }),
  )
})
