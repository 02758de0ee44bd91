import Big from 'big.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Refusal } from '../../src/lib/errors.ts'
import { parseFacts } from '../../src/rules/facts.ts'
import { exactly } from '../../src/rules/reading.ts'

test('amounts may be numbers or decimal text, and become exact', () => {
  const facts = parseFacts({ output_y: 9999.99, output_y1: '12345678901.1234', tax_growth: '0.2996' })
  expect(exactly(facts.output_y)?.toFixed()).toBe('9999.99')
  expect(exactly(facts.output_y1)?.toFixed()).toBe('12345678901.1234')
  expect(facts.tax_growth?.eq('0.2996')).toBe(true)
})

test('null and absent are the same: not known', () => {
  expect(parseFacts({ output_y: null, tax_y: undefined })).toEqual({})
})

test('parsing parsed facts changes nothing, also after a trip through JSON', () => {
  const facts = parseFacts({ output_y: 1.5, is_digital: true, accidents: [{ level: '较大', loss: 200 }] })
  expect(parseFacts(facts)).toEqual(facts)
  expect(parseFacts(JSON.parse(JSON.stringify(facts)))).toEqual(facts)
})

test.each([
  [{ output_z: 1 }, 'output_z'],
  [{ output_y: '一亿' }, 'output_y（上年度工业产值）应为以万元为单位的数字'],
  [{ output_y: '1.2亿' }, 'output_y'],
  [{ output_y: true }, 'output_y'],
  [{ output_y: Number.NaN }, 'output_y'],
  [{ output_y: Number.POSITIVE_INFINITY }, 'output_y'],
  [{ output_y: [1] }, 'output_y'],
  [{ is_above_scale: 'true' }, 'is_above_scale（规模以上）应为true 或 false'],
  [{ is_above_scale: 1 }, 'is_above_scale'],
  [{ first_above_scale_date: '2022-02-30' }, 'first_above_scale_date（首次入规时间）应为日期'],
  [{ first_above_scale_date: 2022 }, 'first_above_scale_date'],
  [{ accidents: {} }, 'accidents'],
  [{ accidents: [{ level: '很大' }] }, 'accidents'],
  [{ accidents: [{ dead: -1 }] }, 'accidents'],
  [{ accidents: [{ deaths: 1 }] }, 'accidents'],
  [{ excluded_flags: ['落后'] }, 'excluded_flags'],
  [JSON.parse('{"__proto__": 1, "constructor": 2}'), '没有“'],
  [[], '对象'],
  ['{}', '对象'],
  [null, '对象'],
])('%j is refused, naming what is wrong', (input, words) => {
  expect(() => parseFacts(input)).toThrow(Refusal)
  expect(() => parseFacts(input)).toThrow(words)
})

test('a month stands for its first day', () => {
  expect(parseFacts({ first_above_scale_date: '2022-03' }).first_above_scale_date).toBe('2022-03-01')
})

test('whatever comes in, it is facts or a refusal', () => {
  fc.assert(
    fc.property(fc.jsonValue(), input => {
      try {
        parseFacts(input)
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal)
      }
    }),
  )
})

test('a long wrong value is cut in the answer', () => {
  expect(() => parseFacts({ output_y: '九'.repeat(1000) })).toThrow(/.{0,120}…。$/)
})

test('an exact amount is not touched by being an object', () => {
  expect(exactly(parseFacts({ output_y: new Big('0.1').plus('0.2') }).output_y)?.toFixed()).toBe('0.3')
})
