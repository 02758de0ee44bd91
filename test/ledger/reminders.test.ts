import { asc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import type { NoticeData } from '../../db/notice.ts'
import { caseReminder, outbox, roleGrant } from '../../db/schema/index.ts'
import { deadlineReminders } from '../../jobs/deadline-reminders.ts'
import { supervision } from '../../jobs/supervision.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { caseDigest } from '../../src/chat/notices/case-digest.ts'
import { askExtension, grantExtension } from '../../src/ledger/extension.ts'
import { fileCase } from '../../src/ledger/file.ts'
import { finishCase } from '../../src/ledger/finish.ts'
import { askHold, holdCase, shelveCase } from '../../src/ledger/holding.ts'
import { loadCase } from '../../src/ledger/load.ts'
import { instructCase, replyToLeader } from '../../src/ledger/press.ts'
import { reportProgress } from '../../src/ledger/progress.ts'
import { returnCase } from '../../src/ledger/review.ts'
import { signCase } from '../../src/ledger/sign.ts'
import { answerHelp, askToHelp, transferCase } from '../../src/ledger/transfer.ts'
import { verifyLedger } from '../../src/ledger/verify.ts'
import { addDays, instantOf } from '../../src/lib/time.ts'
import { useDatabase } from '../support/database.ts'
import { live, runJobAt } from './diary.ts'
import { talkIn } from './talk.ts'
import { actOf, buildWorld, caseIn, NOW, POWER_CUT, people, type Who } from './world.ts'

const onDatabase = useDatabase(buildWorld)
const FIRM_NAME = '衡阳雁南机械有限公司'

const fileOn = async (db: Db, day: string, time = '10:00') =>
  (await fileCase(await actOf(db, 'contact', instantOf(day, time)), POWER_CUT)).facts.no
const at = (db: Db, who: Who, now: Date) => actOf(db, who, now)
const appoint = (db: Db, personId: string, unitId: string) =>
  db.insert(roleGrant).values({ personId, role: 'chief', scopeId: unitId, grantedBy: 'test', grantedAt: NOW })

async function digests(db: Db) {
  const rows = await db.select().from(outbox).where(eq(outbox.kind, 'case.digest')).orderBy(asc(outbox.id))
  return rows.map(({ address, payload }) => ({ address, data: payload as NoticeData['case.digest'] }))
}

describe('who hears what on which day', () => {
  // 国庆 2023: 9月29日 to 10月6日 off, Saturday and Sunday 10月7日、8日 worked.
  test('over 国庆 2023, of a case due 10月10日 that nobody finishes, with a helper whose part is due 10月9日', () =>
    onDatabase(async db => {
      const no = await fileOn(db, '2023-09-25')
      expect((await loadCase(db, no)).row.dueOn).toBe('2023-10-10')
      await appoint(db, people.mayor.id, 'utility-power')
      const help = { unitId: 'dept-land', task: '提供用地红线图', dueOn: '2023-10-09' }
      const told = await live(db, '2023-09-25', '2023-10-17', [
        ['2023-09-27 10:00', async now => signCase(await at(db, 'power', now), no)],
        ['2023-09-28 10:00', async now => askToHelp(await at(db, 'power', now), no, help)],
        [
          '2023-10-10 16:00',
          async now => answerHelp(await at(db, 'land', now), no, 'dept-land', '已提供红线图'),
        ],
      ])
      const power = `unit:utility-power 0001 用电（急） ${FIRM_NAME}：`
      const land = `unit:dept-land 0001 用电（急） ${FIRM_NAME}：协办“提供用地红线图”，`
      const red = `0001 用电 ${FIRM_NAME}（国网衡阳供电公司）：10月10日到期，已逾期4个工作日`
      expect(told).toEqual([
        `09-27 周三 09:00 ${power}交办后没有签收，超过签收时限1个工作日`,
        `09-28 周四 15:00 ${land}10月9日到期，还剩3个工作日`,
        `10-07 周六 09:00 ${power}10月10日到期，还剩3个工作日`,
        `10-08 周日 09:00 ${land}10月9日到期，还剩1个工作日`,
        `10-09 周一 09:00 ${land}今天到期`,
        `10-09 周一 09:00 ${power}10月10日到期，还剩1个工作日`,
        `10-10 周二 09:00 ${land}10月9日到期，已逾期1个工作日`,
        `10-10 周二 09:00 ${power}今天到期`,
        `10-11 周三 09:00 ${power}10月10日到期，已逾期1个工作日，橙牌督办`,
        `10-12 周四 09:00 ${power}10月10日到期，已逾期2个工作日，橙牌督办`,
        `10-13 周五 09:00 ${power}10月10日到期，已逾期3个工作日，橙牌督办`,
        `10-16 周一 08:40 person:${people.mayor.id} ${red}`,
        `10-16 周一 08:40 unit:office ${red}`,
        `10-16 周一 09:00 ${power}10月10日到期，已逾期4个工作日，红牌督办，已报分管领导`,
        `10-17 周二 09:00 ${power}10月10日到期，已逾期5个工作日，红牌督办，已报分管领导`,
      ])
      expect((await verifyLedger(db)).broken).toBeNull()
    }))

  test('while a case is held nobody hears of it; a moved due day counts anew', () =>
    onDatabase(async db => {
      const no = await fileOn(db, '2023-11-15')
      await signCase(await at(db, 'power', instantOf('2023-11-15', '11:00')), no)
      const told = await live(db, '2023-11-16', '2023-12-15', [
        [
          '2023-11-22 10:00',
          async now =>
            askExtension(await at(db, 'power', now), no, { until: '2023-11-29', reason: '变压器还在路上' }),
        ],
        ['2023-11-22 16:00', async now => grantExtension(await at(db, 'office', now), no)],
        [
          '2023-11-27 10:00',
          async now =>
            holdCase(await at(db, 'office', now), no, { until: '2023-12-04', reason: '待外部条件' }),
        ],
        [
          '2023-12-08 10:00',
          async now => finishCase(await at(db, 'power', now), no, '变压器已装好，供电恢复'),
        ],
      ])
      const power = `09:00 unit:utility-power 0001 用电（急） ${FIRM_NAME}：`
      expect(told).toEqual([
        `11-21 周二 ${power}11月24日到期，还剩3个工作日`,
        // The extension to 11月29日 was granted the evening before; three days ahead of that is 11月24日.
        `11-24 周五 ${power}11月29日到期，还剩3个工作日`,
        // Held on 11月27日, awake on 12月4日: the term is five working days longer, 12月6日.
        '12-04 周一 08:30 unit:utility-power 恢复办理：诉求 0001',
        `12-04 周一 08:30 person:${people.contact.id} 恢复办理：诉求 0001`,
        `12-04 周一 ${power}12月6日到期，还剩2个工作日`,
        `12-05 周二 ${power}12月6日到期，还剩1个工作日`,
        `12-06 周三 ${power}今天到期`,
        `12-07 周四 ${power}12月6日到期，已逾期1个工作日，橙牌督办`,
        `12-08 周五 ${power}12月6日到期，已逾期2个工作日，橙牌督办`,
        // Reported on 12月8日 and not reviewed: now it is the office that owes something.
        `12-12 周二 09:00 unit:office 0001 用电（急） ${FIRM_NAME}：单位已报办结，没有审核，超过时限1个工作日`,
        `12-13 周三 09:00 unit:office 0001 用电（急） ${FIRM_NAME}：单位已报办结，没有审核，超过时限2个工作日`,
        `12-14 周四 09:00 unit:office 0001 用电（急） ${FIRM_NAME}：单位已报办结，没有审核，超过时限3个工作日`,
        `12-15 周五 09:00 unit:office 0001 用电（急） ${FIRM_NAME}：单位已报办结，没有审核，超过时限4个工作日`,
      ])
    }))

  test('a leader’s word is owed by its own day, held or not; what is shelved is reported on, then decided about', () =>
    onDatabase(async db => {
      const no = await fileOn(db, '2023-11-15')
      await signCase(await at(db, 'power', instantOf('2023-11-15', '11:00')), no)
      const shelf = { until: '2023-11-22', reason: '等待省里批复电网规划' }
      const told = await live(db, '2023-11-16', '2023-11-24', [
        [
          '2023-11-16 10:00',
          async now => instructCase(await at(db, 'mayor', now), no, '请供电公司拿出方案', '2023-11-17'),
        ],
        ['2023-11-16 16:00', async now => shelveCase(await at(db, 'office', now), no, shelf)],
        ['2023-11-20 10:00', async now => replyToLeader(await at(db, 'power', now), no, '方案已报市政府')],
        [
          '2023-11-22 10:00',
          async now => reportProgress(await at(db, 'power', now), no, '规划已列入省里计划'),
        ],
      ])
      const power = `unit:utility-power 0001 用电（急） ${FIRM_NAME}：`
      const word = `${power}领导批示“请供电公司拿出方案”，要求反馈，`
      const decide = `unit:office 0001 用电（急） ${FIRM_NAME}：挂账11月22日到期，`
      expect(told).toEqual([
        `11-16 周四 15:00 ${word}11月17日到期，还剩1个工作日`,
        `11-17 周五 09:00 ${word}今天到期`,
        `11-17 周五 09:00 ${power}挂账事项请回报进展，11月22日到期，还剩3个工作日`,
        `11-20 周一 09:00 ${word}11月17日到期，已逾期1个工作日`,
        `11-21 周二 09:00 ${power}挂账事项请回报进展，11月22日到期，还剩1个工作日`,
        `11-22 周三 09:00 ${power}挂账事项请回报进展，今天到期`,
        `11-23 周四 09:00 ${decide}已过1个工作日，请决定恢复办理还是继续挂账`,
        `11-24 周五 09:00 ${decide}已过2个工作日，请决定恢复办理还是继续挂账`,
      ])
    }))

  test('the office hears of what waits for it longer than a working day', () =>
    onDatabase(async db => {
      // The words do not bear the category out, so it is not assigned by itself.
      const waiting = { ...POWER_CUT, detail: '厂里停水，贷款也一直批不下来，想请人协调' }
      await fileCase(await actOf(db, 'contact', instantOf('2023-11-14', '18:00')), waiting)
      const no = await fileOn(db, '2023-11-15')
      await signCase(await at(db, 'power', instantOf('2023-11-15', '11:00')), no)
      const hold = { until: '2023-11-30', reason: '待上级答复' }
      const told = await live(db, '2023-11-15', '2023-11-20', [
        ['2023-11-16 09:30', async now => askHold(await at(db, 'power', now), no, hold)],
      ])
      const rows = told.filter(line => line.includes('unit:office'))
      expect(rows.map(line => line.replace(FIRM_NAME, '雁南机械'))).toEqual([
        '11-17 周五 09:00 unit:office 0001 用电（急） 雁南机械：受理后没有交办，超过时限1个工作日',
        '11-20 周一 09:00 unit:office 0001 用电（急） 雁南机械：受理后没有交办，超过时限2个工作日',
        '11-20 周一 09:00 unit:office 0002 用电（急） 雁南机械：延期或挂起申请没有答复，超过时限1个工作日',
      ])
    }))
})

describe('the digest of a unit', () => {
  test.each<[string, string | null, string]>([
    ['2023-11-20', null, '还有4个工作日，不提醒'],
    ['2023-11-21', 'soon', '还有3个工作日'],
    ['2023-11-23', 'tomorrow', '下一个工作日到期'],
    ['2023-11-24', 'today', '今天到期'],
    ['2023-11-27', 'overdue', '逾期'],
  ])('on %s a case due 2023-11-24 counts as %s (%s)', (day, nearness) =>
    onDatabase(async db => {
      await caseIn(db, 'handling')
      await runJobAt(db, deadlineReminders, day, '09:00')
      const [digest] = await digests(db)
      expect(digest?.address).toBe(nearness ? 'unit:utility-power' : undefined)
      if (nearness) expect(digest?.data.counts).toMatchObject({ [nearness]: 1 })
    }),
  )

  test('is sent once however often and however the job is started anew, and is never empty', () =>
    onDatabase(async db => {
      await caseIn(db, 'handling')
      for (const time of ['09:00', '09:00', '09:07', '15:00'])
        await runJobAt(db, deadlineReminders, '2023-11-23', time)
      expect((await digests(db)).map(({ data }) => data.lines.length)).toEqual([1])
      expect((await runJobAt(db, deadlineReminders, '2023-11-23', '16:00')).summary).toBe(
        '没有新的临期、逾期和待办事项，不发提醒',
      )
    }))

  test('a rung nobody ran for is made up for by the next, in its own words', () =>
    onDatabase(async db => {
      await caseIn(db, 'handling')
      await runJobAt(db, deadlineReminders, '2023-11-22', '09:00')
      await runJobAt(db, deadlineReminders, '2023-11-29', '09:00')
      const rungs = await db.select({ rung: caseReminder.rung }).from(caseReminder).orderBy(caseReminder.rung)
      expect(rungs.map(({ rung }) => rung)).toEqual(['finish:+3', 'finish:T-3'])
      expect((await digests(db)).map(({ data }) => data.lines[0]?.left)).toEqual([2, -3])
    }))

  test.each(['2023-11-25', '2023-11-26', '2023-10-06'])('is not sent on %s, a day off', day =>
    onDatabase(async db => {
      await caseIn(db, 'handling')
      expect((await runJobAt(db, deadlineReminders, day, '09:00')).summary).toBe('今天不是工作日，不发提醒')
      expect(await digests(db)).toEqual([])
    }),
  )

  test('a new unit hears of its case by itself; the old one no more', () =>
    onDatabase(async db => {
      const no = await caseIn(db, 'handling')
      await runJobAt(db, deadlineReminders, '2023-11-23', '09:00')
      await transferCase(
        await at(db, 'office', instantOf('2023-11-23', '10:00')),
        no,
        'dept-land',
        '实为用地问题',
      )
      await runJobAt(db, deadlineReminders, '2023-11-24', '09:00')
      expect((await digests(db)).map(({ address }) => address)).toEqual([
        'unit:utility-power',
        'unit:dept-land',
      ])
      expect(cardText(caseDigest((await digests(db))[1]?.data as NoticeData['case.digest']))).toContain(
        '还没有签收，今天到期',
      )
    }))

  test('a case sent back after its due day is overdue again', () =>
    onDatabase(async db => {
      const no = await caseIn(db, 'reviewing')
      await runJobAt(db, deadlineReminders, '2023-11-24', '09:00')
      expect((await digests(db)).filter(({ address }) => address !== 'unit:office')).toEqual([])
      await returnCase(await at(db, 'office', instantOf('2023-11-27', '10:00')), no, '还没有装好')
      await runJobAt(db, deadlineReminders, '2023-11-27', '15:00')
      const last = (await digests(db)).at(-1)
      expect(last).toMatchObject({
        address: 'unit:utility-power',
        data: { isLater: true, lines: [{ left: -1 }] },
      })
      expect(cardText(caseDigest(last?.data as NoticeData['case.digest']))).toContain(
        '【11月27日下午新增提醒：1项】',
      )
    }))

  test('carries the ten most pressing, of each nearness some; every row opens its case', () =>
    onDatabase(async db => {
      for (let i = 0; i < 15; i += 1) await fileOn(db, '2023-11-14')
      for (let i = 0; i < 10; i += 1) await fileOn(db, '2023-11-15')
      await runJobAt(db, deadlineReminders, '2023-11-24', '09:00')
      const [digest] = await digests(db)
      if (!digest) throw new Error('no digest')
      expect(digest.data.counts).toEqual({ overdue: 15, today: 10, tomorrow: 0, soon: 0 })
      const card = caseDigest(digest.data)
      const words = cardText(card)
      expect(words).toMatch(/^【11月24日办理提醒：25项】/)
      expect(words).toContain('已逾期（15项）')
      expect(words).toContain('今天到期（10项）')
      expect(words.match(/^\d{4} 用电/gm)).toHaveLength(10)
      expect(words.match(/没有签收，今天到期/g)).toHaveLength(5)
      expect(words).toContain('另有15项请在台账中查看')
      const talk = talkIn(db)
      const label = /\[(看\d{4})\]/.exec(words)?.[1] ?? ''
      expect(cardText((await talk.clicks('power', card, label)).card)).toContain(label.slice(1))
    }))
})

describe('lights', () => {
  test.each([
    ['2023-11-22', 0, '还有2个工作日'],
    ['2023-11-23', 1, '还有1个工作日：蓝'],
    ['2023-11-24', 1, '当日：蓝'],
    ['2023-11-27', 2, '逾期1个工作日：橙'],
    ['2023-11-29', 2, '逾期3个工作日：橙'],
    ['2023-11-30', 3, '逾期4个工作日：红'],
    ['2023-11-25', 0, '周六不亮牌'],
  ])('on %s a case due 2023-11-24 shows %i (%s)', (day, level) =>
    onDatabase(async db => {
      const no = await caseIn(db, 'handling')
      await runJobAt(db, supervision, day, '08:40')
      await runJobAt(db, supervision, day, '08:40')
      const { row } = await loadCase(db, no)
      expect(row.supervision).toBe(level)
      expect(row.version).toBe(level === 0 ? 3 : 4)
      expect((await verifyLedger(db)).broken).toBeNull()
    }),
  )

  test('after a second extension the first day overdue is red', () =>
    onDatabase(async db => {
      const no = await fileOn(db, '2023-11-01')
      await signCase(await at(db, 'power', instantOf('2023-11-01', '11:00')), no)
      for (const [day, until, who] of [
        ['2023-11-08', '2023-11-15', 'office'],
        ['2023-11-13', '2023-11-20', 'mayor'],
      ] as const) {
        const now = instantOf(day, '10:00')
        await askExtension(await at(db, 'power', now), no, { until, reason: '变压器还在路上' })
        await grantExtension(await at(db, who, now), no)
      }
      await runJobAt(db, supervision, '2023-11-20', '08:40')
      expect((await loadCase(db, no)).row.supervision).toBe(1)
      await runJobAt(db, supervision, '2023-11-21', '08:40')
      expect((await loadCase(db, no)).row.supervision).toBe(3)
    }))

  test('a red case reaches the leaders of its unit once, the office gets a copy and learns who is missing', () =>
    onDatabase(async db => {
      await caseIn(db, 'handling')
      const other = { ...POWER_CUT, category: '用地', detail: '扩建用地的手续卡住了，请协调' }
      await fileCase(await actOf(db, 'contact'), other)
      await appoint(db, people.liaison.id, 'utility-power')
      for (let day = '2023-11-24'; day < '2023-12-20'; day = addDays(day, 1))
        await runJobAt(db, supervision, day, '08:40')
      const told = await db.select().from(outbox).where(eq(outbox.kind, 'case.overdue')).orderBy(outbox.id)
      const ofChief = told.filter(({ address }) => address === `person:${people.liaison.id}`)
      expect(ofChief).toHaveLength(1)
      const copies = told.filter(({ address }) => address === 'unit:office')
      const data = copies.map(({ payload }) => payload as NoticeData['case.overdue'])
      expect(data.map(({ cases }) => cases.map(({ category }) => category))).toEqual([['用电', '用地']])
      expect(data.map(({ leaderless }) => leaderless)).toEqual([['市自然资源和规划局']])
    }))
})
