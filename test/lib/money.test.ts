import Big from 'big.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exactWan, formatWan, parseMoney } from '../../src/lib/money.ts'

describe('an amount as people type it becomes 万元', () => {
  test.each([
    ['1.2亿', '12000'],
    ['1亿2', '12000'],
    ['1亿2千', '12000'],
    ['1亿2千万', '12000'],
    ['1亿2000万', '12000'],
    ['1亿2000', '12000'],
    ['1亿零500万', '10500'],
    ['1.2个亿', '12000'],
    ['1.05个亿', '10500'],
    ['两个亿', '20000'],
    ['一亿两千万', '12000'],
    ['半个亿', '5000'],
    ['一亿半', '15000'],
    ['两个半亿', '25000'],
    ['1.2万亿', '120000000'],
    ['80多w', '80'],
    ['12000w', '12000'],
    ['500w+', '500'],
    ['3kw', '3000'],
    ['3千万', '3000'],
    ['8千5百万', '8500'],
    ['五百来万', '500'],
    ['100余万元', '100'],
    ['约1500万元左右', '1500'],
    ['一百二十万', '120'],
    ['一百零五万', '105'],
    ['三百六十五万八千', '365.8'],
    ['壹佰贰拾万', '120'],
    ['十万', '10'],
    ['1万2', '1.2'],
    ['6500元', '0.65'],
    ['￥6,500元', '0.65'],
    ['6500块钱', '0.65'],
    ['１２００万', '1200'],
    ['-300万', '-300'],
    ['9999.99', '9999.99'],
    ['1,200', '1200'],
    ['三千二', '3200'],
    ['0', '0'],
  ])('%s is %s', (text, wan) => {
    expect(parseMoney(text)?.toFixed()).toBe(wan)
  })
})

test.each([
  '',
  '万',
  '亿',
  '几百万',
  '十几亿',
  '3w2亿',
  '1.2.3亿',
  '1亿25',
  '二零二二',
  '3k',
  '好多钱',
  '1亿零500',
])('“%s” is not one clear amount', text => {
  expect(parseMoney(text)).toBeNull()
})

test('ten thousand characters are refused at once', () => {
  expect(parseMoney('9'.repeat(10_000))).toBeNull()
  expect(parseMoney('多'.repeat(10_000))).toBeNull()
})

test.each([
  ['10000', '1亿元'],
  ['12000', '1.2亿元'],
  ['12345.67', '1.23亿元'],
  ['9999.99', '9999.99万元'],
  ['9999.4', '9999万元'],
  ['9999.6', '9999.6万元'],
  ['8345.67', '8346万元'],
  ['500', '500万元'],
  ['26.04', '26.04万元'],
  ['0.65', '0.65万元'],
  ['0', '0万元'],
  ['-12000', '-1.2亿元'],
  ['6754000', '675.4亿元'],
])('%s万元 is written %s', (wan, words) => {
  expect(formatWan(new Big(wan))).toBe(words)
})

test('an exact amount keeps every digit and no more', () => {
  expect(exactWan(new Big('9999.9900'))).toBe('9999.99万元')
})

const fen = fc.bigInt({ min: 0n, max: 10n ** 13n })

test('any amount written out in 万元 is read back as the same amount', () => {
  fc.assert(
    fc.property(fen, amount => {
      const wan = new Big(amount.toString()).div(10_000)
      expect(parseMoney(exactWan(wan))?.eq(wan)).toBe(true)
      expect(parseMoney(`${amount}元`)?.eq(wan)).toBe(true)
    }),
  )
})

test('nothing typed makes it throw', () => {
  const words = fc.array(fc.constantFrom(...'0123456789.,一两十百千万亿wk元多半零个-块'), { maxLength: 12 })
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        words.map(list => list.join('')),
      ),
      text => void parseMoney(text),
    ),
  )
})

test('below 1亿 nothing is written so that it looks like 1亿', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999 }), yuan => {
      expect(formatWan(new Big(yuan).div(10_000))).not.toMatch(/亿|10000万元/)
    }),
  )
})
