import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { bulletin as command } from '../../commands/bulletin.ts'
import type { Db } from '../../db/client.ts'
import { bulletin, bulletinVersion, figure, outbox, rosterMember } from '../../db/schema/index.ts'
import { plainOf } from '../../src/bulletins/document/parts.ts'
import { documentOf, titleOf } from '../../src/bulletins/document.ts'
import { cardText } from '../../src/chat/card-text.ts'
import type { Context, Focus, Intent, Reply } from '../../src/chat/command.ts'
import { queueCopies } from '../../src/chat/push/copies.ts'
import { addCopy } from '../../src/chat/push/settings.ts'
import { extractSlots } from '../../src/chat/slots.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn } from '../support/policies.ts'
import { CLERK, fillTown, MAYOR, OFFICE } from './town.ts'

const onDatabase = useDatabase(fillTown)
const NOW = new Date('2023-11-15T10:00:00+08:00')

function said(
  db: Db,
  text: string,
  more: { now?: Date; focus?: Focus; speaker?: Context['speaker'] } = {},
): Context {
  return {
    db,
    now: more.now ?? NOW,
    speaker: more.speaker ?? OFFICE,
    chat: { platform: 'feishu', chatId: 'oc_1', kind: 'private' },
    openId: 'ou_1',
    focus: more.focus ?? {},
    text,
    causeId: null,
    files: [],
    commands: [],
    policies: builtIn,
  }
}

const {
  'query.briefing': briefing,
  'bulletin.draft': draft,
  'bulletin.approve': approve,
  'bulletin.reject': reject,
  'bulletin.hold': hold,
  'bulletin.edit': edit,
  'bulletin.refresh': refresh,
  'bulletin.boards': boards,
  'bulletin.versions': versions,
  'bulletin.recall': recall,
  'bulletin.onepager': onepager,
  'report.generate': report,
  'bulletin.source': source,
  'meta.refuse': refuse,
} = command.intents

/** An intent as a text reaches it: what it reads out of the words, then what it does. */
function typed(intent: Intent, context: Context): Promise<Reply> {
  const slots = extractSlots(context.text, { now: context.now, mentions: [] }).slots
  const given = { rest: context.text, slots, mentions: [], ...context }
  return intent.run(context, { ...slots, ...intent.read?.(given) } as never)
}

describe('looking at the numbers', () => {
  test('this month has none yet, so those of last month are shown and it is said', () =>
    onDatabase(async db => {
      const { card } = await briefing.run(said(db, '本月倍增情况'), { period: '2023-11' } as never)
      const words = cardText(card)
      expect(words).toContain('2023年11月的数据还没有出，以下为截至2023年10月的情况')
      expect(words).toContain('10家倍增名录企业中')
    }))

  test('needs no apology when the month asked for is the latest', () =>
    onDatabase(async db => {
      const { card } = await briefing.run(said(db, '10月倍增情况'), { period: '2023M01-10' } as never)
      expect(cardText(card)).not.toContain('以下为')
    }))

  test('without any month of data is refused with what to do', () =>
    onDatabase(async db => {
      await db.delete(rosterMember)
      await expect(briefing.run(said(db, '倍增情况'), {} as never)).rejects.toThrow('请先导入数据')
    }))
})

describe('drafting in chat', () => {
  test('shows the draft with its buttons, and the same one when asked again', () =>
    onDatabase(async db => {
      const first = await draft.run(said(db, '10月份倍增通报出个初稿'), { period: '2023-10' } as never)
      const again = await draft.run(said(db, '本月通报写一下'), { period: '2023-11' } as never)
      expect(cardText(first.card)).toMatch(
        /2023年10月倍增通报（初稿第1稿，待审批）[\s\S]*\[批准发布\][\s\S]*\[退回\]/,
      )
      expect(again.focus?.bulletinId).toBe(first.focus?.bulletinId)
      expect(await db.select().from(bulletin)).toHaveLength(1)
    }))

  test('of another month is refused', () =>
    onDatabase(async db => {
      await expect(draft.run(said(db, '8月通报'), { period: '2023-08' } as never)).rejects.toThrow(
        '现在能起草的是2023年10月通报',
      )
    }))

  test('of a month without data is refused', () =>
    onDatabase(async db => {
      const now = new Date('2023-12-25T10:00:00+08:00')
      await expect(draft.run(said(db, '起草倍增通报', { now }), {} as never)).rejects.toThrow(
        '2023年11月的数据还没有报送',
      )
    }))
})

describe('deciding in chat', () => {
  test('a click puts the decision in the place of the draft', () =>
    onDatabase(async db => {
      const { focus } = await draft.run(said(db, '起草'), {} as never)
      const reply = await approve.run(said(db, ''), { bulletin_id: focus?.bulletinId } as never)
      expect(reply).toMatchObject({ replaces: true, toast: { tone: 'good' } })
      expect(cardText(reply.card)).toContain('已由office同志于11月15日10:00批准发布')
    }))

  test('text decides about the only open draft, and again harmlessly', () =>
    onDatabase(async db => {
      await draft.run(said(db, '起草'), {} as never)
      const reply = await approve.run(said(db, '通报可以发了', { speaker: MAYOR }), {} as never)
      const again = await approve.run(said(db, '同意发布'), {} as never)
      expect(reply.replaces).toBeUndefined()
      expect(cardText(reply.card)).toContain('已由mayor同志')
      expect(cardText(again.card)).toContain('此前已由mayor同志于11月15日10:00批准发布，没有重复发送')
    }))

  test.each([
    ['不同意 数据再核', '数据再核'],
    ['退回通报 数据再核', '数据再核'],
    ['退回通报，祁东的数不对', '祁东的数不对'],
    ['这期通报先不发 数据不对', '数据不对'],
    ['通报打回去重写', '重写'],
    ['退回 数据再核', '数据再核'],
  ])('“%s” sends it back because of “%s”', (words, reason) =>
    onDatabase(async db => {
      await draft.run(said(db, '起草'), {} as never)
      const { card } = await typed(reject, said(db, words))
      expect(cardText(card)).toContain(`退回原因：${reason}\n`.trim())
      const [row] = await db.select().from(bulletin)
      expect(row).toMatchObject({ state: 'rejected', reason })
    }),
  )

  test('sending back without a reason asks for one', () =>
    onDatabase(async db => {
      await draft.run(said(db, '起草'), {} as never)
      await expect(typed(reject, said(db, '退回通报'))).rejects.toThrow('请写明退回原因')
    }))

  test('with nothing drafted there is nothing to decide', () =>
    onDatabase(async db => {
      await expect(approve.run(said(db, '同意发布'), {} as never)).rejects.toThrow('现在没有待审批的通报')
    }))

  test('with two open drafts the one last talked about is meant, else it is asked', () =>
    onDatabase(async db => {
      const { focus } = await draft.run(said(db, '起草'), {} as never)
      const [row] = await db.select().from(bulletin)
      if (!row || !focus) throw new Error('not drafted')
      const { id: _, ...rest } = row
      await db.insert(bulletin).values({ ...rest, period: '2023-09' })
      await expect(approve.run(said(db, '同意发布'), {} as never)).rejects.toThrow(
        '有2期通报待审批（2023年9月、2023年10月）',
      )
      const { card } = await approve.run(said(db, '同意发布', { focus }), {} as never)
      expect(cardText(card)).toContain('2023年10月倍增通报（已发布）')
    }))
})

/** A draft in the town, as talked about. */
async function drafted(db: Db) {
  const { focus = {} } = await draft.run(said(db, '起草'), {} as never)
  return focus
}
const stateOf = async (db: Db) => (await db.select().from(bulletin))[0]
const queued = async (db: Db, kind: string) =>
  (await db.select().from(outbox)).filter(row => row.kind === kind)

describe('wording a draft otherwise', () => {
  test('“通报里乙县那句改成…” changes the words of that unit and no number, and is kept as a version', () =>
    onDatabase(async db => {
      const focus = await drafted(db)
      const before = await stateOf(db)
      const reply = await typed(edit, said(db, '通报里甲县那句改成“进度有所放缓”', { focus }))
      const words = cardText(reply.card)
      expect(words).toContain('初稿第2稿')
      expect(words).toContain('甲县：名录企业累计产值同比增长10.0%，居全市第2位（较上月下降1位）')
      expect(words).toContain('；进度有所放缓。')
      expect((await stateOf(db))?.content).toEqual(before?.content)
      expect(await db.select().from(bulletinVersion)).toMatchObject([
        { version: 1, why: '起草', by: 'person:office' },
        { version: 2, why: '改写：甲县“进度偏慢”改为“进度有所放缓”', by: 'person:office' },
      ])
    }))

  test.each([
    '通报里甲县那句改成“实现产值倍增8家”',
    '通报里甲县那句改成“居全市第一”',
    '通报里甲县那句改成“产值有所下降”',
    '通报里问题解决率改成99%',
  ])('“%s” would change a fact: nothing is changed, and how to correct a figure is told', words =>
    onDatabase(async db => {
      const focus = await drafted(db)
      const { card } = await typed(edit, said(db, words, { focus }))
      expect(card.title).toBe('数据不能这样改')
      expect(cardText(card)).toMatch(/统计法[\s\S]*更正[\s\S]*\[更正后更新数据\]/)
      expect(await db.select().from(bulletinVersion)).toHaveLength(1)
    }),
  )

  test('“把解决率按实际写” prints the true rate', () =>
    onDatabase(async db => {
      const focus = await drafted(db)
      const { card } = await typed(
        edit,
        said(db, '把解决率按实际写 别四舍五入到98', { focus, speaker: MAYOR }),
      )
      expect(cardText(card)).toContain('问题解决率97.97%')
      // The office did not see it happen, so it is told.
      expect(await queued(db, 'bulletin.draft')).toHaveLength(2)
    }))

  test('“语气缓一点” finds milder words for what is harsh, and says so where nothing is', () =>
    onDatabase(async db => {
      const focus = await drafted(db)
      const { card } = await typed(edit, said(db, '通报可以 但甲县那段语气缓一点', { focus, speaker: MAYOR }))
      expect(cardText(card)).toContain('进度仍有提升空间')
      await expect(typed(edit, said(db, '乙县那段语气缓一点', { focus }))).rejects.toThrow('已经比较平和')
    }))

  test('“语气缓和一点” without a place softens every harsh remark', () =>
    onDatabase(async db => {
      const focus = await drafted(db)
      const { card } = await typed(edit, said(db, '通报语气缓和一点', { focus }))
      expect(cardText(card)).not.toContain('进度偏慢')
    }))

  /** The units in the order of their sentences, and what frames them. */
  const draftNow = async (db: Db) => {
    const row = await stateOf(db)
    if (!row) throw new Error('no draft')
    const sections = documentOf(row.content, row.wording)
    const passages = sections.flatMap(({ parts }) => parts.filter(part => part.kind === 'passage'))
    const [table] = sections.flatMap(({ parts }) => parts.filter(part => part.kind === 'table'))
    return {
      units: passages.filter(({ id }) => id.startsWith('unit:')).map(({ title }) => title),
      ranked: table?.rows.map(row => plainOf(row.slice(2, 3))),
      words: passages.map(({ facts, remark }) => plainOf(facts) + remark),
      title: titleOf(row.content, row.wording),
      why: (await db.select().from(bulletinVersion)).at(-1)?.why,
    }
  }

  test.each([
    ['甲县放到最前面', ['甲县', '乙县'], '调整顺序：甲县一段放到最前面'],
    ['第二段把甲县挪到乙县前面', ['甲县', '乙县'], '调整顺序：甲县一段放到乙县一段前面'],
    ['把甲县和乙县的顺序换一下', ['甲县', '乙县'], '调整顺序：甲县一段和乙县一段对调'],
    ['把甲县那句删掉', ['乙县'], '删去甲县一段'],
  ])('“%s” changes what is read, not the ranking', (words, units, why) =>
    onDatabase(async db => {
      const focus = await drafted(db)
      const { ranked } = await draftNow(db)
      expect(ranked).toEqual(['乙县', '甲县', '丙区'])
      await typed(edit, said(db, words, { focus }))
      expect(await draftNow(db)).toMatchObject({ units, ranked, why })
    }),
  )

  test('what was left out can be taken in again; a rank can be left out of the sentences, a table not', () =>
    onDatabase(async db => {
      const focus = await drafted(db)
      await typed(edit, said(db, '把甲县那句删掉', { focus }))
      await expect(typed(edit, said(db, '把甲县那句删掉', { focus }))).rejects.toThrow('已经不在通报里')
      await typed(edit, said(db, '把甲县那句恢复', { focus }))
      expect((await draftNow(db)).units).toEqual(['乙县', '甲县'])
      await typed(edit, said(db, '甲县排名去掉 只写进度', { focus }))
      const { words } = await draftNow(db)
      expect(words.filter(line => line.includes('居全市'))).toHaveLength(1)
      await typed(edit, said(db, '排名那句别要了', { focus }))
      expect((await draftNow(db)).words.join()).not.toContain('居全市')
      await expect(typed(edit, said(db, '通报删掉表格', { focus }))).rejects.toThrow('全部数据，不能删')
      await expect(typed(edit, said(db, '亩均那段去掉', { focus }))).rejects.toThrow('能删的有')
    }))

  test('a sentence of thanks, first and last words of the office’s own; no number in them', () =>
    onDatabase(async db => {
      const focus = await drafted(db)
      await typed(edit, said(db, '加一句感谢企业', { focus }))
      await typed(edit, said(db, '开头加一句 感谢各县', { focus }))
      await typed(edit, said(db, '结尾加一句“请各单位抓紧落实”', { focus }))
      const { words } = await draftNow(db)
      expect(words[0]).toBe('感谢各县市区（园区）对倍增工作的支持和配合')
      expect(words.at(-1)).toBe('感谢广大企业对倍增工作的支持和配合。请各单位抓紧落实')
      const { card } = await typed(edit, said(db, '结尾加一句“已有30家倍增”', { focus }))
      expect(card.title).toBe('数据不能这样改')
      await expect(typed(edit, said(db, '结尾加上要求', { focus }))).rejects.toThrow('要加什么话')
    }))

  test('the title can be worded otherwise, about the same month', () =>
    onDatabase(async db => {
      const focus = await drafted(db)
      await typed(edit, said(db, '标题改成10月情况通报', { focus }))
      expect((await draftNow(db)).title).toBe('10月情况通报')
      await typed(edit, said(db, '标题短一点', { focus }))
      expect((await draftNow(db)).title).toBe('2023年10月“原地倍增”情况通报')
      const { card } = await typed(edit, said(db, '标题改成11月情况通报', { focus }))
      expect(cardText(card)).toContain('对不上')
    }))

  test('rates are said as exactly as wanted, and never as a whole', () =>
    onDatabase(async db => {
      const focus = await drafted(db)
      await typed(edit, said(db, '增速保留两位小数', { focus }))
      expect((await draftNow(db)).words.join()).toContain('增长10.00%')
      await typed(edit, said(db, '数字保留一位小数', { focus }))
      expect((await draftNow(db)).words.join()).toContain('增长10.0%')
      await expect(typed(edit, said(db, '解决率保留整数', { focus }))).rejects.toThrow('不能这样写')
    }))

  test('典型经验 is the office’s own, printed once there is any', () =>
    onDatabase(async db => {
      const focus = await drafted(db)
      const { card } = await typed(edit, said(db, '通报典型经验写“甲县推行拿地即开工”', { focus }))
      expect(cardText(card)).toContain('典型经验：甲县推行拿地即开工。')
    }))

  test('nobody else can, and a published one not at all', () =>
    onDatabase(async db => {
      const focus = await drafted(db)
      await expect(
        typed(edit, said(db, '甲县那句改成“进展顺利”', { focus, speaker: CLERK })),
      ).rejects.toThrow('没有这项权限')
      await typed(approve, said(db, '通报可以发了', { focus }))
      await expect(typed(edit, said(db, '甲县那句改成“进展顺利”', { focus }))).rejects.toThrow('已经发布')
    }))

  test('after a correction the facts are worked out anew and the words stay', () =>
    onDatabase(async db => {
      const focus = await drafted(db)
      const reworded = await typed(edit, said(db, '通报里甲县那句改成“势头良好”', { focus }))
      const [row] = await db.select().from(figure).where(eq(figure.period, '2022')).limit(1)
      if (!row) throw new Error('no figures')
      const { id: _, ...rest } = row
      await db.insert(figure).values({ ...rest, amount: '5001', reason: '多写了一位' })
      const { card } = await refresh.run(said(db, '', { focus: reworded.focus ?? {} }), {
        bulletin_id: focus.bulletinId,
      } as never)
      const words = cardText(card)
      expect(words).toContain('初稿第3稿')
      expect(words).toContain('2家实现产值倍增')
      expect(words).toContain('势头良好')
    }))

  test('the boards are for somebody to agree to', () =>
    onDatabase(async db => {
      const focus = await drafted(db)
      await typed(boards, said(db, '同意红榜黄榜', { focus }))
      expect((await stateOf(db))?.wording.boards).toEqual({ isShown: true, by: 'person:office' })
      await typed(boards, said(db, '这期通报不列红黄榜', { focus }))
      expect((await stateOf(db))?.wording.boards?.isShown).toBe(false)
    }))

  test('who changed what and when can be asked', () =>
    onDatabase(async db => {
      const focus = await drafted(db)
      await typed(edit, said(db, '通报里甲县那句改成“进度有所放缓”', { focus, speaker: MAYOR }))
      const { card } = await typed(versions, said(db, '这期通报改过哪些', { focus }))
      expect(cardText(card)).toMatch(/第1稿 \| office同志 \| .*起草[\s\S]*第2稿 \| mayor同志 \| .*改写：甲县/)
    }))
})

describe('an older version', () => {
  test('cannot be approved: neither by its button nor by a word about what was on screen', () =>
    onDatabase(async db => {
      const focus = await drafted(db)
      await typed(edit, said(db, '通报里甲县那句改成“进度有所放缓”', { speaker: MAYOR }))
      const click = approve.run(said(db, '', { focus: {} }), {
        bulletin_id: focus.bulletinId,
        version: 1,
      } as never)
      await expect(click).rejects.toThrow('您看到的是第1稿，现在已改到第2稿，没有发布')
      await expect(typed(approve, said(db, '同意发布', { focus }))).rejects.toThrow('您看到的是第1稿')
      const { card } = await approve.run(said(db, '', { focus: {} }), {
        bulletin_id: focus.bulletinId,
        version: 2,
      } as never)
      expect(cardText(card)).toContain('批准发布')
    }))
})

describe('not yet', () => {
  test('“先别发！！数据还没核” holds it: nobody can publish it until it is released, and the office hears why', () =>
    onDatabase(async db => {
      const focus = await drafted(db)
      const { card } = await typed(hold, said(db, '先别发!!数据还没核', { focus, speaker: MAYOR }))
      expect(cardText(card)).toContain('已由mayor同志于11月15日10:00暂缓发布：数据还没核')
      expect(await queued(db, 'bulletin.held')).toMatchObject([
        { address: 'unit:office', payload: { reason: '数据还没核', by: 'mayor同志' } },
      ])
      await expect(typed(approve, said(db, '通报可以发了', { focus }))).rejects.toThrow('暂缓')
      const released = await typed(hold, said(db, '通报可以继续 解除暂缓', { focus }))
      expect(cardText(released.card)).toContain('[批准发布]')
      await typed(approve, said(db, '通报可以发了', { focus }))
      expect((await stateOf(db))?.state).toBe('published')
    }))

  test('said of one that is out already offers to take it back', () =>
    onDatabase(async db => {
      const focus = await drafted(db)
      await typed(approve, said(db, '同意发布', { focus }))
      const { card } = await typed(hold, said(db, '先别发 数据还没核', { focus }))
      expect(cardText(card)).toContain('已经批准并发出')
      expect(cardText(card)).toContain('[撤回通报]')
    }))
})

describe('taking a published bulletin back', () => {
  test('drops what was not sent, replaces what was, tells the recipients why, and lets it be drafted anew', () =>
    onDatabase(async db => {
      const focus = await drafted(db)
      await typed(approve, said(db, '同意发布', { focus }))
      const sent = { state: 'sent' as const, platform: 'feishu', platformMessageId: 'om_1' }
      await db.update(outbox).set(sent).where(eq(outbox.kind, 'bulletin.published'))
      await typed(recall, said(db, '撤回通报 产值有更正', { focus }))
      expect(await stateOf(db)).toMatchObject({ state: 'recalled', reason: '产值有更正' })
      expect(await queued(db, 'bulletin.recalled')).toMatchObject([
        { platform: 'feishu', destination: { to: 'card', messageId: 'om_1' } },
        { address: 'unit:leaders', payload: { reason: '产值有更正' } },
      ])
      await drafted(db)
      expect(await db.select().from(bulletin)).toHaveLength(2)
    }))

  test('before anything was sent, nothing is', () =>
    onDatabase(async db => {
      const focus = await drafted(db)
      await typed(approve, said(db, '同意发布', { focus }))
      await typed(recall, said(db, '撤回通报 产值有更正', { focus }))
      expect(await queued(db, 'bulletin.published')).toMatchObject([
        { state: 'skipped', lastError: '通报已撤回' },
      ])
      expect(await queued(db, 'bulletin.recalled')).toEqual([])
    }))

  test('who has subscribed gets the published one, never a draft, and hears that it is taken back', () =>
    onDatabase(async db => {
      await addCopy({ db, reader: 'unit:430424', by: 'test', now: NOW }, '通报', null)
      const focus = await drafted(db)
      const [draftRow] = await queued(db, 'bulletin.draft')
      if (!draftRow) throw new Error('no draft was queued')
      await queueCopies(db, { ...draftRow, isCopy: false } as never)
      expect((await queued(db, 'bulletin.draft')).map(({ address }) => address)).toEqual(['unit:office'])
      await typed(approve, said(db, '同意发布', { focus }))
      const published = await queued(db, 'bulletin.published')
      expect(published.map(({ address }) => address)).toEqual(['unit:leaders', 'unit:430424'])
      // The copy is not copied again when the leaders' own goes out.
      for (const row of published) await queueCopies(db, row as never)
      expect(await queued(db, 'bulletin.published')).toHaveLength(2)
      const sent = { state: 'sent' as const, platform: 'feishu', platformMessageId: 'om_1' }
      await db.update(outbox).set(sent).where(eq(outbox.kind, 'bulletin.published'))
      await typed(recall, said(db, '撤回通报 产值有更正', { focus }))
      const told = (await queued(db, 'bulletin.recalled')).flatMap(({ address }) => address ?? [])
      expect(told.sort()).toEqual(['unit:430424', 'unit:leaders'])
    }))
})

describe('other forms, by a word', () => {
  test('one sheet comes as a file, of the draft for those who decide', () =>
    onDatabase(async db => {
      const focus = await drafted(db)
      const reply = await typed(onepager, said(db, '周一调度会要用 给我一页纸', { focus, speaker: MAYOR }))
      expect(reply.file?.name).toBe('2023年10月倍增通报（初稿第1稿）（一页纸）.docx')
      expect(cardText(reply.card)).toContain('初稿第1稿，未经审批')
    }))

  test('others get the published one, and before there is any the numbers of the moment, marked as that', () =>
    onDatabase(async db => {
      const before = await typed(report, said(db, '生成一份倍增工作汇报', { speaker: CLERK }))
      expect(cardText(before.card)).toContain('即时数据，未经审批')
      const focus = await drafted(db)
      await typed(approve, said(db, '同意发布', { focus }))
      const after = await typed(report, said(db, '通报给我一份word', { speaker: CLERK }))
      expect(after.file?.name).toBe('2023年10月倍增通报.docx')
    }))
})

describe('where a number comes from', () => {
  test('is told with its rule, its parts and its rows', () =>
    onDatabase(async db => {
      const focus = await drafted(db)
      const { card, isPrivate } = await typed(source, said(db, '通报里产值倍增3家是哪些', { focus }))
      const words = cardText(card)
      expect(card.title).toBe('产值倍增企业：3家')
      expect(words).toContain('R-DBL：2022年全年数不低于2020年（基期）的2倍')
      expect(words).toContain('试验2 | 甲县 | 60000 | 120000 | 2000 | 5000')
      expect(isPrivate).toBe(true)
    }))

  test('single firms’ figures are not for a department', () =>
    onDatabase(async db => {
      const focus = await drafted(db)
      await typed(approve, said(db, '同意发布', { focus }))
      const { card } = await typed(source, said(db, '通报里产值倍增3家是哪些', { speaker: CLERK }))
      expect(cardText(card)).toContain('试验2 | 甲县 | — | — | — | —')
    }))

  test('of a rate tells what was divided by what', () =>
    onDatabase(async db => {
      const focus = await drafted(db)
      const { card } = await typed(source, said(db, '通报里的问题解决率怎么算的', { focus }))
      expect(cardText(card)).toContain('5561÷5676')
    }))
})

test('“调高一点 别写得太难看” is refused with the law and the way to correct a figure', () =>
  onDatabase(async db => {
    const { card } = await typed(refuse, said(db, '调高一点 别写得太难看', { speaker: MAYOR }))
    expect(cardText(card)).toMatch(/不得伪造、篡改[\s\S]*更正 企业名/)
  }))
