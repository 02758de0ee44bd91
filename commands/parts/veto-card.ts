import { type Block, bad, bold, type Card, good, note, type Span, text, warn } from '../../src/chat/card.ts'
import type { Day } from '../../src/lib/time.ts'
import { sayActual, sayThreshold } from '../../src/registry/say-condition.ts'
import type { Verdict } from '../../src/rules/evaluation.ts'
import type { Judged } from './eligibility-card.ts'

const ANSWER: Record<Verdict, Span> = {
  pass: bad('不予奖励（触发一票否决）'),
  fail: good('未触发一票否决'),
  unknown: warn('资料不足：事故记录不全，不能断定'),
  manual: warn('需人工核定'),
}
const TONE = { pass: 'bad', fail: 'good', unknown: 'warn', manual: 'warn' } as const

/** 一票否决: whether a serious accident of the year blocks awards; the rule alone when `isPublic`. */
export function vetoCard(
  judged: readonly Judged[],
  { head, isPublic, on, tags }: { head: Block[]; isPublic: boolean; on: Day; tags: string[] },
): Card {
  const [one] = judged
  if (!one) throw new Error('nothing judged')
  const { version, evaluation } = one
  const flags = evaluation.flags.map(flag => text(`· ${flag}`))
  return {
    title: '安全环保一票否决',
    tone: isPublic ? 'info' : TONE[evaluation.verdict],
    ...(tags.length > 0 && { tags }),
    blocks: [
      ...head,
      ...(isPublic
        ? [text(bold('条款：'), version.rule.quote ?? version.rule.clause)]
        : [
            text(`${on.slice(0, 4)}年度：`, ANSWER[evaluation.verdict]),
            ...evaluation.conditions.map(one =>
              text(`${one.label}：${sayActual(one)}（${sayThreshold(one)}即否决）`),
            ),
          ]),
      ...flags,
      note(`依据${evaluation.source.document}（${evaluation.source.status}）。以主管部门认定为准。`),
    ],
  }
}
