import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { enterprise, figure, importBatch, pendingUpload, sentFile } from '../../db/schema/index.ts'
import type { Action } from '../../src/chat/card.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { loadDemoCases } from '../../src/ledger/demo-cases.ts'
import { readTable } from '../../src/lib/tables/read.ts'
import { type Cell, writeWorkbook } from '../../src/lib/tables/write.ts'
import { useDatabase } from '../support/database.ts'
import { type Answer, actionsOf, expectToFit, press, say, send } from '../support/talk.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
  await loadDemoCases(db, NOW)
})

const NEW = '91430424DEM009001K'
const sheet = (headings: string[], ...rows: Cell[][]) => writeWorkbook([{ name: 'Sheet1', headings, rows }])
const HEAD = ['企业名称', '统一社会信用代码', '所属区域']
const firms = (...rows: Cell[][]) => sheet(HEAD, ...rows)
const NEW_FIRM: Cell[] = ['衡东新岳电器有限公司', NEW, '衡东县']
const FAULTY: Cell[] = ['火星电器有限公司', '91430424DEM0090', '火星区']

const cardOf = ({ messages, card = messages[0]?.card }: Answer) => {
  if (!card) throw new Error('nothing said')
  return card
}
/** What comes of a button, in words. */
async function click(db: Db, who: string, action: Action): Promise<Answer> {
  const answer = await press(db, who, action)
  const words = [answer.toast?.text, answer.card && cardText(answer.card), answer.words]
  return { ...answer, words: words.filter(Boolean).join('\n') }
}
const buttonOf = (answer: Answer, intent: string): Action => {
  const found = actionsOf(cardOf(answer)).find(action => action.intent === intent)
  if (!found) throw new Error(`no ${intent} on ${answer.words}`)
  return found
}
const confirmed = (db: Db, who: string, answer: Answer) => click(db, who, buttonOf(answer, 'import.confirm'))
const rowsOf = async (bytes: Uint8Array) =>
  [...((await readTable(bytes, 'a.xlsx')).sheets[0]?.rows ?? [])].map(({ cells }) => [...cells])
const lastFile = async (db: Db) => {
  const files = await db.select().from(sentFile)
  const last = files.at(-1)
  if (!last) throw new Error('no file sent')
  return last
}

describe('a table sent in chat', () => {
  test('is shown as it would be taken, changes nothing until confirmed, and twice changes nothing', () =>
    onDatabase(async db => {
      const before = await db.$count(enterprise)
      const file = ['企业.xlsx', await firms(NEW_FIRM, FAULTY)] as const
      const shown = await send(db, 'office', file)
      expect([shown.command, shown.action]).toEqual(['import', 'import.ledger'])
      expectToFit(shown, 'preview')
      expect(shown.words).toMatch(/导入预览：企业表.*新增.{0,3}1 条.*有问题.{0,3}1 行/s)
      expect(shown.words).toMatch(/第 3 行.*「统一社会信用代码」/s)
      expect(shown.words).toMatch(/「所属区域」“火星区”没有登记过/)
      expect(await db.$count(enterprise)).toBe(before)
      const done = await confirmed(db, 'office', shown)
      expect(done.words).toContain('新增 1 条，更新 0 条')
      expect(await db.$count(enterprise)).toBe(before + 1)
      // A double click, and somebody who kept the old card.
      expect((await confirmed(db, 'office', shown)).words).toContain('已经导入过了')
      const again = await send(db, 'office', file)
      expect(again.words).toContain('没有要导入的内容')
      expect(again.words).toContain('已由')
      expect(actionsOf(cardOf(again)).some(({ intent }) => intent === 'import.confirm')).toBe(false)
      expect(await db.$count(enterprise)).toBe(before + 1)
    }))

  test('the faulty rows come back as a file with what is wrong; mended it is taken', () =>
    onDatabase(async db => {
      const shown = await send(db, 'office', ['企业.xlsx', await firms(NEW_FIRM, FAULTY)])
      const { name, bytes } = await lastFile(db)
      expect(name).toBe('企业_待改.xlsx')
      const [headings, row] = await rowsOf(bytes)
      expect(headings).toEqual([...HEAD, '问题'])
      expect(row?.slice(0, 3)).toEqual(FAULTY)
      expect(row?.[3]).toMatch(/^第 3 行：「统一社会信用代码」应是 18 位.*「所属区域」没有登记过/)
      await confirmed(db, 'office', shown)
      const mended = ['衡东火兴电器有限公司', '91430424DEM009002H', '衡东县']
      const second = await send(db, 'office', [
        '企业_待改.xlsx',
        await sheet(headings ?? [], [...mended, row?.[3] ?? '']),
      ])
      expect((await confirmed(db, 'office', second)).words).toContain('新增 1 条')
    }))

  test('a county takes in its own enterprises alone', () =>
    onDatabase(async db => {
      const shown = await send(db, 'county', [
        '企业.xlsx',
        await firms(NEW_FIRM, ['衡南新岳电器有限公司', '91430422DEM009003Y', '衡南县']),
      ])
      expect(shown.words).toMatch(/新增.{0,3}1 条/)
      expect(shown.words).toContain('只能导入本县市区、园区的企业')
      await confirmed(db, 'county', shown)
      expect(await db.$count(enterprise, eq(enterprise.uscc, NEW))).toBe(1)
      expect(await db.$count(enterprise, eq(enterprise.uscc, '91430422DEM009003Y'))).toBe(0)
    }))

  test('only who sent it may confirm it, and a cancelled one is gone', () =>
    onDatabase(async db => {
      const shown = await send(db, 'office', ['企业.xlsx', await firms(NEW_FIRM)])
      expect((await confirmed(db, 'county', shown)).words).toContain('请由发文件的人确认')
      expect((await click(db, 'office', buttonOf(shown, 'import.cancel'))).words).toContain('没有导入')
      expect((await confirmed(db, 'office', shown)).words).toContain('已经取消')
      expect(await db.$count(enterprise, eq(enterprise.uscc, NEW))).toBe(0)
      expect(await db.select({ bytes: importBatch.bytes }).from(importBatch)).toEqual([{ bytes: null }])
    }))

  test('is shown anew where the registry has changed since', () =>
    onDatabase(async db => {
      const shown = await send(db, 'office', ['企业.xlsx', await firms(NEW_FIRM)])
      const other = await send(db, 'county', [
        '企业2.xlsx',
        await firms(['衡东旧岳电器有限公司', NEW, '衡东县']),
      ])
      await confirmed(db, 'county', other)
      const stale = await confirmed(db, 'office', shown)
      expect(stale.words).toContain('数据有变化，还没有导入')
      expect(stale.words).toMatch(/更新.{0,3}1 条/)
      const firm = () => db.select().from(enterprise).where(eq(enterprise.uscc, NEW))
      expect((await firm())[0]?.name).toBe('衡东旧岳电器有限公司')
      await confirmed(db, 'office', stale)
      expect((await firm())[0]?.name).toBe('衡东新岳电器有限公司')
    }))

  test('of which several kinds fit is asked about, and goes on from the button or by its number', () =>
    onDatabase(async db => {
      const [one] = await db.select().from(enterprise).limit(1)
      const bytes = await sheet(
        ['企业名称', '统一社会信用代码', '年度', '文件'],
        [one?.name ?? '', one?.uscc ?? '', 2022, '公告'],
      )
      const asked = await send(db, 'office', ['表一.xlsx', bytes])
      expectToFit(asked, 'which')
      expect(asked.words).toContain('这是哪种表')
      const chosen = actionsOf(cardOf(asked)).find(({ args }) => args.kind === 'per-mu')
      if (!chosen) throw new Error('no button')
      const shown = await click(db, 'office', chosen)
      expect(shown.words).toContain('按“亩均评价表”读取')
      expect(await db.$count(pendingUpload)).toBe(0)
    }))

  test('what its sender says counts for what the table does not', () =>
    onDatabase(async db => {
      const [one] = await db.select().from(enterprise).limit(1)
      const bytes = await sheet(
        ['企业名称', '统一社会信用代码', '金额（万元）'],
        [one?.name ?? '', one?.uscc ?? '', 38.5],
      )
      const shown = await send(db, 'office', ['表.xlsx', bytes], '导入这个表 9月税务的')
      expect(shown.slots).toMatchObject({ source: '税务局', metric: '实缴税金', period: '2023-09' })
      expect(shown.words).toMatch(/按您说的填：来源“税务局”、指标“实缴税金”、期间“2023-09”/)
      await confirmed(db, 'office', shown)
      const [stored] = await db
        .select()
        .from(figure)
        .orderBy(figure.id)
        .where(eq(figure.reportedBy, 'demo-office'))
      expect(stored).toMatchObject({ indicator: 'tax', period: '2023-09', amount: '38.5000', source: '税务' })
    }))

  test('what nobody has said is asked for with a form', () =>
    onDatabase(async db => {
      const [one] = await db.select().from(enterprise).limit(1)
      const bytes = await sheet(
        ['企业名称', '统一社会信用代码', '金额'],
        [one?.name ?? '', one?.uscc ?? '', 38.5],
      )
      const asked = await send(db, 'office', ['产值数据.xlsx', bytes])
      expectToFit(asked, 'form')
      expect(asked.words).toMatch(/没有写“期间”/)
      const form = buttonOf(asked, 'import.ledger')
      const shown = await click(db, 'office', { ...form, form: { period: '2023-09' } } as Action)
      expect(shown.words).toContain('导入预览：数据表')
    }))

  test('words that come after the file are held against it', () =>
    onDatabase(async db => {
      const [one] = await db.select().from(enterprise).limit(1)
      const bytes = await sheet(
        ['企业名称', '统一社会信用代码', '税金'],
        [one?.name ?? '', one?.uscc ?? '', 38.5],
      )
      await send(db, 'office', ['表.xlsx', bytes])
      const shown = await say(db, 'office', '导入这个表 9月税务的')
      expect(shown.words).toMatch(/导入预览：数据表.*更新.{0,3}1 条/s)
      expect((await say(db, 'office', '确认导入')).words).toContain('已导入数据表')
    }))

  test.each([
    ['with the number of a case', 'office', '附到0032'],
    ['from somebody who imports nothing', 'enterprise', ''],
  ])('%s goes to the case', (_, who, words) =>
    onDatabase(async db => {
      const answer = await send(db, who, ['企业.xlsx', await firms(NEW_FIRM)], words)
      expect(answer.action).toBe('case.attach')
    }),
  )

  test('of no list that is known is asked about like any file', () =>
    onDatabase(async db => {
      const bytes = await sheet(['姓名', '工资'], ['张三', 5000])
      expect((await send(db, 'office', ['工资.xlsx', bytes])).words).toContain('附到哪件诉求')
      expect((await send(db, 'office', ['工资.xlsx', bytes], '导入这个表')).words).toContain(
        '没认出“工资.xlsx”是哪种表',
      )
      expect((await send(db, 'land', ['企业.xlsx', await firms(NEW_FIRM)], '导入')).words).toContain(
        '没有导入它的权限',
      )
    }))

  test('cases come in the same way', () =>
    onDatabase(async db => {
      const [one] = await db.select().from(enterprise).limit(1)
      const bytes = await sheet(
        ['问题编号', '企业名称', '问题类别', '问题描述', '收集日期', '是否办结', '责任单位'],
        ['12', one?.name ?? '', '用电', '停电频繁', '2023-11-06', '办理中', '供电公司'],
      )
      const shown = await send(db, 'office', ['台账.xlsx', bytes])
      expect(shown.words).toMatch(/导入预览：问题台账.*新增.{0,3}1 条/s)
      expect((await confirmed(db, 'office', shown)).words).toContain('已导入问题台账')
    }))
})

describe('tables sent out', () => {
  test.each([
    ['office', '下载企业名单模板', '企业表_模板.xlsx'],
    ['office', '走访登记表模板有吗', '走访台账_模板.xlsx'],
    ['office', '导出企业名单', '企业表_2023-11-15.xlsx'],
    ['county', '导出企业名单', '企业表_2023-11-15.xlsx'],
    ['office', '把词条表导出来', '词条表_2023-11-15.xlsx'],
  ])('%s: %s', (who, words, name) =>
    onDatabase(async db => {
      const answer = await say(db, who, words)
      expectToFit(answer, words)
      expect((await lastFile(db)).name).toBe(name)
    }),
  )

  test('templates are offered by what one may import', () =>
    onDatabase(async db => {
      const answer = await say(db, 'liaison', '导入模板')
      expect(answer.action).toBe('query.template')
      expect(answer.words).toContain('走访台账')
      expect(answer.words).not.toContain('企业表')
    }))

  test('visits of mine, of a month', () =>
    onDatabase(async db => {
      await say(db, 'liaison', '今天走访了金杯电工 情况正常')
      const shown = await say(db, 'liaison', '导一下我这个月走访台账')
      expect([shown.command, shown.action]).toEqual(['ledger', 'export.ledger'])
      expect(shown.slots).toMatchObject({ ledger: '走访台账', owner: '$self' })
      expectToFit(shown, 'visits')
    }))
})
