import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import {
  briefPage,
  enterprise,
  identity,
  liaison,
  person,
  riskSignal,
  roleGrant,
  visit,
} from '../../db/schema/index.ts'
import { serveBriefing } from '../../src/briefing/link.ts'
import { instantOf } from '../../src/lib/time.ts'
import { useDatabase } from '../support/database.ts'
import { type Answer, actionsOf, expectToFit, press, say } from '../support/talk.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const HENGFEI = '91430406DEM000065E'
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
  await db.insert(liaison).values({
    uscc: HENGFEI,
    duty: '联络员',
    name: '赵联',
    phone: '0734-0000000',
    fromOn: '2023-01-01',
    basis: '安排',
    setBy: 'test',
    setAt: NOW,
  })
  await db.insert(visit).values({
    uscc: HENGFEI,
    visitedOn: '2023-10-11',
    means: '上门',
    outcome: '有问题',
    visitor: '赵联',
    duty: '联络员',
    note: '想扩一条交联线，缺20亩地',
    recordedBy: 'test',
    recordedAt: NOW,
  })
  await db.insert(riskSignal).values({
    uscc: HENGFEI,
    kind: '订单下滑',
    detail: '三季度出口订单少了三成',
    seenOn: '2023-10-11',
    reportedBy: 'test',
    reportedAt: NOW,
  })
  // A department that looks after other things than this enterprise's figures.
  await db.insert(person).values({ id: 'other', name: '孙处' })
  await db.insert(identity).values({ platform: 'feishu', openId: 'ou_demo_other', personId: 'other' })
  await db.insert(roleGrant).values({
    personId: 'other',
    role: 'department',
    scopeId: 'dept-land',
    grantedBy: 'test',
    grantedAt: NOW,
  })
})

const cardOf = ({ messages }: Answer) => {
  const [first] = messages
  if (!first) throw new Error('no answer')
  return first.card
}
const asked = (db: Db, who = 'office', text = '明天去恒飞 准备个材料', ...flags: string[]) =>
  say(db, who, text, ...flags)

describe('企业走访材料', () => {
  test('one sentence brings everything a visitor needs, each number with where it comes from', () =>
    onDatabase(async db => {
      const answer = await asked(db)
      expect(answer).toMatchObject({
        command: 'bulletin',
        action: 'briefing.enterprise',
        slots: { date: '2023-11-16' },
      })
      expectToFit(answer, '走访材料')
      const { words } = answer
      for (const said of [
        '11月16日走访恒飞电缆参阅材料',
        '2020基期 | 7.4亿元',
        '2023年1—10月',
        '2022较基期 | +99.96%',
        '税务',
        '尚未倍增',
        '想扩一条交联线，缺20亩地',
        '订单下滑',
        '赵联（联络员）',
        '建议当面问、当面说',
        '头雁',
        '数据截至2023年1—10月',
      ])
        expect(words, said).toContain(said)
      // 99.98% is not shown as the 100% it does not reach.
      expect(words).not.toContain('较2020年基期增长100.0%')
      const opened = actionsOf(cardOf(answer)).find(({ intent }) => intent === 'query.provenance')
      const from = await press(db, 'office', opened ?? { command: '', intent: '', args: {} })
      expect(from.words).toContain('各月相加')
    }))

  test('who may not see its figures gets none of them, in no form; an enterprise and a stranger get nothing', () =>
    onDatabase(async db => {
      const seen = await asked(db, 'other')
      expect(seen.words).toContain('经营数据不在您的查看范围内')
      expect(seen.words).not.toMatch(/亿元|万元|订单下滑|缺20亩地/)
      for (const who of ['enterprise', 'rival', 'nobody']) {
        const refused = await asked(db, who)
        expect(refused.words, who).not.toMatch(/亿元|参阅材料】/)
      }
    }))

  test('in a group nothing is shown, the asker gets it alone', () =>
    onDatabase(async db => {
      const answer = await asked(db, 'office', '明天去恒飞 准备个材料', '--chat', 'oc_demo_town', '--group')
      const group = answer.messages.filter(({ to }) => !to.includes('ou_demo_office'))
      expect(group.length).toBeGreaterThan(0)
      for (const message of group) expect(message.text).not.toMatch(/亿元|订单/)
    }))

  test('as a page behind a link that expires and cannot be forged, and as a Word file', () =>
    onDatabase(async db => {
      const action = {
        command: 'bulletin',
        intent: 'briefing.enterprise',
        args: { uscc: HENGFEI, form: 'page' },
      }
      const answer = await press(db, 'office', action)
      const [link] = cardOf(answer).blocks.flatMap(block =>
        block.kind === 'buttons' ? block.buttons.flatMap(({ href }) => href ?? []) : [],
      )
      const token = link?.replace('/b/', '') ?? ''
      const served = await serveBriefing(db, token, '', NOW)
      const page = served?.kind === 'page' ? served.html : ''
      expect(page).toContain('7.4亿元')
      expect(page).toContain('供')
      expect(page).not.toContain('<script')
      expect(await serveBriefing(db, token, '', instantOf('2023-11-19'))).toBeNull()
      expect(await serveBriefing(db, token.replace(/^p\d+/, 'p99'), '', NOW)).toBeNull()
      expect(await serveBriefing(db, `${token}x`, '', NOW)).toBeNull()
      expect(await db.select().from(briefPage)).toHaveLength(1)
      const word = await press(db, 'office', { ...action, args: { uscc: HENGFEI, form: 'docx' } })
      expect(JSON.stringify(word.messages)).toContain('.docx')
    }))

  test('a firm without figures, people and visits is said to be so', () =>
    onDatabase(async db => {
      await db.insert(enterprise).values({
        uscc: '91430400DEMN00001X',
        name: '衡阳新来机械有限公司',
        shortName: '新来机械',
        regionCode: '430424',
        updatedAt: NOW,
      })
      const { words } = await say(db, 'office', '新来机械 走访材料')
      expect(words).toContain('没有这家企业的产值、税金、营收数据')
      expect(words).toContain('第一次走访')
      expect(words).toContain('还没有配联点领导、科级干部、联络员')
    }))
})
