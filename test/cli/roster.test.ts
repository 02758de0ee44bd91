import { describe, expect, test } from 'vitest'
import { loadDemo } from '../../db/demo/load.ts'
import { useDatabase } from '../support/database.ts'
import { operate } from '../support/host.ts'

const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: new Date('2023-11-15T10:00:00+08:00') })
})

describe('roster', () => {
  test('members of a day, with the union of all years beside', () =>
    onDatabase(async db => {
      const { code, out } = await operate(db, ['roster', 'members', '倍增名录', '--year', '2022', '--json'])
      expect(code).toBe(0)
      const told = JSON.parse(out)
      expect(told).toMatchObject({ roster: '倍增名录', year: 2022, union: 235 })
      expect(told.members).toHaveLength(204)
      const before = await operate(db, ['roster', 'members', '倍增名录', '--on', '2021-12-31', '--json'])
      expect(JSON.parse(before.out)).toMatchObject({ members: [], union: 0 })
    }))

  test('who should come in and go by the rule of a pool', () =>
    onDatabase(async db => {
      const { out } = await operate(db, ['roster', 'check', '小升规培育库'])
      expect(out).toContain('符合但不在库')
      expect(out).toContain('在库但不再符合')
    }))

  test.each([
    [['roster']],
    [['roster', 'members']],
    [['roster', 'members', '没有的库']],
    [['roster', 'members', '倍增名录', '--on', '昨天']],
    [['roster', 'check', '头雁']],
    [['roster', 'check', '倍增名录']],
    [['roster', 'pack', '2024', 'a.xlsx']],
    [['roster', 'pack', '2024']],
  ])('%j is told to be wrong, with exit code 2', argv =>
    onDatabase(async db => {
      const { code, err } = await operate(db, argv)
      expect(code).toBe(2)
      expect(err).toMatch(/[\u4e00-\u9fff]/)
    }),
  )
})
