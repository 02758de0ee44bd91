import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { NO_WORDING } from '../../db/bulletin-content.ts'
import { titleOf } from '../../src/bulletins/document.ts'
import { bulletinWord, oneSheetWord } from '../../src/bulletins/forms/word.ts'
import { publishedContent } from './content.ts'

const at = new Date('2023-11-05T09:12:00+08:00')
const shown = {
  content: publishedContent(),
  title: titleOf(publishedContent(), NO_WORDING),
  publishedAt: at,
  draftedAt: at,
  version: 1,
  base: '',
}

async function partsOf(file: Promise<Uint8Array>) {
  const files = unzipSync(await file)
  const read = (path: string) => new TextDecoder().decode(files[path])
  return { names: Object.keys(files), read, document: read('word/document.xml') }
}
const wordsOf = (xml: string) => xml.replace(/<w:p[ >]/g, '\n$&').replace(/<[^>]+>/g, '')
const twips = (millimetres: number) => (millimetres / 25.4) * 1440

describe('the Word file in the format of official documents (GB/T 9704-2012)', () => {
  const opened = partsOf(bulletinWord(shown, NO_WORDING, '领导小组办公室'))

  test('has the sheet, the margins and the type area of the standard', async () => {
    const { document } = await opened
    const [, width = '', height = ''] = /<w:pgSz w:w="(\d+)" w:h="(\d+)"/.exec(document) ?? []
    const margin = (side: string) => Number(new RegExp(`<w:pgMar[^>]*w:${side}="(\\d+)"`).exec(document)?.[1])
    const near = (value: number, millimetres: number) =>
      expect(Math.abs(value - twips(millimetres))).toBeLessThan(twips(1))
    near(Number(width), 210)
    near(Number(height), 297)
    near(margin('top'), 37)
    near(margin('left'), 28)
    near(Number(width) - margin('left') - margin('right'), 156)
    near(Number(height) - margin('top') - margin('bottom'), 225)
  })

  test('22 lines of 28 characters fill the type area', async () => {
    const { document } = await opened
    const pitch = Number(/<w:docGrid[^>]*w:linePitch="(\d+)"/.exec(document)?.[1])
    expect(Math.floor(twips(225) / pitch)).toBe(22)
    const tighter = Number(/<w:spacing w:val="(-\d+)"\/>/.exec(document)?.[1])
    expect(Math.floor(twips(156) / (16 * 20 + tighter))).toBe(28)
    expect(document).toContain(`w:line="${pitch}" w:lineRule="exact"`)
  })

  test('has the fonts and sizes of the standard', async () => {
    const { document } = await opened
    const runs = [...document.matchAll(/<w:r>(.*?)<\/w:r>/g)].map(match => match[1] ?? '')
    const of = (words: string) => {
      const found = runs.find(run => run.includes(words)) ?? ''
      return [/w:eastAsia="([^"]*)"/.exec(found)?.[1], /<w:sz w:val="(\d+)"/.exec(found)?.[1]]
    }
    expect(of('关于2023年10月')).toEqual(['方正小标宋简体', '44'])
    expect(of('一、总体情况')).toEqual(['黑体', '32'])
    expect(of('（一）雁峰区。')).toEqual(['楷体_GB2312', '32'])
    expect(of('2021年至今')).toEqual(['仿宋_GB2312', '32'])
  })

  test('numbers its pages outside, between dashes, in 4号', async () => {
    const { names, read } = await opened
    const footers = names.filter(name => /footer\d+\.xml$/.test(name)).map(read)
    expect(footers.map(footer => /<w:jc w:val="(\w+)"/.exec(footer)?.[1]).sort()).toEqual(['left', 'right'])
    for (const footer of footers) {
      expect(footer).toContain('PAGE')
      expect(footer).toContain('<w:sz w:val="28"/>')
      expect(wordsOf(footer)).toMatch(/— .* —/)
    }
    expect(read('word/settings.xml')).toContain('evenAndOddHeaders')
  })

  test('ends with who signs and the day in Arabic figures without leading zeros', async () => {
    const words = wordsOf((await opened).document)
    expect(words).toContain('\n领导小组办公室\n2023年11月5日')
  })

  test('holds every section, the tables and the lists as attachments, and what nobody may miss', async () => {
    const words = wordsOf((await opened).document)
    for (const part of [
      ...[
        '一、总体情况',
        '二、县市区（园区）情况',
        '三、产业链和四类企业情况',
        '口径说明：数据截至2023年10月',
      ],
      ...[
        '附件：1. 2023年1—10月各单位产值同比增幅排名',
        '附件1',
        '产值倍增企业名单（2家）',
        '金杯电工、建滔化工。',
      ],
      ...[
        '祁东县。名录企业累计产值同比下降2.5%，居全市第4位；产值倍增1家、税收倍增2家；进度滞后。',
        '演示数据',
      ],
    ])
      expect(words).toContain(part)
    expect(words).not.toContain('初稿')
  })

  test('a draft says at its head that it is one', async () => {
    const { document } = await partsOf(
      bulletinWord({ ...shown, publishedAt: null, version: 3 }, NO_WORDING, '领导小组办公室'),
    )
    expect(wordsOf(document)).toContain('初稿（第3稿），未经审批')
  })
})

test('one sheet is a Word file of its own', async () => {
  const { document } = await partsOf(oneSheetWord(shown, NO_WORDING, '领导小组办公室'))
  const words = wordsOf(document)
  expect(words).toContain('2023年10月“原地倍增”一页纸')
  expect(words).toContain('问题办理')
  expect(words).toContain('石鼓区')
})
