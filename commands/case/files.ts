import { inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../../db/client.ts'
import { type CaseAttachment, person } from '../../db/schema/index.ts'
import { bold, buttons, note, say, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { keepFile } from '../../src/chat/files.ts'
import { tailOf } from '../../src/chat/notices/case-body.ts'
import { attachmentOf } from '../../src/ledger/attachments.ts'
import { type LoadedCase, notFound, scopeOf } from '../../src/ledger/load.ts'
import { dayOf, sayDay, timeOf } from '../../src/lib/time.ts'
import { maySeeCase } from '../../src/people/may.ts'
import { sayFile } from './file-words.ts'
import { which } from './move.ts'
import { pickCase } from './pick.ts'
import { readWhich } from './words.ts'

const SHOWN = 10
const PRIVATE = { tone: 'info', text: '已私信发给您。' } as const

/** 看附件: what is attached to a case, each to be fetched into the private chat of whoever may read the case. */
export const filesIntent = intent({
  title: '看附件',
  examples: [
    '0032的附件',
    '看附件',
    '0032有什么附件',
    '把现场照片发我',
    '0018有没有照片',
    '看下0032的材料',
    '附件给我看看',
    '0041上传了什么',
    '这件的照片',
  ],
  access: 'known',

  read: readWhich,
  slots: z.object({ ...which, hash: z.string().max(64).optional() }),
  async run(context, given) {
    const wanted = { command: 'case', intent: 'case.files', args: {}, verbs: [] }
    const picked = await pickCase(context, given, wanted)
    if ('ask' in picked) return picked.ask
    const { target } = picked
    if (!maySeeCase(context.speaker, scopeOf(target))) throw notFound(target.row.no)
    const [only, ...others] = target.row.files
    const hash = given.hash ?? (others.length === 0 ? only?.hash : undefined)
    return hash ? sendFile(context, target, hash) : list(context, target)
  },
})

async function list({ db, now }: Context, { row }: LoadedCase): Promise<Reply> {
  const title = `诉求 ${tailOf(row.no)} 的附件`
  const focus = { caseNo: row.no, uscc: row.uscc }
  if (row.files.length === 0) {
    const words = '这件诉求还没有附件。把图片或文件发给我就可以附上。'
    return { card: say(title, words, 'plain'), focus, isPrivate: true }
  }
  const shown = row.files.slice(-SHOWN).reverse()
  const names = await namesOf(db, shown)
  const today = dayOf(now)
  return {
    card: {
      title,
      tone: 'info',
      blocks: [
        ...shown.flatMap(file => {
          const at = new Date(file.at)
          return [
            text(
              bold(sayFile(file)),
              `\n${names.get(file.by) ?? ''} ${sayDay(dayOf(at), today)} ${timeOf(at)}`,
            ),
            buttons({
              label: '发给我',
              action: { command: 'case', intent: 'case.files', args: { case_no: row.no, hash: file.hash } },
            }),
          ]
        }),
        ...(row.files.length > SHOWN ? [note(`共${row.files.length}个，这里是最近${SHOWN}个。`)] : []),
      ],
    },
    focus,
    isPrivate: true,
    toast: PRIVATE,
  }
}

async function namesOf(db: Db, files: readonly CaseAttachment[]): Promise<Map<string, string>> {
  const ids = [...new Set(files.map(({ by }) => by))]
  const rows = await db
    .select({ id: person.id, name: person.name })
    .from(person)
    .where(inArray(person.id, ids))
  return new Map(rows.map(({ id, name }) => [id, name]))
}

async function sendFile({ db }: Context, { row }: LoadedCase, hash: string): Promise<Reply> {
  const { name, mime, bytes } = await attachmentOf(db, row.files, hash)
  const file = await keepFile(db, { name, mime, bytes })
  const card = say('附件', `诉求 ${tailOf(row.no)} 的附件“${name}”，见下一条。`)
  return { card, file, isPrivate: true, toast: PRIVATE, focus: { caseNo: row.no, uscc: row.uscc } }
}
