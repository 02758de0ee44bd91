import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'beizeng-cli-'))
const file = (name: string) => join(folder, name)

interface Ran {
  code: number | null
  out: string
  err: string
}

/** A command as an operator types it: its own process, its own database folder. */
function cli(...args: string[]): Promise<Ran> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli.ts', ...args], {
    env: { PATH: process.env.PATH ?? '', DATA_DIR: file('data') },
  })
  let out = ''
  let err = ''
  child.stdout.on('data', chunk => {
    out += chunk
  })
  child.stderr.on('data', chunk => {
    err += chunk
  })
  return new Promise(resolve =>
    child.on('close', code => resolve({ code, out: out.trim(), err: err.trim() })),
  )
}

const json = (ran: Ran) => JSON.parse(ran.out)
const lines = (name: string, rows: unknown[]) => {
  writeFileSync(file(name), rows.map(row => JSON.stringify(row)).join('\n'))
  return file(name)
}

describe('the command line', () => {
  beforeAll(async () => {
    expect(await cli('seed', 'demo')).toMatchObject({ code: 0, err: '' })
  }, 60_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('answers sentences line by line in the shape it promises, and changes nothing when dry', async () => {
    const as = 'ou_demo_office'
    const ran = await cli(
      'say',
      '--lines',
      lines('say.jsonl', [
        { as, text: '查一下金杯电工 去年产值税收' },
        { as, text: '建涛化工 倍增进度', group: true },
        { as: 'ou_demo_land', text: '0032去现场看了 供电公司说下周三装变压器', dry: true },
        { as, text: '' },
        { as, text: '长'.repeat(10_000) },
        { as: 'ou_nobody', text: '查一下金杯电工 去年产值税收' },
        { as: 'ou_demo_rival', text: '金杯电工 去年产值多少' },
      ]),
    )
    expect(ran).toMatchObject({ code: 0, err: '' })
    const [figures, inGroup, dry, empty, long, stranger, rival] = ran.out
      .split('\n')
      .map(line => JSON.parse(line))
    expect(figures).toMatchObject({
      command: 'figures',
      action: 'query.metric',
      slots: { enterprise: '金杯电工' },
    })
    expect(figures.messages[0]).toMatchObject({ kind: 'card', card: { title: expect.any(String) } })
    expect(figures.messages[0].text).toMatch(/2022年/)
    expect(inGroup.messages.map(({ to }: { to: string }) => to)).toEqual([
      expect.stringMatching(/^open:/),
      expect.stringMatching(/^chat:/),
    ])
    expect(inGroup.messages[1].text).toContain('已私信')
    expect(dry).toMatchObject({ command: 'case', action: 'case.progress', slots: { case_no: '0032' } })
    expect(empty.command).toBe('help')
    expect(long.messages[0].text).toContain('太长')
    expect(stranger.messages[0].text).toContain('还没有绑定身份')
    expect(rival.messages[0].text).not.toMatch(/\d万元|\d亿元/)
    const after = await cli('say', '--as', 'ou_demo_land', '0032有结果没')
    expect(after.out).not.toContain('装变压器')
  })

  it('files a case through the form that the bot sent', async () => {
    const form = json(
      await cli('say', '--as', 'ou_demo_enterprise', '--json', '园区又停电了 这个月第三次 耽误交货'),
    )
    const block = form.messages[0].card.blocks.find(({ kind }: { kind: string }) => kind === 'form')
    const filled = Object.fromEntries(
      block.fields.flatMap(({ name, value }: { name: string; value?: string }) =>
        value ? [[name, value]] : [],
      ),
    )
    expect(filled).toMatchObject({ category: '用电' })
    const submit = JSON.stringify({ ...block.submit.action, form: filled })
    const receipt = json(await cli('act', '--as', 'ou_demo_enterprise', '--json', submit))
    expect(JSON.stringify(receipt)).toMatch(/HY20231115-\d{4}/)
    const again = json(await cli('act', '--as', 'ou_demo_enterprise', '--json', submit))
    expect(again.toast.text).toContain('没有重复受理')
  })

  it('lists bad rows one by one, takes the good ones, and the next answer uses them', async () => {
    writeFileSync(
      file('f.csv'),
      '统一社会信用代码,指标,期间,数值,来源\n91430400DEM000014F,营收,2019,77777,统计\n91430400DEM000014F,产直,2019,-5,统计\n',
    )
    const ran = await cli('import', 'figures', file('f.csv'))
    expect(ran.out).toContain('已导入 1 行，有问题未导入 1 行')
    expect(ran.out).toContain('第 3 行：「指标」')
    const answer = await cli('say', '--as', 'ou_demo_office', '金杯电工 2019年营收多少')
    expect(answer.out).toMatch(/7\.78亿元|77777/)
  })

  it('runs jobs as of a moment, once', async () => {
    const at = ['--at', '2023-11-16T09:00+08:00', '--json']
    expect(json(await cli('job', 'deadline-reminders', ...at)).counts.digests).toBeGreaterThan(0)
    expect((await cli('job', 'monthly-bulletin', '--at', '2023-11-25T09:00')).out).toContain(
      '已起草2023年10月',
    )
    expect((await cli('job', 'monthly-bulletin', '--at', '2023-11-25T09:00')).out).not.toContain(
      '已起草2023年10月倍增通报，送',
    )
  })

  it('evaluates and finds line by line', async () => {
    const facts = { is_above_scale: true, output_y: 12000, output_y1: 9000, tax_y: 620, tax_y1: 470 }
    const ran = await cli(
      'evaluate',
      '--lines',
      lines('e.jsonl', [
        { rule: 'R-LIST-IND', facts, on: '2023-11-15' },
        { rule: 'R-LIST-IND', facts: { ...facts, output_y: null }, on: '2023-11-15' },
      ]),
    )
    const [pass, unknown] = ran.out.split('\n').map(line => JSON.parse(line))
    expect(pass).toMatchObject({ verdict: 'pass', via: ['C1'] })
    expect(unknown).toMatchObject({ verdict: 'unknown', missing: expect.arrayContaining(['output_y']) })
    expect(json(await cli('find', '建涛化工', '--json')).candidates[0].name).toContain('建滔化工')
  })

  it('says what is wrong in one sentence, with exit 2 and no trace', async () => {
    for (const args of [['nope'], ['import', 'figures', file('absent.xlsx')]]) {
      const { code, out, err } = await cli(...args)
      expect({ args, code, out }).toEqual({ args, code: 2, out: '' })
      expect(err).toMatch(/[\u4e00-\u9fff]/)
      expect(err).not.toMatch(/\n\s+at /)
    }
  }, 60_000)

  it('finds everything in order, and the ledger unbroken', async () => {
    expect(await cli('check')).toMatchObject({ code: 0, err: '' })
    expect((await cli('verify-ledger')).out).toContain('台账完好')
    expect((await cli('seed', 'demo')).code).toBe(0)
  })
})
