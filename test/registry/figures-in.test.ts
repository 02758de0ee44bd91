import Big from 'big.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { correctionIn, figuresIn } from '../../src/registry/reporting/figures-in.ts'

const said = (text: string) =>
  Object.fromEntries(figuresIn(text).map(({ indicator, amount }) => [indicator, amount.toFixed()]))

describe('一句话里的数', () => {
  test.each([
    ['报数：10月产值1260万 税38万', { output: '1260', tax: '38' }],
    ['10月产值1260 税金38.5', { output: '1260', tax: '38.5' }],
    ['产值1.2亿，交税560万，营收1亿3', { output: '12000', tax: '560', revenue: '13000' }],
    ['主营业务收入980万 营收1000万', { main_revenue: '980', revenue: '1000' }],
    ['工业总产值是1,260.5万元', { output: '1260.5' }],
    ['税交了6500元', { tax: '0.65' }],
    ['用电35万度 员工126人', { power: '35', employees: '126' }],
    ['用电量350000度', { power: '35' }],
    ['用电35万千瓦时', { power: '35' }],
    ['产值一百二十万', { output: '120' }],
    ['产值80多w', { output: '80' }],
    ['１０月产值１２６０万', { output: '1260' }],
    ['利润-35万', { profit: '-35' }],
    ['研发费用 46 万，设备投资 300 万', { research: '46', equipment_investment: '300' }],
    ['产值报1200万 更正 产值1260万', { output: '1260' }],
    ['园区又停电了 这个月第三次', {}],
    ['产值126人', {}],
  ])('%s', (text, wanted) => {
    expect(said(text)).toEqual(wanted)
  })

  test('any amounts in any order are read as they were written', () => {
    const amount = fc.integer({ min: 1, max: 9_999_999 }).map(n => new Big(n).div(100))
    fc.assert(
      fc.property(amount, amount, fc.boolean(), (output, tax, isTaxFirst) => {
        const parts = [`产值${output.toFixed()}万`, `税金${tax.toFixed()}万元`]
        const text = `报数 10月 ${(isTaxFirst ? parts.reverse() : parts).join(' ')}`
        expect(said(text)).toEqual({ output: output.toFixed(), tax: tax.toFixed() })
      }),
    )
  })
})

describe('更正', () => {
  test.each([
    ['10月产值报错了 是1206不是1260', 'output', '1260', '1206'],
    ['10月产值不是1260，是1206', 'output', '1260', '1206'],
    ['上个月税金填错了 应该是38万', 'tax', null, '38'],
    ['9月营收要更正 改成820万', 'revenue', null, '820'],
    ['把8月产值由900万改为960万', 'output', '900', '960'],
    ['产值1260写错了应该是1206', 'output', '1260', '1206'],
    ['更正 10月产值1206万', 'output', null, '1206'],
  ] as const)('%s', (text, indicator, before, after) => {
    const found = correctionIn(text)
    expect(
      found && { ...found, before: found.before?.toFixed() ?? null, after: found.after.toFixed() },
    ).toEqual({
      indicator,
      before,
      after,
    })
  })

  test.each(['数据报错了 想改一下', '产值税收都报错了', '10月产值多少'])('%s：没有说新的数', text => {
    expect(correctionIn(text)).toBeNull()
  })
})
