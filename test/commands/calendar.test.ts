import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { loadDemo } from '../../db/demo/load.ts'
import type { NoticeData } from '../../db/notice.ts'
import { outbox } from '../../db/schema/index.ts'
import { calendarProposed } from '../../src/chat/notices/calendar.ts'
import { MADE_UP_2027, NOTICES } from '../ledger/holiday-notices.ts'
import { useDatabase } from '../support/database.ts'
import { operate } from '../support/host.ts'
import { actionsOf, expectToFit, press, say } from '../support/talk.ts'

const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: new Date('2023-11-15T10:00:00+08:00') })
})

describe('查工作日', () => {
  // The demo clock stands at Wednesday 15 November 2023.
  test.each([
    ['明天上班吗', '11月16日（周四）', '上班'],
    ['这个周六要不要上班', '11月18日（周六）', '不上班。之后第一个工作日是11月20日（周一）'],
    ['2024年2月18日上班吗', '2024年2月18日（周日）', '上班（春节调休）'],
    ['2024年2月12号上不上班', '2024年2月12日（周一）', '不上班（春节）'],
    ['7个工作日后是哪天', '第7个工作日', '11月24日（周五）'],
    ['国庆怎么放假', '2023年放假安排', '10月2日至10月6日'],
    ['2024年放假安排', '2024年放假安排', '2月4日、2月18日'],
  ])('%s', (text, ...wanted) =>
    onDatabase(async db => {
      const answer = await say(db, 'liaison', text)
      expect(answer.action).toBe('calendar.day')
      for (const words of wanted) expect(answer.words).toContain(words)
      expectToFit(answer, text)
    }),
  )

  test('a year without a notice is 暂定 and says so', () =>
    onDatabase(async db => {
      const { words } = await say(db, 'liaison', '2028年放假安排')
      expect(words).toContain('还没有导入')
      expect(words).toContain('暂定')
    }))
})

describe('导入下一年的节假日安排', () => {
  test('pasting the notice into the chat is enough; another person confirms on a card; twice does nothing', () =>
    onDatabase(async db => {
      const pasted = await say(db, 'office', MADE_UP_2027)
      expect(pasted.action).toBe('calendar.propose')
      expect(pasted.words).toContain('2027年节假日安排，待第二人确认')
      expect(pasted.words).toContain('2月5日至2月11日')
      expectToFit(pasted, '导入')
      const [asked] = await db.select().from(outbox).where(eq(outbox.kind, 'calendar.proposed')).limit(1)
      const card = calendarProposed(asked?.payload as NoticeData['calendar.proposed'])
      const [confirm] = actionsOf(card)
      if (!confirm) throw new Error('no button')
      expect(JSON.stringify(await press(db, 'office', confirm))).toContain('导入的人自己不能确认')
      expect(JSON.stringify(await press(db, 'enterprise', confirm))).not.toContain('生效')
      const done = await press(db, 'admin', confirm)
      expect(JSON.stringify(done)).toContain('2027年节假日安排已生效')
      expect(JSON.stringify(await press(db, 'admin', confirm))).toContain('已经处理过了')
      expect((await say(db, 'liaison', '2027年放假安排')).words).toContain('国办发明电〔2026〕99号')
    }))

  test('a firm that pastes it is told whose matter that is', () =>
    onDatabase(async db => {
      const { words } = await say(db, 'enterprise', MADE_UP_2027)
      expect(words).not.toContain('待第二人确认')
    }))

  test('a slip in the copy is named', () =>
    onDatabase(async db => {
      const { words } = await say(db, 'office', MADE_UP_2027.replace('1月31日（周日）', '1月31日（周六）'))
      expect(words).toContain('2027-01-31 是周日，通知里写的是周六')
    }))
})

describe('import calendar', () => {
  const csv = [
    '日期,安排,节日,依据',
    '2027-01-01,放假,元旦,国办发明电〔2026〕99号',
    '2027-02-05,放假,春节,',
    '2027-01-31,上班,春节,',
  ].join('\n')

  test('by one person and then by another, from the text or from a table', () =>
    onDatabase(async db => {
      const first = await operate(db, ['import', 'calendar', 'n.txt', '--as', 'ou_demo_office'], {
        files: { 'n.txt': MADE_UP_2027 },
      })
      expect(first).toMatchObject({ code: 0, err: '' })
      expect(first.out).toContain('待第二人确认')
      const again = await operate(db, ['import', 'calendar', 'n.txt', '--as', 'ou_demo_office'], {
        files: { 'n.txt': MADE_UP_2027 },
      })
      expect(again.out).toContain('待第二人确认')
      const second = await operate(db, ['import', 'calendar', 'n.txt', '--as', 'ou_demo_admin'], {
        files: { 'n.txt': MADE_UP_2027 },
      })
      expect(second.out).toContain('2027年工作日历已由第二人确认')
    }))

  test('a table, row by row', () =>
    onDatabase(async db => {
      const read = await operate(db, ['import', 'calendar', 'n.csv', '--as', 'ou_demo_office'], {
        files: { 'n.csv': csv },
      })
      expect(read.err).toBe('')
      expect(read.out).toContain('2027-01-31 上班（春节调休）')
    }))

  test.each([
    ['没有依据', csv.replace('国办发明电〔2026〕99号', ''), '没有写依据'],
    ['日期看不懂', csv.replace('2027-02-05', '二月五日'), '第 3 行：日期“二月五日”看不懂'],
    ['安排看不懂', csv.replace('2027-02-05,放假', '2027-02-05,不知道'), '第 3 行：安排“不知道”看不懂'],
    ['混了两年', csv.replace('2027-01-01', '2026-05-01'), '一次只导入一年'],
    ['工作日写成调休', csv.replace('2027-01-31', '2027-02-01'), '本来就上班'],
  ])('%s', (_, file, words) =>
    onDatabase(async db => {
      const read = await operate(db, ['import', 'calendar', 'n.csv', '--as', 'ou_demo_office'], {
        files: { 'n.csv': file },
      })
      expect(read.code).toBe(2)
      expect(read.err).toContain(words)
    }),
  )

  test('whoever may not, may not here either; nobody named is a misuse', () =>
    onDatabase(async db => {
      const files = { 'n.txt': NOTICES[2026] ?? '' }
      const firm = await operate(db, ['import', 'calendar', 'n.txt', '--as', 'ou_demo_enterprise'], { files })
      expect(firm.err).toContain('由领导小组办公室和系统管理员')
      expect((await operate(db, ['import', 'calendar', 'n.txt'], { files })).err).toContain('用法')
    }))
})
