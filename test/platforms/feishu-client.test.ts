import { serve } from '@hono/node-server'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PlatformError } from '../../src/lib/errors.ts'
import { silentLogger } from '../../src/lib/log.ts'
import { createClient, type FeishuClient } from '../../src/platforms/feishu/client.ts'
import { render } from '../../src/platforms/feishu/render.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { freePort } from '../support/postgres.ts'

const APP = { appId: 'cli_00000000000000cc', appSecret: 'very-secret' }
const card = render({ title: '试', tone: 'info', blocks: [{ kind: 'text', spans: ['你好'] }] }, '')

/** The official SDK on our transport, against the stand-in over real HTTP. */
describe('the Feishu client', () => {
  let sandbox: Sandbox
  let server: ReturnType<typeof serve>
  let baseUrl: string
  let calls: string[] = []
  let client: FeishuClient

  beforeAll(async () => {
    const port = await freePort()
    sandbox = createSandbox({
      ...APP,
      webhookUrl: 'http://127.0.0.1:9/',
      encryptKey: 'k',
      verificationToken: 't',
      directory: { people: [{ openId: 'ou_li', name: '李', title: '' }], groups: [] },
      clock: { now: () => new Date(), set: async () => {} },
      log: silentLogger,
      limits: 'off',
    })
    server = serve({ fetch: sandbox.app.fetch, port, hostname: '127.0.0.1' })
    baseUrl = `http://127.0.0.1:${port}/sandbox/platform`
  })
  afterAll(async () => {
    await sandbox.close()
    server.close()
  })
  beforeEach(() => {
    sandbox.clear()
    calls = []
    client = createClient({ ...APP, baseUrl }, { fetch: counting, tokens: new Map(), timeoutMs: 800 })
  })
  const counting: typeof fetch = (input, init) => {
    calls.push(String(input))
    return fetch(input, init)
  }
  const send = (key: string = crypto.randomUUID()) =>
    client.send({ kind: 'person', openId: 'ou_li' }, card, key)
  const received = () => sandbox.messages('ou_li').length
  const tokenCalls = () => calls.filter(url => url.includes('tenant_access_token')).length

  it('asks for one token however many calls come at once', async () => {
    await Promise.all(Array.from({ length: 100 }, () => send()))
    expect(tokenCalls()).toBe(1)
    expect(received()).toBe(100)
  })

  it.each(['expired-token', 'expired-token-200'] as const)(
    'fetches another token and sends again after %s',
    async fault => {
      await send()
      sandbox.fault(fault)
      await send()
      expect([received(), tokenCalls()]).toEqual([2, 2])
    },
  )

  it('sends one message for one key, though the first answer was lost', async () => {
    sandbox.fault('lost-answer')
    await expect(send('same')).rejects.toMatchObject({ fault: 'unreachable' })
    await send('same')
    expect(received()).toBe(1)
  })

  it.each([
    ['rate-limit', 'busy'],
    ['target-limit', 'busy'],
    ['hang', 'unreachable'],
    ['server-error', 'unreachable'],
  ] as const)('%s is %s', async (fault, expected) => {
    await send()
    sandbox.fault(fault)
    const error = await send().catch((failure: unknown) => failure)
    expect(error).toBeInstanceOf(PlatformError)
    expect(error).toMatchObject({ fault: expected })
    if (expected === 'busy') expect((error as PlatformError).retryAfterMs).toBeGreaterThan(0)
  })

  it('gives up on a chat it is not in, and never shows a secret', async () => {
    const error = (await client
      .send({ kind: 'chat', chatId: 'oc_nowhere' }, card, 'k')
      .catch((failure: unknown) => failure)) as PlatformError
    expect(['target-gone', 'rejected']).toContain(error.fault)
    expect(JSON.stringify(error) + error.message).not.toMatch(/very-secret|Bearer/)
  })

  it('replaces a card it has sent', async () => {
    const { messageId } = await send()
    await client.update(messageId, render({ title: '新', tone: 'good', blocks: [] }, ''))
    expect(sandbox.messages('ou_li')[0]?.content).toContain('新')
  })

  it('sends a file once for one key, to be fetched with its name and content', async () => {
    const bytes = new TextEncoder().encode('编号,企业\n1,雁南机械\n')
    const file = { name: '问题台账 2023-11-15.xlsx', mime: 'text/csv', bytes, path: '/f/x' }
    const to = { kind: 'person', openId: 'ou_li' } as const
    const { messageId } = await client.sendFile(to, file, 'file-key')
    expect(await client.sendFile(to, file, 'file-key')).toEqual({ messageId })
    const [message] = sandbox.messages('ou_li')
    const content = JSON.parse(message?.content ?? '{}') as { file_key: string; file_name: string }
    expect([received(), message?.type, content.file_name]).toEqual([1, 'file', file.name])
    const fetched = await fetch(`${baseUrl.replace('/platform', '/api')}/files/${content.file_key}`)
    expect(new Uint8Array(await fetched.arrayBuffer())).toEqual(bytes)
    expect(fetched.headers.get('content-disposition')).toContain(encodeURIComponent(file.name))
  })

  it.each([0, 30 * 1024 * 1024 + 1])('does not even try to send %i bytes', async size => {
    const file = { name: 'a.xlsx', mime: '', bytes: new Uint8Array(size), path: '/f/x' }
    await expect(client.sendFile({ kind: 'person', openId: 'ou_li' }, file, 'k')).rejects.toMatchObject({
      fault: 'rejected',
    })
    expect(calls).toEqual([])
  })

  it('learns who it is', async () => {
    expect(await client.self()).toEqual({ openId: 'ou_sandbox_bot', name: '倍增助手' })
  })
})
