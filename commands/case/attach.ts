import { z } from 'zod'
import type { FileRef } from '../../db/schema/index.ts'
import { bold, buttons, type Card, note, say, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { keepFile } from '../../src/chat/files.ts'
import { tailOf } from '../../src/chat/notices/case-body.ts'
import { openAct } from '../../src/ledger/act.ts'
import { attachmentOf, attachUpload, FILE_VERBS, keepUpload } from '../../src/ledger/attachments.ts'
import { findCases, listCases } from '../../src/ledger/find.ts'
import { movesOf } from '../../src/ledger/guard.ts'
import { type LoadedCase, loadCase, notFound, scopeOf } from '../../src/ledger/load.ts'
import { statesFor } from '../../src/ledger/transitions.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf, sayDay } from '../../src/lib/time.ts'
import { maySeeCase } from '../../src/people/may.ts'
import { which } from './move.ts'
import { pickCase } from './pick.ts'
import { answerDone } from './show.ts'
import { readWhich } from './words.ts'

const OFFERED = 4
const LOOKED_AT = 30
const ATTACH = { command: 'case', intent: 'case.attach' } as const

const attaching = z.object({
  text: z.string().optional(),
  upload: z.number().int().optional(),
  case_no: z.string().max(30).optional(),
})

/** 附件: files somebody sent are shown, and attached to the case they say, once they have said it. */
export const attachIntent = intent({
  title: '补充附件',
  examples: [],
  access: 'known',
  slots: attaching,
  async run(context, { text: said = '', upload, case_no }) {
    if (context.files.length > 0) return askWhichCase(context, said)
    if (upload === undefined || !case_no) throw new Refusal('请把图片或文件直接发给我，我会问附到哪件诉求。')
    const act = await openAct(context.db, context.now, context.speaker, context.causeId)
    const facts = await attachUpload(act, upload, case_no)
    return answerDone(context, act.calendar, facts, '附件已附上，已告知经办人。')
  },
})

/** Says what was received and offers the cases it may belong to; nothing is attached before a click says so. */
async function askWhichCase(context: Context, said: string): Promise<Reply> {
  const { db, now, speaker, files, focus } = context
  if (speaker.kind !== 'person')
    throw new Refusal('您还没有绑定身份，收不了附件。企业请先发“绑定企业 统一社会信用代码”。')
  const upload = await keepUpload({ db, now }, { personId: speaker.id, files, note: said.slice(0, 500) })
  const isOpenTo = (target: LoadedCase) =>
    movesOf(speaker, target).some(verb => FILE_VERBS.some(one => one === verb))
  const about = focus.caseNo ? (await findCases(db, focus.caseNo, speaker)).filter(isOpenTo) : []
  const mine = await listCases(db, { reader: speaker, states: statesFor(FILE_VERBS) }, LOOKED_AT)
  const others = mine.filter(isOpenTo).filter(({ row }) => !about.some(one => one.row.no === row.no))
  const offered = [...about, ...others].slice(0, OFFERED)
  const options = offered.map(({ row }) => ({
    label: `附到 ${tailOf(row.no)} ${row.category}`,
    ...ATTACH,
    args: { upload, case_no: row.no },
  }))
  const report = {
    label: '都不是，登记新诉求',
    action: { command: 'report', intent: 'intake.case', args: { detail: said } },
  }
  const card: Card = {
    title: `收到${files.length}个附件`,
    tone: 'info',
    blocks: [
      ...files.map(file => text(`${file.name}（${saySize(file.size)}）`)),
      ...(offered.length > 0
        ? [
            text(bold('附到哪件诉求？')),
            ...offered.map(({ row }) => text(`${tailOf(row.no)}：${row.detail.slice(0, 30)}`)),
          ]
        : [text('没有找到您正在办理的诉求。可以先登记诉求，再把附件发一次；这些附件先保留一天。')]),
      buttons(
        ...options.map(({ label, ...action }, i) => ({
          label,
          action,
          ...(i === 0 && { style: 'primary' as const }),
        })),
        report,
      ),
      note('附件保留一天等您确认，只有能看这件诉求的人可以取。'),
    ],
  }
  return { card, focus: { ...focus, options }, isPrivate: true }
}

function saySize(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))}KB`
    : `${(bytes / 1024 / 1024).toFixed(1)}MB`
}

const SHOWN = 8

/** 看附件: what is attached to a case, each to be fetched into the private chat of whoever may read the case. */
export const filesIntent = intent({
  title: '看附件',
  examples: ['0032的附件', '看附件', '0032有什么附件', '把现场照片发我'],
  access: 'known',
  hint: (_, { text: words }) =>
    /(?:看|有|的|发).{0,6}附件|附件(?:发我|有哪些)/.test(words) ? 'likely' : null,
  read: readWhich,
  slots: z.object({ ...which, hash: z.string().max(64).optional() }),
  async run(context, given) {
    const { speaker, now } = context
    if (given.hash && given.case_no) return sendFile(context, given.case_no, given.hash)
    const picked = await pickCase(context, given, {
      command: 'case',
      intent: 'case.files',
      args: {},
      verbs: [],
    })
    if ('ask' in picked) return picked.ask
    const { row } = picked.target
    if (!maySeeCase(speaker, scopeOf(picked.target))) throw notFound(row.no)
    const title = `诉求 ${tailOf(row.no)} 的附件`
    if (row.files.length === 0)
      return {
        card: say(title, '这件诉求还没有附件。把图片或文件发给我就可以附上。', 'plain'),
        focus: { caseNo: row.no },
      }
    const shown = row.files.slice(-SHOWN).reverse()
    return {
      card: {
        title,
        tone: 'info',
        blocks: shown.flatMap(file => [
          text(bold(file.name), `（${saySize(file.size)}，${sayDay(dayOf(new Date(file.at)), dayOf(now))}）`),
          buttons({
            label: '发给我',
            action: { command: 'case', intent: 'case.files', args: { case_no: row.no, hash: file.hash } },
          }),
        ]),
      },
      focus: { caseNo: row.no },
      isPrivate: true,
    }
  },
})

async function sendFile({ db, speaker }: Context, no: string, hash: string): Promise<Reply> {
  const target = await loadCase(db, no)
  if (!maySeeCase(speaker, scopeOf(target))) throw notFound(no)
  const { name, mime, bytes } = await attachmentOf(db, target.row.files as FileRef[], hash)
  const file = await keepFile(db, { name, mime, bytes })
  return { card: say('附件', `诉求 ${tailOf(no)} 的附件“${name}”见下一条。`), file, isPrivate: true }
}
