import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { loadDemo } from '../../db/demo/load.ts'
import { receipt } from '../../db/schema/index.ts'
import { useDatabase } from '../support/database.ts'
import { operate } from '../support/host.ts'

const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: new Date('2023-11-15T10:00:00+08:00') })
})

test('assess judges all enterprises and tells how they came out', () =>
  onDatabase(async db => {
    const ran = await operate(db, ['assess', 'R-LIST-IND', '--as', 'ou_office', '--json'])
    expect(ran.code).toBe(0)
    const done = JSON.parse(ran.out)
    const { counts, judged, kept } = done
    expect(done).toMatchObject({ rule: 'R-LIST-IND', version: '2023-09-15', on: '2023-11-15' })
    expect(counts.pass + counts.fail + counts.unknown + counts.manual).toBe(judged)
    expect(await db.$count(receipt)).toBe(kept)
    const words = (await operate(db, ['assess', 'R-LIST-IND'])).out
    expect(words).toContain(`评定 ${judged} 家企业`)
    expect(words).toContain(`已留痕 ${kept} 家`)
  }))

test('what the trial measures left to people leaves no receipt, and it is said', () =>
  onDatabase(async db => {
    const { out } = await operate(db, ['assess', 'R-LIST-IND', '--on', '2023-02-28'])
    expect(out).toContain('已留痕 0 家。该版本的条件须人工核定')
  }))

test('receipt shows what was judged and judges it again; exit 2 where that comes out otherwise', () =>
  onDatabase(async db => {
    await operate(db, ['assess', 'R-LIST-IND', '--as', 'ou_office'])
    const [row] = await db.select().from(receipt).limit(1)
    const id = String(row?.id)
    const shown = await operate(db, ['receipt', id.padStart(8, '0')])
    expect(shown).toMatchObject({ code: 0, err: '' })
    expect(shown.out).toContain('用留存的规则和数据重算，结果相同。')
    expect(shown.out).toMatch(/上年度工业产值（output_y） "[\d.]+" {2}统计 2022 2023-02-20/)
    expect(JSON.parse((await operate(db, ['receipt', id, '--json'])).out)).toMatchObject({
      rule: 'R-LIST-IND',
      askedBy: 'ou_office',
      purpose: 'assessment',
      replay: { isSame: true, why: null },
    })
    await db.execute(sql`alter table receipt disable trigger user`)
    await db.execute(sql`update receipt set answer = jsonb_set(answer, '{verdict}', '"manual"')`)
    expect(await operate(db, ['receipt', id])).toMatchObject({
      code: 2,
      out: expect.stringContaining('重算结果与当时不同：结论'),
    })
  }))

test.each([
  [['receipt'], '用法：receipt'],
  [['receipt', 'x'], '用法：receipt'],
  [['receipt', '99999999'], '没有编号为 99999999 的留痕'],
  [['assess'], '用法：assess'],
  [['assess', 'R-NONE'], '没有编号为“R-NONE”的规则'],
  [['assess', 'R-LIST-IND', '--on', '2023-13-01'], '--on 应为 YYYY-MM-DD'],
  [['assess', 'R-LIST-IND', '--on', '2024-01-01'], '2024-01-01 还没有到'],
])('%j is told what is wrong with it', (argv, words) =>
  onDatabase(async db => {
    const ran = await operate(db, argv)
    expect(ran).toMatchObject({ code: 2, out: '' })
    expect(ran.err).toContain(words)
  }),
)
