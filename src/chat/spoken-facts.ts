import type { Day } from '../lib/time.ts'
import { findPeriod } from '../registry/find-period.ts'
import type { FoundAmount } from './amounts-in.ts'

/** What somebody says of a firm in a question about it; 万元 and percent, months as `2022-03`. */
export interface SpokenFacts {
  output_wan?: number
  tax_wan?: number
  revenue_wan?: number
  invest_wan?: number
  output_growth_pct?: number
  tax_growth_pct?: number
  revenue_growth_pct?: number
  /** First 入规. */
  first_above_scale?: string
  /** When it began to produce. */
  production_date?: string
  /** The year the amounts are of, where the text says which. */
  year?: number
}

type AmountFact = 'output_wan' | 'tax_wan' | 'revenue_wan' | 'invest_wan'
type GrowthFact = 'output_growth_pct' | 'tax_growth_pct' | 'revenue_growth_pct'

/** What an amount or a growth is of: the word nearest before it, else after it. */
const NAMED: readonly { words: RegExp; amount: AmountFact; growth?: GrowthFact }[] = [
  { words: /产值/, amount: 'output_wan', growth: 'output_growth_pct' },
  { words: /税收|税金|纳税|交税|缴税|税/, amount: 'tax_wan', growth: 'tax_growth_pct' },
  { words: /营收|营业收入|销售收入|收入/, amount: 'revenue_wan', growth: 'revenue_growth_pct' },
  { words: /投资|投了|投入|投/, amount: 'invest_wan' },
]
const PERCENT = /(\d+(?:\.\d+)?)\s*(?:%|个(?:百分)?点)|百分之(\d+(?:\.\d+)?)/g
const TWICE = /翻倍|翻番|翻了?一番|涨了?一倍|增长?了?一倍/g
/** Less of something is no growth: `增28%差两个点`. */
const LESS = /差\s*$/

interface Named {
  at: number
  end: number
  amount: AmountFact
  growth: GrowthFact | undefined
}

/** Everything said of a firm's figures in a text, by the names of the outside contract. */
export function spokenFacts(text: string, amounts: readonly FoundAmount[], today: Day): SpokenFacts {
  const facts: SpokenFacts = {}
  const names = namesIn(text)
  for (const { start, end, wan } of amounts) {
    const name = nearest(names, start, end)
    if (name && facts[name.amount] === undefined) facts[name.amount] = wan
  }
  for (const { at, percent } of growthsIn(text)) {
    const name = nearest(names, at, at)
    if (name?.growth && facts[name.growth] === undefined) facts[name.growth] = percent
  }
  const month = findPeriod(text, today)
  const isMonth = month && /^\d{4}-\d{2}$/.test(month.period)
  if (isMonth && /首次|入规|上规/.test(text) && !/月度/.test(text)) facts.first_above_scale = month.period
  if (isMonth && /投产|建成/.test(text)) facts.production_date = month.period
  return facts
}

function namesIn(text: string): Named[] {
  return NAMED.flatMap(({ words, amount, growth }) =>
    [...text.matchAll(new RegExp(words, 'g'))].map(({ index, 0: word }) => ({
      at: index,
      end: index + word.length,
      amount,
      growth,
    })),
  )
}

/** As far as one reads on from a word to its number, and back from a number to a word behind it. */
const BEFORE = 8
const AFTER = 4

function nearest(names: readonly Named[], start: number, end: number): Named | null {
  const before = names
    .filter(one => one.end <= start && start - one.end <= BEFORE)
    .sort((a, b) => b.at - a.at)[0]
  const after = names.filter(one => one.at >= end && one.at - end <= AFTER).sort((a, b) => a.at - b.at)[0]
  return before ?? after ?? null
}

function growthsIn(text: string): { at: number; percent: number }[] {
  const percents = [...text.matchAll(PERCENT)]
    .filter(({ index }) => !LESS.test(text.slice(0, index)))
    .map(({ index, 1: plain, 2: worded }) => ({ at: index, percent: Number(plain ?? worded) }))
  const doubled = [...text.matchAll(TWICE)].map(({ index }) => ({ at: index, percent: 100 }))
  return [...percents, ...doubled].sort((a, b) => a.at - b.at)
}
