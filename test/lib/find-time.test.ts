import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findRhythm, findTime, findTimes } from '../../src/lib/find-time.ts'
import { lastMoment, nextMoment, type Rhythm, sayRhythm } from '../../src/lib/rhythm.ts'
import { dayOf, instantOf, timeOf } from '../../src/lib/time.ts'
import { isWorkday } from '../../src/lib/working-days.ts'

test.each([
  ['明天上午9点去园区', '09:00'],
  ['下午两点碰头', '14:00'],
  ['下午2点半', '14:30'],
  ['16:05 开会', '16:05'],
  ['晚上十点以后', '22:00'],
  ['早上八点一刻', '08:15'],
  ['十二点三刻', '12:45'],
  ['中午1点', '13:00'],
  ['二十三点', '23:00'],
  ['9点05分', '09:05'],
  ['下班前交', '17:00'],
  ['一早出发', '08:30'],
])('%s is at %s', (said, at) => {
  expect(findTime(said)?.at).toBe(at)
})

test.each(['产值26点5亿', '3点6个百分点', '没有说时间', '第25点意见'])('%s names no time', said => {
  expect(findTimes(said)).toEqual([])
})

test.each<[string, Rhythm | null]>([
  ['每周五下午四点提醒我报周报', { every: 'week', on: 5, at: '16:00' }],
  ['以后每周一早上8点半给我推一份', { every: 'week', on: 1, at: '08:30' }],
  ['每天9点', { every: 'day', at: '09:00' }],
  ['每个工作日早上8点', { every: 'workday', at: '08:00' }],
  ['每月25号上午10点', { every: 'month', on: 25, at: '10:00' }],
  ['每月底', { every: 'month', on: 31, at: '08:00' }],
  ['别老推了 每月一次就行', { every: 'month', on: 1, at: '08:00' }],
  ['一周一次就够', { every: 'week', on: 1, at: '08:00' }],
  ['每周日晚上8点', { every: 'week', on: 7, at: '20:00' }],
  ['明天9点', null],
])('%s comes again so', (said, rhythm) => {
  expect(findRhythm(said, '08:00')?.rhythm ?? null).toEqual(rhythm)
})

const calendar = {
  overrides: new Map([
    ['2023-12-30', 'off' as const],
    ['2024-02-04', 'work' as const],
  ]),
  officialYears: new Set([2023, 2024]),
}

describe('moments of a rhythm', () => {
  const rhythms = fc.oneof(
    fc.constantFrom<Rhythm>({ every: 'day', at: '08:30' }, { every: 'workday', at: '23:59' }),
    fc.record({
      every: fc.constant('week' as const),
      on: fc.integer({ min: 1, max: 7 }),
      at: fc.constant('00:00'),
    }),
    fc.record({
      every: fc.constant('month' as const),
      on: fc.integer({ min: 1, max: 31 }),
      at: fc.constant('08:30'),
    }),
  )
  const instants = fc
    .integer({ min: 0, max: 3 * 365 * 24 * 60 })
    .map(minutes => new Date(instantOf('2023-01-01').getTime() + minutes * 60_000))

  test('the next is after, the last is not, and between them lies none', () => {
    fc.assert(
      fc.property(rhythms, instants, (rhythm, now) => {
        const next = nextMoment(rhythm, calendar, now)
        const last = lastMoment(rhythm, calendar, now)
        expect(next > now && last <= now).toBe(true)
        expect(nextMoment(rhythm, calendar, last)).toEqual(next)
        expect(timeOf(next)).toBe(rhythm.at)
        if (rhythm.every === 'workday') expect(isWorkday(calendar, dayOf(next))).toBe(true)
      }),
    )
  })

  test('the 31st of a month that has none is its last day', () => {
    const end: Rhythm = { every: 'month', on: 31, at: '09:00' }
    expect(nextMoment(end, calendar, instantOf('2024-02-01'))).toEqual(instantOf('2024-02-29', '09:00'))
    expect(sayRhythm(end)).toBe('每月31日9:00')
  })
})
