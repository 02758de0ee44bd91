import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chromiumPath, openBrowser } from '../support/browser.ts'
import { everyElement } from './every-element.ts'
import { cardOf, cardTo, openWorld, textTo, until, type World } from './fake-bot.ts'

/** What somebody may read there, hidden narrow forms included. */
const words = async (place: Locator) => (await place.textContent()) ?? ''
const plain = (content: string) => ({ tag: 'plain_text', content })
/** A PNG of one pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const PHONE = { width: 390, height: 844 }

describe.skipIf(chromiumPath === undefined)('the web chat, in a real browser', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>
  let world: World
  let page: Page
  let faults: string[]

  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  beforeEach(async () => {
    world = await openWorld()
    page = await browser.context.newPage()
    faults = []
    page.on('pageerror', error => faults.push(error.message))
    page.on('console', message => message.type() === 'error' && faults.push(message.text()))
  })
  afterEach(async () => {
    expect(faults).toEqual([])
    await page?.close()
    await world?.close()
  })

  const at = (id: string) => page.getByTestId(id)
  async function open(person: string, chat: string): Promise<void> {
    await page.goto(`${world.origin}/sandbox`)
    await at(`person-${person}`).click()
    await at(`chat-${chat}`).click()
    await at('composer').waitFor()
  }
  const sendCard = (card: unknown) => world.client.im.v1.message.create(cardTo('ou_demo_office', card))

  it('lets somebody pick a person and a chat, and talk to the bot', async () => {
    world.answers(async got => {
      if (got.event.message) {
        await world.client.im.v1.message.create(textTo('ou_demo_office', '金杯电工：12.4亿元'))
      }
      return {}
    })
    await open('ou_demo_office', 'p2p')
    await at('composer').fill('查一下金杯电工')
    await at('composer').press('Enter')
    await expect
      .poll(() => at('message').allTextContents())
      .toEqual([expect.stringContaining('查一下金杯电工'), expect.stringContaining('金杯电工：12.4亿元')])
    expect(world.got[0]?.event.message?.content).toBe('{"text":"查一下金杯电工"}')
    expect(await at('composer').inputValue()).toBe('')
  })

  it('mentions the bot in a group at a press, and replies to a message', async () => {
    await world.sandbox.say('ou_demo_land', 'oc_land', '今天去现场')
    await open('ou_demo_office', 'oc_land')
    await at('message').hover()
    await page.getByRole('button', { name: '回复' }).click()
    await at('mention-bot').click()
    await at('composer').pressSequentially('0032到哪了')
    await at('send').click()
    await until(() => world.got.length === 1)
    expect(world.got[0]?.event.message).toMatchObject({
      content: '{"text":"@_user_1 0032到哪了"}',
      parent_id: world.sandbox.messages('oc_land')[0]?.id,
      mentions: [{ key: '@_user_1', name: '倍增助手' }],
    })
  })

  it('sends pictures and files, shows them in the chat, and lets the bot and people fetch them', async () => {
    await open('ou_demo_office', 'p2p')
    const photo = Buffer.from(PIXEL, 'base64')
    const list = Buffer.from('编号,企业\n1,雁南机械\n')
    await at('pick-file').setInputFiles([
      { name: '现场.png', mimeType: 'image/png', buffer: photo },
      { name: '名单.csv', mimeType: 'text/csv', buffer: list },
    ])
    await until(() => world.got.length === 2)
    const [picture, file] = world.got.map(({ event }) => event.message)
    expect([picture?.message_type, file?.message_type]).toEqual(['image', 'file'])
    const shown = at('message').first().getByAltText('图片')
    await shown.waitFor()
    expect(
      await shown.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
    ).toBe(1)
    const link = at('message').last().getByRole('link')
    expect(await words(link)).toContain('名单.csv')
    const fetched = await fetch(new URL((await link.getAttribute('href')) ?? '', world.origin))
    expect(Buffer.from(await fetched.arrayBuffer())).toEqual(list)
    const key = JSON.parse(picture?.content ?? '{}').image_key
    const resource = await world.client.im.v1.messageResource.get({
      path: { message_id: picture?.message_id ?? '', file_key: key },
      params: { type: 'image' },
    })
    expect(await resource.getReadableStream().toArray().then(Buffer.concat)).toEqual(photo)
  })

  it('counts what has not been read, for each person and chat, and shows the last message', async () => {
    await world.client.im.v1.message.create(textTo('ou_demo_land', '您有一件新诉求'))
    await page.goto(`${world.origin}/sandbox`)
    await expect.poll(() => words(at('person-ou_demo_land'))).toContain('1')
    await at('person-ou_demo_land').click()
    await expect.poll(() => words(at('chat-p2p'))).toContain('您有一件新诉求')
    await at('chat-p2p').click()
    await expect.poll(() => words(at('person-ou_demo_land'))).not.toContain('1')
  })

  it('draws a card with every element, its chart in real pixels, and lets no script through', async () => {
    await sendCard(everyElement())
    await open('ou_demo_office', 'p2p')
    const card = at('card')
    const shown = await words(card)
    for (const word of [
      '金杯电工（衡阳）有限公司',
      '演示数据',
      '@陆地',
      '*不是斜体*',
      '<b>不是粗体</b>',
      '10,234.5',
      '停电 3 天',
      '口径与来源',
      '厂区照片',
      '不支持的组件：person_list',
    ])
      expect(shown).toContain(word)
    await at('chart').locator('canvas').waitFor()
    const inked = await at('chart')
      .locator('canvas')
      .evaluate((canvas: HTMLCanvasElement) => {
        const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
        return Array.from(pixels).filter((value, index) => index % 4 === 3 && value > 0).length
      })
    expect(inked).toBeGreaterThan(1000)
    expect(await page.evaluate('window.broken')).toBeUndefined()
    expect(shown).not.toContain('13,234.5')
    await card.getByRole('button', { name: '下一页' }).click()
    expect(await words(card)).toContain('13,234.5')
    await card.getByRole('button', { name: '口径与来源' }).click()
    expect(await words(card)).toContain('衡政办发〔2023〕12号')
  })

  it('asks before a button with a confirmation counts, then shows the toast and the new card', async () => {
    await sendCard(everyElement())
    world.answers(() => ({
      body: {
        toast: { type: 'success', content: '已签收' },
        card: { type: 'raw', data: cardOf({ tag: 'markdown', content: '办理中' }) },
      },
    }))
    await open('ou_demo_office', 'p2p')
    const button = at('card').getByRole('button', { name: '签收', exact: true })
    await button.click()
    expect(await words(at('confirm'))).toContain('签收后开始计算办理时限')
    await at('confirm-no').click()
    expect(world.got).toEqual([])
    await button.click()
    await at('confirm-yes').click()
    await expect.poll(() => words(at('toast'))).toContain('已签收')
    await expect.poll(() => words(at('card'))).toContain('办理中')
    expect(world.got[0]?.event.action).toEqual({
      tag: 'button',
      value: { command: 'case', intent: 'sign' },
      timezone: 'Asia/Shanghai',
    })
  })

  it('says so when the bot fails, with the code the real client shows', async () => {
    await sendCard(
      cardOf({ tag: 'button', text: plain('退回'), behaviors: [{ type: 'callback', value: {} }] }),
    )
    world.answers(() => ({ status: 500 }))
    await open('ou_demo_office', 'p2p')
    await at('card').getByRole('button', { name: '退回' }).click()
    await expect.poll(() => words(at('toast'))).toContain('200671')
  })

  it('submits a form in the shapes of the documents, but not without what is required', async () => {
    await sendCard(everyElement())
    await open('ou_demo_office', 'p2p')
    const card = at('card')
    const submit = card.getByRole('button', { name: '提交' })
    await submit.click()
    expect(await words(card)).toContain('请填写此项')
    expect(world.got).toEqual([])
    await card.locator('[name=title]').fill('园区停电')
    await card.locator('[name=category]').selectOption('用地')
    await card.locator('[name=units][value=园区]').check()
    await card.locator('[name=since]').fill('2023-11-14')
    await card.locator('[name=until]').fill('2023-11-20T18:30')
    await card.locator('[name=liaison]').selectOption('ou_demo_land')
    await card.locator('[name=urgent]').check()
    await submit.click()
    await until(() => world.got.length === 1)
    expect(world.got[0]?.event.action).toEqual({
      tag: 'button',
      name: 'submit',
      timezone: 'Asia/Shanghai',
      value: { command: 'report', intent: 'submit' },
      form_value: {
        title: '园区停电',
        detail: '本月第三次停电',
        category: '用地',
        units: ['供电公司', '园区'],
        since: '2023-11-14 +0800',
        time: '09:30 +0800',
        until: '2023-11-20 18:30 +0800',
        liaison: 'ou_demo_land',
        urgent: true,
      },
    })
    await card.getByRole('button', { name: '重填' }).click()
    expect(await card.locator('[name=title]').inputValue()).toBe('')
    expect(await card.locator('[name=category]').inputValue()).toBe('用电')
  })

  it('tells the bot at once of a choice made outside a form', async () => {
    await sendCard(everyElement())
    await open('ou_demo_office', 'p2p')
    await at('card').getByLabel('换一个月份').selectOption('9月')
    await until(() => world.got.length === 1)
    expect(world.got[0]?.event.action).toMatchObject({
      tag: 'select_static',
      option: '9月',
      value: { command: 'figures' },
    })
  })

  it('shows the demo clock and moves it', async () => {
    await page.goto(`${world.origin}/sandbox`)
    await expect.poll(() => words(at('clock'))).toContain('2023年11月15日 周三')
    await at('clock').click()
    await at('clock-next-day').click()
    await expect.poll(() => words(at('clock'))).toContain('11月16日')
    world.clock.at = new Date('2023-11-17T10:00:00+08:00')
    await at('clock').click()
    await at('clock-next-workday').click()
    await expect.poll(() => words(at('clock'))).toMatch(/11月20日 周一.*09:00/)
    await at('clock').click()
    await page.locator('#clock-at').fill('2023-12-01T08:05')
    await at('clock-set').click()
    await expect.poll(() => words(at('clock'))).toMatch(/12月1日 周五.*08:05/)
    expect(world.clock.at.toISOString()).toBe('2023-12-01T00:05:00.000Z')
  })

  it('says on the page that the data are made up', async () => {
    await page.goto(`${world.origin}/sandbox`)
    await page.getByText('演示数据').first().waitFor()
  })

  it('fits a phone: list and conversation are two screens, and nothing scrolls sideways', async () => {
    await sendCard(everyElement())
    await page.setViewportSize(PHONE)
    const isNarrow = () => page.evaluate('document.documentElement.scrollWidth <= innerWidth')
    await page.goto(`${world.origin}/sandbox`)
    await at('person-ou_demo_office').click()
    await at('chat-p2p').waitFor()
    expect(await at('composer').count()).toBe(0)
    expect(await isNarrow()).toBe(true)
    await at('chat-p2p').click()
    await at('chart').locator('canvas').waitFor()
    expect(await at('chat-p2p').isVisible()).toBe(false)
    expect(await isNarrow()).toBe(true)
    const widest = await at('card').evaluate(card =>
      Math.max(
        ...[...card.querySelectorAll('*')]
          .filter(part => !part.closest('.table-scroll'))
          .map(part => part.getBoundingClientRect().right),
      ),
    )
    expect(widest).toBeLessThanOrEqual(PHONE.width)
    await at('back').click()
    await at('chat-p2p').waitFor()
  })

  it('can be used with the keyboard alone', async () => {
    await page.goto(`${world.origin}/sandbox`)
    await at('person-ou_demo_office').focus()
    await page.keyboard.press('Enter')
    await at('chat-p2p').waitFor()
    await at('chat-p2p').focus()
    await page.keyboard.press('Enter')
    await at('composer').focus()
    await page.keyboard.type('在吗')
    await page.keyboard.press('Enter')
    await until(() => world.got.length === 1)
  })

  it('shows words of a person that look like markup as words', async () => {
    await world.sandbox.say('ou_demo_office', 'p2p', '<img src=x onerror="window.broken=true">')
    await open('ou_demo_office', 'p2p')
    expect(await words(at('message'))).toContain('<img src=x onerror')
    expect(await page.evaluate('window.broken')).toBeUndefined()
  })

  it('loads nothing from anywhere else', async () => {
    const asked: string[] = []
    page.on('request', request => asked.push(new URL(request.url()).origin))
    await sendCard(everyElement())
    await open('ou_demo_office', 'p2p')
    await at('chart').locator('canvas').waitFor()
    expect(new Set(asked.filter(origin => origin !== 'null'))).toEqual(new Set([world.origin]))
  })
})
