import { asc, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import type { DutySection, NoticeData } from '../../db/notice.ts'
import { dutySaid, figure, identity, outbox, rosterCycle, visit } from '../../db/schema/index.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { cardOfNotice } from '../../src/chat/notices/index.ts'
import { addDays, type Day, instantOf } from '../../src/lib/time.ts'
import { render } from '../../src/platforms/feishu/render.ts'
import { delegate } from '../../src/registry/liaison/delegate.ts'
import { markDone } from '../../src/reminders/done.ts'
import { remindOfDuties } from '../../src/reminders/remind.ts'
import { checkCard } from '../../src/sandbox/card-check.ts'
import { by, codeOf, PEOPLE } from '../liaison/a-town.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn } from '../support/policies.ts'
import { addDuties } from './a-month.ts'

const onDatabase = useDatabase(addDuties)

const run = (db: Db, day: Day, time = '09:05') =>
  remindOfDuties(db, { policies: builtIn, now: instantOf(day, time) })

/** What was queued since, as `reader source what left`. */
async function told(db: Db): Promise<string[]> {
  const rows = await db.select().from(outbox).orderBy(asc(outbox.address))
  await db.delete(outbox)
  return rows.flatMap(({ address, payload }) =>
    (payload as NoticeData['duty.digest']).sections.flatMap(({ source, lines }: DutySection) =>
      lines.map(({ what, left }) => `${address} ${source} ${what} ${left}`),
    ),
  )
}

/** Every day from one to another by the one source, as `day reader what left`. */
async function days(db: Db, source: string, from: Day, to: Day): Promise<string[]> {
  const found: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    await run(db, day)
    found.push(
      ...(await told(db))
        .filter(line => line.split(' ')[1] === source)
        .map(line => `${day.slice(5)} ${line.replace(` ${source}`, '')}`),
    )
  }
  return found
}

describe('每种事项按它的阶梯提醒', () => {
  test.each([
    [
      'figures',
      '2023-11-08',
      '2023-11-17',
      [
        '11-10 person:contact 大合新材料：工业产值、实缴税金 3',
        '11-14 person:contact 大合新材料：工业产值、实缴税金 1',
        '11-15 person:contact 大合新材料：工业产值、实缴税金 0',
      ],
    ],
    ['figures-late', '2023-11-15', '2023-11-20', ['11-16 person:liaison 大合新材料 -1']],
    [
      'milestones',
      '2023-11-13',
      '2023-11-30',
      [
        '11-15 person:colleague 年产5万吨铜箔项目：主厂房封顶 7',
        '11-21 person:colleague 年产5万吨铜箔项目：主厂房封顶 1',
        '11-22 person:colleague 年产5万吨铜箔项目：主厂房封顶 0',
        '11-23 person:colleague 年产5万吨铜箔项目：主厂房封顶 -1',
        '11-29 person:colleague 年产5万吨铜箔项目：主厂房封顶 -7',
      ],
    ],
    [
      'stages',
      '2023-11-13',
      '2023-12-14',
      ['11-20 unit:430424 年产5万吨铜箔项目：竣工 30', '12-13 unit:430424 年产5万吨铜箔项目：竣工 7'],
    ],
    // 20 November, three months after signing; R-CONTRACT.
    ['contracts', '2023-11-16', '2023-11-30', ['11-20 unit:430424 智能电表项目（签约满3个月） 0']],
    [
      'agreements',
      '2023-11-13',
      '2023-11-20',
      [
        // Of the rung of ninety days nobody has heard yet.
        '11-13 unit:430424 大合新材料：2022年工业用地监管协议 32',
        '11-15 unit:430424 大合新材料：2022年工业用地监管协议 30',
      ],
    ],
    [
      'plans',
      '2023-11-16',
      '2023-11-28',
      [
        '11-17 person:colleague 福邦新材料 7',
        '11-23 person:colleague 福邦新材料 1',
        '11-27 person:colleague 福邦新材料 -3',
      ],
    ],
    [
      'proposals',
      '2023-11-16',
      '2023-11-27',
      [
        '11-16 person:colleague 市政协十三届二次会议第72号：关于支持产业链发展的建议 9',
        '11-20 person:colleague 市政协十三届二次会议第72号：关于支持产业链发展的建议 5',
        '11-24 person:colleague 市政协十三届二次会议第72号：关于支持产业链发展的建议 1',
        '11-27 person:colleague 市政协十三届二次会议第72号：关于支持产业链发展的建议 -2',
      ],
    ],
    [
      'campaigns',
      '2023-11-20',
      '2023-11-30',
      ['11-23 unit:office 纾困增效专项行动 7', '11-29 unit:office 纾困增效专项行动 1'],
    ],
  ])('%s from %s to %s', (source, from, to, lines) =>
    onDatabase(async db => {
      const found = await days(db, source, from, to)
      expect(found.map(line => line.replace('unit:dept-industry', 'person:colleague'))).toEqual(lines)
    }),
  )

  test('a rung that was passed over because nothing ran is made up for once, by the next one reached', () =>
    onDatabase(async db => {
      await run(db, '2023-11-14')
      await told(db)
      // 15 to 20 November nothing runs: the rung of seven days is said on the 20th, two days before.
      expect((await days(db, 'milestones', '2023-11-20', '2023-11-21')).map(line => line.slice(-2))).toEqual([
        ' 2',
        ' 1',
      ])
    }))

  test('visits: seven and two working days before the month ends, to whoever stands in, and not of whom somebody visited', () =>
    onDatabase(async db => {
      await db.insert(visit).values({
        uscc: codeOf('恒飞电缆'),
        visitedOn: '2023-11-02',
        means: '上门',
        outcome: '正常',
        visitor: '赵联',
        note: '',
        recordedBy: 'liaison',
        recordedAt: instantOf('2023-11-02'),
      })
      await delegate(by(db, 'liaison'), {
        standInId: 'colleague',
        fromOn: '2023-11-27',
        toOn: '2023-11-30',
        usccs: null,
        reason: null,
      })
      await db.delete(outbox)
      expect(await days(db, 'visits', '2023-11-15', '2023-11-30')).toEqual([
        '11-21 person:liaison 大合新材料（还没走访过） 7',
        '11-21 person:liaison 南岳电控（还没走访过） 7',
        // Whoever stands in has not heard yet.
        '11-27 person:colleague 大合新材料（还没走访过） 3',
        '11-27 person:colleague 南岳电控（还没走访过） 3',
        '11-28 person:colleague 大合新材料（还没走访过） 2',
        '11-28 person:colleague 南岳电控（还没走访过） 2',
      ])
    }))

  test('figures: whoever has reported is left alone; January is merged into February', () =>
    onDatabase(async db => {
      await db.insert(figure).values({
        uscc: codeOf('大合新材料'),
        indicator: 'output',
        period: '2023-10',
        amount: '100',
        source: '企业自报',
        reportedBy: 'contact',
        recordedAt: instantOf('2023-11-08'),
      })
      expect(await days(db, 'figures', '2023-11-14', '2023-11-14')).toEqual([
        '11-14 person:contact 大合新材料：实缴税金 1',
      ])
      expect(await days(db, 'figures', '2024-02-01', '2024-02-29')).toEqual([])
      expect((await days(db, 'figures', '2024-03-15', '2024-03-15'))[0]).toContain('工业产值')
    }))

  test('the roster’s year: to be begun, then each step to whoever does it', () =>
    onDatabase(async db => {
      const opening = await days(db, 'cycle', '2023-12-01', '2023-12-29')
      expect(opening.map(line => line.slice(0, 5))).toEqual(['12-04', '12-25'])
      await db
        .insert(rosterCycle)
        .values({ year: 2024, openedBy: 'office', openedAt: instantOf('2024-01-03') })
      const steps = await days(db, 'cycle', '2024-01-30', '2024-01-30')
      expect(steps).toHaveLength(5)
      expect(steps.join()).toContain('市委常委会议审议')
    }))

  test('declarations: the yearly batch to the firm, its liaison and its county', () =>
    onDatabase(async db => {
      const found = await days(db, 'declare-yearly', '2023-11-20', '2023-11-20')
      expect(found.map(line => line.split(' ')[1])).toEqual(['person:liaison', 'unit:430424'])
    }))

  test('what recurs is not said again once it is done; only its unit or the office says so', () =>
    onDatabase(async db => {
      const [first] = await days(db, 'recurring', '2023-11-15', '2023-11-15')
      expect(first).toContain('动态管理')
      const now = instantOf('2023-11-15', '10:00')
      await expect(markDone(db, PEOPLE.county, 'pools-refresh:2023-11-20', now)).rejects.toThrow('责任单位')
      await markDone(db, PEOPLE.office, 'pools-refresh:2023-11-20', now)
      expect(await days(db, 'recurring', '2023-11-16', '2023-11-21')).toEqual([])
    }))
})

describe('每件只说一次', () => {
  test('on a day off nothing; run again or at once, nothing more', () =>
    onDatabase(async db => {
      expect(await run(db, '2023-11-18')).toBeNull()
      const first = await run(db, '2023-11-20')
      expect(first?.lines).toBeGreaterThan(5)
      expect(await run(db, '2023-11-20')).toEqual({ digests: 0, lines: 0 })
      expect(await run(db, '2023-11-20', '15:00')).toEqual({ digests: 0, lines: 0 })
    }))

  test('one card a reader, within the platform’s limits, saying why and what to press', () =>
    onDatabase(async db => {
      await run(db, '2023-11-20')
      const rows = await db.select().from(outbox)
      expect(new Set(rows.map(({ address }) => address)).size).toBe(rows.length)
      for (const { kind, payload } of rows) {
        const card = cardOfNotice(kind, payload)
        expect(checkCard(render(card, 'http://127.0.0.1'))).toBeNull()
        expect(cardText(card)).toMatch(/到期|上月|本月|已过|今天/)
      }
    }))

  test('whoever cannot be reached is not left out: the office hears whose it is', () =>
    onDatabase(async db => {
      await db.delete(identity).where(sql`person_id = 'colleague'`)
      await run(db, '2023-11-15')
      const row = (await db.select().from(outbox)).find(({ address }) => address === 'unit:office')
      expect(cardText(cardOfNotice('duty.digest', row?.payload))).toContain('主厂房封顶（责任方还没有接入')
      expect(await db.$count(dutySaid, sql`reader = 'person:colleague'`)).toBeGreaterThan(0)
    }))
})
