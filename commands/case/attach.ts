import { z } from 'zod'
import type { FileRef } from '../../db/schema/index.ts'
import { type Block, type Button, bold, buttons, type Card, note, say, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { tailOf } from '../../src/chat/notices/case-body.ts'
import { extractSlots } from '../../src/chat/slots.ts'
import { type Act, openAct } from '../../src/ledger/act.ts'
import {
  attachUploads,
  FILE_VERBS,
  keepUpload,
  takeUploads,
  waitingUploads,
} from '../../src/ledger/attachments.ts'
import { findCases, listCases, OPEN } from '../../src/ledger/find.ts'
import { movesOf } from '../../src/ledger/guard.ts'
import { type LoadedCase, loadCase, notFound } from '../../src/ledger/load.ts'
import { NotNow } from '../../src/ledger/not-now.ts'
import { statesFor } from '../../src/ledger/transitions.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { hasRole } from '../../src/people/may.ts'
import { deedOn } from './deed.ts'
import { isPicture, sayFile } from './file-words.ts'
import { answerDone, answerStale } from './show.ts'

const OFFERED = 4
const LISTED = 10
const LOOKED_AT = 30
const ATTACH = { command: 'case', intent: 'case.attach' } as const

const uploads = z.array(z.number().int()).max(100)
const attaching = z.object({
  text: z.string().optional(),
  /** Those a card asked about; without, all that wait. */
  uploads: uploads.optional(),
  case_no: z.string().max(30).optional(),
})

/**
 * 附件: what somebody sent is attached to the case they name, by its number or by replying to its card; else they are
 * asked, and it waits.
 */
export const attachIntent = intent({
  title: '附上附件',
  examples: [
    '附到0032',
    '照片附到0032',
    '刚才的文件附到0032',
    '图片是0032的',
    '把附件附上',
    '附到这件',
    '这张照片是0018的',
    '文件附到0041',
    '把照片附上',
  ],
  access: 'known',

  slots: attaching,
  async run(context, given) {
    const act = await openAct(context.db, context.now, context.speaker, context.causeId)
    const said = context.files.length > 0 ? (given.text ?? '') : ''
    if (context.files.length > 0) await keepUpload(act, context.files, said.slice(0, 500))
    const waiting = await waitingUploads(act)
    const ids = given.uploads ?? waiting.map(({ id }) => id)
    const target = await targetOf(context, given, said)
    if (target) return attach(context, act, ids, target.row.no)
    const asked = waiting.filter(({ id }) => ids.includes(id))
    if (asked.length === 0) throw new Refusal('没有等着附上的图片或文件。请直接发给我，我会问附到哪件诉求。')
    return ask(
      context,
      asked.map(({ id }) => id),
      asked.flatMap(({ files }) => files),
      said,
    )
  },
})

/** The case that was named beyond doubt: on a button, in words, or by replying to its card. */
async function targetOf(
  { db, speaker, focus, isReply, now }: Context,
  { case_no }: z.infer<typeof attaching>,
  said: string,
): Promise<LoadedCase | null> {
  const inWords = said ? extractSlots(said, { now, mentions: [] }).slots.case_no : undefined
  const spoken = (case_no?.startsWith('$') ? undefined : case_no) ?? inWords ?? (isReply && focus.caseNo)
  if (!spoken) return null
  const found = await findCases(db, spoken, speaker)
  if (found.length === 0) throw notFound(spoken)
  const open = found.filter(({ row }) => OPEN.includes(row.state))
  // The same last digits in two years: the one that is still open is meant.
  const [only, ...others] = open.length > 0 ? open : found
  return only && others.length === 0 ? only : null
}

async function attach(context: Context, act: Act, ids: readonly number[], no: string): Promise<Reply> {
  try {
    const before = await loadCase(context.db, no)
    const facts = await attachUploads(act, ids, no)
    const isNew = facts.version > before.row.version
    const done = isNew
      ? `已附到 ${tailOf(no)}，有关的人会收到通知。`
      : `${tailOf(no)} 里已经有这个文件，没有重复附上。`
    const reply = await answerDone(context, act.calendar, facts, done)
    return isNew
      ? {
          ...reply,
          did: await deedOn(context, facts, 'supplement', `附件${ids.length > 1 ? `${ids.length}次` : ''}`),
        }
      : reply
  } catch (error) {
    if (error instanceof NotNow && context.text === '') return answerStale(context, act, no, error.message)
    throw error
  }
}

/** Says what was received and asks to which case it belongs; nothing is attached before that is said. */
async function ask(
  context: Context,
  ids: readonly number[],
  files: readonly FileRef[],
  said: string,
): Promise<Reply> {
  const { focus } = context
  const cases = await casesFor(context)
  const offered = cases.slice(0, OFFERED)
  const options = offered.map(({ row }) => ({
    label: `附到 ${tailOf(row.no)} ${row.category}`,
    ...ATTACH,
    args: { uploads: ids, case_no: row.no },
  }))
  const drop = {
    label: '不要了',
    action: { command: 'case', intent: 'case.drop_files', args: { uploads: ids } },
  }
  const what = sayCount(files)
  const likely =
    cases.find(({ row }) => row.no === focus.caseNo) ?? (cases.length === 1 ? cases[0] : undefined)
  const card: Card = {
    title: `已收到${what}`,
    tone: 'info',
    blocks: [
      ...files.slice(0, LISTED).map(file => text(sayFile(file))),
      ...question(context, likely, offered),
      buttons(
        ...options.map(
          ({ label, ...action }, i): Button => ({ label, action, ...(i === 0 && { style: 'primary' }) }),
        ),
        ...reportButton(context, said, offered.length === 0),
        drop,
      ),
      note('保留一天等您确认。只有能看这件诉求的人可以取。'),
    ],
  }
  const asked = { ...ATTACH, args: { uploads: ids } }
  return { card, focus: { ...focus, options, whichCase: asked }, isPrivate: true }
}

function question(
  { speaker }: Context,
  likely: LoadedCase | undefined,
  offered: readonly LoadedCase[],
): Block[] {
  if (likely)
    return [
      text(bold(`附到 ${likely.row.no}（${likely.row.category}）？`), shorten(likely.row.detail)),
      ...(offered.length > 1 ? [note('不是这一件的，点别的，或者回复编号。')] : []),
    ]
  if (offered.length > 0)
    return [
      text(bold('附到哪一件？'), '点一个，或者回复编号：'),
      ...offered.map(({ row }) => text(`${tailOf(row.no)} ${row.category}：${shorten(row.detail)}`)),
    ]
  return [
    hasRole(speaker, 'enterprise')
      ? text(bold('这是关于什么事的？'), '请用一句话告诉我，登记新诉求时一并附上。')
      : text(bold('附到哪件诉求？'), '请回复编号，例如“0032”。'),
  ]
}

const shorten = (detail: string) => (detail.length > 30 ? `${detail.slice(0, 30)}…` : detail)

/** What it may be for: the case talked about first, then the newest of the speaker's own. Who sees all is asked for a number. */
async function casesFor({ db, speaker, focus }: Context): Promise<LoadedCase[]> {
  const isOpenTo = (target: LoadedCase) =>
    movesOf(speaker, target).some(verb => FILE_VERBS.some(one => one === verb))
  const about = focus.caseNo ? (await findCases(db, focus.caseNo, speaker)).filter(isOpenTo) : []
  if (hasRole(speaker, 'office', 'admin', 'leader')) return about
  const listed = await listCases(db, { reader: speaker, states: statesFor(FILE_VERBS) }, LOOKED_AT)
  const others = listed.filter(isOpenTo).filter(({ row }) => about.every(one => one.row.no !== row.no))
  return [...about, ...others]
}

/** A new case takes what waits along. */
function reportButton({ speaker }: Context, said: string, isLikely: boolean): Button[] {
  if (!hasRole(speaker, 'enterprise', 'liaison')) return []
  const action = { command: 'report', intent: 'intake.case', args: { detail: said } }
  return [{ label: '登记新诉求', action, ...(isLikely && { style: 'primary' as const }) }]
}

function sayCount(files: readonly FileRef[]): string {
  return files.every(isPicture) ? `${files.length}张图片` : `${files.length}个附件`
}

export const dropFilesIntent = intent({
  title: '不附附件',
  examples: [],
  access: 'known',
  slots: z.object({ uploads }),
  async run(context, { uploads: ids }) {
    const act = await openAct(context.db, context.now, context.speaker, context.causeId)
    await takeUploads(act, ids)
    return { card: say('没有附上', '这些图片和文件不保留了。', 'plain'), replaces: true, focus: {} }
  },
})
