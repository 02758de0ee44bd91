import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { rosterMember, supportPlan } from '../../db/schema/index.ts'
import { factRows } from '../../src/registry/fact-rows.ts'
import { factsFor } from '../../src/registry/facts.ts'
import { firmsAtRisk, type PlanInput, reportProgress, writePlan } from '../../src/registry/rosters/plans.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import { findRule } from '../../src/rules/find-rule.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn } from '../support/policies.ts'
import { addTown, by, codeOf, PEOPLE } from './a-town.ts'

const onDatabase = useDatabase(addTown)
const FIRM = codeOf('A')
const PLAN: PlanInput = {
  measures: '对接续贷，帮助找订单',
  owner: '赵联',
  ownerId: PEOPLE.liaison.id,
  dueOn: '2023-12-31',
  problems: '流动资金缺口300万元',
}

const atRisk = (db: Db, letter: string, fromOn: string) =>
  db.insert(rosterMember).values({ roster: '退规风险库', year: 2023, uscc: codeOf(letter), fromOn })

async function standings(db: Db, on: string): Promise<string> {
  const firms = await firmsAtRisk(db, builtIn, on)
  return firms.map(one => `${one.member.uscc.at(-1)} ${one.standing}${one.isAlert ? '!' : ''}`).join(', ')
}

describe('一企一策', () => {
  test('入库第15天还没有方案的要提醒', () =>
    onDatabase(async db => {
      await atRisk(db, 'A', '2023-11-01')
      await atRisk(db, 'B', '2023-10-31')
      expect(await standings(db, '2023-11-15')).toBe('A missing, B missing!')
      await writePlan(by(db, PEOPLE.office), codeOf('B'), PLAN)
      expect(await standings(db, '2023-11-16')).toBe('A missing!, B running')
    }))

  test('写了方案、报了进展、办完、过了时限，都看得出', () =>
    onDatabase(async db => {
      await atRisk(db, 'A', '2023-11-01')
      await writePlan(by(db, PEOPLE.liaison), FIRM, PLAN)
      await reportProgress(by(db, PEOPLE.liaison, '2023-11-20'), FIRM, {
        note: '已完成设备搬迁',
        isDone: false,
      })
      expect(await standings(db, '2023-11-20')).toBe('A running')
      expect(await standings(db, '2024-01-01')).toBe('A overdue')
      await reportProgress(by(db, PEOPLE.office, '2024-01-05'), FIRM, { note: '措施全部落实', isDone: true })
      expect(await standings(db, '2024-01-05')).toBe('A done')
      const [one] = await firmsAtRisk(db, builtIn, '2024-01-05')
      expect(one?.state?.progress.map(({ note }) => note)).toEqual(['已完成设备搬迁', '措施全部落实'])
    }))

  test('重写方案以后按新的算，旧的还在', () =>
    onDatabase(async db => {
      await atRisk(db, 'A', '2023-11-01')
      await writePlan(by(db, PEOPLE.office), FIRM, PLAN)
      await reportProgress(by(db, PEOPLE.office), FIRM, { note: '办完了', isDone: true })
      await writePlan(by(db, PEOPLE.office), FIRM, { ...PLAN, measures: '转产' })
      expect(await standings(db, '2023-11-16')).toBe('A running')
      expect(await db.select().from(supportPlan)).toHaveLength(2)
    }))

  test('由市场出清的企业不用再定方案；规则也不再把它列为退规风险', () =>
    onDatabase(async db => {
      await atRisk(db, 'A', '2023-10-01')
      await atRisk(db, 'B', '2023-10-01')
      await db.insert(rosterMember).values({
        roster: '市场出清名单',
        year: 2023,
        uscc: FIRM,
        fromOn: '2023-11-10',
        stage: '产能严重过剩',
      })
      expect(await standings(db, '2023-11-09')).toBe('A missing!, B missing!')
      expect(await standings(db, '2023-11-10')).toBe('B missing!')
      const { facts } = await factsFor(db, FIRM, '2023-11-10')
      expect(facts.excluded_flags).toEqual(['产能严重过剩'])
      const risk = findRule(builtIn.documents, 'R-RISK', '2023-11-10')
      const judged = evaluate(risk, facts, { on: '2023-11-10' })
      expect(judged.conditions.find(({ id }) => id === 'firm.not_excluded')?.verdict).toBe('fail')
      const { columns, firms } = await factRows(db, '2023-11-10', [risk])
      const row = firms.findIndex(({ uscc }) => uscc === FIRM)
      expect(columns.factsOf(row).excluded_flags).toEqual(['产能严重过剩'])
    }))

  test.each([
    ['没有措施', { measures: ' ' }, '帮扶措施'],
    ['没有责任人', { owner: '' }, '责任人'],
    ['没有问题清单', { problems: '' }, '存在的问题'],
    ['时限已过', { dueOn: '2023-11-15' }, '应在今天以后'],
  ] as [string, Partial<PlanInput>, string][])('%s：不收', (_, more, words) =>
    onDatabase(async db => {
      await expect(writePlan(by(db, PEOPLE.office), FIRM, { ...PLAN, ...more })).rejects.toThrow(words)
    }),
  )

  test('别县的、企业自己的、不相干部门的，都不能写', () =>
    onDatabase(async db => {
      for (const who of [PEOPLE.firm, PEOPLE.stats, PEOPLE.leader])
        await expect(writePlan(by(db, who), FIRM, PLAN)).rejects.toThrow('没有这项权限')
      await expect(writePlan(by(db, PEOPLE.county), codeOf('D'), PLAN)).rejects.toThrow('没有这项权限')
      await writePlan(by(db, PEOPLE.county), FIRM, PLAN)
    }))

  test('方案里写明的责任人，不管什么身份都能报进展；没有方案的不能报', () =>
    onDatabase(async db => {
      const note = { note: '联系了银行', isDone: false }
      await expect(reportProgress(by(db, PEOPLE.office), FIRM, note)).rejects.toThrow('还没有一企一策')
      await writePlan(by(db, PEOPLE.office), FIRM, { ...PLAN, ownerId: PEOPLE.stats.id })
      await reportProgress(by(db, PEOPLE.stats), FIRM, note)
      await expect(reportProgress(by(db, PEOPLE.tax), FIRM, note)).rejects.toThrow('没有这项权限')
    }))
})
