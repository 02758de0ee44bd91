import type { CaseFacts } from '../../../db/notice.ts'
import { type Block, type Button, buttons } from '../card.ts'

/** What a card about a case can offer. */
export type CaseMove = 'sign' | 'progress' | 'finish' | 'pass' | 'return' | 'rate'

/** A click on a case's card; the round tells which result it was about. */
function act(facts: CaseFacts, intent: string, more: Record<string, unknown> = {}) {
  return { command: 'case', intent, args: { case_no: facts.no, round: facts.round, ...more } }
}

function buttonsFor(facts: CaseFacts, move: CaseMove): Button[] {
  switch (move) {
    case 'sign':
      return [{ label: '签收', style: 'primary', action: act(facts, 'case.sign') }]
    case 'progress':
      return [{ label: '填写进展', action: act(facts, 'case.progress') }]
    case 'finish':
      return [{ label: '办结', style: 'primary', action: act(facts, 'case.finish') }]
    case 'pass':
      return [{ label: '审核通过', style: 'primary', action: act(facts, 'case.review_pass') }]
    case 'return':
      return [{ label: '退回补办', style: 'danger', action: act(facts, 'case.review_return') }]
    case 'rate':
      return [
        { label: '满意', style: 'primary', action: act(facts, 'case.rate', { rating: '满意' }) },
        { label: '基本满意', action: act(facts, 'case.rate', { rating: '基本满意' }) },
        { label: '不满意', style: 'danger', action: act(facts, 'case.rate', { rating: '不满意' }) },
      ]
  }
}

/** The buttons for what may be done now; no block when there is nothing. */
export function moveButtons(facts: CaseFacts, moves: readonly CaseMove[]): Block[] {
  const list = moves.flatMap(move => buttonsFor(facts, move))
  return list.length > 0 ? [buttons(...list)] : []
}

/** Moves that need words, and how they are asked for. */
const FORMS = {
  progress: {
    intent: 'case.progress',
    field: 'note',
    label: '进展情况',
    submit: '提交进展',
    hint: '做了什么、下一步什么时候',
  },
  finish: {
    intent: 'case.finish',
    field: 'result',
    label: '办理结果',
    submit: '提交办结',
    hint: '怎么解决的、企业是否认可',
  },
  return: {
    intent: 'case.review_return',
    field: 'reason',
    label: '退回理由',
    submit: '退回补办',
    hint: '还差什么、要补什么',
  },
  reject: {
    intent: 'case.rate',
    field: 'reason',
    label: '不满意的原因',
    submit: '提交评价',
    hint: '哪里没解决，希望怎么办',
  },
} as const

export type WordedMove = keyof typeof FORMS

/** The small form a move is written in, filled with `value` if something was already said. */
export function moveForm(facts: CaseFacts, move: WordedMove, value = ''): Block {
  const { intent, field, label, submit, hint } = FORMS[move]
  return {
    kind: 'form',
    name: `case_${move}`,
    fields: [
      {
        kind: 'text',
        name: field,
        label,
        placeholder: hint,
        required: true,
        long: true,
        ...(value && { value }),
      },
    ],
    submit: {
      label: submit,
      style: 'primary',
      action: act(facts, intent, move === 'reject' ? { rating: '不满意' } : {}),
    },
  }
}
