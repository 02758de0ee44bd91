import { CASE_STATE_NAMES } from '../../../db/schema/index.ts'
import { factsOf } from '../../ledger/facts.ts'
import { FINISHED, STILL_OPEN } from '../../ledger/filter.ts'
import type { LoadedCase } from '../../ledger/load.ts'
import { formatWan } from '../../lib/money.ts'
import { sayDay } from '../../lib/time.ts'
import { isTracked } from '../../registry/projects/light.ts'
import { type BriefLine, type BriefSection, line } from '../brief.ts'
import type { FirmRead } from './read.ts'

const SHOWN = 6

/** A case as people call it: its tail. */
export const tailOf = (no: string): string => no.slice(no.indexOf('-') + 1)

export const isOpen = ({ row }: LoadedCase): boolean => STILL_OPEN.includes(row.state)
const isSolved = ({ row }: LoadedCase): boolean => FINISHED.includes(row.state) && row.outcome === '已解决'

/** What it has asked for: what is open, what was solved, what was not. */
export function cases({ cases: all, firm, on }: FirmRead): BriefSection {
  const open = all.filter(isOpen)
  const solved = all.filter(isSolved)
  const unsolved = all.filter(one => !isOpen(one) && !isSolved(one))
  const count =
    all.length === 0
      ? '没有登记过诉求（或不在您的查看范围）。'
      : `共${all.length}件：未销号${open.length}件，已解决${solved.length}件，其他${unsolved.length}件。`
  return {
    id: 'cases',
    title: '诉求办理',
    lines: [
      line(count),
      ...open.slice(0, SHOWN).map(one => openLine(one, on)),
      ...unsolved
        .slice(0, 3)
        .map(({ row }) =>
          line(
            `${tailOf(row.no)} ${row.category}：${CASE_STATE_NAMES[row.state]}，${row.outcome ?? '没有解决'}——${brief(row.detail)}`,
          ),
        ),
      ...solved
        .slice(0, 3)
        .map(({ row }) =>
          line(
            `${tailOf(row.no)} ${row.category}：已解决${row.rating ? `，企业评价${row.rating}` : ''}——${brief(row.detail)}`,
            'muted',
          ),
        ),
    ],
    opens: open.slice(0, 2).map(({ row }) => ({
      label: `看${tailOf(row.no)}`,
      command: 'case',
      intent: 'query.case_status',
      args: { case_no: row.no, uscc: firm.uscc },
    })),
  }
}

function openLine({ row, unit }: LoadedCase, on: string): BriefLine {
  const isLate = row.dueOn !== null && row.dueOn < on && ['assigned', 'handling'].includes(row.state)
  const due = row.dueOn
    ? `，${isLate ? '应' : ''}${sayDay(row.dueOn, on)}${isLate ? '办结，已逾期' : '到期'}`
    : ''
  return line(
    `${tailOf(row.no)} ${row.category}：${CASE_STATE_NAMES[row.state]}${unit ? `（${unit}）` : ''}${due}——${brief(row.detail)}`,
    isLate ? 'bad' : undefined,
  )
}

export const brief = (words: string, most = 40): string =>
  words.length > most ? `${words.slice(0, most)}…` : words

/** Working days by which a case is late; 0 while it is not. */
export const lateBy = (one: LoadedCase, { calendar, now }: Pick<FirmRead, 'calendar' | 'now'>): number =>
  Math.max(0, -(factsOf(one, calendar, now).workdaysLeft ?? 0))

/** What is being built, with its light. */
export function projects({ projects: all }: FirmRead): BriefSection {
  return {
    id: 'projects',
    title: '项目',
    isFolded: true,
    lines: all.map(({ project, lit }) => {
      const light = isTracked(project) ? lit.light : null
      return line(
        `${project.name}（${project.stage}）：总投资${formatWan(project.total)}${project.progress ? `，今年完成${formatWan(project.progress.cumulative)}（${project.progress.month}报）` : ''}${light ? `，${light}灯：${lit.why.join('；')}` : ''}。`,
        light === '红' ? 'bad' : light === '黄' ? 'warn' : undefined,
      )
    }),
    opens: all.slice(0, 2).map(({ project }) => ({
      label: `看${project.name.slice(0, 10)}`,
      command: 'project',
      intent: 'query.project',
      args: { project_id: project.id },
    })),
  }
}

/** Visits so far, and what is promised since: cases that came of them, plans, instructions. */
export function visits({ visits: all, private: seen, cases: filed, firm, on }: FirmRead): BriefSection {
  const promised: BriefLine[] = []
  for (const { row } of filed)
    for (const { text, dueOn, answer } of row.instructions)
      if (answer === null)
        promised.push(
          line(
            `批示还没有回复：诉求${tailOf(row.no)}“${brief(text, 24)}”${dueOn ? `，要求${sayDay(dueOn, on)}前反馈` : ''}。`,
            dueOn && dueOn < on ? 'bad' : 'warn',
          ),
        )
  if (seen?.plan && !seen.plan.isDone) {
    const { plan } = seen.plan
    promised.push(
      line(
        `一企一策：${brief(plan.measures)}（责任人${plan.owner}，${sayDay(plan.dueOn, on)}前完成）。`,
        plan.dueOn < on ? 'bad' : undefined,
      ),
    )
  }
  for (const { year, capacity, need, investment } of seen?.expansions ?? [])
    promised.push(
      line(
        `企业${year}年扩产计划：${brief(capacity)}${investment ? `，计划投资${formatWan(investment)}` : ''}${need ? `；需协调：${brief(need)}` : ''}。`,
      ),
    )
  return {
    id: 'visits',
    title: '走访和承诺',
    isFolded: true,
    lines: [
      ...(seen && all.length === 0 ? [line('还没有走访记录。', 'warn')] : []),
      ...all.map(({ visitedOn, visitor, duty, note: said, cases: came, outcome }) =>
        line(
          `${sayDay(visitedOn, on)} ${visitor}${duty ? `（${duty}）` : ''}：${outcome === '正常' ? '' : `${outcome}，`}${brief(said)}${came.length > 0 ? `；转诉求${came.map(no => `${tailOf(no)}（${stateOf(no, filed)}）`).join('、')}` : ''}`,
        ),
      ),
      ...promised,
    ],
    opens: [{ label: '走访记录', command: 'visit', intent: 'query.visits', args: { uscc: firm.uscc } }],
  }
}

const stateOf = (no: string, filed: readonly LoadedCase[]): string => {
  const found = filed.find(({ row }) => row.no === no)
  return found ? CASE_STATE_NAMES[found.row.state] : '办理中'
}

/** What may go wrong or has. */
export function risks({ private: seen, accidents, firm, on }: FirmRead, atRisk: string | null): BriefSection {
  const year = on.slice(0, 4)
  return {
    id: 'risks',
    title: '风险提示',
    lines: [
      ...(atRisk ? [line(atRisk, 'bad')] : []),
      ...(seen?.signals ?? []).map(({ kind, detail, seenOn, by }) =>
        line(`${sayDay(seenOn, on)}发现${kind}：${brief(detail)}（${by}报，未处置）`, 'bad'),
      ),
      ...accidents
        .filter(({ date }) => date?.startsWith(year))
        .map(({ date, type, level }) =>
          line(`${date} 发生${level ?? '等级未定'}${type ?? ''}事故。`, level === '一般' ? 'warn' : 'bad'),
        ),
      ...(seen?.doubts ?? []).map(({ words }) =>
        line(`数据存疑，企业还没有说明：${brief(words, 60)}`, 'warn'),
      ),
    ],
    opens: atRisk
      ? [{ label: '一企一策', command: 'plan', intent: 'query.plan', args: { uscc: firm.uscc } }]
      : [],
  }
}
