import type { FileRef } from '../../db/schema/index.ts'
import { buttons, type Card, type Field, note, say, text } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { attachmentOf, keepUpload, takeUploads, waitingUploads } from '../../src/ledger/attachments.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { fitOf } from '../../src/lib/tables/headings.ts'
import { readTable, type Table } from '../../src/lib/tables/read.ts'
import { requirePerson } from '../../src/people/roles.ts'
import { previewImport, reopenWaiting, type Sender, type SentFile } from '../../src/registry/lists/batch.ts'
import { type List, sayTable } from '../../src/registry/lists/list.ts'
import { type Likely, recognise } from '../../src/registry/lists/recognise.ts'
import { attachIntent } from '../case/attach.ts'
import { previewReply } from './preview-card.ts'
import { importable, tableOf, tables } from './tables.ts'
import { givenFor, IMPORT, type ImportAsked, slotOf } from './words.ts'

/** A file to be put in, wherever it was found. */
interface Waiting {
  file: SentFile
  /** It is kept until it is said what it is for. */
  uploadId: number | null
  /** As it came with this message. */
  ref: FileRef | null
  /** What it was taken for before. */
  kind: string | null
}

/** 导入: a table that came with the message, was sent before, or waits to be confirmed, is shown as it would be put in. */
export async function receive(context: Context, asked: ImportAsked): Promise<Reply> {
  const sender = senderOf(context)
  const waiting = await fileMeant(context, asked, sender)
  if (!waiting) return askForFile(asked)
  const { file, kind: before } = waiting
  const table = await readTable(file.bytes, file.name)
  const named = asked.kind ?? before
  const list = named === null ? null : tableOf(named)
  if (list) return preview(context, { waiting, table, list }, asked, sender)
  const { fitting, isSure, nearest } = recognise(table, importable(sender.actor), asked.text)
  const [first] = fitting
  if (first && isSure) return preview(context, { waiting, table, list: first.list }, asked, sender)
  if (first) return askWhich(context, waiting, fitting, asked)
  // Sent without a word it may be for a case.
  const isBare = context.files.length > 0 && !IMPORT.test(asked.text ?? '')
  if (isBare) return attachIntent.run(context, { text: asked.text } as never)
  const [foreign] = recognise(table, tables).fitting
  if (foreign)
    throw new Refusal(
      `“${file.name}”像是${sayTable(foreign.list)}，您没有导入它的权限，请联系领导小组办公室。`,
    )
  throw new Refusal(
    nearest
      ? `没认出“${file.name}”是哪种表。最像${sayTable(nearest.list)}，但缺“${nearest.missing.join('”“')}”。请补上表头，或发“导入模板”下载模板填写。`
      : `没认出“${file.name}”是哪种表：没有找到认识的表头。请发“导入模板”看能导入哪些表，按模板的表头改好再发。`,
  )
}

/** As whom a table is put in. */
export function senderOf({ speaker, now, policies }: Pick<Context, 'speaker' | 'now' | 'policies'>): Sender {
  const person = requirePerson(speaker)
  return { actor: person, by: person.id, now, policies }
}

const isTable = ({ mime, name }: Pick<FileRef, 'mime' | 'name'>) =>
  /sheet|excel|csv/.test(mime) || /\.(?:xlsx|xls|csv)$/i.test(name)

/** Whether files are one table and nothing else. */
export const isOneTable = (files: readonly FileRef[]): boolean => files.length === 1 && files.every(isTable)

async function fileMeant(context: Context, asked: ImportAsked, sender: Sender): Promise<Waiting | null> {
  const { db, now, files, speaker } = context
  const open = async (ref: FileRef): Promise<SentFile> => ({
    name: ref.name,
    bytes: (await attachmentOf(db, [ref], ref.hash)).bytes,
  })
  if (files.length > 0) {
    const [ref, ...others] = files.filter(isTable)
    if (!ref) throw new Refusal('只能导入 Excel（.xlsx）或 CSV 表格，这个文件没有导入。请把表格另存后再发。')
    if (others.length > 0)
      throw new Refusal('一次导入一个表格文件，请一个一个发；一个文件里可以有几个工作表。')
    return { file: await open(ref), uploadId: null, ref, kind: null }
  }
  const uploads = await waitingUploads({ db, now, actor: speaker })
  const meant =
    asked.upload === undefined ? uploads.reverse() : uploads.filter(({ id }) => id === asked.upload)
  for (const { id, files: kept } of meant) {
    const ref = kept.find(isTable)
    if (ref) return { file: await open(ref), uploadId: id, ref, kind: null }
  }
  if (asked.upload !== undefined)
    throw new Refusal('这个文件已经处理过，或者超过一天没有确认。要导入请再发一次。')
  const reopened = await reopenWaiting(db, sender)
  return reopened && { file: reopened, uploadId: null, ref: null, kind: reopened.kind }
}

async function preview(
  context: Context,
  { waiting, table, list }: { waiting: Waiting; table: Table; list: List },
  asked: ImportAsked,
  sender: Sender,
): Promise<Reply> {
  const { db } = context
  const given = givenFor(list, asked)
  const { missing } = fitOf(table, list.columns, { ...list.reading, given })
  const canSay = missing.every(title => list.columns.find(one => one.title === title)?.canBeSaid)
  if (missing.length > 0 && canSay && list.mayImport(sender.actor))
    return askToSay(list, missing, await keep(context, waiting), asked)
  const found = await previewImport(db, list, waiting.file, sender, given)
  if (waiting.uploadId !== null) await takeUploads({ db, actor: context.speaker }, [waiting.uploadId])
  return previewReply(context, list, found, given)
}

/** A file that has to be asked about waits like any other. */
async function keep({ db, now, speaker }: Context, { uploadId, ref }: Waiting): Promise<number> {
  if (uploadId !== null) return uploadId
  if (!ref) throw new Refusal('请把表格再发一次。')
  return keepUpload({ db, now, actor: speaker }, [ref])
}

async function askWhich(
  context: Context,
  waiting: Waiting,
  fitting: readonly Likely[],
  { text: _, ...asked }: ImportAsked,
): Promise<Reply> {
  const upload = await keep(context, waiting)
  const options = fitting.slice(0, 4).map(({ list }) => ({
    label: sayTable(list),
    command: 'import',
    intent: 'import.ledger',
    args: { ...asked, upload, kind: list.kind },
  }))
  const card: Card = {
    title: '这是哪种表？',
    tone: 'info',
    blocks: [
      text(`“${waiting.file.name}”的表头合得上几种表，请点一个：`),
      buttons(...options.map(({ label, ...action }) => ({ label, action })), {
        label: '不导入，附到诉求',
        action: { command: 'case', intent: 'case.attach', args: { uploads: [upload] } },
      }),
      note('点了以后先给您看预览，确认了才写入。'),
    ],
  }
  return { card, focus: { options }, isPrivate: true }
}

/** What the table does not say and must be known of all of it. */
function askToSay(
  list: List,
  missing: readonly string[],
  upload: number,
  { text: _, ...asked }: ImportAsked,
): Reply {
  const inputs = missing.flatMap((title): Field[] => {
    const slot = slotOf(title)
    const hint = list.columns.find(column => column.title === title)?.hint ?? ''
    return slot
      ? [{ kind: 'text', name: slot, label: title, required: true, placeholder: hint.slice(0, 60) }]
      : []
  })
  return {
    card: {
      title: `${sayTable(list)}还差一点`,
      tone: 'info',
      blocks: [
        text(`表里没有写${missing.map(title => `“${title}”`).join('、')}，整张表是一样的就在这里填：`),
        {
          kind: 'form',
          name: 'import',
          fields: inputs,
          submit: {
            label: '看预览',
            style: 'primary',
            action: {
              command: 'import',
              intent: 'import.ledger',
              args: { ...asked, upload, kind: list.kind },
            },
          },
        },
        note('每行不一样的，请在表里加一列再发。'),
      ],
    },
    isPrivate: true,
  }
}

function askForFile({ text: _, ...asked }: ImportAsked): Reply {
  const list = asked.kind ? tableOf(asked.kind) : null
  return {
    card: say(
      '请把表格发给我',
      `把${list ? sayTable(list) : '要导入的表格'}（.xlsx 或 .csv）直接发到这里，我先给您看预览，您确认了才写入。`,
      'info',
      buttons({
        label: '下载模板',
        action: { command: 'policy', intent: 'query.template', args: list ? { kind: list.kind } : {} },
      }),
    ),
    isPrivate: true,
    focus: { asked: { command: 'import', intent: 'import.ledger', args: asked } },
  }
}
