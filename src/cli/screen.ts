import { parseArgs } from 'node:util'
import { dayOf, isDay } from '../lib/time.ts'
import { factRows } from '../registry/fact-rows.ts'
import {
  answerOf,
  isOneStep,
  isWithinTenth,
  type NearMiss,
  type Screening,
  screen,
} from '../registry/screening.ts'
import { type Against, screenAgainst } from '../registry/screening-against.ts'
import { type Change, compareScreens, compareWithRoster } from '../registry/screening-changes.ts'
import type { Verdict } from '../rules/evaluation.ts'
import { FACTS } from '../rules/fact-table.ts'
import { findRule, type RuleVersion } from '../rules/find-rule.ts'
import { sayRoute } from '../rules/routes.ts'
import { withParameters } from '../rules/what-if.ts'
import { type Host, Misuse, orMisuse, type Verb } from './host.ts'

const USAGE =
  '用法：screen <规则> [--on 日期] [--against 日期|版本|roster] [--set 参数=值 ...] [--near] [--json]，例如 screen R-LIST-IND --set output=8000'

const VERDICTS: Record<Verdict, string> = {
  pass: '符合',
  fail: '不符合',
  unknown: '资料不足',
  manual: '需人工核定',
}

/**
 * `screen`: all enterprises held against one rule. With `--set` by other values of its parameters, beside the values in
 * force; with `--against` beside another day's figures, another version or this year's 倍增名录.
 */
export const screenRule: Verb = async (host, args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      on: { type: 'string' },
      against: { type: 'string' },
      set: { type: 'string', multiple: true, default: [] },
      near: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  const [ruleId, ...more] = positionals
  if (!ruleId || more.length > 0) throw new Misuse(USAGE)
  const on = values.on ?? dayOf(host.now())
  if (!isDay(on)) throw new Misuse(`--on 应为 YYYY-MM-DD，现为“${on}”`)
  const { found, changes } = await orMisuse(() => screened(host, ruleId, on, values))
  if (values.json) {
    host.out(JSON.stringify({ ...summary(found), ...(values.near && { near: nearOf(found) }), ...changes }))
  } else {
    for (const line of describe(found, values.near)) host.out(line)
    if (changes) for (const line of describeChanges(changes)) host.out(line)
  }
  return 0
}

async function screened(
  host: Host,
  ruleId: string,
  on: string,
  { set, against: other }: { set: string[]; against?: string | undefined },
): Promise<{ found: Screening; changes: ToldChanges | null }> {
  const policies = await host.loadPolicies(host.db)
  const version = findRule(policies.documents, ruleId, on)
  if (version.rule.subject !== '企业')
    throw new Misuse(`${ruleId} 评的是${version.rule.subject}，不是企业，不能用 screen。`)
  const facts = await factRows(host.db, on)
  const supposed = set.length > 0 ? withParameters(version, settings(set, version)) : version
  const found = screen(facts, supposed)
  if (other === 'roster') return { found, changes: sinceRoster(found) }
  if (other !== undefined) {
    const against = await screenAgainst(host.db, policies, { version, facts }, other)
    return { found, changes: changesOf(against, found) }
  }
  const inForce = { words: '现行条件', screening: screen(facts, version) }
  return { found, changes: set.length > 0 ? changesOf(inForce, found) : null }
}

function settings(set: readonly string[], { rule }: RuleVersion): Record<string, string> {
  return Object.fromEntries(
    set.map(one => {
      const [, name, value] = /^([^=]+)=(.+)$/.exec(one) ?? []
      if (!name || !value)
        throw new Misuse(`--set 应为 参数=值，现为“${one}”，例如 screen ${rule.id} --set output=8000`)
      return [name.trim(), value.trim()]
    }),
  )
}

const firmAt = ({ facts }: Screening, row: number) => {
  const { uscc = '', name = '' } = facts.firms[row] ?? {}
  return { uscc, name }
}

function summary(found: Screening) {
  const { version, on, rows, counts, passing, waiting, hurdles, wanted } = found
  return {
    rule: version.rule.id,
    version: version.document.version,
    on,
    enterprises: rows.length,
    counts,
    passing: passing.map(({ row, via }) => ({ ...firmAt(found, row), via })),
    waiting: waiting.map(({ row, missing }) => ({ ...firmAt(found, row), missing })),
    wanted,
    hurdles,
  }
}

/** One step away, or every amount within a tenth of its target. */
function nearOf(found: Screening) {
  return found.near
    .filter(one => isOneStep(one) || isWithinTenth(one))
    .map(one => ({
      ...firmAt(found, one.row),
      conditions: one.conditions,
      steps: one.steps,
      share: one.share === null ? null : Math.round(one.share * 10_000) / 10_000,
      ...routeOf(found, one),
    }))
}

function routeOf(found: Screening, { row, cost }: NearMiss): { cost: number; words: string } {
  const [route] = answerOf(found, row).routes
  return route ? { cost: route.cost, words: sayRoute(route) } : { cost, words: '' }
}

interface ToldChange {
  uscc: string
  name: string
  /** How it stood before, and how it stands now. */
  before: string | null
  after: string
}

/** Who comes in and who drops out; `against` says compared with what. */
interface ToldChanges {
  against: string
  againstCounts: Screening['counts'] | null
  entered: ToldChange[]
  left: ToldChange[]
  stayed: number
}

function changesOf({ words, screening }: Against, found: Screening): ToldChanges {
  const { entered, left, stayed } = compareScreens(screening, found)
  const told = ({ row, before, after }: Change) => ({ ...firmAt(found, row), before, after })
  return {
    against: words,
    againstCounts: screening.counts,
    entered: entered.map(told),
    left: left.map(told),
    stayed,
  }
}

/** Members that cannot be decided are neither in nor out. */
function sinceRoster(found: Screening): ToldChanges {
  const { entering, leaving, staying } = compareWithRoster([found])
  const told = (before: string | null, after: Verdict) => (row: number) => ({
    ...firmAt(found, row),
    before,
    after,
  })
  return {
    against: `${found.on.slice(0, 4)}年倍增名录`,
    againstCounts: null,
    entered: entering.map(told(null, 'pass')),
    left: leaving.map(told('listed', 'fail')),
    stayed: staying,
  }
}

function describe(found: Screening, withNear: boolean): string[] {
  const { rule, version, on, enterprises, counts, passing, hurdles, wanted } = summary(found)
  const { title } = found.version.rule
  const near = withNear ? nearOf(found) : []
  return [
    `${rule} ${title}（${version}版，${on}）`,
    `企业 ${enterprises} 家：${sayCounts(counts)}`,
    ...section('符合：', passing, ({ uscc, name, via }) => `${uscc}  ${name}  ${via.join('、')}`),
    ...section(
      '只差一步或差额在一成以内：',
      near,
      ({ uscc, name, words, steps, share }) =>
        `${uscc}  ${name}  ${words}${steps === 1 ? '  只差一步' : ''}${share === null ? '' : `  差${(share * 100).toFixed(1)}%`}`,
    ),
    ...section(
      '各条件（不符合的企业数，其中只差这一条的）：',
      hurdles.filter(({ failed }) => failed > 0),
      ({ id, label, failed, alone }) => `${id}  ${label}  ${failed}  ${alone}`,
    ),
    ...section(
      '资料不足，等待的数据：',
      wanted,
      ({ fact, firms }) => `${fact}  ${FACTS[fact].label}  ${firms} 家`,
    ),
    '仅为测算，以正式评定为准。',
  ]
}

function describeChanges({ against, againstCounts, entered, left, stayed }: ToldChanges): string[] {
  const said = (verdict: string | null) =>
    verdict === null ? '不在' : verdict === 'listed' ? '在册' : VERDICTS[verdict as Verdict]
  const line = ({ uscc, name, before, after }: ToldChange) =>
    `${uscc}  ${name}  ${said(before)} → ${said(after)}`
  return [
    `对照：${against}${againstCounts ? `（${sayCounts(againstCounts)}）` : ''}`,
    `新进 ${entered.length} 家，退出 ${left.length} 家，不变 ${stayed} 家`,
    ...section('新进：', entered, line),
    ...section('退出：', left, line),
  ]
}

const sayCounts = (counts: Screening['counts']) =>
  (Object.keys(VERDICTS) as Verdict[]).map(verdict => `${VERDICTS[verdict]} ${counts[verdict]}`).join('，')

function section<T>(title: string, items: readonly T[], line: (item: T) => string): string[] {
  return items.length === 0 ? [] : [title, ...items.map(item => `  ${line(item)}`)]
}
