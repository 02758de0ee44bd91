import { describe, expect, test } from 'vitest'
import { type BulletinContent, NO_WORDING, type Wording } from '../../db/bulletin-content.ts'
import { milder, whyNotWords } from '../../src/bulletins/check-words.ts'
import { basisNotes } from '../../src/bulletins/document/closing.ts'
import { goldenLine } from '../../src/bulletins/document/overall.ts'
import { plainOf } from '../../src/bulletins/document/parts.ts'
import { gap, manyFirms, money, sayGrowthText, share } from '../../src/bulletins/document/say.ts'
import { documentOf } from '../../src/bulletins/document.ts'
import { explainAll } from '../../src/bulletins/provenance/explain.ts'
import { sayNoData } from '../../src/bulletins/words.ts'
import { publishedContent } from './content.ts'

const golden = (changes: Partial<BulletinContent> = {}, wording: Wording = NO_WORDING) =>
  plainOf(goldenLine(publishedContent(changes), wording))

/** All of a bulletin as plain words, a line a passage or row. */
function wordsOf(changes: Partial<BulletinContent> = {}, wording: Wording = NO_WORDING): string {
  return documentOf(publishedContent(changes), wording)
    .flatMap(({ title, parts }) => [
      title,
      ...parts.flatMap(part => {
        if (part.kind === 'passage') return [`${part.title}：${plainOf(part.facts)}${part.remark}`]
        if (part.kind === 'table') return part.rows.map(row => row.map(cell => plainOf([cell])).join(' '))
        return part.kind === 'names' ? [`${part.title}${part.names.join('、')}`] : []
      }),
    ])
    .join('\n')
}

describe('the opening sentence', () => {
  test('is the one the city published', () => {
    expect(golden()).toBe(
      '2021年至今，全市235家倍增名录企业中，23家实现产值倍增（占9.8%）、36家实现税收倍增（占15.3%），46家产值增长50%以上（其中23家实现倍增）。' +
        '全市共选派3369名干部联系服务企业3.13万家，收集企业问题5676个，解决问题5561个，问题解决率98.0%。',
    )
  })

  test('tells a poor solving rate as it is', () => {
    const campaign = { name: '走找想促', cadres: 1, enterprises: 61, collected: 18_035, solved: 11_491 }
    expect(golden({ campaign })).toContain('问题解决率63.7%。')
    expect(golden({ campaign }, { ...NO_WORDING, exact: ['campaign.rate'] })).toContain('问题解决率63.71%。')
  })

  test('prints 97.97% once somebody asked for the rate as it is', () => {
    expect(golden({}, { ...NO_WORDING, exact: ['campaign.rate'] })).toContain('问题解决率97.97%。')
  })

  test('says nothing of a campaign that is not on the books', () => {
    expect(golden({ campaign: null })).toMatch(/（其中23家实现倍增）。$/)
  })

  test('gives no rate of no problems', () => {
    const campaign = { name: '百日行动', cadres: 5, enterprises: 8, collected: 0, solved: 0 }
    expect(golden({ campaign })).toMatch(/收集企业问题0个，解决问题0个。$/)
  })
})

describe('every field a monthly bulletin must contain is there', () => {
  const words = wordsOf()
  test.each([
    ['①②③④ 名录、倍增数和名单', '产值倍增企业名单（2家）金杯电工、建滔化工'],
    ['⑤ 税收增长50%以上', '税收增长50%以上的50家（占21.3%）'],
    ['⑥ 梯队', '10亿元以上12家、50亿元以上2家、100亿元以上1家'],
    ['⑦ 位次和变化', '居全市第1位（较上月上升1位）'],
    ['⑦ 位次下降', '居全市第2位（较上月下降1位）'],
    ['⑦ 下降写作下降', '名录企业累计产值同比下降2.5%'],
    ['⑧ 产业链', '输变电 26 4 5 6'],
    ['⑧ 四类企业', '老衡企 46 7 8 11'],
    ['⑨ 台账', '台账累计受理企业诉求12件，已解决7件，解决率58.3%；未销号4件，其中逾期1件'],
    ['⑨ 按类别', '用电 8 5 62.5% 3 1'],
    ['⑨ 按单位', '国网衡阳供电公司 8 5 62.5% 3 1'],
    ['⑩ 净增和目标', '新增规模工业企业106家、退库7家，净增99家'],
    ['⑩ 完成率', '完成年度新增目标150家的70.7%'],
    ['⑩ 库', '培育库180家，疑似应统未统40家，退规风险企业库60家'],
    ['⑪ 项目', '在建亿元以上工业项目149个，计划总投资675.4亿元；2023年预计投产52个'],
    ['⑪ 产出', '可新增年产值502亿元、年税收13.3亿元'],
    ['⑫ 招商', '签约项目21个，总投资185.8亿元，引资额159.8亿元；其中制造业16个（占76.2%），三类500强2个'],
    ['⑫ 履约', '履约率42.9%'],
    ['⑬ 小巨人', '65家，其中省级55家，是2021年全年20家的2.75倍；产业链“头雁”企业109家'],
    ['⑭ 宏观', '规模工业增加值同比增长8.4%，高于全国4.5个百分点，低于全省0.9个百分点，居全省第2位'],
    ['⑮ 问题', '存在问题：一是1个县市区（园区）名录企业累计产值下降（祁东县）'],
    ['⑮ 打算', '下步打算：一是抓实运行监测'],
  ])('%s', (_field, said) => {
    expect(words).toContain(said)
  })

  test('⑯ the notes print the base year, the day of the data, what is provisional and where it comes from', () => {
    const notes = basisNotes(publishedContent()).join('')
    expect(notes).toContain('数据截至2023年10月')
    expect(notes).toContain('以2020年为基期，按2022年全年数据计算')
    expect(notes).toContain('含产值倍增企业')
    expect(notes).toContain(
      '暂定：3家名录企业的2022年数为企业自报或部门数，1家有数据存疑待说明，2家未报当月产值',
    )
    expect(notes).toContain('不足3家')
    expect(notes).toContain('市统计局月度快报')
  })
})

test('a group of fewer than three enterprises is counted and nothing of its growth is told', () => {
  const words = wordsOf()
  expect(words).toContain('钟表 2 — — —')
  expect(words).toMatch(/— — 南岳区 2 — — — —/)
  expect(words).not.toMatch(/三类500强2个、/)
})

test('the boards are printed once somebody has agreed, never before and not after a no', () => {
  expect(wordsOf()).not.toMatch(/红榜|黄榜/)
  expect(wordsOf({}, { ...NO_WORDING, boards: { isShown: false, by: 'person:a' } })).not.toMatch(/红榜|黄榜/)
  const shown = wordsOf({}, { ...NO_WORDING, boards: { isShown: true, by: 'person:a' } })
  expect(shown).toContain('红榜（予以表扬）：衡阳县（新增规上12家，净增11家，全年新增目标15家）')
  expect(shown).toContain('黄榜（督促整改）：珠晖区')
})

test('every number has a rule and a source', () => {
  const all = explainAll(publishedContent(), { ...NO_WORDING, boards: { isShown: true, by: 'person:a' } })
  expect(all.length).toBeGreaterThan(80)
  for (const one of all) {
    expect(one.title, one.key).not.toBe('')
    expect(one.rule, one.key).not.toBe('')
    expect(one.source, one.key).not.toBe('')
  }
  expect(all.find(({ key }) => key === 'campaign.rate')).toMatchObject({ made: '5561÷5676', value: '98.0%' })
})

describe('numbers are said as bulletins say them', () => {
  test.each([
    [23, 235, '9.8%'],
    [36, 235, '15.3%'],
    [5561, 5676, '98.0%'],
    [1, 8, '12.5%'],
    [0, 5, '0.0%'],
    [5, 5, '100.0%'],
    [1999, 2000, '99.95%'],
    [3, 0, '—'],
  ])('%i of %i is %s', (part, whole, words) => {
    expect(share('k', part, whole).say).toBe(words)
  })
  test.each([
    ['8.4', '增长8.4%'],
    ['-2.512', '下降2.5%'],
    ['0', '持平'],
    ['0.04', '持平'],
    ['100', '增长100.0%'],
  ])('growth of %s is %s', (growth, words) => {
    expect(sayGrowthText(growth)).toBe(words)
  })
  test.each([
    ['0.9', '高于全省0.9个百分点'],
    ['-1.25', '低于全省1.3个百分点'],
    ['0.0', '与全省持平'],
  ])('a gap of %s is %s', (points, words) => {
    expect(gap('k', '全省', points).say).toBe(words)
  })
  test.each([
    ['6754000', '675.4亿元'],
    ['9800', '9800万元'],
    ['12345678', '1234.57亿元'],
  ])('%s万元 is %s', (wan, words) => {
    expect(money('k', wan).say).toBe(words)
  })
  test.each([
    [0, '0家'],
    [9999, '9999家'],
    [10_000, '1万家'],
    [31_300, '3.13万家'],
    [31_349, '3.13万家'],
    [128_000, '12.8万家'],
  ])('%i enterprises are %s', (count, words) => {
    expect(manyFirms('k', count).say).toBe(words)
  })
})

describe('a remark may be worded otherwise, a fact may not', () => {
  const rising = { title: '衡东县', facts: ['名录企业累计产值同比', { key: 'k', say: '增长8.9%' }] }
  const falling = { title: '祁东县', facts: ['名录企业累计产值同比', { key: 'k', say: '下降2.5%' }] }
  test.each([
    ['进度有所放缓', falling],
    ['一是加强调度；二是逐户走访', rising],
    ['一项目一专班推进有力', rising],
    ['发展势头良好', rising],
    ['倍增工作扎实，“头雁”企业带动明显', rising],
  ])('“%s” can stand', (words, target) => {
    expect(whyNotWords(words, target)).toBeNull()
  })
  test.each([
    ['实现产值倍增5家', '数字'],
    ['实现产值倍增五家', '数字'],
    ['居全市第一', '数字'],
    ['产值翻番', '数字'],
    ['完成近八成', '数字'],
    ['位列榜首', '数字'],
    ['增幅百分之十', '数字'],
    ['产值超１００亿', '数字'],
  ])('“%s” states a %s', (words, what) => {
    expect(whyNotWords(words, rising)).toContain(what)
  })
  test('words that contradict the figures are refused', () => {
    expect(whyNotWords('产值稳步增长', falling)).toContain('与数据不符')
    expect(whyNotWords('产值有所下滑', rising)).toContain('与数据不符')
  })
  test('nothing and too much are refused', () => {
    expect(whyNotWords('  ', rising)).toContain('没有看到要改成什么')
    expect(whyNotWords('好'.repeat(301), rising)).toContain('最多')
  })
  test.each([
    ['进度滞后', '进度有所放缓'],
    ['进度偏慢', '进度仍有提升空间'],
    ['推进不力，问题严重', '推进有待加强，问题较为突出'],
    ['进度较快', null],
  ])('“%s” said more mildly is “%s”', (words, soft) => {
    expect(milder(words)).toBe(soft)
  })
})

test.each([
  [{ period: '2023-11', latest: '2023-10' }, '2023年11月的数据还没有报送，最近有数据的是2023年10月'],
  [{ period: '2024-01', latest: '2023-12' }, '2024年1月的数据与2月合并统计'],
  [{ period: '2023-11', latest: null }, '名录企业还没有任何月度数据'],
])('a month without data is named with the latest that has: %o', (state, words) => {
  expect(sayNoData({ kind: 'no-data', missing: [], ...state })).toContain(words)
})

test('a month with holes names whose they are', () => {
  const missing = [{ unitId: 'a', name: '祁东县', listed: 18, output: 10, tax: 12, firms: ['甲', '乙'] }]
  expect(sayNoData({ kind: 'holes', period: '2023-10', missing })).toBe(
    '2023年10月的数据还没有报齐，缺祁东县（产值10家、税金12家）',
  )
})
