import { afterEach, describe, expect, it } from 'vitest'
import { openWorld, textTo, type World } from './fake-bot.ts'

let world: World
afterEach(() => world?.close())

const ask = async (path: string, body?: unknown, type = 'application/json') => {
  const init =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(body) }
  const response = await fetch(`${world.origin}/sandbox/api${path}`, init)
  return { status: response.status, body: await response.json() }
}

describe("the page's own interface", () => {
  it('lists people and their chats, and grows with the directory', async () => {
    const people = [{ openId: 'ou_one', name: '甲', title: '科员' }]
    world = await openWorld({ directory: async () => ({ people, groups: [] }) })
    expect((await ask('/people')).body).toEqual([{ ...people[0], unread: 0 }])
    people.push({ openId: 'ou_two', name: '乙', title: '科长' })
    await world.client.im.v1.message.create(textTo('ou_two', '您好'))
    expect((await ask('/people')).body).toMatchObject([{ unread: 0 }, { openId: 'ou_two', unread: 1 }])
    expect((await ask('/chats?person=ou_two')).body).toMatchObject([
      {
        kind: 'private',
        name: '倍增助手',
        unread: 1,
        last: { preview: '您好', at: world.clock.at.getTime() },
      },
    ])
    await ask('/read', { person: 'ou_two', chat: 'oc_p2p_ou_two' })
    expect((await ask('/people')).body).toMatchObject([{ unread: 0 }, { unread: 0 }])
  })

  it.each([
    [
      'an empty message',
      '/messages',
      { person: 'ou_demo_office', chat: 'p2p', said: { type: 'text', text: ' ' } },
      400,
    ],
    ['a message without a person', '/messages', { chat: 'p2p' }, 400],
    [
      'a message into a foreign chat',
      '/messages',
      { person: 'ou_demo_land', chat: 'oc_office', said: { type: 'text', text: '嗨' } },
      404,
    ],
    [
      'a click on no card',
      '/actions',
      { person: 'ou_demo_land', messageId: 'om_0', action: { tag: 'button' } },
      404,
    ],
    ['a time that is none', '/clock', { at: 'tomorrow' }, 400],
  ])('refuses %s in a Chinese sentence', async (_, path, body, status) => {
    world = await openWorld()
    const answer = await ask(path, body)
    expect(answer).toMatchObject({ status, body: { error: expect.stringMatching(/[\u4e00-\u9fff]/) } })
  })

  it('takes nothing a foreign page could post', async () => {
    world = await openWorld()
    const said = { person: 'ou_demo_office', chat: 'p2p', said: { type: 'text', text: '嗨' } }
    expect((await ask('/messages', said, 'text/plain')).status).toBe(415)
    expect(world.got).toEqual([])
  })

  it('moves the clock to the next working day by the calendar it was given', async () => {
    const holidays = ['2023-11-16', '2023-11-17', '2023-11-18']
    world = await openWorld({ isWorkday: day => !holidays.includes(day) })
    expect((await ask('/clock', { preset: 'next-workday' })).body).toEqual({
      now: '2023-11-19T01:00:00.000Z',
    })
  })

  it('tells open pages of what happens', async () => {
    world = await openWorld()
    const gone = new AbortController()
    const stream = await fetch(`${world.origin}/sandbox/api/live`, { signal: gone.signal })
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader?.read())?.value).toContain('"kind":"clock"')
    await world.client.im.v1.message.create(textTo('ou_demo_land', '您好'))
    expect((await reader?.read())?.value).toContain('您好')
    gone.abort()
  })

  it('allows the page no script but its own', async () => {
    world = await openWorld()
    const page = await fetch(`${world.origin}/sandbox`)
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';")
    expect(await page.text()).toContain('/sandbox/assets/page.js')
  })
})
