import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { IncomingMessage } from '../../src/chat/message.ts'
import type { Platform } from '../../src/chat/platform.ts'
import { silentLogger } from '../../src/lib/log.ts'
import { createDingtalk } from '../../src/platforms/dingtalk/index.ts'
import { createFeishu } from '../../src/platforms/feishu/index.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import type { Said } from '../../src/sandbox/post.ts'
import { freePort } from '../support/postgres.ts'
import { dingtalkHeaders } from '../support/sign.ts'

const APP = {
  appId: 'cli_00000000000000cc',
  appSecret: 'very-secret',
  encryptKey: 'the key',
  verificationToken: 'the token',
}
const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])
const MOST = 1000

/** The stand-in pushes sealed events to a real webhook, and hands out what was sent. */
describe('a picture or file sent in Feishu', () => {
  let sandbox: Sandbox
  let servers: ReturnType<typeof serve>[] = []
  let feishu: Platform
  let got: IncomingMessage[] = []

  beforeAll(async () => {
    const [port, hook] = [await freePort(), await freePort()]
    sandbox = createSandbox({
      ...APP,
      webhookUrl: `http://127.0.0.1:${hook}/webhook`,
      directory: { people: [{ openId: 'ou_li', name: '李', title: '' }], groups: [] },
      clock: { now: () => new Date(), set: async () => {} },
      log: silentLogger,
      limits: 'off',
      answerWithinMs: 30_000,
    })
    const webhook = new Hono().post('/webhook', async c => {
      const received = await feishu.receive(await c.req.text(), c.req.raw.headers)
      if (received.kind === 'incoming' && received.incoming.kind === 'message') got.push(received.incoming)
      return c.json({})
    })
    servers = [
      serve({ fetch: sandbox.app.fetch, port, hostname: '127.0.0.1' }),
      serve({ fetch: webhook.fetch, port: hook, hostname: '127.0.0.1' }),
    ]
    feishu = createFeishu(
      { ...APP, baseUrl: `http://127.0.0.1:${port}/sandbox/platform` },
      { fetch, publicUrl: 'https://bot.example', tokens: new Map() },
    )
  })
  afterAll(async () => {
    await sandbox.close()
    for (const server of servers) server.close()
  })
  beforeEach(() => {
    got = []
  })

  async function sent(said: Said): Promise<IncomingMessage> {
    await sandbox.say('ou_li', 'p2p', said)
    const [message] = got
    if (!message) throw new Error('nothing arrived')
    return message
  }
  const photo = () => sandbox.upload({ name: 'IMG_0001.jpg', bytes: JPEG }, 'image')
  async function fetched(said: Said): Promise<Uint8Array> {
    const message = await sent(said)
    const [file] = message.files ?? []
    if (!file) throw new Error('no file')
    return feishu.download(message.messageId, file, MOST)
  }

  it('arrives as what it is, with the name of a file and the words of a post', async () => {
    const key = photo()
    expect(await sent({ type: 'image', key })).toMatchObject({
      text: '',
      files: [{ kind: 'image', key, name: null }],
    })
    got = []
    const list = sandbox.upload({ name: '名单.csv', bytes: JPEG })
    expect(await sent({ type: 'file', key: list })).toMatchObject({
      text: '',
      files: [{ kind: 'file', key: list, name: '名单.csv' }],
    })
    got = []
    const both = [photo(), photo()]
    expect(await sent({ type: 'post', title: '', lines: ['0032', '装好了'], images: both })).toMatchObject({
      text: '0032\n装好了',
      files: both.map(one => ({ kind: 'image', key: one, name: null })),
    })
  })

  it('is fetched byte by byte, out of a post as well', async () => {
    expect(await fetched({ type: 'image', key: photo() })).toEqual(JPEG)
    got = []
    expect(await fetched({ type: 'post', title: '', lines: ['看图'], images: [photo()] })).toEqual(JPEG)
    got = []
    const key = sandbox.upload({ name: 'a.bin', bytes: JPEG })
    expect(await fetched({ type: 'file', key })).toEqual(JPEG)
  })

  it.each(['expired-token', 'expired-token-200'] as const)(
    'is fetched with another token after %s',
    async fault => {
      const message = await sent({ type: 'image', key: photo() })
      const [file] = message.files ?? []
      if (!file) throw new Error('no file')
      sandbox.fault(fault)
      expect(await feishu.download(message.messageId, file, MOST)).toEqual(JPEG)
    },
  )

  it.each([
    ['rate-limit', 'busy'],
    ['server-error', 'unreachable'],
    ['lost-answer', 'unreachable'],
  ] as const)('%s is told apart: %s', async (fault, expected) => {
    const message = await sent({ type: 'image', key: photo() })
    const [file] = message.files ?? []
    if (!file) throw new Error('no file')
    sandbox.fault(fault)
    await expect(feishu.download(message.messageId, file, MOST)).rejects.toMatchObject({ fault: expected })
  })

  it('is given up where it is larger than wanted, or not of that message', async () => {
    const large = sandbox.upload({ name: 'a.bin', bytes: new Uint8Array(MOST + 1) })
    await expect(fetched({ type: 'file', key: large })).rejects.toMatchObject({
      fault: 'rejected',
      code: 'size',
    })
    got = []
    const { messageId } = await sent({ type: 'image', key: photo() })
    const other = { kind: 'image', key: photo(), name: null } as const
    await expect(feishu.download(messageId, other, MOST)).rejects.toMatchObject({ fault: 'rejected' })
  })
})

/** The platform names an address for a code; what lies there is fetched without our credentials. */
describe('a picture or file sent in DingTalk', () => {
  const app = { clientId: 'ding-app', clientSecret: 'ding-secret' }
  let server: ReturnType<typeof serve>
  let dingtalk: Platform
  let seen: { path: string; token: string | undefined; body: Record<string, unknown> }[] = []

  beforeAll(async () => {
    const port = await freePort()
    const origin = `http://127.0.0.1:${port}`
    const api = new Hono()
      .post('/v1.0/oauth2/accessToken', c => c.json({ accessToken: 'tok', expireIn: 7200 }))
      .post('/v1.0/robot/messageFiles/download', async c => {
        const token = c.req.header('x-acs-dingtalk-access-token')
        const body = await c.req.json()
        seen.push({ path: c.req.path, token, body })
        if (body.downloadCode === 'expired') return c.json({ code: 'invalidDownloadCode' }, 400)
        return c.json({ downloadUrl: `${origin}/file/${body.downloadCode}` })
      })
      .get('/file/large', c => c.body(new Uint8Array(MOST + 1)))
      .get('/file/broken', c => c.body(null, 503))
      .get('/file/:code', c => {
        seen.push({ path: c.req.path, token: c.req.header('x-acs-dingtalk-access-token'), body: {} })
        return c.body(JPEG)
      })
    server = serve({ fetch: api.fetch, port, hostname: '127.0.0.1' })
    dingtalk = createDingtalk(
      { ...app, baseUrl: origin },
      { fetch, publicUrl: 'https://bot.example', tokens: new Map() },
    )
  })
  afterAll(() => server.close())
  beforeEach(() => {
    seen = []
  })

  const take = async (more: Record<string, unknown>) => {
    const received = await dingtalk.receive(
      JSON.stringify({ msgId: 'm', conversationId: 'c', conversationType: '1', senderId: 's', ...more }),
      dingtalkHeaders(app.clientSecret, new Date()),
    )
    return received.kind === 'incoming' ? received.incoming : received
  }

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    [
      'a picture',
      { msgtype: 'picture', content: { downloadCode: 'p' } },
      { text: '', files: [{ kind: 'image', key: 'p', name: null }] },
    ],
    [
      'a file',
      { msgtype: 'file', content: { downloadCode: 'f', fileName: '合同.pdf' } },
      { text: '', files: [{ kind: 'file', key: 'f', name: '合同.pdf' }] },
    ],
    [
      'a video',
      { msgtype: 'video', content: { downloadCode: 'v', duration: 3 } },
      { text: '', files: [{ kind: 'file', key: 'v', name: null }] },
    ],
    [
      'words with a picture between them',
      {
        msgtype: 'richText',
        content: {
          richText: [{ text: ' 0032 ' }, { type: 'picture', downloadCode: 'r' }, { text: '装好了' }],
        },
      },
      { text: '0032 装好了', files: [{ kind: 'image', key: 'r', name: null }] },
    ],
    ['a voice message', { msgtype: 'audio', content: { downloadCode: 'a' } }, { unreadable: 'audio' }],
  ])('%s is taken as what it is', async (_, said, expected) => {
    expect(await take(said)).toMatchObject(expected)
  })

  it('is fetched by its code with our token, and from where it lies without', async () => {
    expect(await dingtalk.download('m', { kind: 'image', key: 'p', name: null }, MOST)).toEqual(JPEG)
    expect(seen).toEqual([
      {
        path: '/v1.0/robot/messageFiles/download',
        token: 'tok',
        body: { downloadCode: 'p', robotCode: 'ding-app' },
      },
      { path: '/file/p', token: undefined, body: {} },
    ])
  })

  it.each([
    ['large', { fault: 'rejected', code: 'size' }],
    ['expired', { fault: 'rejected' }],
    ['broken', { fault: 'unreachable' }],
  ])('%s is told apart', async (key, fault) => {
    const file = { kind: 'file', key, name: null } as const
    await expect(dingtalk.download('m', file, MOST)).rejects.toMatchObject(fault)
  })
})
