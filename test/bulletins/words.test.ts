import { describe, expect, test } from 'vitest'
import { basisNotes, goldenLine, sayFirms, sayNoData, sayShare } from '../../src/bulletins/words.ts'
import { publishedContent } from './content.ts'

describe('the opening sentence', () => {
  test('is the one the city published', () => {
    expect(goldenLine(publishedContent())).toBe(
      '2021年至今，全市235家倍增名录企业中，23家实现产值倍增（占9.8%）、36家实现税收倍增（占15.3%），46家产值增长50%以上（其中23家实现倍增）。' +
        '全市共选派3369名干部联系服务企业3.13万家，收集企业问题5676个，解决问题5561个，问题解决率98.0%。',
    )
  })

  test('tells a poor solving rate as it is', () => {
    const campaign = { name: '走找想促', cadres: 1, enterprises: 61, collected: 18_035, solved: 11_491 }
    expect(goldenLine(publishedContent({ campaign }))).toContain('问题解决率63.7%。')
  })

  test('says nothing of a campaign that is not on the books', () => {
    expect(goldenLine(publishedContent({ campaign: null }))).toMatch(/（其中23家实现倍增）。$/)
  })

  test('gives no rate of no problems', () => {
    const campaign = { name: '百日行动', cadres: 5, enterprises: 8, collected: 0, solved: 0 }
    expect(goldenLine(publishedContent({ campaign }))).toMatch(/收集企业问题0个，解决问题0个。$/)
  })
})

describe('numbers', () => {
  test.each([
    [23, 235, '9.8%'],
    [36, 235, '15.3%'],
    [46, 235, '19.6%'],
    [5561, 5676, '98.0%'],
    [1, 2000, '0.1%'],
    [1, 8, '12.5%'],
    [0, 5, '0.0%'],
    [5, 5, '100.0%'],
  ])('%i of %i is %s', (part, whole, words) => {
    expect(sayShare(part, whole)).toBe(words)
  })

  test.each([
    [0, '0家'],
    [9999, '9999家'],
    [10_000, '1万家'],
    [31_300, '3.13万家'],
    [31_349, '3.13万家'],
    [128_000, '12.8万家'],
  ])('%i enterprises are %s', (count, words) => {
    expect(sayFirms(count)).toBe(words)
  })
})

test('the notes print the base year, the day of the data and that 50% contains doubling', () => {
  const notes = basisNotes(publishedContent()).join('')
  expect(notes).toContain('数据截至2023年10月')
  expect(notes).toContain('以2020年为基期，按2022年全年数据计算')
  expect(notes).toContain('含产值倍增企业')
  expect(notes).toContain('不足3家')
})

test.each([
  [{ period: '2023-11', latest: '2023-10' }, '2023年11月的数据还没有报送，最近有数据的是2023年10月'],
  [{ period: '2024-01', latest: '2023-12' }, '2024年1月的数据与2月合并统计'],
  [{ period: '2023-11', latest: null }, '名录企业还没有任何月度数据'],
])('a month without data is named with the latest that has: %o', (state, words) => {
  expect(sayNoData(state)).toContain(words)
})
