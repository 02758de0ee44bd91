import { parseArgs } from 'node:util'
import { z } from 'zod'
import { Refusal } from '../lib/errors.ts'
import { dayOf, isDay } from '../lib/time.ts'
import { type Answer, answer } from '../rules/answer.ts'
import { parseFacts } from '../rules/facts.ts'
import { findRule, NotInForce } from '../rules/find-rule.ts'
import { sayRoute } from '../rules/routes.ts'
import { answerLines, type Host, Misuse, type Verb } from './host.ts'

/** One line of `evaluate --lines`. */
const question = z.object({
  rule: z.string().optional(),
  facts: z.record(z.string(), z.unknown()).default({}),
  on: z.string().optional(),
})

/** What cannot be judged, and why: an answer as well, so that one line does not spoil the others. */
interface Refused {
  rule: string
  refusal: string
}

/**
 * `evaluate`: one rule on given facts, no database rows involved. A day on which nothing was in force is answered as
 * such; a rule or fact that does not exist is the operator's fault, but for `--lines`, where it answers its line.
 */
export const evaluate: Verb = async (host, args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      facts: { type: 'string' },
      on: { type: 'string' },
      json: { type: 'boolean' },
      lines: { type: 'string' },
    },
  })
  if (values.lines) {
    const wanted = '要有 rule（规则编号）和 facts（数据），on（日期）可省'
    await answerLines(host, values.lines, { shape: question, wanted }, async line => {
      const rule = line.rule ?? positionals[0]
      return orRefused(rule, Refusal, () => judge(host, rule, line.facts, line.on ?? values.on))
    })
    return 0
  }
  const [rule] = positionals
  const judged = await orRefused(rule, NotInForce, () => judge(host, rule, factsOf(values.facts), values.on))
  if (values.json) host.out(JSON.stringify(judged))
  else for (const line of 'refusal' in judged ? [judged.refusal] : describe(judged)) host.out(line)
  return 0
}

async function judge(
  host: Host,
  rule: string | undefined,
  facts: unknown,
  on: string | undefined,
): Promise<Answer> {
  if (rule === undefined)
    throw new Misuse('缺少规则编号，例如 evaluate R-LIST-IND --facts \'{"output_y":12000}\'')
  const day = on ?? dayOf(host.now())
  if (!isDay(day)) throw new Misuse(`--on 应为 YYYY-MM-DD，现为“${day}”`)
  const { documents } = await host.loadPolicies(host.db)
  return answer(findRule(documents, rule, day), parseFacts(facts), { on: day })
}

async function orRefused(
  rule: string | undefined,
  kind: typeof Refusal,
  body: () => Promise<Answer>,
): Promise<Answer | Refused> {
  try {
    return await body()
  } catch (error) {
    if (error instanceof kind) return { rule: rule ?? '', refusal: error.message }
    if (error instanceof Refusal) throw new Misuse(error.message)
    throw error
  }
}

function factsOf(text = '{}'): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Misuse('--facts 应为 JSON 对象，例如 \'{"output_y":12000,"output_y1":9000}\'')
  }
}

const VERDICTS = { pass: '符合', fail: '不符合', unknown: '资料不足', manual: '人工核定' }

function describe({
  rule,
  verdict,
  source,
  conditions,
  calculation,
  routes,
  flags,
  result,
}: Answer): string[] {
  return [
    `${rule} ${VERDICTS[verdict]}（${source.document} ${source.clause}）`,
    ...conditions.map(
      ({ label, actual, operator, threshold, unit, verdict: own, shortfall }) =>
        `  ${VERDICTS[own]}  ${label}：${actual ?? '未知'} ${operator ?? ''} ${threshold ?? ''}${unit ?? ''} ${shortfall ?? ''}`,
    ),
    ...Object.entries(result).map(([name, value]) => `  ${name} = ${value ?? '未知'}`),
    ...calculation.map(line => `  ${line}`),
    ...routes.map(
      (route, i) =>
        `  路径${i + 1}${route.via.length > 0 ? `（${route.via.join('、')}）` : ''}：${sayRoute(route)}`,
    ),
    ...flags.map(flag => `  ※ ${flag}`),
  ]
}
