import { addDays, sayDay } from '../../lib/time.ts'
import { sayLabel } from '../../registry/say-condition.ts'
import { type BriefLine, type BriefSection, line } from '../brief.ts'
import { runningOf } from './figures.ts'
import { isWithinTenthOf } from './near.ts'
import type { Held } from './policies.ts'
import type { FirmRead } from './read.ts'
import { brief, isOpen, lateBy, tailOf } from './works.ts'

const MOST = 8

/** 建议当面问、当面说: what follows from everything else, the most pressing first; each with why. */
export function asks(read: FirmRead, held: readonly Held[], atRisk: string | null): BriefSection {
  const all = [
    ...caseAsks(read),
    ...(atRisk
      ? [line('有退规风险：问订单、用工、资金和停产情况，能帮什么，一企一策有没有落实。', 'bad')]
      : []),
    ...signalAsks(read),
    ...projectAsks(read),
    ...figureAsks(read),
    ...policyAsks(read, held),
    ...doublingAsks(read),
    ...planAsks(read),
    ...otherAsks(read),
  ]
  return { id: 'asks', title: '建议当面问、当面说', lines: all.slice(0, MOST), opens: [] }
}

function caseAsks(read: FirmRead): BriefLine[] {
  return read.cases.filter(isOpen).flatMap((one): BriefLine[] => {
    const { row, unit } = one
    const late = lateBy(one, read)
    const name = `诉求${tailOf(row.no)}（${row.category}：${brief(row.detail, 18)}）`
    if (row.state === 'rating') return [line(`${name}已办结待评价：请企业说满不满意。`)]
    if (late > 0)
      return [
        line(
          `${name}已逾期${late}个工作日：当面说明${unit ?? '承办单位'}办到哪一步、什么时候给结果。`,
          'bad',
        ),
      ]
    return row.state === 'merged'
      ? []
      : [line(`${name}正在办：听企业还缺什么，回来告诉${unit ?? '办公室'}。`)]
  })
}

const signalAsks = ({ private: seen }: FirmRead): BriefLine[] =>
  (seen?.signals ?? []).map(({ kind, seenOn }) =>
    line(`${seenOn}报过“${kind}”，还没有处置：当面核实现状。`, 'warn'),
  )

const projectAsks = ({ projects }: FirmRead): BriefLine[] =>
  projects.flatMap(({ project, lit }) =>
    lit.light === '红' || lit.light === '黄'
      ? [line(`项目“${project.name}”${lit.light}灯（${lit.why.join('；')}）：问卡在哪里、要谁协调。`, 'warn')]
      : [],
  )

/** What fell, and what has not been reported. */
function figureAsks({ private: seen, on }: FirmRead): BriefLine[] {
  if (!seen) return []
  const { book } = seen
  const running = runningOf(seen, on)
  if (!running) return [line(`今年的月度数据还没有：请企业按月报产值、税金。`, 'warn')]
  const before = {
    ...running,
    year: running.year - 1,
    text: running.text.replace(/^\d{4}/, String(running.year - 1)),
  }
  const now = book.view('output', running).chosen
  const then = book.view('output', before).chosen
  return now && then && now.amount.lt(then.amount)
    ? [line('今年累计产值同比下降：问原因，是订单、停产检修还是用工、资金。', 'warn')]
    : []
}

function policyAsks({ firm, on, stays }: FirmRead, held: readonly Held[]): BriefLine[] {
  const isOn = (roster: string | null) => roster !== null && stays.some(stay => stay.roster === roster)
  return held.flatMap(({ kind, evaluation }): BriefLine[] => {
    const isIn = firm.isAboveScale === true && (kind.rule === 'R-DUE-IN' || kind.rule === 'R-CULT')
    if (kind.is === 'risk' || isIn || isOn(kind.roster)) return []
    const [route] = evaluation.routes
    if (evaluation.verdict === 'pass')
      return kind.rule === 'R-CULT'
        ? []
        : [line(`已符合${kind.topic}的可量化条件：提醒申报，讲清材料和时间。`, 'good')]
    return route && isWithinTenthOf(route, evaluation)
      ? [
          line(
            `离${kind.topic}只差一成以内（${sayLabel(route.needs.map(({ words }) => words).join('，'), on)}）：问今年能不能做到。`,
          ),
        ]
      : []
  })
}

function doublingAsks({ private: seen }: FirmRead): BriefLine[] {
  if (!seen?.doubling.isListed) return []
  const { result, conditions } = seen.doubling.evaluation
  const { output_doubled: output } = result
  const gaps = conditions.flatMap(({ shortfall }) => shortfall ?? [])
  return output === true
    ? [line('产值已倍增：请企业讲讲经验，问下一步扩能扩产打算。')]
    : [
        line(
          `名录企业还没有倍增${gaps.length > 0 ? `（${gaps.join('，')}）` : ''}：问扩能扩产计划，缺地、缺钱还是缺人。`,
        ),
      ]
}

const planAsks = ({ private: seen }: FirmRead): BriefLine[] =>
  (seen?.expansions ?? []).flatMap(({ year, need }) =>
    need ? [line(`企业在${year}年扩产计划里提过“${brief(need, 24)}”：回应能不能解决。`)] : [],
  )

function otherAsks({ people, qualifications, on, visits, private: seen }: FirmRead): BriefLine[] {
  const lacking = (['联点领导', '科级干部', '联络员'] as const).filter(
    duty => !people.some(one => one.duty === duty),
  )
  const expiring = qualifications.find(
    ({ expiresOn }) => expiresOn !== null && expiresOn >= on && expiresOn <= addDays(on, 180),
  )
  return [
    ...(expiring?.expiresOn
      ? [line(`${expiring.kind}${sayDay(expiring.expiresOn, on)}到期：提醒准备复核。`)]
      : []),
    ...(lacking.length > 0 ? [line(`还没有配${lacking.join('、')}：当面明确是谁。`)] : []),
    ...(seen && visits.length === 0
      ? [line('第一次走访：先把基本情况、主要产品和困难问清楚，当天记走访。')]
      : []),
  ]
}
