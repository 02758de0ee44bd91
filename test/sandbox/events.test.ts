import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { encrypt, seal } from '../../src/sandbox/envelope.ts'
import { cardOf, cardTo, decrypt, openWorld, until, type World } from './fake-bot.ts'

let world: World
afterEach(() => world?.close())

describe('what the stand-in sends to a bot', () => {
  it('can be decrypted by anybody who has the key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ minLength: 1 }), (plain, key) => {
        expect(decrypt(encrypt(plain, key), key)).toBe(Buffer.from(plain, 'utf8').toString('utf8'))
      }),
    )
    expect(decrypt('P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=', 'test key')).toBe('hello world')
  })

  it('goes out in plain text when no key is configured', () => {
    expect(JSON.parse(seal({ hello: '你好' }, '', Date.now()).body)).toEqual({ hello: '你好' })
  })

  it('checks an address with a challenge', async () => {
    world = await openWorld()
    expect(await world.sandbox.checkUrl()).toBe(true)
  })

  it('is a signed private message, timed in milliseconds by the demo clock', async () => {
    world = await openWorld()
    const { message, acknowledged } = await world.sandbox.say('ou_demo_office', 'p2p', '查一下金杯电工')
    expect(acknowledged).toBe(true)
    expect(world.got).toMatchObject([
      {
        type: 'im.message.receive_v1',
        createTime: '1700013600000',
        event: {
          sender: { sender_id: { open_id: 'ou_demo_office' }, sender_type: 'user' },
          message: {
            message_id: message.id,
            chat_type: 'p2p',
            message_type: 'text',
            content: '{"text":"查一下金杯电工"}',
            create_time: '1700013600000',
          },
        },
      },
    ])
  })

  it('names a mention in a group by key, even without a space behind it', async () => {
    world = await openWorld()
    await world.sandbox.say('ou_demo_office', 'oc_land', '@倍增助手请@陆地看一下，再问@倍增助手')
    expect(world.got[0]?.event.message).toMatchObject({
      chat_type: 'group',
      chat_id: 'oc_land',
      content: '{"text":"@_user_1请@_user_2看一下，再问@_user_1"}',
      mentions: [
        { key: '@_user_1', id: { open_id: 'ou_sandbox_bot' }, name: '倍增助手' },
        { key: '@_user_2', id: { open_id: 'ou_demo_land' }, name: '陆地' },
      ],
    })
  })

  it('leaves out group messages that do not mention the bot', async () => {
    world = await openWorld()
    const { acknowledged } = await world.sandbox.say('ou_demo_office', 'oc_land', '大家早')
    expect(acknowledged).toBe(false)
    expect(world.got).toEqual([])
    expect(world.sandbox.messages('oc_land')).toHaveLength(1)
  })

  it('carries rich text, images and files, and what a message replies to', async () => {
    world = await openWorld()
    const picture = world.sandbox.upload({ name: 'IMG_1.jpg', bytes: new Uint8Array([1]) }, 'image')
    const list = world.sandbox.upload({ name: '名录.xlsx', bytes: new Uint8Array([2]) })
    const { message } = await world.sandbox.say('ou_demo_office', 'p2p', { type: 'image', key: picture })
    await world.sandbox.say('ou_demo_office', 'p2p', { type: 'file', key: list }, message.id)
    await world.sandbox.say('ou_demo_land', 'oc_land', {
      type: 'post',
      title: '进展',
      lines: ['@倍增助手 0032', '供电公司说下周三装'],
      images: [picture],
    })
    const [image, file, post] = world.got.map(got => got.event.message)
    expect(JSON.parse(image?.content ?? '')).toEqual({ image_key: picture })
    expect(file).toMatchObject({ message_type: 'file', parent_id: message.id })
    expect(JSON.parse(file?.content ?? '')).toEqual({ file_key: list, file_name: '名录.xlsx' })
    expect(JSON.parse(post?.content ?? '')).toEqual({
      title: '进展',
      content: [
        [
          { tag: 'at', user_id: '@_user_1', user_name: '倍增助手' },
          { tag: 'text', text: ' 0032', style: [] },
        ],
        [{ tag: 'text', text: '供电公司说下周三装', style: [] }],
        [{ tag: 'img', image_key: picture }],
      ],
    })
  })

  it('comes again on schedule until it is acknowledged, as the same event', async () => {
    world = await openWorld({ redeliveryMs: [1, 1, 1, 1] })
    let refusals = 2
    world.answers(() => ({ status: refusals-- > 0 ? 500 : 200 }))
    const { message, acknowledged } = await world.sandbox.say('ou_demo_office', 'p2p', '在吗')
    expect(acknowledged).toBe(false)
    await until(() => world.got.length === 3 && !message.undelivered)
    expect(new Set(world.got.map(got => got.eventId)).size).toBe(1)
  })

  it('comes again when the bot takes too long', async () => {
    world = await openWorld({ redeliveryMs: [1], answerWithinMs: 50 })
    let isSlow = true
    world.answers(async () => {
      if (isSlow) {
        isSlow = false
        await new Promise(resolve => setTimeout(resolve, 200))
      }
      return {}
    })
    expect((await world.sandbox.say('ou_demo_office', 'p2p', '在吗')).acknowledged).toBe(false)
    await until(() => world.got.length === 2)
  })

  it('can be a duplicate: the same message under a new event id', async () => {
    world = await openWorld()
    world.sandbox.fault('duplicate-event')
    await world.sandbox.say('ou_demo_office', 'p2p', '在吗')
    await until(() => world.got.length === 2)
    const [first, second] = world.got
    expect(second?.event.message?.message_id).toBe(first?.event.message?.message_id)
    expect(second?.eventId).not.toBe(first?.eventId)
  })
})

describe('a click on a card', () => {
  const button = { tag: 'button', name: 'go', text: { tag: 'plain_text', content: '签收' } }
  const action = {
    tag: 'button',
    name: 'go',
    value: { command: 'case' },
    form_value: { day: '2023-11-20 +0800' },
  }

  async function cardIn(opened: World): Promise<string> {
    const sent = await opened.client.im.v1.message.create(cardTo('ou_demo_office', cardOf(button)))
    return sent.data?.message_id ?? ''
  }

  it('is a signed callback, timed in microseconds, and brings a toast back', async () => {
    world = await openWorld()
    const messageId = await cardIn(world)
    world.answers(() => ({ body: { toast: { type: 'success', content: '已签收' } } }))
    expect(await world.sandbox.click('ou_demo_office', messageId, action)).toEqual({
      toast: { type: 'success', content: '已签收' },
    })
    expect(world.got).toMatchObject([
      {
        type: 'card.action.trigger',
        createTime: '1700013600000000',
        event: {
          operator: { open_id: 'ou_demo_office' },
          token: expect.stringMatching(/^c-/),
          action: { ...action, timezone: 'Asia/Shanghai' },
          context: { open_message_id: messageId, open_chat_id: 'oc_p2p_ou_demo_office' },
        },
      },
    ])
  })

  it('puts the card of the answer in the place of the one clicked', async () => {
    world = await openWorld()
    const messageId = await cardIn(world)
    const next = cardOf({ tag: 'markdown', content: '已签收' })
    world.answers(() => ({ body: { card: { type: 'raw', data: next } } }))
    await world.sandbox.click('ou_demo_office', messageId, action)
    expect(world.sandbox.messages('ou_demo_office').map(({ content }) => JSON.parse(content))).toEqual([next])
  })

  it.each([
    ['answers with an error', { status: 500 }, 200671],
    ['redirects', { status: 302 }, 200671],
    ['answers with a card the platform does not know', { body: { card: { type: 'raw', data: {} } } }, 200672],
  ])('shows an error when the bot %s', async (_, answer, code) => {
    world = await openWorld()
    const messageId = await cardIn(world)
    world.answers(() => answer)
    expect(await world.sandbox.click('ou_demo_office', messageId, action)).toMatchObject({ error: { code } })
  })

  it('shows an error when the bot takes too long', async () => {
    world = await openWorld({ answerWithinMs: 30 })
    const messageId = await cardIn(world)
    world.answers(() => new Promise(resolve => setTimeout(() => resolve({}), 150)))
    expect(await world.sandbox.click('ou_demo_office', messageId, action)).toMatchObject({
      error: { code: 200341 },
    })
  })

  it('does nothing on a card older than 14 days, and is refused to somebody outside the chat', async () => {
    world = await openWorld()
    const messageId = await cardIn(world)
    await expect(world.sandbox.click('ou_demo_land', messageId, action)).rejects.toThrow('不在这个会话里')
    world.clock.at = new Date('2023-11-29T10:00:01+08:00')
    expect((await world.sandbox.click('ou_demo_office', messageId, action)).toast?.content).toContain(
      '已过期',
    )
    expect(world.got).toEqual([])
  })

  it('lends a credential for two later updates', async () => {
    world = await openWorld()
    const messageId = await cardIn(world)
    await world.sandbox.click('ou_demo_office', messageId, action)
    const update = (content: string) =>
      world.client.request({
        method: 'POST',
        url: '/open-apis/interactive/v1/card/update',
        data: { token: world.got[0]?.event.token, card: cardOf({ tag: 'markdown', content }) },
      })
    await update('一')
    await update('二')
    await expect(update('三')).rejects.toMatchObject({ response: { data: { code: 300030 } } })
    expect(world.sandbox.messages('ou_demo_office')[0]?.content).toContain('二')
  })
})
