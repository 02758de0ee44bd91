import { and, eq, gt, gte, inArray, lte, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import type { BriefingItem } from '../../../db/notice.ts'
import { caseFile, enterprise, statusPeriod } from '../../../db/schema/index.ts'
import { STILL_OPEN } from '../../ledger/filter.ts'
import { instructedBy } from '../../ledger/instructed.ts'
import { selectCases } from '../../ledger/load.ts'
import { readableBy } from '../../ledger/scope.ts'
import { formatWan } from '../../lib/money.ts'
import { addDays, type Day, dayOf, daysBetween, sayDay } from '../../lib/time.ts'
import { maySeeDuty, maySeeFigures } from '../../people/may.ts'
import type { Person } from '../../people/roles.ts'
import { amountsOf } from '../../registry/amounts.ts'
import { BASE_YEAR, listedUpTo } from '../../registry/fact-year.ts'
import { inYear, monthsPeriod, sayPeriod, yearToDate } from '../../registry/period.ts'
import { isTracked, lightOf } from '../../registry/projects/light.ts'
import { type ProjectOn, projectsOn } from '../../registry/projects/load.ts'
import { plansOf } from '../../registry/rosters/plans.ts'
import { findRule } from '../../rules/find-rule.ts'
import type { PolicySet } from '../../rules/policy-set.ts'
import { brief, tailOf } from '../enterprise/works.ts'

/** What a leader is briefed of. */
export interface LeaderAsked {
  db: Db
  policies: PolicySet
  now: Date
  reader: Person
}

/** Days ahead at which a promise is spoken of, and back to which who dropped out is. */
const DUE_SOON = 3
const LOOKS_BACK = 35

/** Everything that needs a leader, or that went wrong with what is theirs; each with a key that says how it stands. */
export async function itemsFor(asked: LeaderAsked): Promise<BriefingItem[]> {
  const projects = (await projectsOn(asked.db, dayOf(asked.now))).filter(one => maySeeDuty(asked.reader, one))
  return [
    ...(await instructions(asked)),
    ...(await redCases(asked)),
    ...redProjects(asked, projects),
    ...(await leftScale(asked)),
    ...(await offPace(asked)),
    ...(await promises(asked, projects)),
  ]
}

const openCase = (no: string) => ({
  label: `看${tailOf(no)}`,
  command: 'case',
  intent: 'query.case_status',
  args: { case_no: no },
})
const openFirm = (uscc: string, name: string) => ({
  label: `看${name.slice(0, 8)}`,
  command: 'bulletin',
  intent: 'briefing.enterprise',
  args: { uscc },
})
const openProject = ({ id, name }: Pick<ProjectOn, 'id' | 'name'>) => ({
  label: `看${name.slice(0, 8)}`,
  command: 'project',
  intent: 'query.project',
  args: { project_id: id },
})

/** 批示: unanswered past the day the leader set, or due by tomorrow. */
async function instructions({ db, now, reader }: LeaderAsked): Promise<BriefingItem[]> {
  const today = dayOf(now)
  const all = await instructedBy(db, reader.id)
  return all.flatMap(({ target: { row, unit, enterprise: firm }, instruction }): BriefingItem[] => {
    const { dueOn, answer, text } = instruction
    if (answer !== null || dueOn === null || dueOn > addDays(today, 1)) return []
    if (!STILL_OPEN.includes(row.state)) return []
    const isLate = dueOn < today
    return [
      {
        key: `instruction:${row.no}:${instruction.instruction}:${dueOn}:${isLate ? 'late' : 'due'}`,
        group: 'instruction',
        words: `您批示“${brief(text, 20)}”（${tailOf(row.no)} ${firm.name}）${isLate ? `，应于${sayDay(dueOn, today)}反馈，已超${daysBetween(dueOn, today)}天` : `，${sayDay(dueOn, today)}到期`}，${unit ?? '承办单位'}还没有回复`,
        isBad: isLate,
        isDemo: row.isDemo,
        open: openCase(row.no),
      },
    ]
  })
}

/** 红牌: overdue for long. */
async function redCases({ db, now, reader }: LeaderAsked): Promise<BriefingItem[]> {
  const today = dayOf(now)
  const found = await selectCases(db)
    .where(
      and(
        readableBy(reader),
        gte(caseFile.supervision, 3),
        inArray(caseFile.state, ['assigned', 'handling']),
      ),
    )
    .orderBy(caseFile.dueOn, caseFile.no)
  return found.map(({ row, unit, enterprise: firm }) => ({
    key: `case:${row.no}:${row.round}:red`,
    group: 'case' as const,
    words: `${tailOf(row.no)} ${row.category} ${firm.name}：${unit ?? '承办单位'}${row.dueOn ? `应于${sayDay(row.dueOn, today)}办结` : ''}，红牌督办`,
    isBad: true,
    isDemo: row.isDemo,
    open: openCase(row.no),
  }))
}

/** 红灯: a project far behind; still so in a new month, it is said once more. */
function redProjects({ policies, now }: LeaderAsked, projects: readonly ProjectOn[]): BriefingItem[] {
  const today = dayOf(now)
  const version = findRule(policies.documents, 'R-PROJECT', today)
  return projects.flatMap((project): BriefingItem[] => {
    if (!isTracked(project)) return []
    const lit = lightOf(version, project)
    return lit.light === '红'
      ? [
          {
            key: `project:${project.id}:红:${today.slice(0, 7)}`,
            group: 'project',
            words: `${project.name}（${project.region ?? project.park ?? ''}，总投资${formatWan(project.total)}）红灯：${lit.why.join('；')}${project.owner ? `；责任人${project.owner}` : ''}`,
            isBad: true,
            isDemo: project.isDemo,
            open: openProject(project),
          },
        ]
      : []
  })
}

/** 退规: left the statistics in the last weeks. */
async function leftScale({ db, now, reader }: LeaderAsked): Promise<BriefingItem[]> {
  const today = dayOf(now)
  const rows = await db
    .select({ firm: enterprise, toOn: statusPeriod.toOn, reason: statusPeriod.exitReason })
    .from(statusPeriod)
    .innerJoin(enterprise, eq(enterprise.uscc, statusPeriod.uscc))
    .where(
      and(
        eq(statusPeriod.status, '规上'),
        gt(statusPeriod.toOn, addDays(today, -LOOKS_BACK)),
        lte(statusPeriod.toOn, today),
      ),
    )
    .orderBy(statusPeriod.toOn, enterprise.uscc)
  return rows
    .filter(({ firm }) => maySeeFigures(reader, firm))
    .map(({ firm, toOn, reason }) => ({
      key: `exit:${firm.uscc}:${toOn}`,
      group: 'dropped' as const,
      words: `${firm.shortName}${sayDay(toOn ?? today, today)}退出规上${reason ? `（${reason}）` : ''}`,
      isBad: true,
      isDemo: firm.isDemo,
      open: openFirm(firm.uscc, firm.shortName),
    }))
}

/** 掉出倍增进度: listed, twice the base year's months a month ago and no longer; 进度口径, not a verdict. */
async function offPace({ db, now, reader }: LeaderAsked): Promise<BriefingItem[]> {
  const today = dayOf(now)
  const running = yearToDate(now)
  if (running.kind !== 'months' || running.to < 3) return []
  const before = monthsPeriod(running.year, 1, running.to - 1)
  const of = (period: Parameters<typeof inYear>[0]) => sql`(${amountsOf('output', period)})`
  const rows = await rowsOf<{
    uscc: string
    name: string
    isDemo: boolean
    regionCode: string | null
    assessUnitId: string | null
    chain: string | null
    times: string
  }>(
    db,
    sql`select e.uscc, e.short_name as name, e.is_demo as "isDemo", e.region_code as "regionCode",
        e.assess_unit_id as "assessUnitId", e.chain, trunc(n.amount / nb.amount, 2)::text as times
      from (${listedUpTo(today)}) l join enterprise e on e.uscc = l.uscc
        join ${of(running)} n on n.uscc = l.uscc join ${of(inYear(running, BASE_YEAR))} nb on nb.uscc = l.uscc
        join ${of(before)} p on p.uscc = l.uscc join ${of(inYear(before, BASE_YEAR))} pb on pb.uscc = l.uscc
      where nb.amount > 0 and pb.amount > 0 and p.amount >= 2 * pb.amount and n.amount < 2 * nb.amount
      order by e.uscc`,
  )
  return rows
    .filter(row => maySeeFigures(reader, row))
    .map(({ uscc, name, isDemo, times }) => ({
      key: `pace:${uscc}:${running.text}`,
      group: 'dropped' as const,
      words: `${name}掉出倍增进度：${sayPeriod(running.text)}产值降到${BASE_YEAR}年同期的${times}倍（进度口径，不作认定）`,
      isBad: true,
      isDemo,
      open: openFirm(uscc, name),
    }))
}

/** 承诺: nodes of projects and plans for firms at risk, due soon or overdue. */
async function promises(
  { db, now, reader }: LeaderAsked,
  projects: readonly ProjectOn[],
): Promise<BriefingItem[]> {
  const today = dayOf(now)
  const until = addDays(today, DUE_SOON)
  const nodes = projects.flatMap(project =>
    project.milestones
      .filter(({ doneOn, dueOn }) => doneOn === null && dueOn <= until && dueOn > addDays(today, -LOOKS_BACK))
      .map(({ id, title, dueOn, owner }): BriefingItem => {
        const isLate = dueOn < today
        return {
          key: `node:${id}:${dueOn}:${isLate ? 'late' : 'due'}`,
          group: 'promise',
          words: `${project.name}“${title}”${sayDue(dueOn, today)}，责任人${owner}`,
          isBad: isLate,
          isDemo: project.isDemo,
          open: openProject(project),
        }
      }),
  )
  const firms = await db
    .selectDistinct({ firm: enterprise })
    .from(enterprise)
    .where(sql`exists (select from support_plan s where s.uscc = ${enterprise.uscc})`)
    .orderBy(enterprise.uscc)
  const own = firms.filter(({ firm }) => maySeeFigures(reader, firm))
  const plans = await plansOf(
    db,
    own.map(({ firm }) => firm.uscc),
  )
  const measures = own.flatMap(({ firm }): BriefingItem[] => {
    const state = plans.get(firm.uscc)
    if (!state || state.isDone || state.plan.dueOn > until) return []
    const { dueOn, owner } = state.plan
    return [
      {
        key: `plan:${firm.uscc}:${dueOn}:${dueOn < today ? 'late' : 'due'}`,
        group: 'promise',
        words: `${firm.shortName}一企一策${sayDue(dueOn, today)}，责任人${owner}`,
        isBad: dueOn < today,
        isDemo: firm.isDemo,
        open: {
          label: `看${firm.shortName.slice(0, 8)}`,
          command: 'plan',
          intent: 'query.plan',
          args: { uscc: firm.uscc },
        },
      },
    ]
  })
  return [...nodes, ...measures].sort((a, b) => Number(b.isBad) - Number(a.isBad))
}

const sayDue = (dueOn: Day, today: Day): string =>
  dueOn < today
    ? `应于${sayDay(dueOn, today)}完成，已超${daysBetween(dueOn, today)}天`
    : `${sayDay(dueOn, today)}到期`
