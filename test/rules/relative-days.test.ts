import { describe, expect, test } from 'vitest'
import { date } from '../../src/rules/author.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import { isRelativeDay, parameterOn } from '../../src/rules/parameters.ts'
import { trialParameter, trialVersion } from '../support/trial-policy.ts'

const versionSince = (since: string) =>
  trialVersion(
    { when: date({ id: 'produced', fact: 'production_start_date', atLeast: 'since', clause: '第一条' }) },
    [trialParameter('since', '日期', since)],
  )

describe('a day told relative to the day asked about', () => {
  test.each([
    ['上年10-01', '2023-11-15', '2022-10-01'],
    ['上年10-01', '2024-01-01', '2023-10-01'],
    ['前30天', '2023-03-01', '2023-01-30'],
    ['前30天', '2024-03-01', '2024-01-31'],
    ['前1个月', '2023-03-31', '2023-02-28'],
    ['前3个月', '2024-01-15', '2023-10-15'],
    ['前2年', '2024-02-29', '2022-02-28'],
    ['2022-01-01', '2023-11-15', '2022-01-01'],
  ])('%s on %s is %s', (value, on, wanted) => {
    expect(isRelativeDay(value)).toBe(value !== '2022-01-01')
    expect(parameterOn(versionSince(value).document, 'since', on).value).toBe(wanted)
  })

  test('is one day when asked on another, also after it has been looked up once', () => {
    const { document } = versionSince('前30天')
    const days = ['2023-01-31', '2023-03-02', '2023-01-31'].map(
      on => parameterOn(document, 'since', on).value,
    )
    expect(days).toEqual(['2023-01-01', '2023-01-31', '2023-01-01'])
  })

  test.each([
    ['2022-09-30', 'fail'],
    ['2022-10-01', 'pass'],
    ['2023-05-01', 'pass'],
  ])('decides: %s, on 2023-11-15 against 上年10-01, is %s', (day, verdict) => {
    const facts = { production_start_date: day }
    const answer = evaluate(versionSince('上年10-01'), facts, { on: '2023-11-15' })
    expect(answer.verdict).toBe(verdict)
    expect(answer.conditions[0]?.threshold).toBe('2022-10-01')
  })
})

test.each(['去年10-01', '上年10月', '前30', '前天', '前30日', ' 前30天'])('“%s” is no relative day', text => {
  expect(isRelativeDay(text)).toBe(false)
})
