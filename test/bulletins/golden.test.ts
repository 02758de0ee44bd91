import { expect, test } from 'vitest'
import { NO_WORDING } from '../../db/bulletin-content.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { composeBulletin } from '../../src/bulletins/compose.ts'
import { goldenLine } from '../../src/bulletins/document/overall.ts'
import { plainOf } from '../../src/bulletins/document/parts.ts'
import { latestMonth } from '../../src/bulletins/report-period.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn } from '../support/policies.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
})

test('the demo data reproduce the sentence the city published', () =>
  onDatabase(async db => {
    const content = await composeBulletin(db, builtIn, NOW)
    expect(plainOf(goldenLine(content, NO_WORDING))).toBe(
      '2021年至今，全市235家倍增名录企业中，23家实现产值倍增（占9.8%）、36家实现税收倍增（占15.3%），46家产值增长50%以上（其中23家实现倍增）。' +
        '全市共选派3369名干部联系服务企业3.13万家，收集企业问题5676个，解决问题5561个，问题解决率98.0%。',
    )
    expect(content).toMatchObject({ isDemo: true, taxUp50: 50, bothDoubled: 12, incomparable: 6 })
  }))

test('the demo data end in October 2023 and cover all fifteen units', () =>
  onDatabase(async db => {
    expect(await latestMonth(db, '2023-12')).toBe('2023-10')
    const { units } = await composeBulletin(db, builtIn, NOW)
    expect(units).toHaveLength(15)
    expect(units.filter(unit => unit.growth === null).map(unit => unit.name)).toEqual(['南岳区'])
    expect(units.find(unit => unit.name === '衡东县')).toMatchObject({
      id: '430424',
      listed: 26,
      growth: { outputDoubled: 3, taxDoubled: 5, outputUp50: 6 },
    })
  }))
