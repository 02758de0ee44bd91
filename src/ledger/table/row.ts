import {
  CASE_STATE_NAMES,
  type CaseState,
  OUTCOMES,
  type Outcome,
  URGENCIES,
  type Urgency,
} from '../../../db/schema/index.ts'
import { readDay } from '../../lib/tables/cells.ts'
import type { DataRow } from '../../lib/tables/headings.ts'
import type { RowNotes } from '../../lib/tables/report.ts'
import type { Day } from '../../lib/time.ts'
import { CATEGORIES, isCategory } from '../categories.ts'

/** What a row of somebody's ledger says, read and checked by itself; whose and which unit is found out later. */
export interface ReadRow {
  number: string
  /** As written: a name or a code. */
  firm: string
  category: string
  detail: string
  urgency: Urgency
  contact: string | null
  /** As written. */
  unit: string
  filedOn: Day
  assignedOn: Day
  dueOn: Day | null
  state: Exclude<CaseState, 'merged'>
  progress: string | null
  result: string | null
  outcome: Outcome | null
  rating: '满意' | '基本满意' | null
  finishedOn: Day | null
  closedOn: Day | null
  until: Day | null
}

/** Words of other ledgers for our stages. */
const STATE_WORDS: Record<string, CaseState> = {
  ...(Object.fromEntries(Object.entries(CASE_STATE_NAMES).map(([state, name]) => [name, state])) as Record<
    string,
    CaseState
  >),
  受理: 'filed',
  待交办: 'filed',
  未交办: 'filed',
  已交办: 'assigned',
  未签收: 'assigned',
  办理: 'handling',
  在办: 'handling',
  正在办理: 'handling',
  未办结: 'handling',
  推进中: 'handling',
  否: 'handling',
  长期推进: 'shelved',
  审核中: 'reviewing',
  办结: 'closed',
  已办结: 'closed',
  已解决: 'closed',
  已完成: 'closed',
  完成: 'closed',
  销号: 'closed',
  是: 'closed',
  撤回: 'withdrawn',
  企业撤回: 'withdrawn',
  并案: 'merged',
}

const OUTCOME_WORDS: Record<string, Outcome> = {
  ...(Object.fromEntries(OUTCOMES.map(outcome => [outcome, outcome])) as Record<string, Outcome>),
  解决: '已解决',
  是: '已解决',
  基本解决: '部分解决',
  解释: '已解释',
  解释说明: '已解释',
  已解释说明: '已解释',
  列入计划: '已列入计划',
  不属于本级: '不属本级',
}

/** With a unit, or past it: somebody must have had it. */
const NEEDS_UNIT: readonly CaseState[] = [
  'assigned',
  'handling',
  'held',
  'shelved',
  'reviewing',
  'rating',
  'closed',
]
const NEEDS_RESULT: readonly CaseState[] = ['reviewing', 'rating', 'closed']
const LONGEST = 1000

/** Reads a row as of a day; what is wrong goes into the notes, all of it. The value counts only if nothing was. */
export function readRow(row: DataRow, today: Day, notes: RowNotes): ReadRow {
  const state = readState(row, notes)
  const filedOn = readPast(row, '受理日期', today, notes, true) ?? today
  const assignedOn = readPast(row, '交办日期', today, notes) ?? filedOn
  const finishedOn = readPast(row, '办结日期', today, notes, NEEDS_RESULT.includes(state))
  const closedOn = readPast(row, '销号日期', today, notes) ?? finishedOn
  inOrder(notes, [
    ['受理日期', filedOn],
    ['交办日期', assignedOn],
    ['办结日期', NEEDS_RESULT.includes(state) ? finishedOn : null],
    ['销号日期', state === 'closed' ? closedOn : null],
  ])
  const dueOn = readDate(row, '办理期限', notes)
  if (dueOn && dueOn < assignedOn) notes.reject('办理期限', dueOn, '早于交办日期，请核对。')
  const until = readDate(row, '恢复日期', notes)
  if ((state === 'held' || state === 'shelved') && !until)
    notes.reject('恢复日期', '', '状态是挂起或挂账的要写到哪一天，请补上。')
  if (NEEDS_UNIT.includes(state) && row.cell('责任单位') === '')
    notes.reject('责任单位', '', '已经交办的要写责任单位，请补上。')
  return {
    number: required(row, '编号', notes, 60),
    firm: row.cell('统一社会信用代码') || required(row, '企业', notes, 100),
    category: readCategory(row, notes),
    detail: required(row, '情况', notes, LONGEST),
    urgency: readUrgency(row, notes),
    contact: row.cell('联系人').slice(0, 60) || null,
    unit: row.cell('责任单位'),
    filedOn,
    assignedOn,
    dueOn,
    state,
    progress: row.cell('进展').slice(0, LONGEST) || null,
    ...readOutcome(row, state, notes),
    finishedOn,
    closedOn,
    until,
  }
}

function required(row: DataRow, title: string, notes: RowNotes, longest: number): string {
  const text = row.cell(title).trim()
  if (text === '') notes.reject(title, '', '没有填，请补上。')
  if (text.length > longest) notes.reject(title, `${text.slice(0, 30)}…`, `超过 ${longest} 个字，请压缩。`)
  return text
}

function readCategory(row: DataRow, notes: RowNotes): string {
  const text = row.cell('类别').replace(/(?:问题|类|诉求)$/, '')
  if (text === '') notes.reject('类别', '', '没有填，请补上。')
  else if (!isCategory(text))
    notes.reject('类别', row.cell('类别'), `不在诉求类别里，请改成其中之一：${CATEGORIES.join('、')}。`)
  return text
}

function readUrgency(row: DataRow, notes: RowNotes): Urgency {
  const text = row.cell('紧急程度')
  const found = URGENCIES.find(level => level === text)
  if (text && !found) notes.reject('紧急程度', text, '只有一般、急、特急三种，请修改。')
  return found ?? '一般'
}

function readState(row: DataRow, notes: RowNotes): ReadRow['state'] {
  const text = row.cell('状态').replace(/\s/g, '')
  const found = STATE_WORDS[text]
  if (!found) {
    const known = Object.values(CASE_STATE_NAMES).join('、')
    notes.reject('状态', text, `${text ? '认不出来' : '没有填'}，请填其中之一：${known}。`)
    return 'filed'
  }
  if (found !== 'merged') return found
  notes.reject('状态', text, '已并案的请先导入主案，再在系统里并案；这一行没有导入。')
  return 'filed'
}

function readOutcome(
  row: DataRow,
  state: CaseState,
  notes: RowNotes,
): Pick<ReadRow, 'result' | 'outcome' | 'rating'> {
  const result = row.cell('办理结果').slice(0, LONGEST) || null
  const kind = row.cell('结果类型').replace(/\s/g, '')
  const outcome = OUTCOME_WORDS[kind] ?? null
  if (NEEDS_RESULT.includes(state)) {
    if (!result) notes.reject('办理结果', '', '已有结果的要写办理结果，请补上。')
    if (!outcome || outcome === '企业撤回')
      notes.reject('结果类型', kind, '请填已解决、部分解决、已解释、已列入计划、不属本级其中之一，不替您猜。')
  }
  const said = row.cell('评价').replace(/\s/g, '')
  const rating = said === '满意' || said === '非常满意' ? '满意' : said === '基本满意' ? '基本满意' : null
  if (state === 'closed' && said && !rating && said !== '未评价')
    notes.reject(
      '评价',
      said,
      said === '不满意'
        ? '不满意的不能算已销号：请把状态改成“办理中”，按退回重办导入。'
        : '只有满意、基本满意、未评价三种，请修改。',
    )
  return { result, outcome, rating }
}

function readDate(row: DataRow, title: string, notes: RowNotes): Day | null {
  const text = row.cell(title)
  const day = text ? readDay(text) : null
  if (text && !day) notes.reject(title, text, '不是日期，请填成 2023-11-08 这样。')
  return day
}

function readPast(row: DataRow, title: string, today: Day, notes: RowNotes, isRequired = false): Day | null {
  const day = readDate(row, title, notes)
  if (isRequired && row.cell(title) === '') notes.reject(title, '', '没有填，请补上。')
  if (day && day > today) notes.reject(title, day, '还没有到，请核对。')
  return day
}

/** Things happen one after the other. */
function inOrder(notes: RowNotes, days: readonly [title: string, day: Day | null][]): void {
  const known = days.filter((one): one is [string, Day] => one[1] !== null)
  for (const [i, [title, day]] of known.entries()) {
    const before = known[i - 1]
    if (before && day < before[1]) notes.reject(title, day, `早于${before[0]}（${before[1]}），请核对。`)
  }
}
