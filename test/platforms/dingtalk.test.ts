import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import type { Card } from '../../src/chat/card.ts'
import { createDingtalk } from '../../src/platforms/dingtalk/index.ts'
import { receive } from '../../src/platforms/dingtalk/receive.ts'
import { freePort } from '../support/postgres.ts'
import { dingtalkHeaders } from '../support/sign.ts'

const app = { clientId: 'ding-app', clientSecret: 'ding-secret' }
const NOW = new Date('2023-11-15T02:00:00Z')
const message = {
  msgId: 'msg1',
  msgtype: 'text',
  conversationId: 'cid1',
  conversationType: '2',
  senderStaffId: 'staff1',
  senderId: '$:enc',
  isInAtList: true,
  createAt: NOW.getTime(),
  text: { content: ' 查一下金杯电工' },
}
const take = (body: unknown, headers = dingtalkHeaders(app.clientSecret, NOW)) =>
  receive(typeof body === 'string' ? body : JSON.stringify(body), headers, app, NOW)

describe('what DingTalk says', () => {
  it('is taken with the blank after the mention removed', () => {
    expect(take(message)).toMatchObject({
      incoming: {
        messageId: 'msg1',
        text: '查一下金杯电工',
        chatKind: 'group',
        senderId: 'staff1',
        mentionsBot: true,
      },
    })
  })
  it('is a picture or a private word', () => {
    expect(take({ ...message, msgtype: 'picture' })).toMatchObject({
      incoming: { unreadable: 'other', text: '' },
    })
    expect(take({ ...message, conversationType: '1' })).toMatchObject({ incoming: { chatKind: 'private' } })
  })
  it.each<[string, unknown, Headers, number]>([
    ['signed with another secret', message, dingtalkHeaders('x', NOW), 401],
    ['unsigned', message, new Headers(), 401],
    ['two hours old', message, dingtalkHeaders(app.clientSecret, new Date(NOW.getTime() - 7_200_000)), 401],
    ['no JSON', 'x', dingtalkHeaders(app.clientSecret, NOW), 400],
    ['of unknown shape', { msgId: 1 }, dingtalkHeaders(app.clientSecret, NOW), 400],
  ])('is refused when %s', (_, body, headers, status) => {
    expect(() => take(body, headers)).toThrowError(expect.objectContaining({ status }))
  })
})

it('is answered with one token, to a group or a person, and a person it dropped is noticed', async () => {
  const seen: { path: string; body: Record<string, unknown> }[] = []
  const api = new Hono().post('*', async c => {
    const body = await c.req.json()
    seen.push({ path: c.req.path, body })
    if (c.req.path.endsWith('/accessToken')) return c.json({ accessToken: 'tok', expireIn: 7200 })
    if (c.req.header('x-acs-dingtalk-access-token') !== 'tok')
      return c.json({ code: 'InvalidAuthentication' }, 400)
    if (body.userIds?.[0] === 'gone') return c.json({ processQueryKey: 'q', invalidStaffIdList: ['gone'] })
    if (body.userIds?.[0] === 'busy') return c.json({ code: 'Forbidden.AccessDenied.QpsLimitForApi' }, 403)
    return c.json({ processQueryKey: 'q1' })
  })
  const port = await freePort()
  const server = serve({ fetch: api.fetch, port, hostname: '127.0.0.1' })
  const platform = createDingtalk(
    { ...app, baseUrl: `http://127.0.0.1:${port}` },
    { fetch, publicUrl: 'https://bot.example', tokens: new Map() },
  )
  const card: Card = {
    title: '倍增进度',
    tone: 'info',
    blocks: [
      { kind: 'text', spans: ['**不是粗体**'] },
      { kind: 'buttons', buttons: [{ label: '够不够进名录' }] },
    ],
  }
  await Promise.all([
    platform.send({ kind: 'chat', chatId: 'cid1' }, card, 'k'),
    platform.send({ kind: 'person', openId: 'staff1' }, card, 'k'),
  ])
  expect(seen.filter(({ path }) => path.endsWith('/accessToken'))).toHaveLength(1)
  const body = seen.find(({ path }) => path.endsWith('/groupMessages/send'))?.body
  expect(body).toMatchObject({ robotCode: 'ding-app', openConversationId: 'cid1', msgKey: 'sampleMarkdown' })
  expect(String(body?.msgParam)).toContain('可回复：“够不够进名录”')
  expect(String(body?.msgParam)).not.toContain('**不是')
  const file = { name: '台账.xlsx', mime: '', bytes: new Uint8Array([1]), path: '/f/abc' }
  await platform.sendFile({ kind: 'person', openId: 'staff1' }, file, 'k')
  expect(String(seen.at(-1)?.body.msgParam)).toContain('https://bot.example/f/abc')
  await expect(platform.send({ kind: 'person', openId: 'gone' }, card, 'k')).rejects.toMatchObject({
    fault: 'target-gone',
  })
  await expect(platform.send({ kind: 'person', openId: 'busy' }, card, 'k')).rejects.toMatchObject({
    fault: 'busy',
  })
  server.close()
})
