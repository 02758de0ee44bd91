import { describe, expect, test } from 'vitest'
import { loadDemo } from '../../db/demo/load.ts'
import { useDatabase } from '../support/database.ts'
import { operate } from '../support/host.ts'

const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: new Date('2023-11-15T10:00:00+08:00') })
})

describe('find', () => {
  test('--json tells who may be meant, best first, by which name', () =>
    onDatabase(async db => {
      const { code, out } = await operate(db, ['find', '衡變', '--json'])
      expect(code).toBe(0)
      expect(JSON.parse(out)).toEqual({
        query: '衡變',
        candidates: [
          { uscc: '91430408DEM0000736', name: '特变电工衡阳变压器有限公司', score: 0.98, matched: 'alias' },
        ],
      })
    }))

  test.each([
    ['建涛化工', '衡阳建滔化工有限公司', 'pinyin'],
    ['jbdg', '衡阳金杯电工有限公司', 'initials'],
    ['00014f', '衡阳金杯电工有限公司', 'code'],
    ['湖南机油泵股份有限公司', '湖南机油泵股份有限公司', 'name'],
  ])('%s is %s, by %s', (query, name, matched) =>
    onDatabase(async db => {
      const { out } = await operate(db, ['find', query, '--json'])
      expect(JSON.parse(out).candidates[0]).toMatchObject({ name, matched })
    }),
  )

  test('--lines answers in order, by text or query, a line each', () =>
    onDatabase(async db => {
      const files = { 'q.jsonl': '{"text":"衡变"}\n\n{"query":"hengbian"}\n{"text":"没有这家"}\n' }
      const { code, out } = await operate(db, ['find', '--lines', 'q.jsonl', '--json'], { files })
      expect(code).toBe(0)
      const answers = out.split('\n').map(line => JSON.parse(line))
      expect(answers.map(({ query }) => query)).toEqual(['衡变', 'hengbian', '没有这家'])
      expect(answers[1].candidates[0].name).toBe('特变电工衡阳变压器有限公司')
    }))

  test('says when it cannot tell', () =>
    onDatabase(async db => {
      const { out } = await operate(db, ['find', '雁南机械'])
      expect(out.split('\n')[0]).toBe('说不准是哪一家，可能是：')
      expect(out.split('\n')).toHaveLength(3)
      expect((await operate(db, ['find', '金杯电工'])).out).toMatch(
        /^91430400DEM000014F {2}衡阳金杯电工有限公司 {2}1\.00 {2}名称$/,
      )
      expect((await operate(db, ['find', '不存在的企业'])).out).toBe('没有找到与“不存在的企业”相近的企业。')
      expect(await operate(db, ['find'])).toMatchObject({ code: 2, err: expect.stringContaining('用法') })
    }))
})
