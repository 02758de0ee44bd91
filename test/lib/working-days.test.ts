import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CALENDAR_YEARS, WORKDAY_OVERRIDES } from '../../db/base/calendar.ts'
import { addDays, weekdayOf } from '../../src/lib/time.ts'
import {
  addWorkdays,
  countWorkdays,
  isWorkday,
  nextWorkday,
  type WorkCalendar,
} from '../../src/lib/working-days.ts'

const calendar: WorkCalendar = {
  overrides: new Map(WORKDAY_OVERRIDES.map(([day, kind]) => [day, kind])),
  officialYears: new Set(CALENDAR_YEARS.map(({ year }) => year)),
}

describe('真实日子', () => {
  test.each([
    ['2023-11-15', 7, '2023-11-24', '跨一个周末'],
    ['2023-11-08', 7, '2023-11-17', '跨一个周末'],
    ['2023-09-28', 1, '2023-10-07', '中秋国庆放假8天，第一个工作日是调休的周六'],
    ['2023-09-27', 7, '2023-10-12', '国庆前交办，调休周六周日都算'],
    ['2023-10-06', 2, '2023-10-08', '调休周末连上两天'],
    ['2023-04-28', 3, '2023-05-06', '劳动节后调休周六上班'],
    ['2024-02-09', 1, '2024-02-18', '2024年除夕上班，春节后周日调休'],
    ['2022-12-30', 1, '2023-01-03', '元旦补休'],
    ['2025-01-24', 2, '2025-01-27', '春节前周日调休上班'],
    ['2026-02-13', 1, '2026-02-14', '2026年春节前周六上班'],
    ['2023-11-18', 0, '2023-11-20', '周六当天不是工作日，顺延到周一'],
  ])('%s 起第 %i 个工作日是 %s（%s）', (from, n, due) => {
    expect(addWorkdays(calendar, from, n)).toEqual({ day: due, provisional: false })
  })

  test.each([
    ['2023-10-07', true],
    ['2023-10-08', true],
    ['2023-10-06', false],
    ['2023-10-14', false],
    ['2024-02-09', true],
    ['2026-10-10', true],
    ['2026-10-08', true],
    ['2026-10-07', false],
  ])('%s 是不是工作日：%s', (day, expected) => {
    expect(isWorkday(calendar, day)).toBe(expected)
  })

  test('the whole of 2023 has 249 working days', () => {
    // 365 days, 105 on a weekend, 18 weekdays off, 7 weekend days worked.
    expect(countWorkdays(calendar, '2022-12-31', '2023-12-31')).toBe(249)
  })
})

describe('暂定', () => {
  test('a term that ends in a year without a notice says so, one that ends before does not', () => {
    expect(addWorkdays(calendar, '2026-12-28', 5)).toEqual({ day: '2027-01-05', provisional: true })
    expect(addWorkdays(calendar, '2026-12-24', 5)).toEqual({ day: '2026-12-31', provisional: false })
  })

  test('a provisional year still leaves out the days the law gives', () => {
    expect(isWorkday(calendar, '2027-10-01')).toBe(false)
    expect(isWorkday(calendar, '2027-02-08')).toBe(false)
    expect(isWorkday(calendar, '2027-10-05')).toBe(true)
  })
})

test('every override differs from Monday to Friday, once', () => {
  expect(calendar.overrides.size).toBe(WORKDAY_OVERRIDES.length)
  for (const [day, kind] of WORKDAY_OVERRIDES) {
    const isWeekend = [0, 6].includes(weekdayOf(day))
    expect([day, kind]).toEqual([day, isWeekend ? 'work' : 'off'])
  }
})

describe('against a slow day-by-day oracle', () => {
  const dayArb = fc.integer({ min: 0, max: 365 * 6 }).map(n => addDays('2022-01-01', n))

  /** All working days after a day, one by one, as a person would tick them off. */
  function* ticked(from: string) {
    for (let day = addDays(from, 1); ; day = addDays(day, 1)) {
      const special = WORKDAY_OVERRIDES.find(([known]) => known === day)?.[1]
      const usual = weekdayOf(day) >= 1 && weekdayOf(day) <= 5 ? 'work' : 'off'
      if ((special ?? usual) === 'work') yield day
    }
  }

  function nth(from: string, n: number): string {
    const days = ticked(from)
    for (let i = 1; i < n; i += 1) days.next()
    return days.next().value ?? ''
  }

  test('the nth working day is the nth day ticked off', () => {
    fc.assert(
      fc.property(dayArb, fc.integer({ min: 1, max: 40 }), (from, n) => {
        expect(addWorkdays(calendar, from, n).day).toBe(nth(from, n))
      }),
      { numRuns: 300 },
    )
  })

  test('counting undoes adding, forwards and backwards', () => {
    fc.assert(
      fc.property(dayArb, fc.integer({ min: 1, max: 40 }), (from, n) => {
        const { day } = addWorkdays(calendar, from, n)
        expect(countWorkdays(calendar, from, day)).toBe(n)
        expect(countWorkdays(calendar, day, from)).toBe(-n)
      }),
      { numRuns: 300 },
    )
  })

  test('the next working day is later, worked, and the first such', () => {
    fc.assert(
      fc.property(dayArb, from => {
        expect(nextWorkday(calendar, from).day).toBe(nth(from, 1))
      }),
      { numRuns: 300 },
    )
  })
})
