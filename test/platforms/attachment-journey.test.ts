import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, openBrowser } from '../support/browser.ts'
import { startTown, type Town } from '../support/town.ts'

/** A picture drawn by the browser itself, as a phone would send one. */
const DRAWN = `(() => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 200 })
  const pen = canvas.getContext('2d')
  pen.fillStyle = '#87a9c9'; pen.fillRect(0, 0, 320, 200)
  pen.fillStyle = '#5b6770'; pen.fillRect(60, 70, 200, 130)
  pen.fillStyle = '#ffd666'; pen.fillRect(140, 110, 40, 60)
  return canvas.toDataURL('image/jpeg').split(',')[1]
})()`

describe.skipIf(chromiumPath === undefined)(
  'a photo, from a chat to its case and back, in a real browser',
  () => {
    let browser: Awaited<ReturnType<typeof openBrowser>>
    let town: Town
    let page: Page
    beforeAll(async () => {
      ;[browser, town] = await Promise.all([openBrowser(), startTown()])
      page = await browser.context.newPage()
    })
    afterAll(async () => {
      await browser?.close()
      await town?.stop()
    })

    const at = (id: string) => page.getByTestId(id)
    const words = async (place: Locator) => (await place.textContent()) ?? ''
    const newest = () => at('card').last()
    async function open(person: string, chat = 'p2p'): Promise<void> {
      await page.goto(`${town.url}/sandbox`)
      await at(`person-${person}`).click()
      await at(`chat-${chat}`).click()
      await at('composer').waitFor()
    }

    it('is sent, asked about, attached, shown on the card, and fetched again by whoever may', async () => {
      await open('ou_demo_enterprise')
      const photo = Buffer.from((await page.evaluate(DRAWN)) as string, 'base64')
      await at('pick-file').setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: photo })
      await expect.poll(() => words(newest())).toMatch(/已收到1张图片.*附到 HY20231108-0032/s)
      const shown = at('message').getByAltText('图片')
      expect(
        await shown.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
      ).toBe(320)
      await shoot('asked')

      await newest()
        .getByRole('button', { name: /^附到 0032/ })
        .click()
      await expect.poll(() => words(newest())).toContain('已附到 0032')
      expect(await words(newest())).toMatch(/附件.*1个：图片\d{8}-\d{4}\.jpg/s)
      await shoot('attached')

      // Whoever handles it is told in their group, and gets the photo alone.
      await open('ou_demo_land', 'oc_demo_land')
      await expect.poll(() => words(newest())).toMatch(/补充材料.*附件1个/s)
      const inGroup = await at('message').count()
      await newest().getByRole('button', { name: '看附件' }).click()
      await expect.poll(() => words(at('toast'))).toContain('已私信发给您')
      expect(await at('message').count()).toBe(inGroup)
      await open('ou_demo_land')
      const link = at('message').last().getByRole('link')
      await expect.poll(() => words(link)).toMatch(/图片\d{8}-\d{4}\.jpg/)
      await shoot('fetched')
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
      expect(await readFile(await download.path())).toEqual(photo)
    })

    it('is refused in a sentence when it is not what its name says', async () => {
      await open('ou_demo_enterprise')
      const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200, 1)])
      await at('pick-file').setInputFiles({ name: '合同.pdf', mimeType: 'application/pdf', buffer: program })
      await expect.poll(() => words(newest())).toContain('“合同.pdf”的内容和名字对不上')
    })

    /** For looking at, where a folder is named. */
    async function shoot(name: string): Promise<void> {
      const folder = process.env.SCREENSHOTS
      if (folder) await page.screenshot({ path: `${folder}/${name}.png` })
    }
  },
)
