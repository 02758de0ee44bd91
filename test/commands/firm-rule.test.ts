import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { loadDemo } from '../../db/demo/load.ts'
import { useDatabase } from '../support/database.ts'
import { actionsOf, expectToFit, press, say } from '../support/talk.ts'

const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: new Date('2023-11-15T10:00:00+08:00') })
})

describe('a firm held against a rule other than the roster', () => {
  test('凌能5G9月投产的 可以走月度入规不: the branch asked about first, what is missing for it', () =>
    onDatabase(async db => {
      const answer = await say(db, 'office', '凌能5G9月投产的 可以走月度入规不')
      expect(answer.action).toBe('query.eligibility')
      expect(answer.slots).toMatchObject({ enterprise: '凌能5G', rule: 'R-ABOVE.MONTHLY', period: '2023-09' })
      expect(answer.words).toContain('按您说的试算：建成投产时间2023-09-01（按当月1日计）')
      expect(answer.words).toContain('月度入规（新建投产）：资料不足，不能断定')
      expect(answer.words).toContain('✓ 建成投产时间：2023-09-01，要求2022-10-01及以后')
      expect(answer.words).toContain('？ 项目审批备案时间：没有数据')
      expect(answer.words).toContain('待主管部门确认')
      expect(answer.words).toMatch(/留痕 \d+/)
      expectToFit(answer, '月度入规')
    }))

  test.each([
    ['office', '恒飞电缆有没有退规风险', '退规风险企业：', '？ 近十二个月营收'],
    ['office', '瑞达电源算不算应统未统', '应统未统（疑似）：不符合该条', '✗ 未入统：否（登记）'],
    ['enterprise', '我们算不算小升规培育对象', '“小升规”重点培育对象：不符合该条', '✗ 未入统'],
    ['enterprise', '我公司达到入规标准了吗', '达到规模以上标准：符合该条', '年度'],
    ['office', '瑞达电源属于哪一档', '企业梯次', '规上'],
  ])('%s: %s', (who, text, headline, detail) =>
    onDatabase(async db => {
      const answer = await say(db, who, text)
      expect(answer.action).toBe('query.eligibility')
      expect(answer.words).toContain(headline)
      expect(answer.words).toContain(detail)
      expect(answer.words).toContain('以主管部门认定为准')
      expectToFit(answer, text)
      for (const action of answer.messages.flatMap(({ card }) => actionsOf(card)))
        expect((await press(db, who, action)).words).toContain('以正式文件为准')
    }),
  )

  test('what the firm takes in tells what it is due for', () =>
    onDatabase(async db => {
      await db.execute(
        sql`update enterprise set in_stats = false, is_above_scale = false where short_name = '瑞达电源'`,
      )
      const { words } = await say(db, 'office', '瑞达电源算不算应统未统')
      expect(words).toContain('应统未统（疑似）：符合该条')
      expect(words).toContain('只是疑似')
    }))

  test('a rival is refused, a stranger gets the rule alone', () =>
    onDatabase(async db => {
      expect((await say(db, 'rival', '金杯电工有没有退规风险')).words).toContain('不能给其他企业看')
      const { words } = await say(db, 'nobody', '金杯电工有没有退规风险')
      expect(words).toContain('退规风险企业（R-RISK）')
      expect(words).not.toContain('衡阳金杯电工有限公司')
    }))

  test('asked of no firm it is the rule that is told', () =>
    onDatabase(async db => {
      expect((await say(db, 'office', '退规风险是怎么认定的')).action).toBe('query.policy')
    }))
})
