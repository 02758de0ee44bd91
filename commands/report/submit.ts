import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../../db/client.ts'
import type { CaseFacts } from '../../db/notice.ts'
import { enterprise, type FileRef, URGENCIES, type Urgency } from '../../db/schema/index.ts'
import { bold, type Card, note, text } from '../../src/chat/card.ts'
import { type Context, type Deed, intent, type Reply } from '../../src/chat/command.ts'
import { tailOf } from '../../src/chat/notices/case-body.ts'
import { caseReceipt } from '../../src/chat/notices/case-receipt.ts'
import { type Act, openAct } from '../../src/ledger/act.ts'
import { takeUploads, type Upload, waitingUploads } from '../../src/ledger/attachments.ts'
import { type Category, isCategory } from '../../src/ledger/categories.ts'
import { factsOf } from '../../src/ledger/facts.ts'
import { fileCase, filedBy } from '../../src/ledger/file.ts'
import { hasDoneSince } from '../../src/ledger/guard.ts'
import { type LoadedCase, loadCase } from '../../src/ledger/load.ts'
import { findNear } from '../../src/ledger/near.ts'
import { MOST_PROBLEMS } from '../../src/ledger/split.ts'
import { supplementCase } from '../../src/ledger/supplement.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { mayReportFor } from '../../src/people/may.ts'
import { deedOn } from '../case/deed.ts'
import { answerDone, answerWith } from '../case/show.ts'
import { ANOTHER, type Draft, FILES_FIELD, reportForm, severalForm } from './form.ts'

const LOST_FORM = '这张表已经失效，请把情况重新发给我。'
const form = {
  key: z.string({ error: LOST_FORM }).min(8, LOST_FORM).max(80, LOST_FORM),
  uscc: z.string({ error: LOST_FORM }).max(18, LOST_FORM),
  contact: z.string().optional(),
  uploads: z.array(z.number().int()).max(100).default([]),
  [FILES_FIELD]: z.string().default('0'),
}
const single = z.object({
  ...form,
  category: z.string({ error: '请选择诉求类别后再提交。' }),
  urgency: z.string({ error: '请选择紧急程度后再提交。' }),
  detail: z.string({ error: '还没有写情况描述，请补上再提交。' }),
  /** The near case it is the same as, or that it is another. */
  same: z.string().max(30).optional(),
  near_version: z.number().int().optional(),
})

export const submitIntent = intent({
  title: '提交诉求',
  examples: [],
  access: 'known',
  slots: single,
  run: submit,
})

async function submit(context: Context, given: z.infer<typeof single>): Promise<Reply> {
  const { key, same, near_version, uploads, [FILES_FIELD]: filesWith, ...input } = given
  const act = await actOf(context)
  const earlier = await filedBy(act, key)
  if (earlier) return answerFiled(context, factsOf(earlier, act.calendar, act.now), false)
  if (same && same !== ANOTHER) {
    const files = await filesFor(act, given, 1)
    const facts = await supplement(act, same, { ...input, files }, near_version)
    const reply = await answerDone(
      context,
      act.calendar,
      facts,
      `已补充到 ${tailOf(facts.no)}，承办单位已收到。`,
    )
    return { ...reply, did: deedOn(facts, 'supplement', input.detail) }
  }
  const near = same === ANOTHER ? null : await findNear(act.db, input, act.now)
  if (near && (await mayReport(context, input.uscc))) return askSame(context, given, near)
  const files = await filesFor(act, given, 1)
  const { facts, isNew } = await fileCase(act, { ...input, files, formKey: key })
  return answerFiled(context, facts, isNew)
}

/** The files that go with a problem of the form, by its number. */
async function filesFor(
  act: Act,
  given: { uploads: readonly number[]; [FILES_FIELD]: string },
  nth: number,
): Promise<FileRef[]> {
  return given[FILES_FIELD] === String(nth) ? (await takeUploads(act, given.uploads)).files : []
}

const actOf = ({ db, now, speaker, causeId }: Context): Promise<Act> => openAct(db, now, speaker, causeId)

async function answerFiled(context: Context, facts: CaseFacts, isNew: boolean): Promise<Reply> {
  const toast = isNew
    ? { tone: 'good' as const, text: `已受理，编号 ${facts.no}` }
    : { tone: 'info' as const, text: `这张表已经提交过，编号 ${facts.no}，没有重复受理` }
  const reply = await answerWith(context, facts, caseReceipt({ case: facts }))
  return { ...reply, ...(isNew && { did: filingOf([facts]) }), toast, replaces: true }
}

/** 上报 as it is taken back: each case withdrawn, as long as its unit has not gone on with it. */
function filingOf(filed: readonly CaseFacts[]): Deed {
  const list = filed.map(({ no, enterprise, category }) => `${tailOf(no)}（${enterprise}，${category}）`)
  const steps = filed.map(({ no }) => ({ no, seq: 1 }))
  const [only, other] = steps
  return {
    words: `上报诉求 ${list.join('、')}`,
    undo: only && !other ? { kind: 'case', ref: only } : { kind: 'cases', ref: { steps } },
  }
}

/** Only what is of the same enterprise is supplemented; a form sent twice does it once. */
async function supplement(
  act: Act,
  no: string,
  { uscc, detail, files }: { uscc: string; detail: string; files: readonly FileRef[] },
  seen: number | undefined,
): Promise<CaseFacts> {
  const target = await loadCase(act.db, no)
  if (target.row.uscc !== uscc) throw new Refusal(LOST_FORM)
  if (seen !== undefined && (await hasDoneSince(act, no, 'supplement', seen)))
    return factsOf(target, act.calendar, act.now)
  return supplementCase(act, no, { note: detail, files })
}

async function findFirm(db: Db, uscc: string) {
  const [firm] = await db.select().from(enterprise).where(eq(enterprise.uscc, uscc))
  return firm
}

async function mayReport({ db, speaker }: Context, uscc: string): Promise<boolean> {
  const firm = await findFirm(db, uscc)
  return firm !== undefined && mayReportFor(speaker, firm)
}

/** What waits of the files a form offered. */
async function offered(context: Context, ids: readonly number[]): Promise<Upload[]> {
  return (await waitingUploads(await actOf(context))).filter(({ id }) => ids.includes(id))
}

/** The same form once more, with the case that tells much the same and the question whether it is that. */
async function askSame(context: Context, given: z.infer<typeof single>, near: LoadedCase): Promise<Reply> {
  const firm = await findFirm(context.db, given.uscc)
  if (!firm) throw new Refusal(LOST_FORM)
  const draft = {
    near,
    detail: given.detail,
    category: near.row.category as Category,
    isGuessed: true,
    urgency: urgencyOf(given.urgency),
    contact: given.contact,
  }
  return {
    card: reportForm(firm, draft, context.now, await offered(context, given.uploads), given.key),
    isPrivate: true,
    replaces: true,
    toast: { tone: 'info', text: '近期报过相近的一件，请看是不是同一件。' },
    focus: { uscc: firm.uscc },
  }
}

const urgencyOf = (said: string | undefined): Urgency => URGENCIES.find(one => one === said) ?? '一般'

const several = z.looseObject({
  ...form,
  count: z.number().int().min(1).max(MOST_PROBLEMS),
  /** Of the near cases on the form, how many events each had. */
  near_versions: z.record(z.string(), z.number().int()).default({}),
})
type Several = z.infer<typeof several>

export const submitSeveralIntent = intent({
  title: '提交几件诉求',
  examples: [],
  access: 'known',
  slots: several,
  run: submitSeveral,
})

/** One of several problems as it was handed in. */
interface Entry extends Draft {
  /** Its number on the form. */
  nth: number
  /** Its own, so that a second click finds it filed. */
  formKey: string
  same: string | null
}

/** Files each for itself, all or none. What is near an open case and has not been decided about is asked first. */
async function submitSeveral(context: Context, given: Several): Promise<Reply> {
  const act = await actOf(context)
  const { uscc, near_versions } = given
  const entries = await entriesOf(act, given)
  if (entries.length === 0) throw new Refusal('几件诉求的情况描述都是空的，没有受理。请至少写一件。')
  const firm = await findFirm(act.db, uscc)
  if (!firm) throw new Refusal(LOST_FORM)
  if (mayReportFor(context.speaker, firm) && entries.some(({ near, same }) => near && same === null))
    return {
      card: severalForm(firm, entries, context.now, await offered(context, given.uploads)),
      isPrivate: true,
      replaces: true,
      focus: { uscc },
    }
  const done: Done[] = []
  for (const { nth, same, formKey, category, urgency, detail, contact } of entries) {
    const files = await filesFor(act, given, nth)
    const input = { uscc, category, urgency, detail, contact, files }
    const isSupplement = same !== null && same !== ANOTHER
    const facts = isSupplement
      ? await supplement(act, same, input, near_versions[same])
      : (await fileCase(act, { ...input, formKey })).facts
    done.push({ facts, isSupplement })
  }
  const toast = { tone: 'good' as const, text: `已受理${done.length}件` }
  const steps = done.map(({ facts, isSupplement }) => ({
    no: facts.no,
    seq: isSupplement ? facts.version : 1,
  }))
  const did = {
    words: filingOf(done.map(({ facts }) => facts)).words,
    undo: { kind: 'cases', ref: { steps } },
  }
  return { card: receiptOfSeveral(done), did, isPrivate: true, replaces: true, toast, focus: { uscc } }
}

async function entriesOf(act: Act, given: Several): Promise<Entry[]> {
  const said = (name: string) => {
    const value = given[name]
    return typeof value === 'string' ? value.trim() : ''
  }
  const entries: Entry[] = []
  for (let n = 1; n <= given.count; n++) {
    const detail = said(`detail_${n}`)
    if (detail === '') continue
    const category = said(`category_${n}`)
    if (!isCategory(category)) throw new Refusal(`第${n}件还没有选诉求类别，请选好再提交。`)
    const formKey = `${given.key}:${n}`
    const isFiled = (await filedBy(act, formKey)) !== null
    const same = said(`same_${n}`) || null
    const { uscc, contact } = given
    const near = isFiled || same ? null : await findNear(act.db, { uscc, category, detail }, act.now)
    const urgency = urgencyOf(said(`urgency_${n}`))
    entries.push({ nth: n, formKey, same, near, detail, category, urgency, contact, isGuessed: true })
  }
  return entries
}

interface Done {
  facts: CaseFacts
  isSupplement: boolean
}

function receiptOfSeveral(done: readonly Done[]): Card {
  return {
    title: `诉求已受理：${done.length}件`,
    tone: 'good',
    ...(done.some(({ facts }) => facts.isDemo) && { tags: ['演示数据'] }),
    blocks: [
      ...done.map(({ facts, isSupplement }) =>
        text(
          bold(tailOf(facts.no)),
          ` ${facts.category}：${isSupplement ? '已补充到这一件，' : ''}`,
          facts.unit && facts.dueOn
            ? `由${facts.unit}负责，${facts.dueOn}前办结。`
            : '由领导小组办公室确定承办单位。',
        ),
      ),
      note('各件分别办理、分别答复；发编号可以随时查进度。'),
    ],
  }
}
