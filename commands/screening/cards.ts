import {
  type Block,
  bold,
  buttons,
  type Card,
  fields,
  note,
  type Span,
  text,
  warn,
} from '../../src/chat/card.ts'
import type { Day } from '../../src/lib/time.ts'
import type { ListedFirm } from '../../src/registry/fact-rows.ts'
import { sayLabel, sayThreshold } from '../../src/registry/say-condition.ts'
import {
  answerOf,
  isOneStep,
  isWithinTenth,
  type NearMiss,
  type Screening,
} from '../../src/registry/screening.ts'
import type { RuleVersion } from '../../src/rules/find-rule.ts'
import { sayRoute } from '../../src/rules/routes.ts'
import { branchesOf, leavesOf } from '../../src/rules/truth.ts'
import { sayMissing } from '../parts/conditions.ts'
import { sayYears } from '../parts/eligibility-card.ts'

/** As many lines as people read on a card; the rest is counted. */
const SHOWN = 10

/** The words all cards of a screening begin and end with. */
export function screeningCard(
  title: string,
  found: Screening,
  { scope, blocks }: { scope: string; blocks: Block[] },
): Card {
  const { rule, document } = found.version
  const isDemo = found.rows.some(row => found.facts.firms[row]?.isDemo)
  return {
    title,
    tone: 'info',
    ...(isDemo && { tags: ['演示数据'] }),
    blocks: [
      text(bold(scope), `${found.rows.length}家企业，按“${rule.title}”测算。`),
      ...blocks,
      note(sayYears(found.on)),
      note(
        `依据${document.title}（${document.status}，${document.effectiveFrom}起施行）。仅为测算，以正式评定为准。`,
      ),
    ],
  }
}

export const countFields = ({ counts: { pass, fail, unknown, manual } }: Screening): Block =>
  fields({
    符合可量化条件: `${pass}家`,
    不符合: `${fail}家`,
    资料不足: `${unknown}家`,
    需人工核定: manual > 0 ? `${manual}家` : null,
  })

/**
 * Firms one a line, the first of them; then how many there are beside, and the flags by which the command line lists
 * them all.
 */
function firmTable<T extends { row: number }>(
  { facts, version }: Screening,
  items: readonly T[],
  columns: Record<string, (item: T, firm: ListedFirm) => string>,
  flags = '',
): Block[] {
  if (items.length === 0) return []
  const shown = items.slice(0, SHOWN)
  const keys = Object.keys(columns)
  const table: Block = {
    kind: 'table',
    columns: [{ key: 'name', title: '企业' }, ...keys.map((title, i) => ({ key: `c${i}`, title }))],
    rows: shown.flatMap(item => {
      const firm = facts.firms[item.row]
      if (!firm) return []
      const cells = keys.map((title, i) => [`c${i}`, columns[title]?.(item, firm) ?? ''])
      return [{ name: firm.shortName, ...Object.fromEntries(cells) }]
    }),
  }
  const rest = items.length - shown.length
  if (rest === 0) return [table]
  const how = ['screen', version.rule.id, flags].filter(Boolean).join(' ')
  return [table, note(`另有${rest}家未列出；全部名单请系统管理员用命令导出：${how}`)]
}

/** Branches by their short names: 条件一（产值和税金）is 条件一. */
const sayVia = ({ rule }: RuleVersion, via: readonly string[]): string =>
  branchesOf(rule.when)
    .filter(({ id }) => via.includes(id))
    .map(({ id, label = id }) => label.replace(/（.*$/, ''))
    .join('、')

/** A condition told from others of the same figure: 条件一·2022年工业产值增幅. */
export function sayCondition(version: RuleVersion, id: string, on: Day): string {
  const { when } = version.rule
  const branch = branchesOf(when).find(one => leavesOf(one).some(leaf => leaf.id === id))
  const label = leavesOf(when).find(leaf => leaf.id === id)?.label ?? id
  return `${branch ? `${sayVia(version, [branch.id])}·` : ''}${sayLabel(label, on)}`
}

/** What each near miss is short of, cheapest first. */
export function nearTable(found: Screening, near: readonly NearMiss[]): Block[] {
  return firmTable(
    found,
    near,
    {
      还差: ({ row }) => wayOf(found, row),
      情形: one =>
        [
          isOneStep(one) ? '只差一步' : '',
          isWithinTenth(one) && one.share !== null ? `差${sayShare(one.share)}` : '',
        ]
          .filter(Boolean)
          .join('，'),
    },
    '--near',
  )
}

const sayShare = (share: number) => `${(share * 100).toFixed(1)}%`

/** The easiest way left to a firm, in words. */
function wayOf(found: Screening, row: number): string {
  const [route] = answerOf(found, row).routes
  return route ? sayRoute(route) : ''
}

/** Who is waited for, and for what. */
export function waitingBlocks(found: Screening): Block[] {
  const { waiting, wanted, facts, on } = found
  if (waiting.length === 0) return []
  const most = wanted.slice(0, 3).map(({ fact, firms }) => `${sayMissing([fact], on)}（${firms}家）`)
  const names = waiting.slice(0, 5).map(({ row }) => facts.firms[row]?.shortName ?? '')
  const rest = waiting.length > names.length ? `等${waiting.length}家` : ''
  return [text(warn('资料不足：'), `${names.join('、')}${rest}；最缺的是${most.join('、')}。`)]
}

/** Conditions and how many firms they keep out; `say` words a count, which a group may not read exactly. */
export function hurdleTable(found: Screening, say: (firms: number) => string): Block[] {
  const [row] = found.rows
  const judged = row === undefined ? [] : answerOf(found, row).conditions
  const rows = found.hurdles
    .filter(({ failed }) => failed > 0)
    .slice(0, SHOWN)
    .map(({ id, failed, alone }) => {
      const condition = judged.find(one => one.id === id)
      return {
        name: sayCondition(found.version, id, found.on),
        wanted: condition ? sayThreshold(condition) : '',
        failed: say(failed),
        alone: alone === 0 ? '—' : say(alone),
      }
    })
  return [
    {
      kind: 'table',
      columns: [
        { key: 'name', title: '条件' },
        { key: 'wanted', title: '要求' },
        { key: 'failed', title: '不符合', align: 'right' },
        { key: 'alone', title: '只差这一条', align: 'right' },
      ],
      rows,
    },
  ]
}

/** Who passes, and by which condition of which rule. */
export function passingTable(found: Screening): Block[] {
  const listed = found.facts.columns.columns.get('listed')?.low
  return firmTable(found, found.passing, {
    满足: ({ via }) => sayVia(found.version, via),
    现名录: ({ row }) => (listed?.[row] === 1 ? '在册' : '不在册'),
  })
}

/**
 * Firms that come in, with the condition they come in by, and firms that drop out, with what they lack. Of several rules
 * one is enough; what is lacking is told by the first, those lacking least first.
 */
export function changeBlocks(
  screens: readonly [Screening, ...Screening[]],
  { entered, left }: { entered: readonly { row: number }[]; left: readonly { row: number }[] },
  { flags, ...titles }: { entered: string; left: string; flags: string },
): Block[] {
  const [found] = screens
  const ease = new Map(found.near.map(({ row }, place) => [row, place]))
  const easeOf = ({ row }: { row: number }) => ease.get(row) ?? Number.POSITIVE_INFINITY
  const via = (row: number) =>
    screens
      .flatMap(({ passing, version }) =>
        passing.filter(one => one.row === row).map(one => sayVia(version, one.via)),
      )
      .join('、')
  const head = (words: string, n: number): Span[] => [bold(words), `：${n}家`]
  return [
    text(...head(titles.entered, entered.length)),
    ...firmTable(found, entered, { 满足: ({ row }) => via(row) }, flags),
    text(...head(titles.left, left.length)),
    ...firmTable(
      found,
      left.toSorted((a, b) => easeOf(a) - easeOf(b)),
      { 还差: ({ row }) => wayOf(found, row) },
      flags,
    ),
  ]
}

/** A button that asks one of the questions of this command. */
export const screeningButton = (label: string, intent: string, args: Record<string, unknown>): Block =>
  buttons({ label, action: { command: 'screening', intent, args } })
