import { parseArgs } from 'node:util'
import { dayOf, isDay } from '../lib/time.ts'
import { assess } from '../registry/assess.ts'
import { findReceipt, type Receipt, receiptNumber } from '../registry/receipts.ts'
import { answerIn, type Replay, replay } from '../registry/replay.ts'
import type { Verdict } from '../rules/evaluation.ts'
import { FACTS } from '../rules/fact-table.ts'
import { isFactName } from '../rules/facts.ts'
import { findRule } from '../rules/find-rule.ts'
import { Misuse, orMisuse, type Verb } from './host.ts'

const VERDICTS: Record<Verdict, string> = {
  pass: '符合',
  fail: '不符合',
  unknown: '资料不足',
  manual: '需人工核定',
}

/** `receipt`: one judgement as it was kept, judged again; exit code 2 where that does not come out the same. */
export const receipt: Verb = async (host, args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  })
  const [number = '', ...more] = positionals
  if (!/^\d{1,15}$/.test(number) || more.length > 0) throw new Misuse('用法：receipt <留痕编号> [--json]')
  const found = await findReceipt(host.db, Number(number))
  if (!found) throw new Misuse(`没有编号为 ${number} 的留痕。`)
  const again = await replay(host.db, found)
  if (values.json) {
    const { isSame, evaluation } = again
    const why = again.isSame ? null : again.why
    host.out(JSON.stringify({ ...found, replay: { isSame, why, evaluation } }))
  } else for (const line of describe(found, again)) host.out(line)
  return again.isSame ? 0 : 2
}

const PURPOSES: Record<Receipt['purpose'], string> = { asked: '自测', supposed: '试算', assessment: '评定' }

function describe(found: Receipt, again: Replay): string[] {
  const answer = answerIn(found)
  return [
    `留痕 ${receiptNumber(found.id)}  ${PURPOSES[found.purpose]}  ${found.at.toISOString()}  ${found.askedBy}`,
    `${found.uscc ?? '未指定企业'}  ${found.rule}  ${found.document}（${found.version}）  按 ${found.asOf}`,
    `结论：${VERDICTS[answer.verdict]}`,
    ...answer.conditions.map(
      ({ id, label, verdict, actual, operator, threshold, unit, shortfall }) =>
        `  ${VERDICTS[verdict]}  ${id} ${label}：${actual ?? '未知'} ${operator ?? ''} ${threshold ?? ''}${unit ?? ''} ${shortfall ?? ''}`,
    ),
    '数据：',
    ...Object.entries(found.facts).map(([name, { value, source, period, recordedAt }]) => {
      const label = isFactName(name) ? FACTS[name].label : name
      const from = [source, period, recordedAt?.slice(0, 10)].filter(Boolean).join(' ')
      return `  ${label}（${name}） ${JSON.stringify(value)}  ${from}`
    }),
    `规则 sha-256 ${found.ruleHash}`,
    again.isSame ? '用留存的规则和数据重算，结果相同。' : again.why,
  ]
}

/** `assess`: judges all enterprises by a rule, and keeps receipts. */
export const assessRule: Verb = async (host, args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      on: { type: 'string' },
      as: { type: 'string', default: 'operator' },
      json: { type: 'boolean', default: false },
    },
  })
  const [ruleId, ...more] = positionals
  if (!ruleId || more.length > 0) throw new Misuse('用法：assess <规则> [--on 日期] [--as 用户] [--json]')
  const on = values.on ?? dayOf(host.now())
  if (!isDay(on)) throw new Misuse(`--on 应为 YYYY-MM-DD，现为“${on}”`)
  const { documents } = await host.loadPolicies(host.db)
  const done = await orMisuse(async () => {
    const version = findRule(documents, ruleId, on)
    const by = { by: values.as, now: host.now() }
    const found = await host.db.transaction(tx => assess(tx as typeof host.db, version, on, by))
    return { rule: ruleId, version: version.document.version, on, ...found }
  })
  if (values.json) host.out(JSON.stringify(done))
  else {
    const { counts, judged, near, kept, version } = done
    host.out(`${ruleId}（${version}）按 ${on} 评定 ${judged} 家企业：`)
    const said = (['pass', 'fail', 'unknown', 'manual'] as const).map(
      one => `${VERDICTS[one]} ${counts[one]} 家`,
    )
    host.out(`${said.join('，')}；其中只差一步或差一成以内 ${near} 家。`)
    host.out(
      `已留痕 ${kept} 家。${counts.manual === judged ? '该版本的条件须人工核定，系统没有可留的结论。' : ''}`,
    )
  }
  return 0
}
