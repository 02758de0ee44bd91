import { formatWan } from '../lib/money.ts'
import { sayGrowth } from '../lib/rates.ts'
import { type Day, dayOf, sayDay } from '../lib/time.ts'
import type { Enterprise } from '../registry/enterprises.ts'
import { sayPeriod } from '../registry/period.ts'
import { type Brief, filled } from './brief.ts'
import { asks } from './enterprise/asks.ts'
import { doubling, figures, runningOf } from './enterprise/figures.ts'
import { heldAgainst, policies, riskOf } from './enterprise/policies.ts'
import { liaisons, profile, rostersOf } from './enterprise/profile.ts'
import { type BriefFor, type FirmRead, readFirm } from './enterprise/read.ts'
import { cases, isOpen, lateBy, projects, risks, visits } from './enterprise/works.ts'

/**
 * 企业走访材料: what somebody should know of an enterprise before they go there, of all that they may see. `visitOn` is the
 * day they go.
 */
export async function briefEnterprise(
  asked: BriefFor,
  firm: Enterprise,
  visitOn: Day | null,
): Promise<Brief> {
  const read = await readFirm(asked, firm)
  const held = heldAgainst(read)
  const atRisk = riskOf(held)
  const on = dayOf(asked.now)
  return {
    title: visitOn ? `${sayDay(visitOn, on)}走访${firm.shortName}参阅材料` : `${firm.shortName}情况参阅`,
    lead: leadOf(read, atRisk !== null),
    isDemo: firm.isDemo,
    asOf: on,
    sections: filled([
      asks(read, held, atRisk),
      risks(read, atRisk),
      figures(read),
      doubling(read),
      cases(read),
      projects(read),
      policies(read, held),
      visits(read),
      liaisons(read),
      profile(read),
    ]),
    notes: notesOf(read),
  }
}

/** 一句话. */
function leadOf(read: FirmRead, isAtRisk: boolean): string {
  const { firm, private: seen, cases: all, projects: built, on } = read
  const place = [firm.regionName, firm.parkName].filter(Boolean).join('')
  const rosters = rostersOf(read).filter(name => /倍增名录|头雁|梯度/.test(name))
  const parts = [
    `${firm.shortName}${place ? `（${place}${firm.chain ? `，${firm.chain}产业链` : ''}）` : ''}${rosters.length > 0 ? `是${rosters.join('、')}企业` : '不在倍增名录'}`,
  ]
  if (seen) {
    const { output, valueYear, baseYear } = seen.doubling
    if (output.value)
      parts.push(
        `${valueYear}年产值${formatWan(output.value)}${output.growth ? `、较${baseYear}年基期${sayGrowth(output.growth, seen.doubled)}` : ''}`,
      )
    const running = runningOf(seen, on)
    const now = running && seen.book.view('output', running).chosen
    if (running && now) parts.push(`${sayPeriod(running.text)}产值${formatWan(now.amount)}`)
  }
  const open = all.filter(isOpen)
  const late = open.filter(one => lateBy(one, read) > 0)
  parts.push(
    open.length === 0
      ? '没有未销号的诉求'
      : `未销号诉求${open.length}件${late.length > 0 ? `、逾期${late.length}件` : ''}`,
  )
  const red = built.filter(({ lit }) => lit.light === '红').length
  if (built.length > 0) parts.push(`项目${built.length}个${red > 0 ? `、红灯${red}个` : ''}`)
  if (isAtRisk) parts.push('有退规风险')
  return `${parts.join('；')}。`
}

function notesOf({ private: seen, on }: FirmRead): string[] {
  const running = seen && runningOf(seen, on)
  return [
    `数据截至${running ? sayPeriod(running.text) : seen ? '上年度' : '登记信息'}，台账、项目截至${on}。`,
    ...(seen ? ['产值为现价工业总产值，税金为当期实缴，均以统计、税务部门认定为准。'] : []),
    '内部参阅，含企业经营数据，请勿转发。',
  ]
}
