import { describe, expect, test } from 'vitest'
import { WORKDAY_OVERRIDES } from '../../db/base/calendar.ts'
import { isNotice, isWeekend, readNotice } from '../../src/ledger/holidays/notice.ts'
import { addDays } from '../../src/lib/time.ts'
import { isWorkday } from '../../src/lib/working-days.ts'
import { NOTICES } from './holiday-notices.ts'

/** The calendar as the bot has it. */
const calendar = {
  overrides: new Map(WORKDAY_OVERRIDES.map(([day, kind]) => [day, kind])),
  officialYears: new Set<number>(),
}

/** Working days of each month by the notice alone: the days from Monday to Friday, less those off, more those worked. */
function monthsByNotice(year: number): number[] {
  const { days } = readNotice(NOTICES[year] ?? '')
  const kinds = new Map(days.map(({ day, kind }) => [day, kind]))
  const months = Array.from({ length: 12 }, () => 0)
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
    const kind = kinds.get(day)
    const works = kind === undefined ? !isWeekend(day) : kind === 'work'
    const month = Number(day.slice(5, 7)) - 1
    if (works) months[month] = (months[month] ?? 0) + 1
  }
  return months
}

function monthsByCalendar(year: number): number[] {
  const months = Array.from({ length: 12 }, () => 0)
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
    const month = Number(day.slice(5, 7)) - 1
    if (isWorkday(calendar, day)) months[month] = (months[month] ?? 0) + 1
  }
  return months
}

describe('工作日与国务院办公厅的通知逐日一致', () => {
  // Counted by hand: Mondays to Fridays of the month, less the days off, more the weekend days worked.
  test.each([
    [2023, [18, 20, 23, 20, 21, 21, 21, 23, 20, 19, 22, 21], 249],
    [2024, [22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22], 251],
    [2025, [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23], 248],
    [2026, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23], 248],
  ])('%i 年各月工作日数', (year, months, total) => {
    expect(monthsByNotice(year)).toEqual(months)
    expect(monthsByCalendar(year)).toEqual(months)
    expect(months.reduce((sum, n) => sum + n, 0)).toBe(total)
  })

  test.each([2023, 2024, 2025, 2026])('%i 年通知写明的每一天，与日历表相同', year => {
    const fromNotice = readNotice(NOTICES[year] ?? '')
      .days.filter(({ day, kind }) => day.startsWith(`${year}`) && (kind === 'work') === isWeekend(day))
      .map(({ day, kind }) => `${day} ${kind}`)
    const fromTable = WORKDAY_OVERRIDES.filter(([day]) => day.startsWith(`${year}`)).map(
      ([day, kind]) => `${day} ${kind}`,
    )
    expect(fromNotice).toEqual(fromTable)
  })
})

test('the title and the number are kept as the source', () => {
  const { year, source } = readNotice(NOTICES[2026] ?? '')
  expect(year).toBe(2026)
  expect(source).toBe('国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）')
})

test('a notice is known from other talk about holidays', () => {
  expect(isNotice(NOTICES[2025] ?? '')).toBe(true)
  expect(isNotice('明年国庆节怎么放假')).toBe(false)
  expect(isNotice('国务院办公厅关于2027年部分节假日安排的通知出来没')).toBe(false)
})

describe('通知抄错了，指出错在哪', () => {
  const good = NOTICES[2025] ?? ''
  test.each([
    ['没有标题', good.replace(/关于2025年/, ''), '标题'],
    ['没有文号', good.replace(/国办发明电.*号/, ''), '文号'],
    ['截断了', good.slice(0, good.indexOf('六、')), '没有看到中秋、国庆的安排'],
    ['星期不对', good.replace('1月26日（周日）', '1月26日（周六）'), '2025-01-26 是周日，通知里写的是周六'],
    [
      '天数不对',
      good.replace('放假调休，共8天。1月', '放假调休，共7天。1月'),
      '写的是共7天，按日期数出来是8天',
    ],
    ['调休写成了工作日', good.replace('4月27日（周日）', '4月28日'), '2025-04-28 是周一，本来就上班'],
    ['没有这一天', good.replace('5月1日（周四）', '4月31日'), '没有“4月31日”这一天'],
    ['同一天两次', good.replace('4月27日（周日）', '2月8日（周六）'), '2025-02-08 出现了两次'],
    ['起止颠倒', good.replace('5日（周一）放假调休，共5天', '4月20日放假调休，共5天'), '起止日期不对'],
  ])('%s', (_, text, words) => {
    expect(() => readNotice(text)).toThrow(words)
  })
})
