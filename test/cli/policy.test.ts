import { expect, test } from 'vitest'
import { publishedPolicy } from '../../db/schema/index.ts'
import { useDatabase } from '../support/database.ts'
import { operate } from '../support/host.ts'

const onDatabase = useDatabase()
const AS = ['--as', 'ou_office']

test('a document is shown as JSON, changed, checked, published and listed, and answers go by it from its day on', () =>
  onDatabase(async db => {
    const shown = await operate(db, ['policy', 'show', '2023-09-15', '--json'])
    const text = shown.out
      .replace('"version":"2023-09-15"', '"version":"2024-01-01"')
      .replaceAll(/"from":"2023-09-15"|"effectiveFrom":"2023-09-15"/g, day =>
        day.replace('2023-09-15', '2024-01-01'),
      )
      .replace('"value":"10000"', '"value":"8000"')
    const asked = ['evaluate', 'R-LIST-IND', '--facts', '{"output_y":9000}', '--json', '--on']
    const threshold = async (on: string) =>
      JSON.parse((await operate(db, [...asked, on])).out).conditions.find(
        (one: { id: string }) => one.id === 'C1.output',
      ).threshold
    expect(await threshold('2024-01-01')).toBe(10000)
    const files = { 'new.json': text }
    expect(await operate(db, ['policy', 'check', 'new.json'], { files })).toMatchObject({
      code: 0,
      out: expect.stringContaining('可以发布：2024-01-01'),
    })
    expect(await operate(db, ['policy', 'publish', 'new.json', ...AS], { files })).toMatchObject({
      code: 0,
      out: expect.stringContaining('已发布：2024-01-01'),
    })
    const { out } = await operate(db, ['policy', 'list'])
    expect(out).toMatch(/2024-01-01 .* 由 ou_office 发布/)
    expect(out).toMatch(/2023-09-15 .* 2023-09-15 至 2023-12-31 .* 随程序内置/)
    expect((await operate(db, ['policy', 'show', '2024-01-01'])).out).toContain(
      '工业产值门槛（output） 8000万元',
    )

    expect(await threshold('2023-12-31')).toBe(10000)
    expect(await threshold('2024-01-01')).toBe(8000)
  }))

test('a document with faults is refused with exit 2, in both languages, and nothing changes', () =>
  onDatabase(async db => {
    const shown = await operate(db, ['policy', 'show', '2023-09-15', '--json'])
    const files = { 'bad.json': shown.out.replace('"parameter":"output"', '"parameter":"outptu"') }
    const ran = await operate(db, ['policy', 'publish', 'bad.json', ...AS], { files })
    expect(ran).toMatchObject({ code: 2, out: '' })
    expect(ran.err).toContain('R-LIST-IND C1.output：参数 outptu 不存在（there is no parameter outptu）')
    expect(ran.err).toContain('没有发布，现行政策不变')
    expect(
      JSON.parse((await operate(db, ['policy', 'check', 'bad.json', '--json'], { files })).out),
    ).toMatchObject({
      refused: [{ rule: 'R-LIST-IND', atom: 'C1.output' }],
    })
    expect((await operate(db, ['policy', 'list'])).out).not.toContain('发布')
  }))

test.each([
  [['policy'], '用法'],
  [['policy', 'publish', 'new.json'], '用法'],
  [['policy', 'check', 'none.json'], '读不到文件 none.json'],
  [['policy', 'check', 'broken.json'], 'broken.json 不是有效的 JSON'],
  [['policy', 'show', '1999'], '没有版本为“1999”的政策文件，现有：'],
  [['policy', 'list', '--loud'], '参数有误'],
])('%j is told what is wrong with it', (argv, words) =>
  onDatabase(async db => {
    const ran = await operate(db, argv, { files: { 'broken.json': '{"version":' } })
    expect(ran).toMatchObject({ code: 2, out: '' })
    expect(ran.err).toContain(words)
  }),
)

test('check counts documents, rules and conditions, and tells of a publication that cannot be used', () =>
  onDatabase(async db => {
    const sound = await operate(db, ['check'])
    expect(sound).toMatchObject({ code: 0, err: '' })
    expect(sound.out).toMatch(/政策文件 \d+ 份，规则 \d+ 条，条件 \d+ 个/)
    await db.insert(publishedPolicy).values({
      title: '《坏文件》',
      version: '2024',
      effectiveFrom: '2024-01-01',
      hash: 'x',
      document: {},
      publishedBy: 'x',
      publishedAt: new Date(),
    })
    const broken = await operate(db, ['check'])
    expect(broken.code).toBe(2)
    expect(broken.err).toContain('已发布的 2024 《坏文件》 不能使用，未采用')
  }))
