import type { CaseFacts } from '../../../db/notice.ts'
import { OUTCOMES } from '../../../db/schema/index.ts'
import { type Action, type Block, type Button, buttons } from '../card.ts'

/** One thing a form asks for. Units and categories are chosen from lists the caller hands in. */
export type Asked =
  | { kind: 'words'; name: string; label: string; hint: string; short?: true; optional?: true }
  | { kind: 'unit'; name: string; label: string }
  | { kind: 'date'; name: string; label: string; optional?: true }
  /** Optional: said by nobody, the first option is meant. */
  | { kind: 'choice'; name: string; label: string; options: readonly string[]; optional?: true }
  | { kind: 'category'; name: string; label: string }

export interface Move {
  label: string
  style?: 'primary' | 'danger'
  /** The command it belongs to, where that is not `case`. */
  command?: string
  intent: string
  /** Asked for before it is done; without a form a click does it. */
  form?: { submit: string; asks: readonly Asked[]; args?: Record<string, unknown> }
}

const words = (name: string, label: string, hint: string) => ({ kind: 'words', name, label, hint }) as const
const reason = (hint: string, label = '理由') => words('reason', label, hint)
const until = (label: string) => ({ kind: 'date', name: 'due', label }) as const
const unit = (label: string) => ({ kind: 'unit', name: 'unit', label }) as const

const HOLDS = ['待企业补正', '待上级答复', '待外部条件', '纳入专班'] as const

/** What a card about a case can offer, in the order buttons stand in. */
export const MOVES = {
  assign: {
    label: '交办',
    style: 'primary',
    intent: 'case.assign',
    form: {
      submit: '交办',
      asks: [
        unit('承办单位'),
        { kind: 'date', name: 'due', label: '办结期限（不填按派单规则）', optional: true },
        { ...reason('为什么交给这个单位'), optional: true },
      ],
    },
  },
  decline: {
    label: '不予受理',
    style: 'danger',
    intent: 'case.decline',
    form: {
      submit: '不予受理',
      asks: [reason('为什么不能受理'), words('guidance', '可以找谁', '企业接下来该找哪里、怎么联系')],
    },
  },
  sign: { label: '签收', style: 'primary', intent: 'case.sign' },
  dispute: {
    label: '退回派单',
    style: 'danger',
    intent: 'case.dispute',
    form: { submit: '退回派单', asks: [reason('为什么不该由本单位承办'), unit('建议承办单位')] },
  },
  progress: {
    label: '填写进展',
    intent: 'case.progress',
    form: { submit: '提交进展', asks: [words('note', '进展情况', '做了什么、下一步什么时候')] },
  },
  finish: {
    label: '办结',
    style: 'primary',
    intent: 'case.finish',
    form: {
      submit: '提交办结',
      asks: [
        words('result', '办理结果', '怎么解决的、企业是否认可'),
        {
          kind: 'choice',
          name: 'outcome',
          label: '结果类型',
          options: OUTCOMES.filter(one => one !== '企业撤回'),
          optional: true,
        },
      ],
    },
  },
  askExtension: {
    label: '申请延期',
    intent: 'case.extend',
    form: { submit: '提交申请', asks: [until('延期到'), reason('为什么按期办不完')] },
  },
  askHold: {
    label: '申请挂起',
    intent: 'case.ask_hold',
    form: {
      submit: '提交申请',
      asks: [{ kind: 'choice', name: 'reason', label: '原因', options: HOLDS }, until('恢复日期')],
    },
  },
  extend: { label: '同意延期', style: 'primary', intent: 'case.grant_extension' },
  refuseExtension: {
    label: '不同意',
    style: 'danger',
    intent: 'case.refuse_extension',
    form: { submit: '不同意延期', asks: [reason('为什么不同意')] },
  },
  hold: { label: '同意挂起', style: 'primary', intent: 'case.grant_hold' },
  pause: {
    label: '挂起',
    intent: 'case.hold',
    form: {
      submit: '挂起',
      asks: [{ kind: 'choice', name: 'reason', label: '原因', options: HOLDS }, until('恢复日期')],
    },
  },
  refuseHold: {
    label: '不同意',
    style: 'danger',
    intent: 'case.refuse_hold',
    form: { submit: '不同意挂起', asks: [reason('为什么不同意')] },
  },
  resume: { label: '恢复办理', style: 'primary', intent: 'case.resume' },
  coassign: {
    label: '请单位协办',
    intent: 'case.coassign',
    form: {
      submit: '请其协办',
      asks: [unit('协办单位'), words('task', '协办事项', '请对方做什么'), until('协办期限')],
    },
  },
  coreport: {
    label: '反馈协办情况',
    style: 'primary',
    intent: 'case.coreport',
    form: { submit: '提交反馈', asks: [words('answer', '协办情况', '办了什么、结果怎样')] },
  },
  transfer: {
    label: '转办',
    intent: 'case.reassign',
    form: { submit: '转办', asks: [unit('转给'), reason('为什么转办')] },
  },
  shelve: {
    label: '挂账',
    intent: 'case.shelve',
    form: { submit: '挂账', asks: [until('下次回报日期'), reason('为什么要长期推进')] },
  },
  pass: { label: '审核通过', style: 'primary', intent: 'case.review_pass' },
  return: {
    label: '退回补办',
    style: 'danger',
    intent: 'case.review_return',
    form: { submit: '退回补办', asks: [reason('还差什么、要补什么', '退回理由')] },
  },
  reject: {
    label: '不满意',
    style: 'danger',
    intent: 'case.rate',
    form: {
      submit: '提交评价',
      asks: [reason('哪里没解决，希望怎么办', '不满意的原因')],
      args: { rating: '不满意' },
    },
  },
  reply: {
    label: '反馈批示',
    style: 'primary',
    intent: 'case.reply',
    form: { submit: '提交反馈', asks: [words('answer', '批示办理情况', '怎么落实的')] },
  },
  instruct: {
    label: '批示',
    command: 'instruct',
    intent: 'leader.instruct',
    form: {
      submit: '提交批示',
      asks: [
        words('instruction', '批示内容', '要求谁、什么时候、办到什么程度'),
        { kind: 'date', name: 'due', label: '要求反馈日期（选填）', optional: true },
      ],
    },
  },
  urge: { label: '催办', intent: 'case.urge' },
  escalate: {
    label: '提级',
    intent: 'case.escalate',
    form: { submit: '申请提级', asks: [reason('为什么要提级')] },
  },
  supplement: {
    label: '补充材料',
    intent: 'case.supplement',
    form: { submit: '提交补充', asks: [words('note', '补充内容', '补充说明；照片和文件直接发给我')] },
  },
  correct: {
    label: '更正',
    intent: 'case.correct',
    form: {
      submit: '提交更正',
      asks: [
        { kind: 'category', name: 'category', label: '诉求类别' },
        words('detail', '情况描述', '改成什么'),
        reason('原来哪里写错了', '更正原因'),
      ],
    },
  },
  merge: {
    label: '并案',
    intent: 'case.merge',
    form: {
      submit: '并案',
      asks: [
        { ...words('master_no', '主案编号', '并到哪一件，例如 0031'), short: true },
        reason('为什么并到一起办'),
      ],
    },
  },
  withdraw: {
    label: '撤回',
    style: 'danger',
    intent: 'case.withdraw',
    form: { submit: '撤回', asks: [reason('为什么不用办了', '撤回原因')] },
  },
  reopen: {
    label: '重开',
    intent: 'case.reopen',
    form: { submit: '重开', asks: [reason('哪里还没解决', '重开的原因')] },
  },
} as const satisfies Record<string, Move>

export type CaseMove = keyof typeof MOVES | 'rate'
export type WordedMove = {
  [M in keyof typeof MOVES]: (typeof MOVES)[M] extends { form: object } ? M : never
}[keyof typeof MOVES]

/** What a click on a case's card carries: which case, and how it stood on the card. */
const seen = ({ no, round, version }: CaseFacts) => ({ case_no: no, round, version })

const act = (
  facts: CaseFacts,
  intent: string,
  more: Record<string, unknown> = {},
  command = 'case',
): Action => ({
  command,
  intent,
  args: { ...seen(facts), ...more },
})

/** A move on a case as a click asks for it, with what is already known. */
export function actionOn(
  facts: CaseFacts,
  move: keyof typeof MOVES,
  more: Record<string, unknown> = {},
): Action {
  const { intent, command }: Move = MOVES[move]
  return act(facts, intent, more, command)
}

function buttonsFor(facts: CaseFacts, move: CaseMove): Button[] {
  if (move === 'rate')
    return [
      { label: '满意', style: 'primary', action: act(facts, 'case.rate', { rating: '满意' }) },
      { label: '基本满意', action: act(facts, 'case.rate', { rating: '基本满意' }) },
      { label: '不满意', style: 'danger', action: act(facts, 'case.rate', { rating: '不满意' }) },
    ]
  const { label, style }: Move = MOVES[move]
  return [{ label, ...(style && { style }), action: actionOn(facts, move) }]
}

/** What is attached is fetched by whoever may read the case. A notice of old says nothing of files. */
function filesButton(facts: CaseFacts): Button[] {
  const isNone = (facts.files ?? []).length === 0
  return isNone ? [] : [{ label: '看附件', action: act(facts, 'case.files') }]
}

/** The buttons for what may be done now, and for its attachments; no block when there is nothing. */
export function moveButtons(facts: CaseFacts, moves: readonly CaseMove[]): Block[] {
  const list = [...moves.flatMap(move => buttonsFor(facts, move)), ...filesButton(facts)]
  return list.length > 0 ? [buttons(...list)] : []
}

/** A button that shows what else may be done. */
export const moreButton = (facts: CaseFacts): Button => ({
  label: '更多操作',
  action: act(facts, 'case.more'),
})
