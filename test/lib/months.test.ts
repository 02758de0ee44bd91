import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, addMonths, isDay } from '../../src/lib/time.ts'

test.each([
  ['2024-01-31', 1, '2024-02-29'],
  ['2023-01-31', 1, '2023-02-28'],
  ['2023-08-31', 3, '2023-11-30'],
  ['2023-11-15', 3, '2024-02-15'],
  ['2023-12-01', 1, '2024-01-01'],
  ['2024-02-29', -12, '2023-02-28'],
  ['2024-03-31', -1, '2024-02-29'],
  ['2023-01-15', -1, '2022-12-15'],
  ['2023-06-30', 0, '2023-06-30'],
  ['2023-02-28', 1, '2023-03-28'],
])('%s and %i months is %s', (day, months, wanted) => {
  expect(addMonths(day, months)).toBe(wanted)
})

const day = fc.integer({ min: 0, max: 36_000 }).map(n => addDays('1970-01-01', n))
const monthOf = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7))

test('it is always a day, in the month so many later, and never after its own date', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -600, max: 600 }), (from, months) => {
      const to = addMonths(from, months)
      expect(isDay(to)).toBe(true)
      expect(monthOf(to) - monthOf(from)).toBe(months)
      const isLastOfMonth = addDays(to, 1).endsWith('-01')
      expect(to.slice(8) === from.slice(8) || (isLastOfMonth && to.slice(8) < from.slice(8))).toBe(true)
    }),
  )
})
