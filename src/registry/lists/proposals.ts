import { eq } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { proposal, unit } from '../../../db/schema/index.ts'
import { dayOf } from '../../lib/time.ts'
import { hasRole } from '../../people/may.ts'
import type { Actor } from '../../people/roles.ts'
import { readChoice, readDate, readText, readWords } from './cells.ts'
import { openFields } from './fields.ts'
import type { Importer, List, ListRow, Saved } from './list.ts'
import { readKnown, readUnit } from './project-parts.ts'
import { saveEach } from './save-each.ts'

type Row = typeof proposal.$inferSelect

interface ProposalRecord {
  kind: Row['kind']
  session: string
  number: number
  fields: Partial<
    Omit<Row, 'id' | 'kind' | 'session' | 'number' | 'handlerId' | 'isDemo' | 'createdBy' | 'createdAt'>
  >
}

const KINDS = ['政协提案', '人大建议'] as const
const STATES = ['办理中', '已答复', '已公开', '已退回'] as const
const TITLES = {
  topic: '案由',
  proposer: '提案人',
  assignedOn: '交办日期',
  extendedTo: '延期至',
  unitId: '承办单位',
  leader: '责任领导',
  handler: '承办人',
  phone: '联系电话',
  copies: '抄送',
  state: '办理状态',
  grade: '答复分类',
  replyNo: '答复文号',
  repliedOn: '答复日期',
  publishedOn: '公开日期',
  note: '说明',
}

const mayKeepProposals = (actor: Actor): boolean => actor.kind === 'operator' || hasRole(actor, 'office')

/** 提案办理台账. */
export const proposalList: List<ProposalRecord> = {
  kind: 'proposals',
  title: '提案答复',
  called: /提案|建议办理/,
  columns: [
    { title: '类别', hint: '政协提案 或 人大建议；不填按政协提案' },
    { title: '届次', also: ['会议', '届次会议'], isRequired: true, hint: '如 市政协十二届五次会议' },
    { title: '编号', also: ['提案号', '提案编号', '建议号'], isRequired: true, hint: '数字，如 72' },
    { title: '案由', also: ['提案题目', '标题', '题目'], isRequired: true, hint: '提案题目' },
    { title: '提案人', also: ['提案者', '提案单位', '领衔代表'], isRequired: true, hint: '如 民建衡阳市委' },
    { title: '交办日期', also: ['交办时间'], isRequired: true, hint: '如 2021-04-26' },
    { title: '承办单位', also: ['主办单位', '责任单位'], isRequired: true, hint: '单位名称或常用简称' },
    { title: '责任领导', hint: '姓名' },
    { title: '承办人', also: ['经办人'], hint: '姓名' },
    { title: '联系电话', also: ['电话'], hint: '单元格设为文本' },
    { title: '抄送', hint: '可填多个，用顿号隔开，如 市政府办(2)' },
    { title: '延期至', hint: '批准延期的填' },
    { title: '办理状态', also: ['状态'], hint: `${STATES.join('、')}；不填按有无答复日期` },
    { title: '答复分类', also: ['答复类别'], hint: 'A、B、C 或 D，由承办单位认定' },
    { title: '答复文号', also: ['文号'], hint: '如 衡工信提复〔2021〕1号' },
    { title: '答复日期', also: ['答复时间'], hint: '如 2021-07-26' },
    { title: '公开日期', also: ['发布日期', '公开时间'], hint: '如 2021-08-18' },
    { title: '说明', also: ['备注'], hint: '退回的写明原因' },
  ],
  examples: [
    {
      类别: '政协提案',
      届次: '市政协十二届五次会议',
      编号: 72,
      案由: '关于某某产业链建设的提案',
      提案人: '某某界别',
      交办日期: '2021-04-26',
      承办单位: '市工业和信息化局',
      抄送: '市政府办(2)、市政协提案委(2)',
    },
  ],
  tables: [proposal],
  mayImport: mayKeepProposals,
  mayExport: mayKeepProposals,
  async reader(db, { actor, now }) {
    const known = await readKnown(db, actor)
    const today = dayOf(now)
    return (row, notes) => {
      const kind = readChoice(row, '类别', KINDS, notes, { 提案: '政协提案', 建议: '人大建议' }) ?? '政协提案'
      const session = readText(row, '届次', notes, { longest: 60 })
      const said = row.cell('编号').normalize('NFKC').replace(/\s/g, '')
      const number = Number(/^第?(\d{1,4})号?$/.exec(said)?.[1] ?? 0)
      if (said !== '' && number === 0) notes.reject('编号', said, '请只填数字，如 72。')
      const fields: ProposalRecord['fields'] = {}
      const put = openFields(fields)
      put('topic', readText(row, '案由', notes, { longest: 200 }))
      put('proposer', readText(row, '提案人', notes, { longest: 100 }))
      const assignedOn = readDate(row, '交办日期', notes)
      put('assignedOn', assignedOn)
      put('unitId', readUnit(row, known, notes, '承办单位'))
      put('leader', readText(row, '责任领导', notes, { longest: 30 }))
      put('handler', readText(row, '承办人', notes, { longest: 30 }))
      put('phone', readText(row, '联系电话', notes, { longest: 30 }))
      const copies = readWords(row, '抄送')
      put('copies', copies.length > 0 ? copies : null)
      put('extendedTo', readDate(row, '延期至', notes))
      put(
        'grade',
        readChoice(row, '答复分类', ['A', 'B', 'C', 'D'] as const, notes, {
          A类: 'A',
          B类: 'B',
          C类: 'C',
          D类: 'D',
        }),
      )
      put('replyNo', readText(row, '答复文号', notes, { longest: 60 }))
      const repliedOn = readDate(row, '答复日期', notes)
      put('repliedOn', repliedOn)
      const publishedOn = readDate(row, '公开日期', notes)
      put('publishedOn', publishedOn)
      put('note', readText(row, '说明', notes))
      const state =
        readChoice(row, '办理状态', STATES, notes) ?? (publishedOn ? '已公开' : repliedOn ? '已答复' : null)
      put('state', state)
      if (repliedOn && (repliedOn > today || (assignedOn && repliedOn < assignedOn)))
        notes.reject('答复日期', repliedOn, '要在交办之后、今天之前，请核对。')
      if (publishedOn && repliedOn && publishedOn < repliedOn)
        notes.reject('公开日期', publishedOn, '早于答复日期，请核对。')
      if ((state === '已答复' || state === '已公开') && !repliedOn)
        notes.reject('答复日期', '', `状态是“${state}”，请填答复日期。`)
      return session && number > 0 ? { kind, session, number, fields } : null
    }
  },
  keyOf,
  save,
  rows,
}

function keyOf({ kind, session, number }: Pick<ProposalRecord, 'kind' | 'session' | 'number'>): string {
  return `${kind} ${session} ${number}`
}

async function save(db: Db, records: readonly ProposalRecord[], importer: Importer): Promise<Saved> {
  const standing = new Map((await db.select().from(proposal)).map(row => [keyOf(row), row]))
  const created = { createdBy: importer.by, createdAt: importer.now }
  const table = {
    record: 'proposal',
    titles: TITLES,
    find: (row: ProposalRecord) => standing.get(keyOf(row)),
    add: ({ kind, session, number, fields }: ProposalRecord) => {
      const { topic = '', proposer = '', assignedOn = '', unitId = '', state = '办理中', ...rest } = fields
      const row = { ...rest, kind, session, number, topic, proposer, assignedOn, unitId, state }
      return db.insert(proposal).values({ ...row, ...created })
    },
    change: (id: number, fields: ProposalRecord['fields']) =>
      db.update(proposal).set(fields).where(eq(proposal.id, id)),
  } as const
  return saveEach(db, records, table, importer)
}

async function* rows(db: Db): AsyncGenerator<ListRow> {
  const units = new Map(
    (await db.select({ id: unit.id, name: unit.name }).from(unit)).map(({ id, name }) => [id, name]),
  )
  const date = (day: string | null) => day && { day }
  const all = await db.select().from(proposal).orderBy(proposal.assignedOn, proposal.id)
  for (const one of all)
    yield {
      类别: one.kind,
      届次: one.session,
      编号: one.number,
      案由: one.topic,
      提案人: one.proposer,
      交办日期: { day: one.assignedOn },
      承办单位: units.get(one.unitId) ?? one.unitId,
      责任领导: one.leader,
      承办人: one.handler,
      联系电话: one.phone,
      抄送: one.copies.join('、') || null,
      延期至: date(one.extendedTo),
      办理状态: one.state,
      答复分类: one.grade,
      答复文号: one.replyNo,
      答复日期: date(one.repliedOn),
      公开日期: date(one.publishedOn),
      说明: one.note,
    }
}
