import Big from 'big.js'
import { and, asc, eq, like, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { type Db, rowsOf } from '../../db/client.ts'
import type { NoticeData } from '../../db/notice.ts'
import {
  enterprise,
  figure,
  identity,
  outbox,
  person,
  prospect,
  prospectMute,
  receipt,
  roleGrant,
  rosterMember,
} from '../../db/schema/index.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { cardOfNotice } from '../../src/chat/notices/index.ts'
import { instantOf } from '../../src/lib/time.ts'
import { render } from '../../src/platforms/feishu/render.ts'
import { findProspects } from '../../src/registry/prospects/find.ts'
import { checkCard } from '../../src/sandbox/card-check.ts'
import { addTown, codeOf, FIRMS, PEOPLE } from '../liaison/a-town.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn as policies } from '../support/policies.ts'
import { type Answer, press, say } from '../support/talk.ts'

const onDatabase = useDatabase(async db => {
  await addTown(db)
  await db.insert(identity).values(
    ['contact', 'liaison', 'rival'].map(id => ({
      platform: 'feishu',
      openId: `ou_demo_${id}`,
      personId: id,
    })),
  )
  // Before anything is reported: all firms industrial and outside the statistics, with revenue and output of two years.
  await db
    .update(enterprise)
    .set({ isIndustrial: true, isDigital: false, isAboveScale: false, inStats: false })
})

const at = (day: string, time = '08:45') => instantOf(day, time)
const run = (db: Db, day: string) => findProspects(db, policies, at(day))

async function report(
  db: Db,
  firm: string,
  period: string,
  amounts: Partial<Record<'output' | 'tax' | 'revenue', string>>,
  day: string,
  source: '统计' | '税务' | '企业自报' = '统计',
) {
  await db.insert(figure).values(
    Object.entries(amounts).map(([indicator, amount]) => ({
      uscc: codeOf(firm),
      indicator: indicator as 'output',
      period,
      amount,
      source,
      reportedBy: 'import',
      recordedAt: at(day),
    })),
  )
}

/** What went into the outbox since the last look: who, which firm, what of it. */
async function told(db: Db): Promise<string[]> {
  const rows = await db.select().from(outbox).where(like(outbox.kind, 'prospect.%')).orderBy(asc(outbox.id))
  await db.delete(outbox)
  return rows
    .flatMap(({ kind, address, payload }) => {
      const card = cardOfNotice(kind, payload)
      const rendered = render(card, 'http://127.0.0.1')
      expect(checkCard(rendered), card.title).toBeNull()
      expect(JSON.stringify(rendered)).not.toContain('卡片放不下')
      if (kind === 'prospect.list')
        return `${address} 清单 ${(payload as NoticeData['prospect.list']).total}家`
      const data = payload as NoticeData['prospect.found']
      return data.items.map(({ topic, standing }) => `${address} ${data.enterprise} ${topic} ${standing}`)
    })
    .sort()
}

const LIAISON = `person:${PEOPLE.liaison.id}`
const CONTACT = `person:${PEOPLE.contact.id}`

describe('政策找人', () => {
  test('who is there on the first run is known; what comes afterwards is told once, and again only when it changes', () =>
    onDatabase(async db => {
      await report(db, '恒飞电缆', '2022', { revenue: '1500' }, '2023-03-01')
      expect(await run(db, '2023-11-13')).toMatchObject({ cards: 0, lists: 0 })
      expect(await told(db)).toEqual([])

      await report(db, '大合新材料', '2022', { revenue: '1900' }, '2023-11-13')
      expect(await run(db, '2023-11-14')).toMatchObject({ judged: 1, firms: 1 })
      expect(await told(db)).toEqual([
        `${CONTACT} 大合新材料 入规申报 near`,
        `${CONTACT} 大合新材料 小升规培育 pass`,
        `${LIAISON} 大合新材料 入规申报 near`,
        `${LIAISON} 大合新材料 小升规培育 pass`,
      ])
      expect(await run(db, '2023-11-14')).toMatchObject({ judged: 0, cards: 0 })
      await report(db, '大合新材料', '2022', { revenue: '1950' }, '2023-11-14')
      expect(await run(db, '2023-11-15')).toMatchObject({ judged: 1, cards: 0 })
      expect(await told(db)).toEqual([])

      await report(db, '大合新材料', '2022', { revenue: '2000' }, '2023-11-15')
      await run(db, '2023-11-16')
      expect(await told(db)).toEqual([
        `${CONTACT} 大合新材料 入规申报 pass`,
        `${LIAISON} 大合新材料 入规申报 pass`,
      ])
      // A week later everybody is judged anew, and nothing is said twice.
      expect(await run(db, '2023-11-21')).toMatchObject({ judged: 'all', cards: 0, lists: 0 })
    }))

  test('a firm reports in chat, the next run tells it and its liaison, with values, clause, what is missing and by when', () =>
    onDatabase(async db => {
      await run(db, '2023-11-14')
      // 2—9月 as statistics have them, so that October alone decides.
      for (const month of [2, 3, 4, 5, 6, 7, 8, 9])
        await report(
          db,
          '大合新材料',
          `2023-0${month}`,
          { output: '210', revenue: '210', tax: '6' },
          '2023-11-14',
          '企业自报',
        )
      await run(db, '2023-11-15')
      await told(db)
      const asked = await say(db, 'contact', '报数：10月产值220万 税6万 营收320万')
      await press(db, 'contact', filled(asked, { reason: '10月集中交货' }))
      const [stored] = await db
        .select()
        .from(figure)
        .where(and(eq(figure.period, '2023-10'), eq(figure.indicator, 'revenue')))
      expect(new Big(stored?.amount ?? 0).eq(320)).toBe(true)
      await run(db, '2023-11-16')
      const rows = await db.select().from(outbox).where(eq(outbox.kind, 'prospect.found'))
      expect(rows.map(({ address }) => address).sort()).toEqual([CONTACT, LIAISON].sort())
      const own = rows.find(({ address }) => address === CONTACT)
      const card = cardText(cardOfNotice('prospect.found', own?.payload))
      expect(card).toContain('政策找人：贵公司已达到入规标准')
      expect(card).toContain('当年累计营收：2000万元，要求2000万元以上')
      expect(card).toContain('2023年1—10月 企业自报')
      expect(card).toContain('11月下旬和12月下旬两批')
      expect(card).toContain('应入尽入、应统尽统')
      expect(card).not.toContain('R-DUE-IN')
    }))

  test('a risk goes to who looks after the firm, never to the firm; without a liaison to its county', () =>
    onDatabase(async db => {
      await db.update(enterprise).set({ isAboveScale: true, inStats: true })
      await run(db, '2023-11-10')
      // The last twelve months: last year less its first ten, plus the ten of this year.
      for (const firm of ['大合新材料', '福邦新材料']) {
        await report(db, firm, '2022', { revenue: '2600' }, '2023-11-13')
        await report(db, firm, '2022M01-10', { revenue: '2100' }, '2023-11-13')
        await report(db, firm, '2023M01-10', { revenue: '1450' }, '2023-11-13')
      }
      await run(db, '2023-11-14')
      expect(await told(db)).toEqual([
        `person:${PEOPLE.county.id} 福邦新材料 退规风险 pass`,
        `${LIAISON} 大合新材料 退规风险 pass`,
      ])
    }))

  test('who is on the roster already hears nothing, who wants to hear no more of one thing hears of the others', () =>
    onDatabase(async db => {
      await db
        .insert(rosterMember)
        .values({ roster: '小升规培育库', year: 2023, uscc: codeOf('恒飞电缆'), fromOn: '2023-01-05' })
      await run(db, '2023-11-10')
      await report(db, '恒飞电缆', '2022', { revenue: '1500' }, '2023-11-13')
      await report(db, '南岳电控', '2022', { revenue: '1200' }, '2023-11-13')
      await run(db, '2023-11-14')
      expect(await told(db)).toEqual([`${LIAISON} 南岳电控 小升规培育 pass`])

      const mute = { command: 'screening', intent: 'prospect.mute' }
      const args = { uscc: codeOf('恒飞电缆'), rule: 'R-DUE-IN' }
      expect((await press(db, 'liaison', { ...mute, args })).words).toContain('以后不再提醒您')
      await report(db, '恒飞电缆', '2022', { revenue: '2100' }, '2023-11-14')
      await report(db, '南岳电控', '2022', { revenue: '2100' }, '2023-11-14')
      await run(db, '2023-11-15')
      expect(await told(db)).toEqual([`${LIAISON} 南岳电控 入规申报 pass`])
      // A stranger to the firm cannot change what others hear.
      await press(db, 'rival', { ...mute, args })
      const muted = await db.select().from(prospectMute)
      expect(muted.map(({ personId }) => personId)).toEqual([PEOPLE.liaison.id])
    }))

  test('a correction that takes a qualification away is told; one door open, the other is not called near', () =>
    onDatabase(async db => {
      await db.update(enterprise).set({ isAboveScale: true, inStats: true, isDigital: true })
      await run(db, '2023-11-10')
      await report(db, '大合新材料', '2021', { output: '10000', tax: '500', revenue: '2500' }, '2023-11-13')
      await report(db, '大合新材料', '2022', { output: '14000', tax: '700', revenue: '3240' }, '2023-11-13')
      await run(db, '2023-11-14')
      expect(await told(db)).toEqual([
        `${CONTACT} 大合新材料 进倍增名录 pass`,
        `${LIAISON} 大合新材料 进倍增名录 pass`,
      ])
      await report(db, '大合新材料', '2022', { output: '6000', revenue: '1000' }, '2023-11-14')
      await run(db, '2023-11-15')
      expect((await told(db)).filter(line => line.startsWith(LIAISON))).toEqual([
        `${LIAISON} 大合新材料 进倍增名录 out`,
      ])
    }))

  test('many firms at once are one list for their liaison, and the list opens all of them', () =>
    onDatabase(async db => {
      await db.insert(person).values({ id: 'many', name: '钱多' })
      await db.insert(identity).values({ platform: 'feishu', openId: 'ou_many', personId: 'many' })
      await db.insert(roleGrant).values(
        FIRMS.map(({ uscc }) => ({
          personId: 'many',
          role: 'liaison',
          scopeId: uscc,
          grantedBy: 'test',
          grantedAt: at('2023-01-01'),
        })),
      )
      await run(db, '2023-11-10')
      for (const { shortName } of FIRMS)
        await report(db, shortName, '2022', { revenue: '2500' }, '2023-11-13')
      await run(db, '2023-11-14')
      const lines = await told(db)
      expect(lines.filter(line => line.startsWith('person:many'))).toEqual(['person:many 清单 6家'])
      const list = await say(db, 'liaison', '政策找人有哪些企业')
      expect(list.action).toBe('query.prospects')
      expect(list.words).toContain('共3项')
      const firms = await say(db, 'contact', '有什么政策适合我们公司')
      expect(firms.words).toContain('共1项')
      expect(firms.words).not.toContain('恒飞')
    }))

  test('what is said can be recounted: standings by SQL, a receipt for everything told that judges the same again', () =>
    onDatabase(async db => {
      await run(db, '2023-11-10')
      const amounts = ['999.9999', '1000', '1799.9', '1800', '1999.9999', '2000']
      for (const [i, { shortName }] of FIRMS.entries())
        await report(db, shortName, '2022', { revenue: amounts[i] ?? '0' }, '2023-11-13')
      await run(db, '2023-11-14')
      const states = await db.select().from(prospect).where(sql`standing <> 'out'`)
      const counted = await rowsOf<{ rule: string; standing: string; n: number }>(
        db,
        sql`with said as (select distinct on (uscc) uscc, amount from figure
            where indicator = 'revenue' and period = '2022' order by uscc, id desc)
          select 'R-CULT' as rule, 'pass' as standing, count(*)::int as n from said where amount >= 1000 and amount < 2000
          union all select 'R-CULT', 'near', count(*)::int from said where amount < 1000 and amount >= 900
          union all select 'R-DUE-IN', 'pass', count(*)::int from said where amount >= 2000
          union all select 'R-DUE-IN', 'near', count(*)::int from said where amount >= 1800 and amount < 2000`,
      )
      for (const { rule, standing, n } of counted)
        expect(
          states.filter(one => one.rule === rule && one.standing === standing),
          `${rule} ${standing}`,
        ).toHaveLength(n)
      const rows = await db.select().from(outbox).where(eq(outbox.kind, 'prospect.found'))
      for (const { payload } of rows)
        for (const { receipt: id, rule, standing } of (payload as NoticeData['prospect.found']).items) {
          const [kept] = await db.select().from(receipt).where(eq(receipt.id, id))
          expect(kept).toMatchObject({ rule, purpose: 'assessment' })
          expect(kept?.answer).toMatchObject({
            verdict: standing === 'pass' ? 'pass' : expect.stringMatching(/fail|unknown/),
          })
        }
    }))

  test('a new year counts anew: what was met by last year’s figures is told again by this year’s', () =>
    onDatabase(async db => {
      await run(db, '2023-11-10')
      await report(db, '大合新材料', '2022', { revenue: '1200' }, '2023-11-13')
      await run(db, '2023-11-14')
      expect(await told(db)).toHaveLength(2)
      expect(await run(db, '2024-01-05')).toMatchObject({ cards: 0 })
      await report(db, '大合新材料', '2023', { revenue: '1300' }, '2024-02-18')
      await run(db, '2024-02-19')
      expect(await told(db)).toEqual([
        `${CONTACT} 大合新材料 小升规培育 pass`,
        `${LIAISON} 大合新材料 小升规培育 pass`,
      ])
    }))
})

function filled(answer: Answer, over: Record<string, string>) {
  const form = answer.messages.flatMap(({ card }) => card.blocks).find(block => block.kind === 'form')
  if (form?.kind !== 'form' || !form.submit.action) throw new Error(`no form in: ${answer.words}`)
  const values = Object.fromEntries(
    form.fields.flatMap(field =>
      'value' in field && field.value !== undefined ? [[field.name, field.value]] : [],
    ),
  )
  return { ...form.submit.action, args: { ...form.submit.action.args, ...values, ...over } }
}
