import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeWorkbook } from '../../src/lib/tables/write.ts'
import { chromiumPath, openBrowser } from '../support/browser.ts'
import { startTown, type Town } from '../support/town.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

describe.skipIf(chromiumPath === undefined)(
  'a table, from a chat into the registry, in a real browser',
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

    it('is sent, looked at, confirmed, and found by its new name; its faulty rows are fetched', async () => {
      await page.goto(`${town.url}/sandbox`)
      await at('person-ou_demo_office').click()
      await at('chat-p2p').click()
      await at('composer').waitFor()
      const bytes = await writeWorkbook([
        {
          name: '名单',
          headings: ['企业名称', '统一社会信用代码', '县市区', '入规时间'],
          rows: [
            ['衡东新岳电器有限公司', '91430424DEM009001K', '衡东县', '2023.5.1'],
            ['火星电器有限公司', '91430424DEM0090', '火星区', '昨天'],
          ],
        },
      ])
      await at('pick-file').setInputFiles({
        name: '企业名单.xlsx',
        mimeType: XLSX,
        buffer: Buffer.from(bytes),
      })
      await expect.poll(() => words(newest())).toMatch(/导入预览：企业表.*第 3 行/s)
      const link = at('message').last().getByRole('link')
      await expect.poll(() => words(link)).toContain('企业名单_待改.xlsx')
      await shoot('previewed')
      await page.setViewportSize({ width: 390, height: 844 })
      await shoot('previewed-phone')
      await page.setViewportSize({ width: 1280, height: 800 })

      await newest()
        .getByRole('button', { name: /^确认导入/ })
        .click()
      await at('confirm-yes').click()
      await expect.poll(() => words(newest())).toContain('已导入企业表')
      await shoot('imported')
      await at('composer').fill('查一下新岳电器')
      await page.keyboard.press('Enter')
      await expect.poll(() => words(newest())).toMatch(/衡东新岳电器有限公司.*91430424DEM009001K/s)
      await shoot('profile')
    })

    /** For looking at, where a folder is named. */
    async function shoot(name: string): Promise<void> {
      const folder = process.env.SCREENSHOTS
      if (folder) await page.screenshot({ path: `${folder}/${name}.png` })
    }
  },
)
