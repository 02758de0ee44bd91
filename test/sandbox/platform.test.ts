import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Said } from '../../src/sandbox/post.ts'
import { cardOf, cardTo, newClient, openWorld, refusalOf, textTo, type World } from './fake-bot.ts'

let world: World
afterEach(() => world?.close())

const HOUR = 3_600_000
const texts = (where: string) => world.sandbox.messages(where).map(({ content }) => JSON.parse(content).text)

describe('the stand-in, to the official client', () => {
  it('gives a token and takes a message, a reply, an update, a recall', async () => {
    world = await openWorld()
    const { message } = world.client.im.v1
    const sent = await message.create(textTo('ou_demo_land', '您有一件新诉求'))
    expect(sent).toMatchObject({
      code: 0,
      data: { chat_id: 'oc_p2p_ou_demo_land', create_time: '1700013600000', sender: { sender_type: 'app' } },
    })
    const card = await message.create(cardTo('ou_demo_land', cardOf({ tag: 'hr' })))
    const path = { message_id: card.data?.message_id ?? '' }
    const reply = await message.reply({ path, data: { msg_type: 'text', content: '{"text":"收到"}' } })
    expect(reply.data?.parent_id).toBe(path.message_id)
    await message.patch({
      path,
      data: { content: JSON.stringify(cardOf({ tag: 'markdown', content: '新' })) },
    })
    expect((await message.get({ path })).data?.items?.[0]?.body?.content).toContain('新')
    await message.delete({ path })
    expect(await refusalOf(message.get({ path }))).toMatchObject({ status: 400, code: 230011 })
  })

  it('takes a file and a message with it, and refuses an empty file and a key it never gave', async () => {
    world = await openWorld()
    const { file, message } = world.client.im.v1
    const folder = await mkdtemp(join(tmpdir(), 'beizeng-upload-'))
    const upload = async (text: string) => {
      await writeFile(join(folder, 'a.xlsx'), text)
      const stream = createReadStream(join(folder, 'a.xlsx'))
      return file.create({ data: { file_type: 'xls', file_name: '台账.xlsx', file: stream } })
    }
    const sendFile = (file_key: string) =>
      message.create({
        params: { receive_id_type: 'open_id' },
        data: { receive_id: 'ou_demo_land', msg_type: 'file', content: JSON.stringify({ file_key }) },
      })
    const key = (await upload('xlsx'))?.file_key ?? ''
    expect(JSON.parse((await sendFile(key)).data?.body?.content ?? '')).toEqual({
      file_key: key,
      file_name: '台账.xlsx',
    })
    expect(await refusalOf(sendFile('file_v3_none'))).toMatchObject({ status: 400, code: 230001 })
    expect(await refusalOf(upload(''))).toMatchObject({ code: 234010 })
  })

  it('says who the bot is', async () => {
    world = await openWorld()
    const info = await world.client.request({ method: 'GET', url: '/open-apis/bot/v3/info' })
    expect(info).toMatchObject({ code: 0, bot: { open_id: 'ou_sandbox_bot', app_name: '倍增助手' } })
  })

  it('refuses a wrong secret, and a call without a token', async () => {
    world = await openWorld()
    const stranger = newClient(world.origin, 'wrong')
    await expect(stranger.im.v1.message.create(textTo('ou_demo_land', '嗨'))).rejects.toThrow()
    const bare = await fetch(`${world.origin}/sandbox/platform/open-apis/bot/v3/info`)
    expect(bare.status).toBe(400)
    expect(await bare.json()).toMatchObject({ code: 99991661 })
  })

  it('gives the same token until half an hour before its end, then a new one, and both are good', async () => {
    let now = Date.now()
    world = await openWorld({ realNow: () => now })
    const base = `${world.origin}/sandbox/platform/open-apis`
    const fetchToken = async () => {
      const body = JSON.stringify({ app_id: 'cli_5a0db0c000000001', app_secret: 'the app secret' })
      const response = await fetch(`${base}/auth/v3/tenant_access_token/internal`, { method: 'POST', body })
      return (await response.json()) as { tenant_access_token: string; expire: number }
    }
    const isGood = async (token: string) =>
      (await fetch(`${base}/bot/v3/info`, { headers: { authorization: `Bearer ${token}` } })).ok
    const first = await fetchToken()
    expect(first.expire).toBe(7200)
    now += 1.4 * HOUR
    expect((await fetchToken()).tenant_access_token).toBe(first.tenant_access_token)
    now += 0.2 * HOUR
    const second = await fetchToken()
    expect(second.tenant_access_token).not.toBe(first.tenant_access_token)
    expect([await isGood(first.tenant_access_token), await isGood(second.tenant_access_token)]).toEqual([
      true,
      true,
    ])
    now += 0.5 * HOUR
    expect([await isGood(first.tenant_access_token), await isGood(second.tenant_access_token)]).toEqual([
      false,
      true,
    ])
  })

  it.each([
    ['an unknown person', { receive_id_type: 'open_id' as const }, 'ou_nobody', 230001],
    ['a chat the bot is not in', { receive_id_type: 'chat_id' as const }, 'oc_elsewhere', 230002],
    ['an id of another kind', { receive_id_type: 'email' as const }, 'a@b.c', 230001],
  ])('refuses %s', async (_, params, receive_id, code) => {
    world = await openWorld()
    const data = { receive_id, msg_type: 'text', content: '{"text":"嗨"}' }
    expect(await refusalOf(world.client.im.v1.message.create({ params, data }))).toMatchObject({
      status: 400,
      code,
    })
  })

  it('sends once under one uuid for an hour, and again after it', async () => {
    let now = Date.now()
    world = await openWorld({ realNow: () => now })
    const send = async () =>
      (await world.client.im.v1.message.create(textTo('ou_demo_land', '一次', 'outbox-1'))).data?.message_id
    const first = await send()
    now += HOUR - 1
    expect(await send()).toBe(first)
    now += 2
    expect(await send()).not.toBe(first)
    expect(texts('ou_demo_land')).toEqual(['一次', '一次'])
  })

  it('refuses a card over 30 KB, a broken content, and a card it does not understand', async () => {
    world = await openWorld()
    const { create } = world.client.im.v1.message
    const long = cardTo('ou_demo_land', cardOf({ tag: 'markdown', content: '长'.repeat(11_000) }))
    expect(await refusalOf(create(long))).toMatchObject({ status: 400, code: 230025 })
    const broken = { ...long, data: { ...long.data, content: '{' } }
    expect(await refusalOf(create(broken))).toMatchObject({ status: 400, code: 230001 })
    const wrong = await refusalOf(create(cardTo('ou_demo_land', cardOf({ tag: 'action' }))))
    expect(wrong).toMatchObject({ status: 400, code: 230099 })
    expect(wrong.msg).toContain('ErrCode: 200861')
  })

  it('refuses to change a card after 14 days', async () => {
    world = await openWorld()
    const card = cardOf({ tag: 'hr' })
    const sent = await world.client.im.v1.message.create(cardTo('ou_demo_land', card))
    world.clock.at = new Date('2023-11-30T10:00:00+08:00')
    const path = { message_id: sent.data?.message_id ?? '' }
    const patched = world.client.im.v1.message.patch({ path, data: { content: JSON.stringify(card) } })
    expect(await refusalOf(patched)).toMatchObject({ status: 400, code: 230031 })
  })

  it('takes five messages a second to one chat', async () => {
    world = await openWorld({ realNow: () => 1_700_000_000_000 })
    for (const word of ['一', '二', '三', '四', '五'])
      await world.client.im.v1.message.create(textTo('ou_demo_land', word))
    const sixth = world.client.im.v1.message.create(textTo('ou_demo_land', '六'))
    expect(await refusalOf(sixth)).toMatchObject({ status: 400, code: 230020 })
    await world.client.im.v1.message.create(textTo('ou_demo_office', '别人'))
  })

  it('takes so many calls of an app a second, and says when to come back', async () => {
    const limits = { appPerSecond: 2, appPerMinute: 1000, targetPerSecond: 100 }
    world = await openWorld({ limits, realNow: () => 1_700_000_000_000 })
    await world.client.im.v1.message.create(textTo('ou_demo_land', '一'))
    await world.client.im.v1.message.create(textTo('ou_demo_land', '二'))
    const third = await refusalOf(world.client.im.v1.message.create(textTo('ou_demo_land', '三')))
    expect(third).toMatchObject({ status: 429, code: 99991400, headers: { 'x-ogw-ratelimit-reset': '1' } })
  })
})

describe('a picture or file somebody sent', () => {
  const fetched = (id: string, key: string, type: 'image' | 'file') =>
    world.client.im.v1.messageResource.get({
      path: { message_id: id, file_key: key },
      params: { type },
    })
  const bytes = new Uint8Array([0xff, 0xd8, 0xff, 1, 2, 3])

  it('is handed out by its message and key, with its name, wherever in the message it stands', async () => {
    world = await openWorld()
    const key = world.sandbox.upload({ name: '现场 1.jpg', bytes }, 'image')
    const ways: Said[] = [
      { type: 'image', key },
      { type: 'post', title: '进展', lines: ['装好了'], images: [key] },
    ]
    for (const said of ways) {
      const { message } = await world.sandbox.say('ou_demo_land', 'p2p', said)
      const got = await fetched(message.id, key, 'image')
      expect(Buffer.concat(await got.getReadableStream().toArray())).toEqual(Buffer.from(bytes))
      expect(got.headers['content-type']).toBe('image/jpeg')
      expect(got.headers['content-disposition']).toContain(encodeURIComponent('现场 1.jpg'))
    }
  })

  it.each([
    [
      'by another message',
      234003,
      async () => {
        const other = await world.sandbox.say('ou_demo_land', 'p2p', '别的')
        return fetched(other.message.id, upload(), 'file')
      },
    ],
    [
      'as what it is not',
      234001,
      async () => {
        const key = upload()
        const { message } = await world.sandbox.say('ou_demo_land', 'p2p', { type: 'file', key })
        return fetched(message.id, key, 'image')
      },
    ],
    ['of no message', 230001, () => fetched('om_none', upload(), 'file')],
  ] as const)('is not handed out %s', async (_, code, call) => {
    world = await openWorld()
    const error = await call().catch((failure: unknown) => failure)
    const { status, data } = (error as { response: { status: number; data: NodeJS.ReadableStream } }).response
    const body = Buffer.concat(await (data as unknown as { toArray(): Promise<Buffer[]> }).toArray())
    expect([status, JSON.parse(body.toString()).code]).toEqual([400, code])
  })

  const upload = () => world.sandbox.upload({ name: '合同.pdf', bytes })
})

describe('a fault that was asked for', () => {
  it.each([
    ['expired-token', 400, 99991663],
    ['expired-token-200', 200, 99991663],
    ['rate-limit', 429, 99991400],
    ['target-limit', 400, 230020],
  ] as const)('%s answers HTTP %d with code %d, once, and nothing is sent', async (kind, status, code) => {
    world = await openWorld()
    await world.client.im.v1.message.create(textTo('ou_demo_land', '前'))
    world.sandbox.fault(kind)
    const call = world.client.im.v1.message.create(textTo('ou_demo_land', '中'))
    expect(await refusalOf(call)).toMatchObject({ status, code })
    await newClient(world.origin).im.v1.message.create(textTo('ou_demo_land', '后'))
    expect(texts('ou_demo_land')).toEqual(['前', '后'])
  })

  it('an expired token stays expired until a new one is fetched', async () => {
    world = await openWorld()
    await world.client.im.v1.message.create(textTo('ou_demo_land', '前'))
    world.sandbox.fault('expired-token')
    for (const _ of [1, 2]) {
      const stale = world.client.im.v1.message.create(textTo('ou_demo_land', '旧'))
      expect(await refusalOf(stale)).toMatchObject({ code: 99991663 })
    }
  })

  it('server-error is a bare 500', async () => {
    world = await openWorld()
    world.sandbox.fault('server-error')
    expect((await refusalOf(world.client.im.v1.message.create(textTo('ou_demo_land', '嗨')))).status).toBe(
      500,
    )
  })

  it('hang never answers and sends nothing', async () => {
    world = await openWorld()
    world.sandbox.fault('hang')
    const url = `${world.origin}/sandbox/platform/open-apis/bot/v3/info`
    await expect(fetch(url, { signal: AbortSignal.timeout(100) })).rejects.toThrow()
  })

  it('lost-answer sends, but the caller cannot know; the same uuid makes it safe to ask again', async () => {
    world = await openWorld()
    world.sandbox.fault('lost-answer')
    const send = () => world.client.im.v1.message.create(textTo('ou_demo_land', '一次', 'outbox-2'))
    await expect(send()).rejects.toThrow()
    expect((await send()).code).toBe(0)
    expect(texts('ou_demo_land')).toEqual(['一次'])
  })

  it('can be asked for over HTTP', async () => {
    world = await openWorld()
    const post = (body: unknown) =>
      fetch(`${world.origin}/sandbox/api/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    expect((await post({ kind: 'rate-limit', count: 2 })).status).toBe(200)
    expect((await post({ kind: 'earthquake' })).status).toBe(400)
    for (const _ of [1, 2]) {
      expect(await refusalOf(world.client.im.v1.message.create(textTo('ou_demo_land', '嗨')))).toMatchObject({
        status: 429,
      })
    }
  })
})

describe('the chats', () => {
  it('survive a restart when there is a file', async () => {
    const storeFile = join(await mkdtemp(join(tmpdir(), 'sandbox-')), 'chats.json')
    world = await openWorld({ storeFile })
    await world.client.im.v1.message.create(textTo('ou_demo_land', '还在吗', 'outbox-3'))
    await world.close()
    world = await openWorld({ storeFile })
    await world.client.im.v1.message.create(textTo('ou_demo_land', '还在吗', 'outbox-3'))
    expect(texts('ou_demo_land')).toEqual(['还在吗'])
  })

  it('start anew when the file cannot be read, which is put aside', async () => {
    const storeFile = join(await mkdtemp(join(tmpdir(), 'sandbox-')), 'chats.json')
    await writeFile(storeFile, '{"version":1,"mess')
    world = await openWorld({ storeFile })
    expect(world.sandbox.messages('ou_demo_land')).toEqual([])
    expect(await readFile(`${storeFile}.unreadable`, 'utf8')).toBe('{"version":1,"mess')
  })
})
