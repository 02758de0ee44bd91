import { asc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import {
  enterprise,
  enterpriseAlias,
  enterpriseChange,
  qualification,
  statusPeriod,
} from '../../db/schema/index.ts'
import type { Action } from '../../src/chat/card.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { findEnterprises } from '../../src/registry/resolve.ts'
import { useDatabase } from '../support/database.ts'
import { type Answer, actionsOf, expectToFit, press, say } from '../support/talk.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
})

const formOf = (answer: Answer): Action => {
  const action = answer.messages
    .flatMap(({ card }) => actionsOf(card))
    .find(one => one.intent === 'enterprise.edit')
  if (!action) throw new Error(`no form on ${answer.words}`)
  return action
}
async function submit(db: Db, who: string, action: Action, form: Record<string, string>): Promise<string> {
  const answer = await press(db, who, { ...action, form } as Action)
  return [answer.toast?.text, answer.card && cardText(answer.card), answer.words].filter(Boolean).join('\n')
}
const firmCalled = async (db: Db, name: string) => {
  const [found] = await findEnterprises(db, name)
  if (!found) throw new Error(name)
  return found.uscc
}

describe('what is registered of an enterprise', () => {
  test.each([
    ['恒飞电缆的园区改成松木', 'fields', /园区/],
    ['给金杯电工加个简称 金杯厂', 'names', /金杯厂/],
    ['登记固诚电气高新技术企业 有效期到2025年10月', 'qualification', /2025-10-01/],
    ['金杯电工2023年5月入规 登记一下', 'stay', /2023-05-01/],
  ])('%s: a form filled in with what was said, and nothing changed by words', (words, what, told) =>
    onDatabase(async db => {
      const answer = await say(db, 'office', words)
      expect([answer.command, answer.action]).toEqual(['enterprise', 'enterprise.edit'])
      expectToFit(answer, words)
      expect(formOf(answer).args).toMatchObject({ what, sure: true })
      expect(JSON.stringify(answer.messages[0]?.card)).toMatch(told)
      expect(await db.$count(enterpriseChange)).toBe(0)
    }),
  )

  test('a stay is told, shown with who entered it, and cannot overlap another', () =>
    onDatabase(async db => {
      const form = formOf(await say(db, 'office', '登记金杯电工退规 2023年9月'))
      const uscc = String(form.args.uscc)
      const done = await submit(db, 'office', form, {
        status: '规上',
        from: '',
        to: '2023-09-01',
        reason: '停产',
      })
      expect(done).toMatch(/规上起止：.*至2023-09-01（停产）/)
      expect(done).toMatch(/登记来源/)
      const [firm] = await db.select().from(enterprise).where(eq(enterprise.uscc, uscc))
      expect(firm?.isAboveScale).toBe(false)
      expect(await submit(db, 'office', form, { status: '规上', from: '2023-08-01', to: '' })).toContain(
        '不能在',
      )
      await submit(db, 'office', form, { status: '规上', from: '2023-10-01', to: '', entry: '月度' })
      const stays = await db
        .select()
        .from(statusPeriod)
        .where(eq(statusPeriod.uscc, uscc))
        .orderBy(asc(statusPeriod.fromOn))
      expect(stays.filter(({ status }) => status === '规上').map(({ toOn, entry }) => [toOn, entry])).toEqual(
        [
          ['2023-09-01', null],
          [null, '月度'],
        ],
      )
      expect(
        await submit(db, 'office', form, { status: '规上', from: '2023-10-01', to: '', entry: '月度' }),
      ).toContain('没有变化')
    }))

  test('a qualification has a level and a day it runs out, which the profile tells', () =>
    onDatabase(async db => {
      const form = formOf(await say(db, 'office', '登记金杯电工小巨人'))
      const filled = { kind: '专精特新“小巨人”', level: '国家级', from: '2021-01-01', to: '2023-12-31' }
      expect(await submit(db, 'office', form, filled)).toContain(
        '专精特新“小巨人”（国家级，2021-01-01至2023-12-31），还有46天到期',
      )
      expect(await submit(db, 'office', form, filled)).toContain('没有变化')
      await submit(db, 'office', form, { ...filled, to: '2024-12-31' })
      expect(
        await db
          .select({ on: qualification.expiresOn })
          .from(qualification)
          .where(eq(qualification.setBy, 'demo-office')),
      ).toEqual([{ on: '2024-12-31' }])
      const changes = await db.select().from(enterpriseChange).orderBy(enterpriseChange.id)
      expect(changes.at(-1)).toMatchObject({ field: '资质', changedBy: 'demo-office' })
    }))

  test('another name is found at once, and can be taken off again', () =>
    onDatabase(async db => {
      const form = formOf(await say(db, 'office', '给金杯电工加个俗称 麻雀厂'))
      await submit(db, 'office', form, { alias: '麻雀厂', kind: '俗称' })
      expect(await firmCalled(db, '麻雀厂')).toBe(form.args.uscc)
      await submit(db, 'office', form, { alias: '麻雀厂', kind: '去掉这个叫法' })
      expect(await db.$count(enterpriseAlias, eq(enterpriseAlias.alias, '麻雀厂'))).toBe(0)
      expect(await submit(db, 'office', form, { alias: '麻雀厂', kind: '去掉这个叫法' })).toContain(
        '没有登记“麻雀厂”',
      )
    }))

  test('a park is changed and left; who it counts for follows; before and after are kept', () =>
    onDatabase(async db => {
      const form = formOf(await say(db, 'office', '恒飞电缆的园区改成松木'))
      const uscc = String(form.args.uscc)
      const read = async () => (await db.select().from(enterprise).where(eq(enterprise.uscc, uscc)))[0]
      const before = await read()
      await submit(db, 'office', form, {
        parkId: 'park-songmu',
        landMu: '68.5亩',
        industryCode: '3831',
        reason: '来函',
      })
      expect(await read()).toMatchObject({
        parkId: 'park-songmu',
        assessUnitId: 'park-songmu',
        landMu: '68.50',
        industryCode: 'C3831',
      })
      await submit(db, 'office', form, { parkId: 'none' })
      expect(await read()).toMatchObject({ parkId: null, assessUnitId: before?.regionCode })
      expect(await submit(db, 'office', form, { industryCode: 'X1' })).toContain('不是国民经济行业代码')
    }))

  test('others cannot: a county another county’s firm, a firm itself, a liaison', () =>
    onDatabase(async db => {
      const form = formOf(await say(db, 'office', '恒飞电缆的园区改成松木'))
      const [far] = await db.select().from(enterprise).where(eq(enterprise.regionCode, '430481')).limit(1)
      const action = { ...form, args: { ...form.args, uscc: far?.uscc } }
      expect(await submit(db, 'county', action, { landMu: '1' })).toContain('不在您的县市区')
      for (const who of ['enterprise', 'liaison'])
        expect(await submit(db, who, action, { landMu: '1' })).toContain('不在您的职责范围内')
    }))

  test('a question is not taken for a change', () =>
    onDatabase(async db => {
      for (const words of [
        '金杯电工是不是规上企业',
        '金杯电工在哪个园区',
        '金杯电工移出退规风险库 订单恢复了',
      ])
        expect((await say(db, 'office', words)).action, words).not.toBe('enterprise.edit')
    }))
})
