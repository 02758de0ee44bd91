import type { Db } from '../../../db/client.ts'
import { MATTER_KINDS, MATTER_STATES, matter, matterEvent, matterHandler } from '../../../db/schema/index.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { hasRole } from '../../people/may.ts'
import type { Actor } from '../../people/roles.ts'
import { isRestricted, type Matter, matters, mayReadMatter } from '../matters/matters.ts'
import { readChoice, readDate, readMoney, readText } from './cells.ts'
import { readFirms } from './firms.ts'
import type { Importer, List, ListRow, Saved } from './list.ts'
import { OPTIONAL_FIRM_COLUMNS, readKnown, readOptionalFirm, readUnit } from './project-parts.ts'

interface MatterRecord {
  no: string
  kind: Matter['kind']
  uscc: string | null
  title: string
  detail: string
  evidence: string | null
  /** 万元, as text. */
  asked: string | null
  unitId: string
  state: Matter['state']
  decision: string | null
  amount: string | null
  decidedIn: string | null
  decidedOn: Day | null
  reference: string | null
}

const mayKeepMatters = (actor: Actor): boolean => actor.kind === 'operator' || hasRole(actor, 'office')

/**
 * 一事一议台账. Its steps are taken by its handlers, so a table only adds matters; those about single persons are put
 * in by a person, who then is their handler.
 */
export const matterList: List<MatterRecord> = {
  kind: 'matters',
  title: '一事一议',
  columns: [
    { title: '编号', isRequired: true, hint: '如 YS2022-001' },
    { title: '类别', isRequired: true, hint: MATTER_KINDS.join('、') },
    ...OPTIONAL_FIRM_COLUMNS,
    { title: '事项', also: ['事项名称'], isRequired: true, hint: '一句话' },
    { title: '事由', also: ['内容', '申请内容'], isRequired: true, hint: '1000 字以内' },
    { title: '佐证材料', also: ['佐证'], hint: '材料名称' },
    { title: '申请金额', unit: '万元', hint: '没有可不填' },
    { title: '承办单位', also: ['责任单位'], isRequired: true, hint: '单位名称或常用简称' },
    { title: '状态', hint: `${MATTER_STATES.join('、')}；不填按提出` },
    { title: '决定原文', also: ['决定'], hint: '已决定的必填' },
    { title: '决定金额', unit: '万元', hint: '同意的填；没有可不填' },
    { title: '决定会议', also: ['决定部门'], hint: '如 市政府常务会议' },
    { title: '决定日期', hint: '如 2022-12-20' },
    { title: '文号', also: ['会议纪要号'], hint: '如 衡府阅〔2022〕5号' },
  ],
  examples: [
    {
      编号: 'YS2022-001',
      类别: '城区奖补',
      事项: '某区支持企业扩产奖补',
      事由: '区财政为企业扩产投入，申请市级奖补',
      申请金额: 500,
      承办单位: '市财政局',
      状态: '提出',
    },
  ],
  tables: [matter],
  mayImport: mayKeepMatters,
  mayExport: mayKeepMatters,
  async reader(db, { actor, now }) {
    const known = await readKnown(db, actor)
    const standing = new Map((await matters(db)).map(one => [one.no, one]))
    const today = dayOf(now)
    return (row, notes) => {
      const no = readNumber(row.cell('编号'))
      if (no === null && row.cell('编号') !== '')
        notes.reject('编号', row.cell('编号'), '请填成 YS2022-001 这样。')
      const kind = readChoice(row, '类别', MATTER_KINDS, notes)
      const firm = readOptionalFirm(row, known, notes)
      const title = readText(row, '事项', notes)
      const detail = readText(row, '事由', notes, { longest: 1000 })
      const unitId = readUnit(row, known, notes, '承办单位')
      const state = readChoice(row, '状态', MATTER_STATES, notes) ?? '提出'
      const decision = readText(row, '决定原文', notes, { longest: 1000 })
      const decidedIn = readText(row, '决定会议', notes, { longest: 60 })
      const decidedOn = readDate(row, '决定日期', notes)
      const rest = {
        evidence: readText(row, '佐证材料', notes),
        asked: readMoney(row, '申请金额', notes)?.toFixed(4) ?? null,
        amount: readMoney(row, '决定金额', notes)?.toFixed(4) ?? null,
        reference: readText(row, '文号', notes, { longest: 60 }),
      }
      const isDecided = state === '同意' || state === '不同意'
      if (isDecided && !(decision && decidedIn && decidedOn))
        notes.reject('决定原文', '', `状态是“${state}”，请填决定原文、决定会议和决定日期。`)
      if (!isDecided && (decision || decidedOn || rest.amount))
        notes.reject('状态', state, '填了决定，状态应是“同意”或“不同意”，请核对。')
      if (state === '不同意' && rest.amount) notes.reject('决定金额', rest.amount, '不同意的不填金额。')
      if (decidedOn && decidedOn > today) notes.reject('决定日期', decidedOn, '还没有到，请核对。')
      if (kind && isRestricted({ kind }) && actor.kind !== 'person')
        notes.reject('类别', kind, '涉及个人的事项须由经办人本人登录导入。')
      if (!no || !kind || !title || !detail || !unitId) return null
      const uscc = firm?.uscc ?? null
      const record = { no, kind, uscc, title, detail, unitId, state, decision, decidedIn, decidedOn, ...rest }
      const old = standing.get(no)
      if (old && !isSame(recordOf(old), record))
        notes.reject('编号', no, '已经登记过，内容不同；办理、决定请在一事一议里登记。')
      return record
    }
  },
  keyOf: ({ no }) => no,
  save,
  rows,
}

const readNumber = (text: string): string | null => {
  const parts = /^YS(20\d\d)-?(\d{3})$/i.exec(text.normalize('NFKC').replace(/\s/g, ''))
  return parts ? `YS${parts[1]}-${parts[2]}` : null
}

const recordOf = ({ asked, amount, ...one }: Matter): MatterRecord => ({
  no: one.no,
  kind: one.kind,
  uscc: one.uscc,
  title: one.title,
  detail: one.detail,
  evidence: one.evidence,
  asked: asked?.toFixed(4) ?? null,
  unitId: one.unitId,
  state: one.state,
  decision: one.decision,
  amount: amount?.toFixed(4) ?? null,
  decidedIn: one.decidedIn,
  decidedOn: one.decidedOn,
  reference: one.reference,
})

const isSame = (a: MatterRecord, b: MatterRecord): boolean =>
  (Object.keys(b) as (keyof MatterRecord)[]).every(key => a[key] === b[key])

async function save(db: Db, records: readonly MatterRecord[], { actor, by, now }: Importer): Promise<Saved> {
  const standing = new Set((await db.select({ no: matter.no }).from(matter)).map(({ no }) => no))
  const fresh = records.filter(({ no }) => !standing.has(no))
  if (fresh.length > 0) {
    const added = await db
      .insert(matter)
      .values(fresh.map(one => ({ ...one, proposedBy: by, proposedAt: now })))
      .returning({ id: matter.id, state: matter.state })
    await db
      .insert(matterEvent)
      .values(added.map(({ id, state }) => ({ matterId: id, state, note: '表格导入', by, at: now })))
    if (actor.kind === 'person')
      await db
        .insert(matterHandler)
        .values(
          added.map(({ id }) => ({ matterId: id, personId: actor.id, addedBy: actor.id, addedAt: now })),
        )
  }
  return { added: fresh.length, changed: 0, same: records.length - fresh.length }
}

/** What is about single persons goes to its handlers alone; the operator gets none of it. */
async function* rows(db: Db, actor: Actor): AsyncGenerator<ListRow> {
  const firms = await readFirms(db)
  const mayTell = (one: Matter) =>
    actor.kind === 'operator' ? !isRestricted(one) : actor.kind === 'person' && mayReadMatter(actor, one)
  const number = (amount: Matter['asked']) => amount && Number(amount)
  for (const one of (await matters(db)).filter(mayTell))
    yield {
      编号: one.no,
      类别: one.kind,
      统一社会信用代码: one.uscc,
      企业名称: one.uscc ? (firms.byCode.get(one.uscc)?.name ?? null) : null,
      事项: one.title,
      事由: one.detail,
      佐证材料: one.evidence,
      申请金额: number(one.asked),
      承办单位: one.unit ?? one.unitId,
      状态: one.state,
      决定原文: one.decision,
      决定金额: number(one.amount),
      决定会议: one.decidedIn,
      决定日期: one.decidedOn && { day: one.decidedOn },
      文号: one.reference,
    }
}
