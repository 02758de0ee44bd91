import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { caseEvent, caseFile, fileContent, outbox, pendingUpload, sentFile } from '../../db/schema/index.ts'
import { createBot } from '../../src/chat/bot.ts'
import type { Action, Card } from '../../src/chat/card.ts'
import { cardText } from '../../src/chat/card-text.ts'
import type { Incoming, IncomingMessage, RemoteFile } from '../../src/chat/message.ts'
import type { Platform } from '../../src/chat/platform.ts'
import { brokenAttachment, dropOldUploads } from '../../src/ledger/attachments.ts'
import { loadDemoCases } from '../../src/ledger/demo-cases.ts'
import { verifyLedger } from '../../src/ledger/verify.ts'
import { PlatformError } from '../../src/lib/errors.ts'
import { cleanFileName, fileKindOf } from '../../src/lib/file-kind.ts'
import { silentLogger } from '../../src/lib/log.ts'
import { writeWorkbook } from '../../src/lib/tables/write.ts'
import { understanding } from '../../src/runtime.ts'
import { useDatabase } from '../support/database.ts'
import { alwaysOpen } from '../support/desk.ts'
import { operate } from '../support/host.ts'
import { builtIn } from '../support/policies.ts'
import { actionsOf } from '../support/talk.ts'
import { labelsOf, valuesOf } from './talk.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
  await loadDemoCases(db, NOW)
})

const bytes = (...parts: (number[] | string)[]) =>
  new Uint8Array(parts.flatMap(part => (typeof part === 'string' ? [...Buffer.from(part)] : part)))
const PNG = bytes(
  [0x89],
  'PNG\r\n',
  [0x1a],
  '\n',
  [0, 0, 0, 13],
  'IHDR',
  [0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89],
)
const PDF = bytes('%PDF-1.7\n', [0x25, 0xe2, 0xe3, 0xcf, 0xd3], '\n1 0 obj\n<<>>\nendobj\n')
const EXE = bytes(
  'MZ',
  [0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff, 0, 0],
  Array.from({ length: 64 }, () => 0),
)

/** An old office file as far as its directory: one entry of 128 bytes. */
const OLE = (stream: string) =>
  bytes(
    [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
    Array.from({ length: 504 }, () => 0),
    [...Buffer.from(stream, 'utf16le')],
    Array.from({ length: 128 - 2 * stream.length }, () => 0),
  )

describe('文件看内容，名字对不上的不收', () => {
  test.each<[string, string | null, Uint8Array, string]>([
    ['图片', null, PNG, '图片'],
    ['PDF', '合同.pdf', PDF, 'PDF'],
    ['手机把一种图片叫成另一种', '现场.jpg', PNG, '图片'],
    ['点号后面不是后缀名', '合同v1.2', PDF, 'PDF'],
    ['名字是图片，内容是PDF', '现场.jpg', PDF, 'mismatch'],
    ['程序改名成图片', '现场.jpg', EXE, 'mismatch'],
    ['程序', '安装.exe', EXE, 'unknown'],
    ['旧版Word', '通知.doc', OLE('WordDocument'), 'Word文档'],
    ['旧版Excel改名成Word', '台账.doc', OLE('Workbook'), 'mismatch'],
    ['安装包冒充Word', '通知.doc', OLE('!MsiStream'), 'mismatch'],
    ['国标编码的表格', '名单.csv', bytes([0xb1, 0xe0, 0xba, 0xc5], ',1\r\n'), '表格'],
    ['文本', '说明.txt', bytes('园区又停电了'), '文本'],
    ['没有扩展名的文本', '说明', bytes('园区又停电了'), 'unknown'],
    ['脚本', 'run.sh', bytes('#!/bin/sh\nrm -rf /'), 'unknown'],
    ['空文件', '空.txt', new Uint8Array(), 'mismatch'],
    ['二进制冒充文本', 'a.txt', bytes([0, 1, 2, 3]), 'mismatch'],
  ])('%s', async (_, name, content, word) => {
    const kind = await fileKindOf(content, name)
    expect(typeof kind === 'string' ? kind : kind.word).toBe(word)
  })

  test('a workbook is a workbook', async () => {
    const xlsx = await writeWorkbook([{ name: '表', headings: ['甲'], rows: [['乙']] }])
    expect(await fileKindOf(xlsx, '台账.xlsx')).toMatchObject({ word: 'Excel表格', extension: 'xlsx' })
  })
})

test.each([
  ['../../etc/现场.jpg', 'jpg', '现场.jpg'],
  ['C:\\temp\\合同.pdf', 'pdf', '合同.pdf'],
  ['发票\u202egpj.exe', 'png', '发票gpj.png'],
  ['a\u0000b\nc.txt', 'txt', 'abc.txt'],
  ['.', 'pdf', '附件.pdf'],
  ['   ', 'png', '附件.png'],
  ['合同v1.2', 'pdf', '合同v1.2.pdf'],
  [`${'长'.repeat(300)}.docx`, 'docx', `${'长'.repeat(80)}.docx`],
])('the name %j is kept clean', (name, extension, kept) => {
  expect(cleanFileName(name, extension)).toBe(kept)
})

/** A bot over a platform that holds files. */
function talk(db: Db) {
  const remote = new Map<string, Uint8Array | PlatformError>()
  let downloads = 0
  const sent: { to: string; card: Card }[] = []
  let counter = 0
  const platform = {
    name: 'feishu',
    appId: 'app',
    canUpdate: true,
    limits: {
      appPerSecond: 10_000,
      appPerMinute: 600_000,
      targetPerSecond: 10_000,
      idempotencyMs: 3_600_000,
    },
    async send(target: { chatId?: string; openId?: string }, card: Card) {
      sent.push({ to: target.openId ?? target.chatId ?? '', card })
      return { messageId: `om_sent_${sent.length}` }
    },
    async sendFile() {
      return { messageId: `om_file_${++counter}` }
    },
    async update() {},
    async download(_messageId: string, { key }: RemoteFile, most: number) {
      const found = remote.get(key)
      downloads += 1
      if (found instanceof PlatformError) throw found
      if (!found) throw new PlatformError('rejected', '234003', 'not in message')
      if (found.length > most) throw new PlatformError('rejected', 'size', 'too large')
      return found
    },
  } as unknown as Platform
  const bot = createBot({
    db,
    ...understanding,
    loadPolicies: async () => builtIn,
    platforms: [platform],
    clock: { now: () => NOW },
    log: silentLogger,
    concurrency: 1,
    // Only what bounds a click takes its time: nothing is waited for here.
    sleep: ms => new Promise(done => setTimeout(done, ms === 2500 ? ms : 0)),
    desk: alwaysOpen,
  })
  async function take(incoming: Incoming) {
    const before = sent.length
    const answer = await bot.take(incoming)
    await bot.settled()
    await bot.drain()
    const said = sent.slice(before)
    return {
      answer,
      cards: said.map(({ card }) => card),
      to: said.map(({ to }) => to),
      words: said.map(({ card }) => cardText(card)).join('\n'),
    }
  }
  const base = (who: string) =>
    ({
      kind: 'message',
      platform: 'feishu',
      appId: 'app',
      messageId: `om_${++counter}`,
      chatId: `oc_p2p_${who}`,
      chatKind: 'private',
      senderId: `ou_demo_${who}`,
      text: '',
      mentionsBot: true,
      sentAt: NOW.toISOString(),
    }) as const
  return {
    sent,
    says: (who: string, text: string, more: Partial<IncomingMessage> = {}) =>
      take({ ...base(who), text, ...more }),
    lastId: () => `om_sent_${sent.length}`,
    /** Presses the button of a card that is so labelled; `said` is what came back to the click. */
    async presses(who: string, cards: readonly Card[], label: RegExp) {
      const buttons = cards
        .flatMap(({ blocks }) => blocks)
        .flatMap(block => (block.kind === 'buttons' ? block.buttons : []))
      const action = buttons.find(button => label.test(button.label))?.action
      if (!action)
        throw new Error(`no button ${label} among ${buttons.map(button => button.label).join('、')}`)
      const { answer } = await take({ ...click(who), action, form: {} })
      return { said: answer?.toast?.text ?? '' }
    },
    /** Hands in the form of a card as it is filled. */
    submits(who: string, cards: readonly Card[], form: Record<string, string> = {}) {
      const card = cards.find(({ blocks }) => blocks.some(({ kind }) => kind === 'form'))
      const action = card && actionsOf(card)[0]
      if (!card || !action) throw new Error('no form')
      return take({ ...click(who), action, form: { ...valuesOf(card), ...form } })
    },
    remote,
    downloads: () => downloads,
    /** When everything put off has come due. */
    async later() {
      const before = sent.length
      await db.execute(sql`update inbox set lease_until = null where state = 'new'`)
      await bot.drain()
      const cards = sent.slice(before).map(({ card }) => card)
      return { cards, words: cards.map(cardText).join('\n') }
    },
    sends(
      who: string,
      content: Uint8Array | PlatformError,
      name: string | null = null,
      more: Partial<IncomingMessage> = {},
    ) {
      const key = `key_${++counter}`
      remote.set(key, content)
      return take({
        ...base(who),
        ...more,
        files: [{ kind: name ? ('file' as const) : ('image' as const), key, name }],
      })
    },
    clicks: (who: string, action: Action) => take({ ...click(who), action, form: {} }),
  }

  function click(who: string) {
    return {
      kind: 'action',
      platform: 'feishu',
      appId: 'app',
      eventId: `ev_${++counter}`,
      messageId: 'om_clicked',
      chatId: `oc_p2p_${who}`,
      chatKind: 'private',
      operatorId: `ou_demo_${who}`,
    } as const
  }
}

const attachIn = (cards: readonly Card[]) => {
  const found = cards.flatMap(actionsOf).find(({ intent }) => intent === 'case.attach')
  if (!found) throw new Error('nothing to attach to')
  return found
}

describe('企业发来照片', () => {
  test('it is shown, attached when its sender says to which case, told to whoever handles it, and fetched by who may', () =>
    onDatabase(async db => {
      const { sends, clicks, says } = talk(db)
      const received = await sends('enterprise', PNG)
      expect(received.words).toContain('已收到1张图片')
      expect(await db.$count(fileContent)).toBe(1)
      const attach = attachIn(received.cards)
      const done = await clicks('enterprise', attach)
      expect(JSON.stringify(done.answer)).toContain('已附到')
      const no = String(attach.args.case_no)
      const [row] = await db.select().from(caseFile).where(eq(caseFile.no, no))
      expect(row?.files).toMatchObject([
        { name: '图片20231115-1000.png', mime: 'image/png', size: PNG.length, by: 'demo-enterprise' },
      ])
      const told = await db.select().from(outbox).where(sql`payload->'change'->>'kind' = 'supplemented'`)
      expect(told.map(({ address }) => address)).toEqual([`unit:${row?.leadUnitId ?? 'office'}`])
      expect(await verifyLedger(db)).toMatchObject({ broken: null })

      const only = await says('enterprise', `${no.slice(-4)}的附件`)
      expect(only.words).toContain('图片20231115-1000.png')
      const fetchIt = { command: 'case', intent: 'case.files', args: { case_no: no } }
      expect((await db.select().from(sentFile)).map(({ bytes: kept }) => new Uint8Array(kept))).toEqual([PNG])
      const refused = await clicks('rival', fetchIt)
      expect(JSON.stringify(refused.answer)).toContain('没有查到')
      expect(await db.$count(sentFile)).toBe(1)
    }))

  test('the button works once, for its sender alone, within a day', () =>
    onDatabase(async db => {
      const { sends, clicks } = talk(db)
      const attach = attachIn((await sends('enterprise', PNG)).cards)
      expect(JSON.stringify((await clicks('rival', attach)).answer)).toContain('没有查到')
      await clicks('enterprise', attach)
      expect(JSON.stringify((await clicks('enterprise', attach)).answer)).toContain('已经处理过')
      expect(await db.$count(caseEvent, eq(caseEvent.type, 'supplement'))).toBe(1)

      const late = attachIn((await sends('enterprise', PDF, '合同.pdf')).cards)
      await db.update(fileContent).set({ storedAt: new Date(Date.now() - 7_200_000) })
      expect(await dropOldUploads(db, new Date(NOW.getTime() + 2 * 86_400_000))).toBe(1)
      expect(JSON.stringify((await clicks('enterprise', late)).answer)).toContain('重新发送')
      // What is attached stays, what nobody claimed goes.
      expect((await db.select().from(fileContent)).map(({ mime }) => mime)).toEqual(['image/png'])
    }))

  test('the same picture twice is kept once', () =>
    onDatabase(async db => {
      const { sends } = talk(db)
      await sends('enterprise', PNG)
      await sends('enterprise', PNG)
      expect(await db.$count(fileContent)).toBe(1)
      expect(await db.$count(pendingUpload)).toBe(2)
    }))

  test.each<[string, Uint8Array | PlatformError, string | null, string]>([
    ['改了名的程序', EXE, '现场.jpg', '内容和名字对不上'],
    ['程序', EXE, '安装.exe', '程序不收'],
    ['太大', new Uint8Array(21 * 1024 * 1024), '录像.mp4', '超过20MB'],
    ['平台上已经撤回', new PlatformError('rejected', '234003', 'x'), null, '可能已被撤回'],
  ])('%s：一句话说清，什么都不留', (_, content, name, words) =>
    onDatabase(async db => {
      const { words: said } = await talk(db).sends('enterprise', content, name)
      expect(said).toContain(words)
      expect(await db.$count(fileContent)).toBe(0)
      expect(await db.$count(pendingUpload)).toBe(0)
    }),
  )

  test('somebody unknown is told to bind first, and nothing is fetched for them', () =>
    onDatabase(async db => {
      const { sends, downloads } = talk(db)
      expect((await sends('nobody_known', PNG)).words).toContain('还没有绑定身份')
      expect([downloads(), await db.$count(fileContent)]).toEqual([0, 0])
    }))

  test('what is said in a group to others is not fetched', () =>
    onDatabase(async db => {
      const { sends, downloads } = talk(db)
      const place = { chatId: 'oc_demo_land', chatKind: 'group', mentionsBot: false } as const
      for (const parentId of [undefined, 'om_of_somebody'])
        expect((await sends('land', PNG, null, { ...place, ...(parentId && { parentId }) })).cards).toEqual(
          [],
        )
      expect(downloads()).toBe(0)
    }))

  test('a platform that does not answer is asked again with the message, before what was said next', () =>
    onDatabase(async db => {
      const { sends, says, later, remote } = talk(db)
      expect((await sends('enterprise', new PlatformError('unreachable', 'x', 'x'))).cards).toEqual([])
      expect((await says('enterprise', '这是现场照片')).cards).toEqual([])
      for (const key of remote.keys()) remote.set(key, PNG)
      const [first] = (await later()).cards
      expect(first && cardText(first)).toContain('已收到1张图片')
    }))

  test('and given up in the end, with a word', () =>
    onDatabase(async db => {
      const { sends, later, downloads } = talk(db)
      await sends('enterprise', new PlatformError('busy', 'x', 'x'))
      const said = [await later(), await later(), await later(), await later()].map(({ words }) => words)
      expect(said.slice(0, 2)).toEqual(['', ''])
      expect(said[2]).toContain('重新发一次')
      expect([said[3], downloads()]).toEqual(['', 4])
      expect(await db.$count(pendingUpload)).toBe(0)
    }))
})

test('a unit’s photo proves its progress, and the enterprise sees it', () =>
  onDatabase(async db => {
    const { sends, clicks, says } = talk(db)
    const [mine] = await db
      .select({ no: caseFile.no })
      .from(caseFile)
      .where(sql`lead_unit_id = 'dept-land' and state in ('assigned', 'handling')`)
    if (!mine) throw new Error('no case')
    await says('land', mine.no.slice(-4))
    const received = await sends('land', PNG)
    await clicks('land', attachIn(received.cards))
    const [event] = await db
      .select()
      .from(caseEvent)
      .where(sql`case_no = ${mine.no} and type = 'progress'`)
      .orderBy(sql`seq desc`)
      .limit(1)
    expect(event?.data).toMatchObject({ files: [{ mime: 'image/png' }] })
  }))

describe('说清附到哪一件', () => {
  /** The enterprise's open case of the demo. */
  const OPEN = '0032'
  const filesOf = async (db: Db, tail = OPEN) => {
    const [row] = await db
      .select()
      .from(caseFile)
      .where(sql`no like ${`%-${tail}`}`)
    return (row?.files ?? []).map(({ name }) => name)
  }
  const PHOTO = '图片20231115-1000.png'

  test('the one open case is asked about by its number; a press attaches', () =>
    onDatabase(async db => {
      const { sends, presses } = talk(db)
      const { words, cards } = await sends('enterprise', PNG)
      expect(words).toMatch(/附到 HY20231108-0032（.+）？/)
      await presses('enterprise', cards, /^附到 0032/)
      expect(await filesOf(db)).toEqual([PHOTO])
    }))

  test('several sent one after another are attached together', () =>
    onDatabase(async db => {
      const { sends, presses } = talk(db)
      const first = await sends('enterprise', PNG)
      const { words, cards } = await sends('enterprise', PDF, '合同.pdf')
      expect(words).toContain('已收到2个附件')
      await presses('enterprise', cards, /^附到 0032/)
      expect(await filesOf(db)).toEqual([PHOTO, '合同.pdf'])
      expect((await presses('enterprise', first.cards, /^附到 0032/)).said).toContain('已经处理过')
      expect(await filesOf(db)).toEqual([PHOTO, '合同.pdf'])
    }))

  test.each(['0032', '附到0032', '是0032的', 'HY20231108-0032', '附到 0032 用电'])(
    'answered in words: %s',
    said =>
      onDatabase(async db => {
        const { sends, says } = talk(db)
        const { cards } = await sends('enterprise', PNG)
        const label = cards.flatMap(labelsOf).find(one => one.startsWith('附到 0032'))
        expect((await says('enterprise', said.endsWith('用电') ? (label ?? '') : said)).words).toContain(
          '已附到 0032',
        )
        expect(await filesOf(db)).toEqual([PHOTO])
      }),
  )

  test('a number typed with it, or a reply to the card of a case, needs no question', () =>
    onDatabase(async db => {
      const { sends, says, lastId } = talk(db)
      const named = await sends('enterprise', PNG, null, { text: '0032 这是现场照片' })
      expect(named.words).toContain('已附到 0032')
      const [event] = await db.select().from(caseEvent).where(eq(caseEvent.type, 'supplement'))
      expect(event?.data).toMatchObject({ note: '0032 这是现场照片', files: [{ name: PHOTO }] })
      await says('enterprise', '0032怎么样了')
      const replied = await sends('enterprise', PDF, '合同.pdf', { parentId: lastId() })
      expect(replied.words).toContain('已附到 0032')
      expect(await filesOf(db)).toEqual([PHOTO, '合同.pdf'])
    }))

  test('the very same file is there once', () =>
    onDatabase(async db => {
      const { sends } = talk(db)
      for (const words of ['已附到', '没有重复附上'])
        expect((await sends('enterprise', PNG, null, { text: '0032' })).words).toContain(words)
      expect(await filesOf(db)).toEqual([PHOTO])
      expect(await db.$count(pendingUpload)).toBe(0)
    }))

  test('what is not wanted is dropped at once', () =>
    onDatabase(async db => {
      const { sends, presses } = talk(db)
      const { cards } = await sends('enterprise', PNG)
      await presses('enterprise', cards, /^不要了/)
      expect(await db.$count(pendingUpload)).toBe(0)
    }))

  test('with no case in sight it waits, and goes with the report that says what it is about', () =>
    onDatabase(async db => {
      await db.update(caseFile).set({ state: 'closed' })
      const { sends, says, submits, sent } = talk(db)
      const { words, cards } = await sends('enterprise', PNG)
      expect(words).toContain('这是关于什么事的')
      expect(cards.flatMap(labelsOf)).toEqual(['登记新诉求', '不要了'])
      const form = await says('enterprise', '园区又停电了 这个月第三次 耽误交货')
      expect(form.words).toContain(`1个附件（${PHOTO}）`)
      await submits('enterprise', form.cards)
      const [filed] = await db.select().from(caseEvent).where(sql`type = 'file' and data ? 'files'`)
      expect(filed?.data).toMatchObject({ files: [{ name: PHOTO }] })
      expect(await filesOf(db, filed?.caseNo.slice(-4))).toEqual([PHOTO])
      expect(await db.$count(pendingUpload)).toBe(0)
      const assigned = sent.map(({ card }) => card).find(({ title }) => title.startsWith('新交办诉求'))
      expect(assigned && labelsOf(assigned)).toContain('看附件')
    }))

  test('of several problems reported together it goes with the one it is said to', () =>
    onDatabase(async db => {
      const { sends, says, submits } = talk(db)
      await sends('enterprise', PNG)
      const form = await says('enterprise', '两个问题：招工缺20人，货款被拖欠80万')
      await submits('enterprise', form.cards, { files_with: '2' })
      const filed = await db
        .select()
        .from(caseEvent)
        .where(sql`type = 'file' and seq = 1`)
        .orderBy(sql`case_no desc`)
        .limit(2)
      expect(filed.map(({ data }) => [data.category, Boolean(data.files)])).toEqual([
        ['拖欠账款', true],
        ['用工', false],
      ])
      expect(await verifyLedger(db)).toMatchObject({ broken: null })
    }))

  test('a reply in the group of the unit is answered there; what would show other cases goes to the person alone', () =>
    onDatabase(async db => {
      const { sends } = talk(db)
      const group = { chatId: 'oc_demo_land', chatKind: 'group', mentionsBot: true } as const
      const { to } = await sends('land', PNG, null, group)
      expect(to).toEqual(expect.arrayContaining(['ou_demo_land', 'oc_demo_land']))
      const inGroup = await sends('land', PNG, null, group)
      const shown = inGroup.cards.filter((_, i) => inGroup.to[i] === 'oc_demo_land').map(cardText)
      expect(shown.join()).not.toContain('附到')
    }))
})

describe('办理单位的证明', () => {
  const mine = async (db: Db, unit: string, state: string): Promise<string> => {
    const [row] = await db
      .select({ no: caseFile.no })
      .from(caseFile)
      .where(sql`lead_unit_id = ${unit} and state = ${state}`)
    if (!row) throw new Error(`no case of ${unit} at ${state}`)
    return row.no
  }
  const lastOf = async (db: Db, no: string) => {
    const [event] = await db
      .select()
      .from(caseEvent)
      .where(eq(caseEvent.caseNo, no))
      .orderBy(sql`seq desc`)
      .limit(1)
    return event
  }

  test('words and photo in one message are one report of progress, one of the result', () =>
    onDatabase(async db => {
      const { sends, says } = talk(db)
      const no = await mine(db, 'dept-land', 'handling')
      await sends('land', PNG, null, { text: `${no.slice(-4)}去现场看了 指标已经落实` })
      await says('land', '对')
      expect(await lastOf(db, no)).toMatchObject({
        type: 'progress',
        data: { files: [{ mime: 'image/png' }] },
      })
      await sends('land', PDF, '批复.pdf', { text: `${no.slice(-4)}办结 用地批复已经下来` })
      await says('land', '对')
      expect(await lastOf(db, no)).toMatchObject({ type: 'finish', data: { files: [{ name: '批复.pdf' }] } })
      expect(await verifyLedger(db)).toMatchObject({ broken: null })
    }))

  test('after its report the office hears of what is added', () =>
    onDatabase(async db => {
      const { sends, says } = talk(db)
      const no = await mine(db, 'dept-land', 'handling')
      await says('land', `${no.slice(-4)}办结 用地批复已经下来`)
      await says('land', '对')
      await sends('land', PDF, '批复.pdf', { text: no.slice(-4) })
      expect(await lastOf(db, no)).toMatchObject({ type: 'supplement' })
      const told = await db.select().from(outbox).where(sql`payload->'change'->>'kind' = 'supplemented'`)
      expect(told.map(({ address }) => address)).toEqual(['unit:office'])
    }))

  test('the list says who sent what and when, newest first, and goes to the person alone', () =>
    onDatabase(async db => {
      const { sends, says } = talk(db)
      const no = await mine(db, 'dept-land', 'handling')
      await sends('land', PNG, null, { text: `${no.slice(-4)}去现场看了 指标已经落实` })
      await says('land', '对')
      await sends('land', PDF, '批复.pdf', { text: `${no.slice(-4)}批复拿到了 正在走下一步` })
      await says('land', '对')
      const { cards, to } = await says('land', `${no.slice(-4)}的附件`, {
        chatId: 'oc_demo_land',
        chatKind: 'group',
      })
      const list = cards[to.indexOf('ou_demo_land')]
      const [newest, oldest] = list ? cardText(list).split('[发给我]') : []
      expect(newest).toContain('批复.pdf（PDF，1KB）')
      expect(newest).toMatch(/11月15日 10:00/)
      expect(oldest).toContain('图片20231115-1000.png（图片，1KB）')
    }))
})

test('an operator sends a file as somebody, and verify-ledger names it once it is changed', () =>
  onDatabase(async db => {
    const said = await operate(db, ['say', '--as', 'ou_demo_enterprise', '--file', 'a/合同.pdf', '0032'], {
      files: { 'a/合同.pdf': PDF },
    })
    expect(said).toMatchObject({ code: 0, out: expect.stringContaining('1个：合同.pdf') })
    expect((await operate(db, ['verify-ledger'])).code).toBe(0)
    await db.update(fileContent).set({ bytes: PNG })
    expect(await operate(db, ['verify-ledger'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('HY20231108-0032 的附件“合同.pdf”'),
    })
    const missing = await operate(db, ['say', '--as', 'ou_demo_enterprise', '--file', 'b.pdf'])
    expect(missing).toMatchObject({ code: 2, err: expect.stringContaining('读不到文件 b.pdf') })
  }))

test('a content that is changed or gone is named', () =>
  onDatabase(async db => {
    const { sends, clicks } = talk(db)
    const attach = attachIn((await sends('enterprise', PNG)).cards)
    await clicks('enterprise', attach)
    expect(await brokenAttachment(db)).toBeNull()
    await db.update(fileContent).set({ bytes: PDF })
    expect(await brokenAttachment(db)).toEqual({ caseNo: attach.args.case_no, name: '图片20231115-1000.png' })
    await db.delete(fileContent)
    expect(await brokenAttachment(db)).toEqual({ caseNo: attach.args.case_no, name: '图片20231115-1000.png' })
  }))
