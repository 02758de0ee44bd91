import { describe, expect, it } from 'vitest'
import type { IncomingAction, IncomingMessage } from '../../src/chat/message.ts'
import { BadRequest } from '../../src/lib/errors.ts'
import { receive } from '../../src/platforms/feishu/receive.ts'
import { decrypt } from '../../src/platforms/feishu/seal.ts'
import { feishuEncrypt, feishuHeaders } from '../support/sign.ts'

const KEY = 'the-encrypt-key'
const TOKEN = 'the-token'
const APP = 'cli_0000000000000001'
const credentials = { appId: APP, encryptKey: KEY, verificationToken: TOKEN }
const self = async () => ({ openId: 'ou_bot', name: '倍增助手' })

function event(type: string, body: unknown, header: Record<string, string> = {}) {
  const fixed = { event_id: 'ev1', event_type: type, token: TOKEN, app_id: APP, create_time: '1700013600000' }
  return { schema: '2.0', header: { ...fixed, ...header }, event: body }
}

function message(more: Record<string, unknown> = {}, sender: Record<string, unknown> = {}) {
  return {
    sender: { sender_id: { open_id: 'ou_li' }, sender_type: 'user', ...sender },
    message: {
      message_id: 'om_1',
      chat_id: 'oc_1',
      chat_type: 'group',
      message_type: 'text',
      create_time: '1700013600000',
      content: JSON.stringify({ text: '@_user_1 查一下金杯电工' }),
      mentions: [{ key: '@_user_1', id: { open_id: 'ou_bot' }, name: '倍增助手' }],
      ...more,
    },
  }
}

/** Sealed as the platform seals it; `spoil` changes the body after signing. */
function deliver(body: unknown, spoil: (raw: string) => string = raw => raw, pretty = false) {
  const sealed = { encrypt: feishuEncrypt(JSON.stringify(body), KEY) }
  const raw = pretty ? JSON.stringify(sealed, null, 4) : JSON.stringify(sealed)
  return receive(spoil(raw), feishuHeaders(raw, KEY), credentials, self)
}

async function messageOf(more: Record<string, unknown>, sender = {}): Promise<IncomingMessage> {
  const received = await deliver(event('im.message.receive_v1', message(more, sender)))
  if (received.kind !== 'incoming') throw new Error(received.kind)
  return received.incoming as IncomingMessage
}

it('opens the example of the documentation', () => {
  expect(() => decrypt('P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=', 'test key')).toThrow(BadRequest) // opens, but is no JSON
  expect(decrypt(feishuEncrypt('{"a":1}', 'test key'), 'test key')).toEqual({ a: 1 })
})

describe('who is let in', () => {
  it('takes a signed body whatever its white space', async () => {
    expect((await deliver(event('im.message.receive_v1', message()), raw => raw, true)).kind).toBe('incoming')
  })

  it('answers the URL check, which the platform does not sign', async () => {
    const raw = JSON.stringify({
      encrypt: feishuEncrypt(
        JSON.stringify({ type: 'url_verification', challenge: 'c1', token: TOKEN }),
        KEY,
      ),
    })
    const received = await receive(raw, new Headers(), credentials, self)
    expect(received).toEqual({ kind: 'reply', body: { challenge: 'c1' } })
  })

  const good = event('im.message.receive_v1', message())
  const plain = JSON.stringify(good)
  const sealed = JSON.stringify({ encrypt: feishuEncrypt(plain, KEY) })
  const signed = (body: string) => feishuHeaders(body, KEY)
  const sealedWith = (body: unknown) => JSON.stringify({ encrypt: feishuEncrypt(JSON.stringify(body), KEY) })
  const foreign = sealedWith(event('im.message.receive_v1', message(), { app_id: 'cli_other' }))
  const badToken = sealedWith(event('im.message.receive_v1', message(), { token: 'wrong' }))
  const plainCheck = JSON.stringify({ type: 'url_verification', challenge: 'c', token: TOKEN })
  const strange = sealedWith(event('im.message.receive_v1', { sender: 1 }))
  it.each<[string, string, Headers, number]>([
    ['one byte flipped', sealed.replace(/.(?="\})/, x => (x === 'A' ? 'B' : 'A')), signed(sealed), 400],
    ['a byte added outside the sealed part', `${sealed} `, signed(sealed), 401],
    ['no signature headers', sealed, new Headers(), 401],
    ['signed with another key', sealed, feishuHeaders(sealed, 'other'), 401],
    ['a plaintext event', plain, signed(plain), 401],
    ['a plaintext URL check', plainCheck, signed(plainCheck), 401],
    ['another app', foreign, signed(foreign), 401],
    ['a wrong token', badToken, signed(badToken), 401],
    ['sealed with another key', JSON.stringify({ encrypt: feishuEncrypt(plain, 'x') }), new Headers(), 400],
    ['encrypt that is no ciphertext', '{"encrypt":"abc"}', new Headers(), 400],
    ['no JSON', 'hello', new Headers(), 400],
    ['an empty body', '', new Headers(), 400],
    ['a message of unknown shape', strange, signed(strange), 400],
  ])('refuses %s', async (_, raw, headers, status) => {
    const refused = receive(raw, headers, credentials, self)
    await expect(refused).rejects.toBeInstanceOf(BadRequest)
    await expect(receive(raw, headers, credentials, self)).rejects.toMatchObject({ status })
  })

  it('goes by the token alone when no Encrypt Key is set', async () => {
    const open = { appId: APP, verificationToken: TOKEN }
    expect((await receive(plain, new Headers(), open, self)).kind).toBe('incoming')
    const forged = JSON.stringify(event('im.message.receive_v1', message(), { token: 'guess' }))
    await expect(receive(forged, new Headers(), open, self)).rejects.toMatchObject({ status: 401 })
  })
})

describe('what was said', () => {
  const tom = { key: '@_user_2', id: { open_id: 'ou_tom' }, name: '汤姆' }
  const bot = { key: '@_user_1', id: { open_id: 'ou_bot' }, name: '倍增助手' }
  const tenth = { key: '@_user_10', id: { open_id: 'ou_ten' }, name: '老十' }
  const text = (words: string) => JSON.stringify({ text: words })
  it.each([
    ['the bot called in front', { content: text('@_user_1 帮助'), mentions: [bot] }, '帮助', true],
    ['no blank after the name', { content: text('@_user_1帮助'), mentions: [bot] }, '帮助', true],
    [
      'somebody else as well',
      { content: text('@_user_1 让@_user_2 看看'), mentions: [bot, tom] },
      '让@汤姆 看看',
      true,
    ],
    [
      'a key that begins another',
      { content: text('@_user_10 @_user_1 好'), mentions: [tenth, bot] },
      '@老十  好',
      true,
    ],
    ['everybody', { content: text('@_all 开会'), mentions: [] }, '@所有人 开会', false],
    ['nobody', { content: text('随便聊聊'), mentions: [] }, '随便聊聊', false],
    ['content that is no JSON', { content: '{', mentions: [] }, '', false],
    [
      'a post with a link and a mention',
      {
        message_type: 'post',
        mentions: [bot],
        content: JSON.stringify({
          title: '标题',
          content: [
            [
              { tag: 'at', user_id: '@_user_1' },
              { tag: 'text', text: ' 看' },
            ],
            [{ tag: 'a', href: 'http://a', text: '链接' }],
          ],
        }),
      },
      '标题\n 看\n链接',
      true,
    ],
  ])('%s', async (_, more, words, mentionsBot) => {
    expect(await messageOf(more)).toMatchObject({ text: words, mentionsBot })
  })

  it('knows the bot by name while its id is unknown', async () => {
    const sealed = JSON.stringify({
      encrypt: feishuEncrypt(JSON.stringify(event('im.message.receive_v1', message())), KEY),
    })
    const byName = async () => ({ openId: null, name: '倍增助手' })
    const received = await receive(sealed, feishuHeaders(sealed, KEY), credentials, byName)
    expect(received).toMatchObject({ incoming: { text: '查一下金杯电工', mentionsBot: true } })
  })

  it('marks what is not text, and takes everything in a private chat as meant', async () => {
    const image = await messageOf({
      message_type: 'image',
      content: '{"image_key":"i"}',
      mentions: null,
      chat_type: 'p2p',
    })
    expect(image).toMatchObject({ text: '', chatKind: 'private', mentionsBot: true })
    expect((await messageOf({ message_type: 'location' })).unreadable).toBe('other')
  })

  it('ignores bots and events it did not ask for', async () => {
    const fromBot = await deliver(event('im.message.receive_v1', message({}, { sender_type: 'bot' })))
    expect(fromBot.kind).toBe('ignored')
    expect((await deliver(event('im.chat.updated_v1', {}))).kind).toBe('ignored')
  })

  it('keys a redelivery by the message, not by the event', async () => {
    const first = await deliver(event('im.message.receive_v1', message(), { event_id: 'a' }))
    const again = await deliver(event('im.message.receive_v1', message(), { event_id: 'b' }))
    expect(again).toEqual(first)
  })
})

it('reads a click: who, which card, which button, what was filled in', async () => {
  const received = await deliver(
    event(
      'card.action.trigger',
      {
        operator: { open_id: 'ou_li' },
        action: {
          tag: 'button',
          value: { c: 'case', i: 'case.sign', a: { case_no: '0032' } },
          form_value: {
            day: '2024-04-01 +0800',
            at: '2024-04-29 07:07 +0800',
            empty: '',
            many: ['a', 'b'],
            yes: true,
          },
        },
        context: { open_message_id: 'om_card', open_chat_id: 'oc_1' },
      },
      { create_time: '1603977298000000' },
    ),
  )
  const click = received.kind === 'incoming' ? (received.incoming as IncomingAction) : null
  expect(click).toMatchObject({
    eventId: 'ev1',
    messageId: 'om_card',
    operatorId: 'ou_li',
    action: { command: 'case', intent: 'case.sign', args: { case_no: '0032' } },
    form: { day: '2024-04-01', at: '2024-04-29 07:07', many: ['a', 'b'], yes: 'true' },
  })
})
