import { z } from 'zod'
import { say } from '../../src/chat/card.ts'
import type { Said } from '../../src/chat/command.ts'

const amount = z.number().optional()

/** What is supposed of a firm in a text or by a button. */
export const spokenFactsShape = z.object({
  output_wan: amount,
  tax_wan: amount,
  revenue_wan: amount,
  invest_wan: amount,
  output_growth_pct: amount,
  tax_growth_pct: amount,
  revenue_growth_pct: amount,
  first_above_scale: z.string().max(10).optional(),
  production_date: z.string().max(10).optional(),
  year: z.number().int().optional(),
})
type Supposed = z.infer<typeof spokenFactsShape>

/** 优质企业梯度培育 (专精特新, 小巨人): asked about often, and in none of the documents. */
export const LADDER = 'R-SME-LADDER'

/** Says so, and who knows. */
export const ladderCard = () =>
  say(
    '库里的文件没有规定',
    '专精特新、小巨人、单项冠军的认定条件不在本系统收录的文件里，不能替您对照。请咨询市工业和信息化局或所在县市区工信部门；是否已在梯度培育库，可以问“某某企业进了哪些库”。',
    'plain',
  )

/** What somebody says of a firm, by the names of the rules' facts: amounts of the fact year, ratios plain. */
export function ruleFacts(spoken: Supposed): Record<string, unknown> {
  const { first_above_scale: entered } = spoken
  const ratio = (percent: number | undefined) => (percent === undefined ? undefined : percent / 100)
  const facts = {
    output_y: spoken.output_wan,
    tax_y: spoken.tax_wan,
    revenue_y: spoken.revenue_wan,
    new_investment_y: spoken.invest_wan,
    output_growth: ratio(spoken.output_growth_pct),
    tax_growth: ratio(spoken.tax_growth_pct),
    revenue_growth: ratio(spoken.revenue_growth_pct),
    first_above_scale_date: entered && `${entered}-01`,
  }
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
}

/** Which of the roster's conditions a text is about, by what it says of the firm. */
export function readAsked({ text, slots }: Said): Record<string, unknown> {
  const { facts, rule } = slots
  if (/专精特新|小巨人|单项冠军/.test(text)) return { rule: LADDER }
  if (!facts || (rule !== undefined && rule !== 'R-LIST-IND')) return {}
  const isOfRoster = rule === 'R-LIST-IND' || rule === undefined
  if (!isOfRoster || (facts.revenue_wan !== undefined && facts.output_wan === undefined)) return {}
  const branch =
    facts.first_above_scale !== undefined
      ? 'C3'
      : facts.output_wan !== undefined || facts.tax_wan !== undefined || facts.output_growth_pct !== undefined
        ? 'C1'
        : facts.invest_wan !== undefined
          ? 'C2'
          : null
  const year =
    /今年/.test(text) && slots.period ? { facts: { ...facts, year: Number(slots.period.slice(0, 4)) } } : {}
  return branch ? { rule: `R-LIST-IND.${branch}`, ...year } : {}
}
