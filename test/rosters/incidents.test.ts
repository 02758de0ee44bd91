import Big from 'big.js'
import { describe, expect, test } from 'vitest'
import { incident, outbox, rosterMember } from '../../db/schema/index.ts'
import { factsFor } from '../../src/registry/facts.ts'
import {
  correctionsOf,
  type IncidentInput,
  incidentsIn,
  incidentsOf,
  levelFor,
  registerIncident,
  withdrawIncident,
} from '../../src/registry/incidents.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import { findRule } from '../../src/rules/find-rule.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn } from '../support/policies.ts'
import { addTown, by, codeOf, PEOPLE } from './a-town.ts'

const onDatabase = useDatabase(addTown)
const FIRM = codeOf('A')

const accident = (more: Partial<IncidentInput> = {}): IncidentInput => ({
  uscc: FIRM,
  happenedOn: '2023-11-12',
  type: '安全生产',
  level: '一般',
  dead: 0,
  injured: 3,
  loss: null,
  detail: null,
  ...more,
})
const plainly = { isSure: false }

describe('登记事故', () => {
  test('等级与伤亡损失相符，直接登记；应急登记安全的，生态环境登记污染的', () =>
    onDatabase(async db => {
      const done = await registerIncident(by(db, PEOPLE.safety), builtIn, accident(), plainly)
      expect(done.kind).toBe('registered')
      expect(await incidentsOf(db, FIRM)).toMatchObject([
        { level: '一般', injured: 3, reportedBy: 'p-safety' },
      ])
      const pollution = accident({ type: '环境污染', injured: null, loss: new Big(600), level: '较大' })
      await expect(registerIncident(by(db, PEOPLE.safety), builtIn, pollution, plainly)).rejects.toThrow(
        '由生态环境部门',
      )
      expect((await registerIncident(by(db, PEOPLE.env), builtIn, pollution, plainly)).kind).toBe(
        'registered',
      )
    }))

  test.each([
    ['3人重伤报成较大', { level: '较大', injured: 3 }, '应为“一般”'],
    ['3人死亡报成一般', { level: '一般', dead: 3 }, '应为“较大”'],
    ['10人重伤报成一般', { level: '一般', injured: 10 }, '应为“较大”'],
    ['损失5000万报成较大', { level: '较大', injured: 0, loss: new Big(5000) }, '应为“重大”'],
    ['污染损失500万报成一般', { type: '环境污染', injured: 0, loss: new Big(500) }, '应为“较大”'],
  ] as [string, Partial<IncidentInput>, string][])('%s：先问清楚，不存', (_, more, words) =>
    onDatabase(async db => {
      const done = await registerIncident(by(db, PEOPLE.office), builtIn, accident(more), plainly)
      expect(done).toMatchObject({ kind: 'doubted' })
      expect(done.kind === 'doubted' && done.doubt).toContain(words)
      expect(await db.select().from(incident)).toEqual([])
    }),
  )

  test.each([
    ['2人死亡', { dead: 2 }, '一般'],
    ['3人死亡', { dead: 3 }, '较大'],
    ['9人死亡', { dead: 9 }, '较大'],
    ['10人死亡', { dead: 10 }, '重大'],
    ['30人死亡', { dead: 30 }, '特别重大'],
    ['9人重伤', { injured: 9 }, '一般'],
    ['10人重伤', { injured: 10 }, '较大'],
    ['损失999.99万', { loss: new Big('999.99') }, '一般'],
    ['损失1000万', { loss: new Big(1000) }, '较大'],
  ] as [string, Partial<IncidentInput>, string][])('%s，等级应是%s', (_, more, level) => {
    const given = { ...accident({ injured: null, dead: null }), ...more }
    expect(levelFor(builtIn, given, '2023-11-15')).toBe(level)
  })

  test('坚持原等级的，记下存疑；办公室知道这是名录企业的较大事故，奖励被否决', () =>
    onDatabase(async db => {
      await db.insert(rosterMember).values({ roster: '倍增名录', year: 2023, uscc: FIRM })
      await registerIncident(by(db, PEOPLE.safety), builtIn, accident({ level: '较大' }), { isSure: true })
      expect(await incidentsOf(db, FIRM)).toMatchObject([{ level: '较大', isLevelDoubted: true }])
      const [notice] = await db.select().from(outbox)
      expect(notice).toMatchObject({ address: 'unit:office', kind: 'incident.serious' })
      expect(notice?.payload).toMatchObject({ level: '较大', isListed: true, was: null })
      const { facts } = await factsFor(db, FIRM, '2023-11-15')
      const veto = findRule(builtIn.documents, 'R-VETO', '2023-11-15')
      expect(evaluate(veto, facts, { on: '2023-11-15' }).verdict).toBe('pass')
    }))

  test('一般事故不惊动办公室', () =>
    onDatabase(async db => {
      await registerIncident(by(db, PEOPLE.safety), builtIn, accident(), plainly)
      expect(await db.select().from(outbox)).toEqual([])
    }))

  test('更正保留原来的登记；更正以后只按新的算', () =>
    onDatabase(async db => {
      const office = by(db, PEOPLE.office)
      const first = await registerIncident(office, builtIn, accident({ level: '较大', dead: 3 }), plainly)
      if (first.kind !== 'registered') throw new Error('not registered')
      const fixed = { isSure: false, replaces: first.id, reason: '调查认定死亡1人' }
      const second = await registerIncident(office, builtIn, accident({ dead: 1 }), fixed)
      if (second.kind !== 'registered') throw new Error('not registered')
      expect(await incidentsOf(db, FIRM)).toMatchObject([{ id: second.id, level: '一般', dead: 1 }])
      expect(await correctionsOf(db, second.id)).toMatchObject([{ id: first.id, level: '较大', dead: 3 }])
      const { facts } = await factsFor(db, FIRM, '2023-11-15')
      expect(facts.accidents).toMatchObject([{ level: '一般' }])
      await expect(registerIncident(office, builtIn, accident(), fixed)).rejects.toThrow('已经更正为')
      const kinds = (await db.select().from(outbox)).map(({ payload }) => (payload as { was: string }).was)
      expect(kinds).toEqual([null, '较大'])
    }))

  test('登记错了可以撤销，要有原因，原登记还在', () =>
    onDatabase(async db => {
      const done = await registerIncident(by(db, PEOPLE.office), builtIn, accident(), plainly)
      if (done.kind !== 'registered') throw new Error('not registered')
      await expect(withdrawIncident(by(db, PEOPLE.office), done.id, ' ')).rejects.toThrow('写明原因')
      await expect(withdrawIncident(by(db, PEOPLE.env), done.id, '不是我们的')).rejects.toThrow(
        '没有这项权限',
      )
      await withdrawIncident(by(db, PEOPLE.office), done.id, '核实为外地同名企业')
      expect(await incidentsIn(db, { from: '2023-01-01', to: '2023-12-31' })).toEqual([])
      expect(await db.select().from(incident)).toHaveLength(2)
    }))

  test.each([
    ['以后的日期', accident({ happenedOn: '2023-11-16' }), '还没有到'],
    ['太久以前', accident({ happenedOn: '2013-11-16' }), '年以前'],
    ['没有这一天', accident({ happenedOn: '2023-02-30' }), '不是日期'],
    ['人数是负数', accident({ dead: -1 }), '不小于 0'],
    ['损失是负数', accident({ loss: new Big(-1) }), '不能是负数'],
    ['库里没有的企业', accident({ uscc: codeOf('9') }), '没有这家企业'],
  ])('%s：不登记', (_, given, words) =>
    onDatabase(async db => {
      await expect(registerIncident(by(db, PEOPLE.office), builtIn, given, plainly)).rejects.toThrow(words)
    }),
  )

  test.each([
    ['企业', PEOPLE.firm],
    ['县里', PEOPLE.county],
    ['市领导', PEOPLE.leader],
    ['税务', PEOPLE.tax],
  ])('%s不能登记', (_, who) =>
    onDatabase(async db => {
      await expect(registerIncident(by(db, who), builtIn, accident(), plainly)).rejects.toThrow(
        '没有这项权限',
      )
    }),
  )

  test('同一天同一类的不重复登记', () =>
    onDatabase(async db => {
      await registerIncident(by(db, PEOPLE.office), builtIn, accident(), plainly)
      await expect(registerIncident(by(db, PEOPLE.safety), builtIn, accident(), plainly)).rejects.toThrow(
        '已经登记过',
      )
    }))
})
