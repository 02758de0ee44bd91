import { asc, eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import type { ReminderData } from '../../db/notice.ts'
import { dutyDone, outbox, pushCopy, pushHours, reminder, subscription } from '../../db/schema/index.ts'
import { reminders } from '../../jobs/reminders.ts'
import { briefingReaders } from '../../src/briefing/leader/readers.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { cardOfNotice } from '../../src/chat/notices/index.ts'
import { queueCopies } from '../../src/chat/push/copies.ts'
import { addCopy } from '../../src/chat/push/settings.ts'
import { loadCalendar } from '../../src/ledger/calendar.ts'
import { silentLogger } from '../../src/lib/log.ts'
import { instantOf } from '../../src/lib/time.ts'
import { runDueJobs } from '../../src/schedule/run.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn } from '../support/policies.ts'
import { type Answer, actionsOf, expectToFit, order, press } from '../support/talk.ts'

const NOW = instantOf('2023-11-15', '10:00')
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
})

const tick = (db: Db, day: string, time: string) =>
  db.transaction(tx => reminders.run({ db: tx as Db, now: instantOf(day, time), policies: builtIn } as never))
const said = async (db: Db) => {
  const rows = await db.select().from(outbox).where(eq(outbox.kind, 'reminder')).orderBy(asc(outbox.id))
  return rows.map(({ address, payload }) => ({ address, ...(payload as ReminderData) }))
}
const buttonOf = (answer: Answer, intent: string) => {
  const found = answer.messages.flatMap(({ card }) => actionsOf(card)).find(one => one.intent === intent)
  if (!found) throw new Error(`no button for ${intent} on ${answer.words}`)
  return found
}

describe('到点提醒', () => {
  test('to oneself, at the minute, once', () =>
    onDatabase(async db => {
      const set = await order(db, 'liaison', '提醒我明天上午9点去金翼有色')
      expect(set).toMatchObject({
        command: 'remind',
        action: 'remind.set',
        slots: { at: '2023-11-16T09:00' },
      })
      expect(set.words).toContain('11月16日（周四）09:00')
      expectToFit(set, 'the confirmation')
      await tick(db, '2023-11-16', '08:59')
      expect(await said(db)).toEqual([])
      await Promise.all([tick(db, '2023-11-16', '09:00'), tick(db, '2023-11-16', '09:00')])
      await tick(db, '2023-11-16', '09:01')
      const [only, ...more] = await said(db)
      expect(more).toEqual([])
      expect(only).toMatchObject({
        address: 'person:demo-liaison',
        words: '去金翼有色',
        lateMinutes: 0,
        by: null,
      })
    }))

  test('missed while nothing ran, it is said late once, with the honest time', () =>
    onDatabase(async db => {
      await order(db, 'liaison', '提醒我明天上午9点去金翼有色')
      await tick(db, '2023-11-16', '11:20')
      await tick(db, '2023-11-16', '11:21')
      const [only, ...more] = await said(db)
      expect(more).toEqual([])
      expect(cardText(cardOfNotice('reminder', only))).toContain(
        '本应在11月16日09:00提醒，系统当时没有运行，晚了2小时',
      )
    }))

  test('again and again: several missed are one, and the next comes at its time', () =>
    onDatabase(async db => {
      const set = await order(db, 'liaison', '每周五下午4点提醒我报周报')
      expect(set.words).toContain('每周五16:00，下一次11月17日（周五）16:00')
      await tick(db, '2023-11-17', '16:00')
      await tick(db, '2023-12-05', '10:00')
      await tick(db, '2023-12-08', '16:00')
      expect((await said(db)).map(({ at, lateMinutes }) => [at.slice(0, 10), lateMinutes > 0])).toEqual([
        ['2023-11-17', false],
        ['2023-11-24', true],
        ['2023-12-08', false],
      ])
    }))

  test('to all of a group, in the group', () =>
    onDatabase(async db => {
      const set = await order(
        db,
        'land',
        '后天下午两点组里碰头 提醒全组',
        '--group',
        '--chat',
        'oc_demo_land',
      )
      expect(set.slots).toMatchObject({ at: '2023-11-17T14:00', text: '小组碰头', scope: '$team' })
      await tick(db, '2023-11-17', '14:00')
      expect(await said(db)).toMatchObject([{ address: 'unit:dept-land', words: '小组碰头', by: '陈原' }])
    }))

  test('listed and cancelled by its day; what is unclear is asked; nobody cancels another’s', () =>
    onDatabase(async db => {
      await order(db, 'liaison', '提醒我明天上午9点去金翼有色')
      await order(db, 'liaison', '提醒我后天上午10点交材料')
      const list = await order(db, 'liaison', '我有哪些提醒')
      expect(list.action).toBe('remind.list')
      expect(list.words).toContain('去金翼有色')
      const gone = await order(db, 'liaison', '取消明天那个提醒')
      expect(gone).toMatchObject({ action: 'remind.cancel' })
      expect(gone.words).toContain('已取消：去金翼有色')
      await press(db, 'office', buttonOf(await order(db, 'liaison', '我有哪些提醒'), 'remind.cancel'))
      expect(await db.$count(reminder, sql`state = 'open'`)).toBe(1)
      await tick(db, '2023-11-18', '10:00')
      expect((await said(db)).map(({ words }) => words)).toEqual(['交材料'])
    }))

  test('without a time it is asked for; a time that has passed is refused', () =>
    onDatabase(async db => {
      expect((await order(db, 'liaison', '提醒我去金翼有色')).words).toContain('什么时候提醒')
      expect((await order(db, 'liaison', '提醒我今天上午8点去金翼有色')).words).toContain('已经过了')
    }))

  test('what was said last is said again later, by words too', () =>
    onDatabase(async db => {
      await order(db, 'liaison', '提醒我明天上午9点去金翼有色')
      await tick(db, '2023-11-16', '09:00')
      const again = await order(db, 'liaison', '一小时后再提醒', '--at', '2023-11-16T09:05:00+08:00')
      expect(again.words).toContain('去金翼有色')
      expect(again.words).toContain('10:05')
    }))

  test('a recurring duty is ticked off by its name', () =>
    onDatabase(async db => {
      const done = await order(db, 'office', '已办：发布入规调度通报')
      expect(done).toMatchObject({ action: 'duty.done', slots: { item: 'above-scale-bulletin:2023-11-28' } })
      expect(done.words).toContain('已记为办完')
      expect(await db.$count(dutyDone)).toBe(1)
    }))
})

describe('给单位和企业发提醒', () => {
  test('it shows whom it reaches before it goes, and goes once', () =>
    onDatabase(async db => {
      const shown = await order(db, 'office', '给衡东发个入规申报提醒 截止这个月20号')
      expect(shown).toMatchObject({
        command: 'remind',
        action: 'remind.send',
        slots: { region: '衡东县', topic: '入规申报', due: '2023-11-20' },
      })
      expect(shown.words).toContain('衡东县倍增工作群')
      expect(shown.words).toContain('请抓紧做好入规申报工作，11月20日前完成。')
      expect(await db.$count(outbox, sql`kind = 'reminder.sent'`)).toBe(0)
      const action = buttonOf(shown, 'remind.send')
      const words = '请抓紧做好入规申报工作，11月20日前完成。'
      await press(db, 'office', { ...action, args: { ...action.args, words } })
      await press(db, 'office', { ...action, args: { ...action.args, words } })
      const rows = await db.select().from(outbox).where(eq(outbox.kind, 'reminder.sent'))
      expect(rows.map(({ address }) => address)).toEqual(['unit:430424'])
    }))

  test('whoever nobody speaks for is named; whoever has no right is told who has', () =>
    onDatabase(async db => {
      expect((await order(db, 'office', '给祁东发个入规申报提醒 截止20号')).words).toContain(
        '还没有群或人员接入',
      )
      expect((await order(db, 'county', '给耒阳发个报数提醒')).words).toContain('领导小组办公室')
      expect((await order(db, 'liaison', '给金杯电工发个提醒 尽快补材料')).words).toContain('何雁')
      expect((await order(db, 'rival', '给金杯电工发个提醒')).words).toContain('职责范围')
    }))
})

describe('订阅', () => {
  test.each([
    [
      'mayor',
      '别老推了 每月一次就行',
      { topic: '*', isOff: false, rhythm: { every: 'month', on: 1, at: '08:30' } },
    ],
    [
      'mayor',
      '以后每周一早上8点半给我推一份',
      { topic: '*', isOff: false, rhythm: { every: 'week', on: 1, at: '08:30' } },
    ],
    ['county', '名录变动别推了', { topic: '名录', isOff: true, rhythm: null }],
  ])('%s: %s', (who, words, row) =>
    onDatabase(async db => {
      const answer = await order(db, who, words)
      expect(answer).toMatchObject({ command: 'subscribe', action: 'push.subscribe' })
      expect(answer.words).toContain('险情、特急件不受影响')
      expect(await db.select().from(subscription)).toMatchObject([{ reader: `person:demo-${who}`, ...row }])
      await press(db, who, buttonOf(answer, 'push.subscribe'))
      expect(await db.$count(subscription)).toBe(0)
    }),
  )

  test.each([
    ['晚上10点以后别发', { start: '22:00', end: '07:30' }],
    ['早上8点以前别发消息', { start: '22:00', end: '08:00' }],
    ['中午12点到2点别推', { start: '12:00', end: '14:00' }],
  ])('%s', (words, slots) =>
    onDatabase(async db => {
      const answer = await order(db, 'mayor', words)
      expect(answer).toMatchObject({ command: 'subscribe', action: 'push.quiet_hours', slots })
      expect(await db.select().from(pushHours)).toMatchObject([
        { quietFrom: slots.start, quietTo: slots.end },
      ])
    }),
  )

  test('copies: to oneself, to another by name, never of what people report', () =>
    onDatabase(async db => {
      const mine = await order(db, 'mayor', '县里那份抄给我')
      expect(mine).toMatchObject({ action: 'push.copy', slots: { topic: '县级通报' } })
      const other = await order(db, 'office', '通报抄送刘东一份')
      expect(other.words).toContain('抄送刘东')
      expect((await order(db, 'office', '诉求动态抄送刘东一份')).words).toContain('不能抄送')
      expect((await order(db, 'county', '通报抄送李衡一份')).words).toContain('领导小组办公室')
      expect(await db.select().from(pushCopy)).toMatchObject([
        { topic: '通报', reader: 'person:demo-mayor' },
        { topic: '通报', reader: 'person:demo-county' },
      ])
      expect((await order(db, 'mayor', '通报不用抄给我了')).words).toContain('不再抄送')
    }))

  test('copies of what tells of enterprises go only to whoever may see all of it', () =>
    onDatabase(async db => {
      expect((await order(db, 'county', '预警抄给我一份')).words).toContain('只抄送给市领导和领导小组办公室')
      expect((await order(db, 'county', '简报抄给我一份')).words).toContain('只抄送给市领导和领导小组办公室')
      expect((await order(db, 'county', '订阅领导简报')).words).toContain('只发给市领导')
      expect((await order(db, 'office', '简报抄送刘东一份')).words).toContain('权限看不到')
      expect((await order(db, 'county', '衡东县的预警抄给我')).words).toContain('衡东县的风险和安全预警')
      expect((await order(db, 'office', '简报抄给我一份')).words).toContain('已设抄送')
      expect(await db.select().from(pushCopy).orderBy(pushCopy.id)).toMatchObject([
        { topic: '预警', source: 'unit:430424', reader: 'person:demo-county' },
        { topic: '简报', source: null, reader: 'person:demo-office' },
      ])
    }))

  test('a copy goes out once, however many get the original; drafts are for nobody else', () =>
    onDatabase(async db => {
      const setting = { db, reader: 'person:demo-county', by: 'demo-county', now: NOW } as const
      await addCopy(setting, '通报', null)
      const payload = { period: '2023-10' }
      const rows = await db
        .insert(outbox)
        .values(
          (
            [
              ['bulletin.published', 'unit:leaders'],
              ['bulletin.published', 'unit:430424'],
              ['bulletin.draft', 'unit:office'],
            ] as const
          ).map(([kind, address]) => ({
            dedupeKey: `${kind} ${address}`,
            kind,
            address,
            payload,
            state: 'sending' as const,
          })),
        )
        .returning()
      for (const { id, address, kind } of [...rows, ...rows])
        await queueCopies(db, { id, address, kind, payload })
      const copies = await db.select().from(outbox).where(eq(outbox.address, 'person:demo-county'))
      expect(copies.map(({ kind }) => kind)).toEqual(['bulletin.published'])
    }))

  test('who finds it too much is asked how often; days off are free anyway', () =>
    onDatabase(async db => {
      const asked = await order(db, 'county', '推送太多了')
      expect(asked.words).toContain('多久推一次')
      await press(db, 'county', buttonOf(asked, 'push.subscribe'))
      expect(await db.select().from(subscription)).toMatchObject([{ rhythm: { every: 'week', on: 1 } }])
      expect((await order(db, 'county', '周末别发消息')).words).toContain('周末和节假日不发')
      expect(await db.$count(pushHours)).toBe(0)
    }))

  test('a leader’s own rhythm is that of the briefing, too', () =>
    onDatabase(async db => {
      expect((await order(db, 'mayor', '以后每周一早上8点半给我推一份')).words).toContain(
        '要情也改到每周一8:30',
      )
      const calendar = await loadCalendar(db)
      const due = (day: string, time: string) => briefingReaders(db, calendar, instantOf(day, time))
      expect(await due('2023-11-16', '09:00')).toEqual([])
      expect(await due('2023-11-20', '08:00')).toEqual([])
      expect(await due('2023-11-20', '08:30')).toEqual(['demo-mayor'])
      await order(db, 'mayor', '别推简报了')
      expect(await due('2023-11-20', '08:30')).toEqual([])
    }))

  test('a pause for leave; a group’s peace; what was set is told', () =>
    onDatabase(async db => {
      expect((await order(db, 'county', '我下周请假 这几天别推消息')).words).toContain('11月20日至11月26日')
      expect((await order(db, 'land', '本群免打扰', '--group', '--chat', 'oc_demo_land')).action).toBe(
        'push.pause',
      )
      expect((await order(db, 'county', '本群免打扰', '--group', '--chat', 'oc_demo_land')).words).toContain(
        '本单位',
      )
      const list = await order(db, 'county', '我订了什么')
      expect(list.action).toBe('push.list')
      expect(list.words).toContain('到11月26日')
      expect(await db.select().from(pushHours).orderBy(pushHours.reader)).toMatchObject([
        { reader: 'person:demo-county' },
        { reader: 'unit:dept-land', pausedFrom: '2023-11-15' },
      ])
    }))

  test('what is one’s to do cannot be ordered away', () =>
    onDatabase(async db => {
      expect((await order(db, 'county', '到期提醒别推了')).words).toContain('不能退订')
      expect(await db.$count(subscription)).toBe(0)
    }))
})

test('the admin sees how the jobs stand', () =>
  onDatabase(async db => {
    const failing = {
      name: 'broken',
      title: '坏任务',
      schedule: '0 9 * * *',
      misfire: 'late' as const,
      run: async () => {
        throw new Error('no')
      },
    }
    const deps = { db, jobs: [reminders, failing], log: silentLogger, loadPolicies: async () => builtIn }
    await runDueJobs(deps, instantOf('2023-11-14', '08:00'))
    await runDueJobs(deps, instantOf('2023-11-15', '09:30'))
    const told = await order(db, 'admin', '任务运行情况')
    expect(told).toMatchObject({ command: 'jobs', action: 'admin.jobs' })
    expect(told.words).toContain('到点提醒：上次11月15日09:30')
    expect(told.words).toContain('坏任务')
    expect(told.words).toContain('1个失败')
    expect((await order(db, 'liaison', '任务运行情况')).words).toContain('职责范围')
  }))
