import { describe, expect, test } from 'vitest'
import { coreName, foldName, shortNameOf } from '../../src/lib/names.ts'
import { cleanUscc, isUsccCheckRight, isUsccShaped, makeUscc } from '../../src/lib/uscc.ts'

describe('统一社会信用代码', () => {
  test.each([
    ['914403001922038216', true],
    ['9144030071526726XG', true],
    ['91330100799655058B', true],
    ['91350200MA2YJ1XR9G', true],
    ['91350203M0001QAY9B', false],
    ['91350211M0000XUF46', false],
  ])('%s has a right check digit: %s', (code, isRight) => {
    expect(isUsccShaped(code)).toBe(true)
    expect(isUsccCheckRight(code)).toBe(isRight)
  })

  test.each([
    ['430400', 'DEM00001', '91430400DEM000014F'],
    ['430400', 'DEM00002', '91430400DEM000022A'],
    ['430424', 'DEM00003', '91430424DEM000030X'],
    ['430482', 'DEM00004', '91430482DEM000049T'],
  ])('the code of %s %s is %s', (region, body, code) => {
    expect(makeUscc(region, body)).toBe(code)
  })

  test('is cleaned of what pasting adds, and refused with letters no code has', () => {
    expect(cleanUscc(' ９1430400-dem0 00014f ')).toBe('91430400DEM000014F')
    expect(isUsccShaped('91430400DEMO00014F')).toBe(false)
  })
})

describe('what tells enterprises apart', () => {
  test.each([
    ['衡阳市金杯电工（集团）有限公司', '金杯电工'],
    ['湖南机油泵股份有限公司', '湖南机油泵'],
    ['特变电工衡阳变压器有限公司', '特变电工衡阳变压器'],
    ['湖南省衡阳市雁翎机械有限责任公司', '雁翎机械'],
    ['衡阳机械厂', '衡阳机械'],
    ['衡阳新材料有限公司', '衡阳新材料'],
  ])('%s is short %s', (name, short) => {
    expect(shortNameOf(name)).toBe(short)
    expect(coreName(foldName(name))).toBe(short)
  })
})
