import type { Owed } from '../../db/notice.ts'
import { tailOf } from '../../src/chat/notices/case-body.ts'
import { loadCalendar } from '../../src/ledger/calendar.ts'
import { owedBy } from '../../src/ledger/clock/owed-by.ts'
import { listCases } from '../../src/ledger/find.ts'
import { instructedBy } from '../../src/ledger/instructed.ts'
import { hasRole, scopesOf, unitsOf } from '../../src/people/may.ts'
import type { Item, Source } from './item.ts'

const DOINGS: Record<Owed, string> = {
  finish: '办结',
  sign: '签收',
  help: '反馈协办',
  answer: '反馈批示',
  report: '报挂账进展',
  assign: '交办',
  decide: '审批申请',
  review: '审核结果',
  unshelve: '恢复挂账',
}

const item = (what: string, no: string, dueOn: string | null): Item => ({
  kind: '诉求',
  what,
  dueOn,
  button: {
    label: `看${tailOf(no)}`,
    action: { command: 'case', intent: 'query.case_status', args: { case_no: no } },
  },
})

/** What a unit owes on its cases, the office on those that wait for it. */
const owedCases: Source = async ({ db, now }, who) => {
  const units = [...unitsOf(who), ...(hasRole(who, 'office') ? ['office'] : [])]
  const lines = await owedBy(db, await loadCalendar(db), units, now)
  return lines.map(({ owed, caseNo, dueOn, category, enterprise }) =>
    item(`${DOINGS[owed]} ${tailOf(caseNo)}（${category}，${enterprise}）`, caseNo, dueOn),
  )
}

const MOST = 50

/** Results an enterprise has got and not said anything about. */
const unrated: Source = async ({ db }, who) => {
  const usccs = scopesOf(who, 'enterprise')
  if (usccs.length === 0) return []
  const cases = await listCases(db, { reader: who, usccs, states: ['rating'] }, MOST)
  return cases.map(({ row }) => item(`评价 ${tailOf(row.no)} 的办理结果（${row.category}）`, row.no, null))
}

/** Extensions that only a leader can grant, and words of theirs nobody has answered. */
const forLeaders: Source = async ({ db }, who) => {
  if (!hasRole(who, 'leader')) return []
  const asked = await listCases(db, { reader: who, states: ['handling'] }, MOST)
  const waiting = asked.filter(({ row }) => row.request?.kind === 'extension' && row.extensions > 0)
  const unanswered = (await instructedBy(db, who.id)).filter(({ instruction }) => instruction.answer === null)
  return [
    ...waiting.map(({ row }) => item(`审批 ${tailOf(row.no)} 的再次延期`, row.no, null)),
    ...unanswered.map(({ target: { row }, instruction }) =>
      item(`${tailOf(row.no)} 等您批示的反馈：${instruction.text}`, row.no, instruction.dueOn),
    ),
  ]
}

export const CASE_SOURCES: readonly Source[] = [owedCases, unrated, forLeaders]
