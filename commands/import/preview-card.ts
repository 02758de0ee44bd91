import {
  type Action,
  type Block,
  bold,
  buttons,
  type Card,
  fields,
  note,
  type Span,
  text,
  warn,
} from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { keepFile } from '../../src/chat/files.ts'
import type { CellProblem } from '../../src/lib/tables/report.ts'
import { XLSX } from '../../src/lib/tables/write.ts'
import { dayOf, sayDay, timeOf } from '../../src/lib/time.ts'
import type { Earlier, Given, Preview } from '../../src/registry/lists/batch.ts'
import type { ListReport } from '../../src/registry/lists/import-list.ts'
import { type List, sayTable } from '../../src/registry/lists/list.ts'
import { folded } from '../parts/fold.ts'
import { namesOf } from '../parts/names.ts'

/** Faults and doubts told on the card; the file has all faults. */
const FAULTS = 8
const DOUBTS = 5

/** 导入预览: what would become of a file, what is wrong with it, and whether to go on. */
export async function previewReply(
  context: Pick<Context, 'db' | 'now'>,
  list: List,
  preview: Preview,
  given: Given = {},
): Promise<Reply> {
  const { report, batchId, earlier, fileName } = preview
  const name = sayTable(list)
  const isNews = batchId !== null
  const card: Card = {
    title: titleOf(name, preview),
    tone: report.faulty > 0 ? 'warn' : 'info',
    blocks: [
      text(bold(fileName), `，按“${name}”读取。`),
      countsOf(report),
      ...(earlier ? [await sayEarlier(context, earlier)] : []),
      ...(isNews ? [] : [text(nothingNew(report))]),
      ...remarksOf(report, given),
      ...faultsOf(report),
      ...doubtsOf(report),
      ...(isNews ? [decision(report, batchId)] : []),
      note(
        isNews
          ? '确认之前什么都不改，一天内有效。确认时整表一次写入；有问题的行不写，改好后可以只发那几行。'
          : '什么都没有改。要附到诉求的文件，请连同编号一起说，例如“附到0032”。',
      ),
    ],
  }
  const file = preview.faulty
    ? await keepFile(context.db, {
        name: `${fileName.replace(/\.\w+$/, '')}_待改.xlsx`,
        mime: XLSX,
        bytes: preview.faulty,
      })
    : undefined
  const options = isNews
    ? [
        { label: '确认导入', ...confirming(batchId) },
        { label: '取消', ...cancelling(batchId) },
      ]
    : []
  return { card, isPrivate: true, focus: { options }, ...(file && { file }) }
}

function titleOf(name: string, { batchId, report }: Preview): string {
  if (batchId !== null) return `导入预览：${name}`
  return report.faulty > 0 && report.unchanged === 0 ? `${name}有错，导不进来` : `${name}没有要导入的内容`
}

/** 导入结果. */
export function doneCard(list: List, report: ListReport): Card {
  const { added, changed, faulty } = report
  const left = faulty > 0 ? `有问题的 ${faulty} 行没有导入，改好后再发一次就行。` : ''
  return {
    title: `已导入${sayTable(list)}`,
    tone: 'good',
    blocks: [text(bold(`新增 ${added} 条，更新 ${changed} 条。`), left), countsOf(report)],
  }
}

const confirming = (batch: number): Action => ({
  command: 'import',
  intent: 'import.confirm',
  args: { batch },
})
const cancelling = (batch: number): Action => ({
  command: 'import',
  intent: 'import.cancel',
  args: { batch },
})

function decision({ added, changed, faulty }: ListReport, batchId: number): Block {
  return buttons(
    {
      label: `确认导入 ${added + changed} 条`,
      style: 'primary',
      action: confirming(batchId),
      ...(faulty > 0 && { confirm: `有问题的 ${faulty} 行不会导入，其余的现在导入吗？` }),
    },
    { label: '取消', action: cancelling(batchId) },
  )
}

const countsOf = ({ added, changed, unchanged, faulty }: ListReport): Block =>
  fields({
    新增: `${added} 条`,
    更新: `${changed} 条`,
    没有变化: `${unchanged} 条`,
    有问题: faulty > 0 ? warn(`${faulty} 行`) : '0 行',
  })

async function sayEarlier({ db, now }: Pick<Context, 'db' | 'now'>, { by, at }: Earlier): Promise<Block> {
  const nameOf = await namesOf(db)
  return text(`这个文件${sayDay(dayOf(at), dayOf(now))} ${timeOf(at)} 已由${nameOf(by)}导入过。`)
}

const nothingNew = ({ unchanged, faulty }: ListReport): string =>
  unchanged > 0
    ? `能导入的 ${unchanged} 条系统里都已经有了，没有变化。`
    : faulty > 0
      ? '每一行都有问题，请按下面说的改好再发。'
      : '表里没有可以导入的行。'

function remarksOf({ remarks }: ListReport, given: Given): Block[] {
  const said = Object.entries(given).map(([title, words]) => `${title}“${words}”`)
  const all = said.length > 0 ? [`表里没写的按您说的填：${said.join('、')}。`, ...remarks] : remarks
  return all.map(words => note(words))
}

const placeOf = ({ row, sheet }: CellProblem) => `${sheet ? `${sheet} ` : ''}第 ${row} 行`

const sayProblem = (one: CellProblem): Span[] => {
  const value = one.value.length > 20 ? `${one.value.slice(0, 20)}…` : one.value
  const column = one.column ? `「${one.column}」` : ''
  return [bold(placeOf(one)), `${column}${value && column ? `“${value}”` : ''}${one.problem}`]
}

function faultsOf({ rejected, faulty }: ListReport): Block[] {
  if (rejected.length === 0) return []
  const more = rejected.length - FAULTS
  return [
    { kind: 'divider' },
    text(bold(`有问题的 ${faulty} 行：`)),
    ...rejected.slice(0, FAULTS).map(one => text(...sayProblem(one))),
    note(
      `${more > 0 ? `另有 ${more} 处。` : ''}有问题的行都在附上的“待改”文件里，问题单元格标了黄色，最后一列写明怎么改；改好直接发回来。`,
    ),
  ]
}

function doubtsOf({ warnings }: ListReport): Block[] {
  const more = warnings.length - DOUBTS
  return folded(`提醒 ${warnings.length} 处（不影响导入）`, [
    ...warnings.slice(0, DOUBTS).map(sayProblem),
    ...(more > 0 ? [[`另有 ${more} 处。`]] : []),
  ])
}
