import { describe, expect, test } from 'vitest'
import { eligibility } from '../../commands/eligibility.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { instantOf } from '../../src/lib/time.ts'
import { useDatabase } from '../support/database.ts'
import {
  addAccident,
  addFigures,
  addFirms,
  ask,
  OTHER,
  office,
  person,
  RUIDA,
  rival,
  ruida,
  stranger,
} from './a-firm.ts'

const onDatabase = useDatabase(addFirms)
const can = eligibility.intents['query.eligibility']
const veto = eligibility.intents['query.veto_check']

describe('够不够进名录', () => {
  test('each condition is told with its figure, source, threshold, gap and clause', () =>
    onDatabase(async db => {
      await addFigures(db, [
        ['output', '2022', 12000],
        ['output', '2021', 10000],
        ['tax', '2022', 620],
        ['tax', '2021', 400],
        ['investment', '2022', 300],
      ])
      const { words, isPrivate, focus, card } = await ask(db, can, { by: office, slots: { uscc: RUIDA } })
      expect(words).toContain('衡阳瑞达电源有限公司')
      expect(words).toContain('工业企业纳入倍增培育企业名录：暂不符合')
      expect(words).toContain('✓ 2022年工业产值：12000万元，要求1亿元以上（2022年 统计）')
      expect(words).toContain('✗ 2022年工业产值增幅：增长20.0%，要求增长30%以上，产值还差1000万元')
      expect(words).toContain('✓ 2022年实缴税金增幅：增长55.0%')
      expect(words).toContain('新完成投资还差9700万元')
      expect(words).toContain('时间已定，无法再满足此条件')
      expect(words).toContain(
        '“上年度工业产值1亿元以上且增长30％以上，同时实缴税金500万元以上且增长30％以上”',
      )
      expect(words).toContain('按2022年数据预评；2024年年初评定时用2023年全年数据')
      expect(words).toContain('以正式评定为准')
      expect(words).not.toMatch(/一定获批|肯定能/)
      expect(isPrivate).toBe(true)
      expect(focus).toEqual({ uscc: RUIDA })
      expect(card.tags).toEqual(['演示数据'])
    }))

  test('29.96% is not shown as 30.0%', () =>
    onDatabase(async db => {
      await addFigures(db, [
        ['output', '2022', 12996],
        ['output', '2021', 10000],
      ])
      const { words } = await ask(db, can, { by: ruida, slots: { uscc: RUIDA } })
      expect(words).toContain('增长29.96%，要求增长30%以上，产值还差4万元')
    }))

  test('a firm that meets one condition meets the countable conditions, no more is promised', () =>
    onDatabase(async db => {
      await addFigures(db, [['investment', '2022', 10000]])
      const { words, card } = await ask(db, can, { by: ruida, slots: { uscc: RUIDA, enterprise: '$self' } })
      expect(words).toContain('符合可量化条件（满足条件2）')
      expect(card.tone).toBe('good')
    }))

  test('what is missing is named by its year', () =>
    onDatabase(async db => {
      await addFigures(db, [
        ['output', '2022', 12000],
        ['output', '2021', 8000],
        ['tax', '2022', 620],
      ])
      const { words } = await ask(db, can, { by: office, slots: { uscc: RUIDA } })
      expect(words).toContain('资料不足')
      expect(words).toContain('还缺的数据：2021年实缴税金、2022年新完成投资额')
    }))

  test('a misspelled name is told as understood', () =>
    onDatabase(async db => {
      const slots = { uscc: RUIDA, enterprise: '瑞达电源', normalized_from: '瑞达电原' }
      const { words } = await ask(db, can, { by: office, slots })
      expect(words).toContain('衡阳瑞达电源有限公司（您说的“瑞达电原”已按“瑞达电源”理解）')
    }))

  test('a supposed amount takes the place of the known one and is marked as such', () =>
    onDatabase(async db => {
      await addFigures(db, [
        ['output', '2022', 12000],
        ['output', '2021', 10000],
        ['tax', '2022', 620],
        ['tax', '2021', 400],
      ])
      const slots = { uscc: RUIDA, facts: { output_wan: 13000 } }
      const { words } = await ask(db, can, { by: ruida, slots })
      expect(words).toContain('按您说的数试算：工业产值13000万元')
      expect(words).toContain('符合可量化条件（满足条件1）')
    }))

  test('an amount of this year does not count for the year judged', () =>
    onDatabase(async db => {
      const slots = { uscc: RUIDA, period: '2023', facts: { invest_wan: 10500 } }
      const { words } = await ask(db, can, { by: ruida, slots })
      expect(words).toContain('新完成投资额10500万元是2023年的，不计入2022年度，可计入2024年年初的评定')
      expect(words).not.toContain('符合可量化条件')
    }))

  test('an amount without any enterprise is judged by itself', () =>
    onDatabase(async db => {
      const { words, isPrivate } = await ask(db, can, { by: office, slots: { facts: { output_wan: 9800 } } })
      expect(words).toContain('9800万元，要求1亿元以上，产值还差200万元')
      expect(isPrivate).toBeUndefined()
    }))

  test('a serious accident of the year is mentioned beside the verdict', () =>
    onDatabase(async db => {
      await addFigures(db, [['investment', '2022', 10000]])
      await addAccident(db, { happenedOn: '2023-03-01', type: '安全生产', level: '较大', dead: 3 })
      const { words } = await ask(db, can, { by: office, slots: { uscc: RUIDA } })
      expect(words).toContain('符合可量化条件')
      expect(words).toContain('不予奖励')
    }))

  test('in January the answer says that this is the year the assessment uses', () =>
    onDatabase(async db => {
      const now = instantOf('2024-01-10', '10:00')
      const { words } = await ask(db, can, { by: office, slots: { uscc: RUIDA }, now })
      expect(words).toContain('按2023年全年数据预评，2024年年初的评定用的就是这一年')
    }))

  test('before the document of 2023-09-15 the conditions are for people to look up', () =>
    onDatabase(async db => {
      const now = instantOf('2023-09-14', '10:00')
      const { words } = await ask(db, can, { by: office, slots: { uscc: RUIDA }, now })
      expect(words).toContain('需人工核定')
      expect(words).toContain('条件原文未载')
    }))
})

describe('who may ask', () => {
  test.each([
    ['another enterprise', rival, '只提供给该企业和负责它的部门'],
    ['a department', person({ role: 'department', scopeId: 'land' }), '不在您的查看范围内'],
  ])('%s is refused', (_, by, words) =>
    onDatabase(async db => {
      const asked = ask(db, can, { by, slots: { uscc: RUIDA } })
      await expect(asked).rejects.toThrow(Refusal)
      await expect(asked).rejects.toThrow(words)
      await expect(ask(db, veto, { by, slots: { uscc: RUIDA } })).rejects.toThrow(words)
    }),
  )

  test('a stranger gets the public conditions and nothing of the firm', () =>
    onDatabase(async db => {
      await addFigures(db, [['output', '2022', 12000]])
      for (const intent of [can, veto]) {
        const { words } = await ask(db, intent, {
          by: stranger,
          slots: { uscc: RUIDA, enterprise: '瑞达电源' },
        })
        expect(words).not.toMatch(/瑞达电源有限公司|12000/)
      }
      const { words } = await ask(db, can, { by: stranger, slots: { uscc: RUIDA } })
      expect(words).toContain('上年度新完成投资额1亿元以上')
    }))

  test('without an enterprise the answer asks for one, with an example', () =>
    onDatabase(async db => {
      await expect(ask(db, can, { by: office, text: '够不够进名录' })).rejects.toThrow(
        '请带上企业名称再说一次，例如“瑞达电源 够不够进名录”',
      )
    }))

  test('asked for the conditions, anyone known gets them without an enterprise', () =>
    onDatabase(async db => {
      const { words } = await ask(db, can, { by: office, text: '进倍增名录要什么条件' })
      expect(words).toContain('数字经济企业条件“上年度营收3000万元以上')
    }))

  test('an enterprise that is not there is refused', () =>
    onDatabase(async db => {
      await expect(ask(db, can, { by: office, slots: { uscc: 'X' } })).rejects.toThrow('库里没有')
    }))
})

describe('一票否决', () => {
  test('a serious accident of the year blocks the award, a doubtful level is flagged', () =>
    onDatabase(async db => {
      await addAccident(db, {
        happenedOn: '2023-11-12',
        type: '安全生产',
        level: '较大',
        dead: 0,
        injured: 3,
        loss: '200',
      })
      const { words, isPrivate } = await ask(db, veto, { by: office, slots: { uscc: RUIDA } })
      expect(words).toContain('2023年度：不予奖励（触发一票否决）')
      expect(words).toContain('应为“一般”')
      expect(isPrivate).toBe(true)
    }))

  test('no accident, no veto', () =>
    onDatabase(async db => {
      const { words } = await ask(db, veto, { by: ruida, slots: { uscc: RUIDA } })
      expect(words).toContain('未触发一票否决')
      expect(words).toContain('年度内最严重的安全生产事故：无（较大及以上即否决）')
    }))

  test('another firm is not asked about', () =>
    onDatabase(async db => {
      await expect(ask(db, veto, { by: ruida, slots: { uscc: OTHER } })).rejects.toThrow(Refusal)
    }))
})
