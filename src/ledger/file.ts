import { eq, sql } from 'drizzle-orm'
import type { CaseFacts } from '../../db/notice.ts'
import {
  caseFile,
  counter,
  enterprise,
  type FileRef,
  URGENCIES,
  type Urgency,
} from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import { dayOf } from '../lib/time.ts'
import type { Act } from './act.ts'
import { assignCase } from './assign.ts'
import { isCategory } from './categories.ts'
import { factsOf } from './facts.ts'
import { enterpriseColumns, type LoadedCase, loadCase } from './load.ts'
import { enterpriseOf, tell } from './notify.ts'
import { recordFiling } from './record.ts'
import { requireText } from './wording.ts'

/** What a report must say. */
export interface NewCase {
  uscc: string
  category: string
  urgency: string
  detail: string
  contact?: string | undefined
  /** One-time key of the form it was written in; the same key files one case, ever. */
  formKey?: string | undefined
  files?: readonly FileRef[] | undefined
}

/**
 * 受理: numbers a report, files it and assigns it by the routes. A form handed in twice gets the case of the first
 * time, with `isNew` false. Throws `Refusal` for what is missing or not theirs to report.
 */
export async function fileCase(act: Act, input: NewCase): Promise<{ facts: CaseFacts; isNew: boolean }> {
  const { actor, now } = act
  if (actor.kind !== 'person') throw new Refusal('请先绑定企业或由工作人员开通后再上报诉求。')
  const data = parse(input)
  const firm = await findFirm(act, input.uscc)
  if (input.formKey) {
    const earlier = await filedBy(act, input.formKey)
    if (earlier) return { facts: factsOf(earlier, act.calendar, now), isNew: false }
  }
  const { isDemo, ...known } = firm
  const row = await recordFiling(act, await nextNumber(act), known, {
    ...data,
    uscc: firm.uscc,
    reportedBy: actor.id,
    formKey: input.formKey ?? null,
    isDemo,
    ...(input.files?.length && { files: [...input.files] }),
  })
  const filed: LoadedCase = { row, enterprise: known, unit: null }
  const assigned = await assignCase(act, filed)
  await tell(act, assigned, 'case.receipt', await enterpriseOf(act, assigned), {})
  return { facts: factsOf(assigned, act.calendar, now), isNew: true }
}

function parse(input: NewCase) {
  const detail = requireText(input.detail, '情况描述', 4)
  if (!isCategory(input.category))
    throw new Refusal(`没有“${input.category.slice(0, 20)}”这个诉求类别，请在表单里重新选择。`)
  const urgency = URGENCIES.find(level => level === input.urgency)
  if (!urgency) throw new Refusal('紧急程度只有一般、急、特急三种，请在表单里重新选择。')
  const contact = input.contact?.trim() || null
  if (contact && contact.length > 60) throw new Refusal('联系人请写在 60 字以内，例如“张工 13800000000”。')
  return { category: input.category, urgency: urgency satisfies Urgency, detail, contact }
}

async function findFirm(act: Act, uscc: string) {
  const [firm] = await act.db
    .select({ ...enterpriseColumns, isDemo: enterprise.isDemo })
    .from(enterprise)
    .where(eq(enterprise.uscc, uscc))
  if (!firm) throw new Refusal('没有找到这家企业。请写企业全称或统一社会信用代码后再试。')
  return firm
}

/** The case of a form; whoever comes second waits here until the first has committed, then sees it. */
export async function filedBy(act: Pick<Act, 'db'>, formKey: string): Promise<LoadedCase | null> {
  await act.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`form:${formKey}`}, 0))`)
  const [found] = await act.db.select({ no: caseFile.no }).from(caseFile).where(eq(caseFile.formKey, formKey))
  return found ? loadCase(act.db, found.no) : null
}

/** HY<day>-<running number of the year>; the counter's row is locked until commit, so there are no gaps. */
async function nextNumber(act: Act): Promise<string> {
  const day = dayOf(act.now)
  const [next] = await act.db
    .insert(counter)
    .values({ name: `case:${day.slice(0, 4)}`, value: 1 })
    .onConflictDoUpdate({ target: counter.name, set: { value: sql`${counter.value} + 1` } })
    .returning({ value: counter.value })
  if (!next) throw new Error('the case counter did not answer')
  return `HY${day.replaceAll('-', '')}-${String(next.value).padStart(4, '0')}`
}
