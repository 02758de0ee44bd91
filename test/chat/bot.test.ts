import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Db, OpenDb } from '../../db/client.ts'
import { queueNotices } from '../../db/notice.ts'
import { inbox, outbox, setting } from '../../db/schema/index.ts'
import { createApp } from '../../src/app.ts'
import { type Bot, createBot } from '../../src/chat/bot.ts'
import { type Card, say } from '../../src/chat/card.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { type Command, intent } from '../../src/chat/command.ts'
import { dropOldFiles, filePath, type KeptFile, keepFile } from '../../src/chat/files.ts'
import { accept } from '../../src/chat/inbox.ts'
import type { IncomingAction, IncomingMessage } from '../../src/chat/message.ts'
import type { Platform, Target } from '../../src/chat/platform.ts'
import { createUnderstanding } from '../../src/chat/understand.ts'
import { PlatformError, Refusal } from '../../src/lib/errors.ts'
import { silentLogger } from '../../src/lib/log.ts'
import { sleep } from '../../src/lib/sleep.ts'
import { createMetrics } from '../../src/metrics.ts'
import { databases } from '../support/databases.ts'
import { alwaysOpen } from '../support/desk.ts'
import { builtIn } from '../support/policies.ts'

/** How often something was done for good: written by the commands below inside their transaction. */
async function countUp(db: Db, key: string): Promise<void> {
  await db.execute(sql`insert into setting (key, value) values (${key}, '1')
    on conflict (key) do update set value = to_jsonb((setting.value::text)::int + 1)`)
}

const anything = { title: '', access: 'anyone', slots: z.object({}).loose() } as const
const command = {
  name: 'try',
  title: '试',
  aliases: [],
  summary: '',
  intents: {
    'try.echo': intent({
      ...anything,
      examples: ['复述一句话'],
      run: async ({ text, db }) => {
        await countUp(db, 'echo')
        return { card: say('复述', text) }
      },
    }),
    'try.refuse': intent({
      ...anything,
      examples: ['不许做的事情'],
      run: async ({ db }) => {
        await countUp(db, 'refused')
        throw new Refusal('这件事不能办，请换一件。')
      },
    }),
    'try.break': intent({
      ...anything,
      examples: ['弄坏系统'],
      run: async ({ db }) => {
        await countUp(db, 'broken')
        throw new TypeError('bug')
      },
    }),
    'try.private': intent({
      ...anything,
      examples: ['私密数字'],
      run: async () => ({ card: say('私密', '产值 100 万元'), isPrivate: true }),
    }),
    'try.export': intent({
      ...anything,
      examples: ['导出秘密表格'],
      run: async ({ db }) => ({
        card: say('台账', '共1件'),
        isPrivate: true,
        file: await keepFile(db, { name: '台账.xlsx', mime: 'x/y', bytes: new Uint8Array([1, 2, 3]) }),
      }),
    }),
    'try.notify': intent({
      ...anything,
      examples: ['通知张三'],
      run: async ({ db, causeId }) => {
        const data = { what: '代表测试企业', granted: true, isOfFirm: true }
        await queueNotices(
          db,
          [{ kind: 'binding.decided', to: 'open:fake:ou_zhang', key: 'told-zhang', data }],
          causeId,
        )
        return { card: say('好', '已通知') }
      },
    }),
    'try.click': intent({
      ...anything,
      examples: [],
      slots: z.object({ delay: z.number().default(0) }),
      run: async ({ db }, { delay }) => {
        await new Promise(done => setTimeout(done, delay))
        await countUp(db, 'clicked')
        return { card: say('点过了', '完成'), toast: { tone: 'good', text: '完成' }, replaces: true }
      },
    }),
  },
} satisfies Command
const commands: Command[] = [command]

interface Sent {
  target: Target | { kind: 'update'; messageId: string }
  card: Card
  key: string
}

/** A platform that remembers what it was given and fails when told to. */
function fakePlatform() {
  const sent: Sent[] = []
  const faults: PlatformError[] = []
  const tries: string[] = []
  const platform: Platform = {
    name: 'fake',
    appId: 'app',
    canUpdate: true,
    limits: { appPerSecond: 1000, appPerMinute: 10_000, targetPerSecond: 1000, idempotencyMs: 3_600_000 },
    receive: () => Promise.reject(new Error('not used here')),
    answer: answer => answer,
    async send(target, card, key) {
      tries.push(key)
      const fault = faults.shift()
      if (fault) throw fault
      sent.push({ target, card, key })
      return { messageId: `sent-${sent.length}` }
    },
    async sendFile(target, { name }, key) {
      sent.push({ target, card: say('文件', name), key })
      return { messageId: `sent-${sent.length}` }
    },
    async download() {
      return new Uint8Array()
    },
    async update(messageId, card) {
      sent.push({ target: { kind: 'update', messageId }, card, key: '' })
    },
  }
  return { platform, sent, faults, tries, texts: () => sent.map(({ card }) => cardText(card)) }
}

let counter = 0
function message(text: string, more: Partial<IncomingMessage> = {}): IncomingMessage {
  counter += 1
  return {
    kind: 'message',
    platform: 'fake',
    appId: 'app',
    messageId: `om_${counter}`,
    chatId: 'oc_private',
    chatKind: 'private',
    senderId: 'ou_someone',
    text,
    mentionsBot: true,
    sentAt: '2023-11-15T02:00:00Z',
    ...more,
  }
}

function click(args: Record<string, unknown>, eventId = `ev_${++counter}`): IncomingAction {
  return {
    kind: 'action',
    platform: 'fake',
    appId: 'app',
    eventId,
    messageId: 'om_card',
    chatId: 'oc_private',
    operatorId: 'ou_someone',
    action: { command: 'try', intent: 'try.click', args },
    form: {},
  }
}

describe.each(databases)('the bot on $name', ({ open: openDatabase }) => {
  let open: OpenDb
  let db: Db
  let fake: ReturnType<typeof fakePlatform>

  beforeAll(async () => {
    open = await openDatabase()
    db = open.db
  })
  afterAll(() => open.close())
  beforeEach(async () => {
    fake = fakePlatform()
    for (const table of ['outbox', 'inbox', 'conversation', 'setting'])
      await db.execute(sql`delete from ${sql.identifier(table)}`)
  })

  function startBot(): Bot {
    return createBot({
      db,
      commands,
      understand: createUnderstanding(commands),
      undoBy: { command: 'undo', intent: 'meta.undo' },
      unclearTo: { command: 'help', intent: 'meta.unclear' },
      findMention: async () => [],
      loadPolicies: async () => builtIn,
      platforms: [fake.platform],
      clock: { now: () => new Date('2023-11-15T02:00:00Z') },
      log: silentLogger,
      concurrency: open.kind === 'embedded' ? 1 : 6,
      sleep,
      desk: alwaysOpen,
      filesTo: () => ({ command: 'try', intent: 'try.files' }),
    })
  }

  const count = async (key: string) =>
    (await db.select().from(setting).where(eq(setting.key, key)))[0]?.value ?? 0
  const letLeasesRunOut = () =>
    db.execute(sql`update inbox set lease_until = now() - interval '1 second' where state = 'new'`)

  it('answers a message once, however often and to however many processes it is delivered', async () => {
    const first = message('复述一句话')
    const [one, two] = [startBot(), startBot()]
    await Promise.all([one.take(first), two.take(first), one.take(first)])
    await Promise.all([one.settled(), two.settled()])
    const restarted = startBot()
    await restarted.take(first)
    await restarted.drain()
    expect(fake.texts()).toEqual(['【复述】\n复述一句话'])
    expect(await count('echo')).toBe(1)
  })

  it('handles a message that a crashed process had only stored', async () => {
    await accept(db, message('复述一句话'))
    await letLeasesRunOut()
    await startBot().drain()
    expect(fake.texts()).toEqual(['【复述】\n复述一句话'])
  })

  it('keeps the effect single when two processes drive the same row', async () => {
    await accept(db, message('复述一句话'))
    await letLeasesRunOut()
    const [one, two] = [startBot(), startBot()]
    await Promise.all([one.drain(), letLeasesRunOut(), two.drain()])
    // Both may have passed over the row while its lease was being ended; whoever comes next takes it.
    await letLeasesRunOut()
    await startBot().drain()
    expect(await count('echo')).toBe(1)
  })

  it('keeps the order within a chat', async () => {
    const bot = startBot()
    const words = Array.from({ length: 12 }, (_, i) => `复述一句话 ${i}`)
    for (const text of words) await bot.take(message(text))
    await bot.settled()
    expect(fake.sent.map(({ card }) => cardText(card).split('\n')[1])).toEqual(words)
  })

  it('lets a failing message block neither its own chat nor others', async () => {
    const bot = startBot()
    await bot.take(message('弄坏系统'))
    await bot.take(message('复述一句话'))
    await bot.take(message('复述一句话', { chatId: 'oc_other' }))
    await bot.settled()
    expect(fake.texts().filter(text => text.includes('复述'))).toHaveLength(2)
  })

  it('undoes what a refused command had begun, and says why', async () => {
    const bot = startBot()
    await bot.take(message('不许做的事情'))
    await bot.settled()
    expect(fake.texts()).toEqual(['【没有办成】\n这件事不能办，请换一件。'])
    expect(await count('refused')).toBe(0)
  })

  it('undoes what a faulty command had begun, apologises with a number and keeps the row for people', async () => {
    const bot = startBot()
    await bot.take(message('弄坏系统'))
    await bot.settled()
    const [row] = await db.select().from(inbox)
    expect(fake.texts()[0]).toContain(`BZ-${row?.id}`)
    expect(row?.state).toBe('failed')
    expect(row?.error).toContain('bug')
    expect(await count('broken')).toBe(0)
  })

  it('sends a private answer to the person alone and tells the group so', async () => {
    const bot = startBot()
    await bot.take(message('私密数字', { chatKind: 'group', chatId: 'oc_group' }))
    await bot.settled()
    const toPerson = fake.sent.find(({ target }) => target.kind === 'person')
    const toGroup = fake.sent.find(({ target }) => target.kind === 'reply')
    expect(toPerson && cardText(toPerson.card)).toContain('100 万元')
    expect(toGroup && cardText(toGroup.card)).not.toContain('100')
    expect(toGroup && cardText(toGroup.card)).toContain('已私信')
  })

  it('says nothing in a group where it was not mentioned', async () => {
    const bot = startBot()
    await bot.take(message('复述一句话', { chatKind: 'group', chatId: 'oc_group', mentionsBot: false }))
    await bot.settled()
    expect(fake.sent).toEqual([])
  })

  it.each([
    ['a voice message', { unreadable: 'audio' as const, text: '' }, '听不懂语音'],
    ['ten thousand characters', { text: '长'.repeat(10_000) }, '太长'],
  ])('answers %s with one sentence', async (_, more, expected) => {
    const bot = startBot()
    await bot.take(message('', more))
    await bot.settled()
    expect(fake.texts()[0]).toContain(expected)
  })

  it('tries a send again with the same key after the platform was busy or silent', async () => {
    fake.faults.push(new PlatformError('busy', '230020', 'too fast', 10))
    fake.faults.push(new PlatformError('unreachable', 'timeout', 'no answer'))
    const bot = startBot()
    await bot.take(message('复述一句话'))
    await bot.settled()
    for (let i = 0; i < 2; i += 1) {
      await db.execute(sql`update outbox set not_before = null`)
      await bot.drain()
    }
    expect(fake.texts()).toHaveLength(1)
    expect(new Set(fake.tries).size).toBe(1)
    expect(fake.tries).toHaveLength(3)
  })

  it('gives up what the platform rejects, and keeps the reason', async () => {
    fake.faults.push(new PlatformError('rejected', '230001', 'bad parameter'))
    const bot = startBot()
    await bot.take(message('复述一句话'))
    await bot.settled()
    const [row] = await db.select().from(outbox)
    expect([row?.state, row?.lastError]).toEqual(['dead', 'PlatformError: bad parameter'])
  })

  it('resends what a crash left unfinished while the platform remembers the key, and asks a person after that', async () => {
    const bot = startBot()
    await bot.take(message('复述一句话'))
    await bot.settled()
    const crash = (age: string) =>
      db.execute(sql`update outbox set state = 'sending', lease_until = now() - interval '1 second',
        first_tried_at = now() - ${age}::interval`)
    await crash('10 minutes')
    await startBot().drain()
    expect(fake.tries).toHaveLength(2)
    expect(new Set(fake.tries).size).toBe(1)
    await crash('2 hours')
    await startBot().drain()
    expect(fake.tries).toHaveLength(2)
    expect((await db.select().from(outbox))[0]?.state).toBe('uncertain')
  })

  it('sends a file after its card, and what is private to the asker alone', async () => {
    const bot = startBot()
    await bot.take(message('导出秘密表格', { chatKind: 'group', chatId: 'oc_group' }))
    await bot.settled()
    const targets = fake.sent.map(({ target, card }) => `${target.kind} ${card.title}`)
    expect(targets.filter(said => said.startsWith('person'))).toEqual(['person 台账', 'person 文件'])
    expect(targets.filter(said => said.startsWith('reply'))).toEqual(['reply 已私信发送'])
    const [row] = await db.select().from(outbox).where(eq(outbox.kind, 'file'))
    const { id = '' } = (row?.payload ?? {}) as Partial<KeptFile>
    const app = createApp({
      db,
      bot,
      platforms: [fake.platform],
      metrics: createMetrics(),
      log: silentLogger,
      bulletin: async () => null,
    })
    const fetched = await app.request(filePath(id))
    expect([...new Uint8Array(await fetched.arrayBuffer())]).toEqual([1, 2, 3])
    expect(fetched.headers.get('content-disposition')).toContain('attachment')
    await db.execute(sql`update sent_file set created_at = now() - interval '8 days'`)
    expect((await app.request(filePath(id))).status).toBe(404)
    expect(await dropOldFiles(db)).toBeGreaterThan(0)
  })

  it('gives up on a file that is no longer kept', async () => {
    const bot = startBot()
    await bot.take(message('导出秘密表格'))
    await bot.settled()
    await db.execute(sql`update outbox set state = 'pending' where kind = 'file'`)
    await dropOldFiles(db)
    await db.execute(sql`delete from sent_file`)
    await bot.drain()
    const [row] = await db.select().from(outbox).where(eq(outbox.kind, 'file'))
    expect(row?.state).toBe('dead')
  })

  it('sends a notice once, however often it is caused', async () => {
    const bot = startBot()
    await bot.take(message('通知张三'))
    await bot.take(message('通知张三'))
    await bot.settled()
    await bot.drain()
    expect(fake.texts().filter(text => text.includes('绑定成功'))).toHaveLength(1)
  })

  it('answers a click at once, and its redelivery with the same and no second effect', async () => {
    const bot = startBot()
    const first = await bot.take(click({}, 'ev_same'))
    const again = await startBot().take(click({}, 'ev_same'))
    expect(first?.toast?.text).toBe('完成')
    expect(again).toEqual(first)
    expect(await count('clicked')).toBe(1)
  })

  it('answers a slow click in time and brings the result afterwards', async () => {
    const bot = startBot()
    const answer = await bot.take(click({ delay: 3000 }))
    expect(answer?.toast?.text).toContain('正在处理')
    await bot.settled()
    expect(fake.sent.map(({ target }) => target)).toEqual([{ kind: 'update', messageId: 'om_card' }])
  })

  it('refuses politely a button it does not know', async () => {
    const answer = await startBot().take({ ...click({}), action: { command: 'gone', intent: 'x', args: {} } })
    expect(answer?.toast?.tone).toBe('warn')
    const nonsense = await startBot().take({ ...click({}), action: 'text' })
    expect(nonsense?.toast?.text).toContain('失效')
  })
})
