import Big from 'big.js'
import { z } from 'zod'
import type { Loan, LoanPart } from '../../src/chat/loan.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { parseMoney } from '../../src/lib/money.ts'
import type { FactName } from '../../src/rules/fact-table.ts'
import { type Facts, parseFacts } from '../../src/rules/facts.ts'

/** An amount or rate as a number from a text, or as typed into a form. */
const typed = z.union([z.number(), z.string().max(40)]).optional()

export const loanSlots = {
  loan_wan: typed,
  rate_pct: typed,
  interest_wan: typed,
  equipment_wan: typed,
  equipment_investment_wan: typed,
  granted_wan: typed,
} satisfies Record<keyof Loan, typeof typed>
type Typed = z.infer<z.ZodObject<typeof loanSlots>>

/** What each part is called in a form, and which fact of the rule it is. */
export const LOAN_PARTS: Record<LoanPart, { fact: FactName; label: string }> = {
  loan_wan: { fact: 'loan_principal', label: '购置设备贷款本金（万元）' },
  equipment_wan: { fact: 'equipment_spend', label: '设备购置支出（万元）' },
  interest_wan: { fact: 'interest_paid', label: '十二个月内实付利息（万元）' },
  equipment_investment_wan: { fact: 'equipment_investment_y', label: '上年度技改设备投资（万元）' },
  granted_wan: { fact: 'already_granted', label: '当年已获贴息（万元）' },
}
const HIGHEST_PERCENT = 36

/**
 * The facts somebody gives of a loan. Empty fields of a form are unknown.
 * @throws {Refusal} naming the amount or rate that cannot be read
 */
export function loanFacts(given: Typed): Facts {
  const facts: Record<string, string> = {}
  for (const [part, { fact, label }] of Object.entries(LOAN_PARTS)) {
    const value = given[part as LoanPart]
    if (value === undefined || value === '') continue
    const amount = parseMoney(String(value))
    if (!amount || amount.lt(0))
      throw new Refusal(`“${label}”填的是“${value}”，看不懂。请写成数字，例如 800 或 800万。`)
    facts[fact] = amount.toFixed()
  }
  const rate = rateOf(given.rate_pct)
  if (rate) facts.loan_rate = rate.div(100).toFixed()
  return parseFacts(facts)
}

function rateOf(value: Typed['rate_pct']): Big | null {
  if (value === undefined || value === '') return null
  const number = /^(\d+(?:\.\d+)?)\s*(?:%|％|个点)?$/.exec(String(value).trim())?.[1]
  if (number === undefined || new Big(number).gt(HIGHEST_PERCENT))
    throw new Refusal(`年利率填的是“${value}”，看不懂。请写成百分数，例如 4.2 或 4.2%。`)
  return new Big(number)
}
