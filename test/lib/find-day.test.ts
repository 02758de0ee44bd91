import { describe, expect, test } from 'vitest'
import { CALENDAR_YEARS, WORKDAY_OVERRIDES } from '../../db/base/calendar.ts'
import { dayMeant, findDay, workdayUpTo } from '../../src/lib/find-day.ts'
import type { WorkCalendar } from '../../src/lib/working-days.ts'

/** A Wednesday. */
const TODAY = '2023-11-15'
const calendar: WorkCalendar = {
  overrides: new Map(WORKDAY_OVERRIDES.map(([day, kind]) => [day, kind])),
  officialYears: new Set(CALENDAR_YEARS.map(({ year }) => year)),
}

const meant = (text: string, today = TODAY) => {
  const found = findDay(text, today)
  return found && dayMeant(found.said, today, calendar)
}

describe('话里的日子', () => {
  test.each([
    ['今天下班前', '2023-11-15'],
    ['明天', '2023-11-16'],
    ['明日报我', '2023-11-16'],
    ['后天之前', '2023-11-17'],
    ['大后天', '2023-11-18'],
    ['本周五前报我', '2023-11-17'],
    ['这周五', '2023-11-17'],
    ['周五前', '2023-11-17'],
    ['周二', '2023-11-21'],
    ['星期天', '2023-11-19'],
    ['下周五前办结', '2023-11-24'],
    ['下个星期一', '2023-11-20'],
    ['下下周三', '2023-11-29'],
    ['本周内', '2023-11-17'],
    ['下周内', '2023-11-24'],
    ['延期到月底', '2023-11-30'],
    ['这个月底', '2023-11-30'],
    ['下月底', '2023-12-31'],
    ['下个月5号', '2023-12-05'],
    ['年底前', '2023-12-31'],
    ['3个工作日', '2023-11-20'],
    ['三个工作日内', '2023-11-20'],
    ['十五个工作日', '2023-12-06'],
    ['3天内', '2023-11-18'],
    ['两周后', '2023-11-29'],
    ['半个月内', '2023-11-30'],
    ['一个月内', '2023-12-15'],
    ['11月24号', '2023-11-24'],
    ['11月24日前', '2023-11-24'],
    ['十一月二十四号', '2023-11-24'],
    ['11.24', '2023-11-24'],
    ['11/24', '2023-11-24'],
    ['24号', '2023-11-24'],
    ['本月20号', '2023-11-20'],
    ['3号', '2023-12-03'],
    ['1月5号', '2024-01-05'],
    ['2024-01-05', '2024-01-05'],
    ['2023年12月1日', '2023-12-01'],
    // Passed, but not by long: somebody else has to say that it cannot be.
    ['11月3号', '2023-11-03'],
  ])('%s is %s', (text, day) => {
    expect(meant(text)).toBe(day)
  })

  test.each([
    ['上周五的会'],
    ['每周三来一次'],
    ['10月1206万'],
    ['上个星期三'],
    ['昨天停电'],
    ['2月30号'],
    ['缺普工20人'],
    ['授信批了 800万'],
    ['产值1.5亿'],
    ['办了3天'],
    ['增长12.5%'],
    ['第三次停电'],
    ['变压器800千伏安'],
    [''],
  ])('%s names no day', text => {
    expect(meant(text)).toBeNull()
  })

  test('working days go by the calendar, with its worked weekends', () => {
    expect(meant('3个工作日', '2023-09-28')).toBe('2023-10-09')
    expect(meant('1个工作日', '2023-10-06')).toBe('2023-10-07')
  })

  test('the words around a day are part of what is cut out', () => {
    const text = '派给自然资源局，务必在下周五前办结'
    const found = findDay(text, TODAY)
    expect(text.slice(0, found?.start) + text.slice(found?.end)).toBe('派给自然资源局，办结')
  })

  test('the last working day of a month that ends on a weekend is before it', () => {
    expect(workdayUpTo(calendar, '2023-12-31')).toBe('2023-12-29')
    expect(workdayUpTo(calendar, '2023-11-30')).toBe('2023-11-30')
    expect(workdayUpTo(calendar, '2023-10-07')).toBe('2023-10-07')
  })
})
