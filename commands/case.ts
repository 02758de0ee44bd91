import { z } from 'zod'
import { text } from '../src/chat/card.ts'
import { type Command, type Context, intent, type Reply } from '../src/chat/command.ts'
import { type Act, openAct } from '../src/ledger/act.ts'
import { finishCase } from '../src/ledger/finish.ts'
import { openCase } from '../src/ledger/guard.ts'
import type { LoadedCase } from '../src/ledger/load.ts'
import { reportProgress } from '../src/ledger/progress.ts'
import { rateCase } from '../src/ledger/rate.ts'
import { passReview, returnCase } from '../src/ledger/review.ts'
import { signCase } from '../src/ledger/sign.ts'
import type { Verb } from '../src/ledger/transitions.ts'
import { hasRole } from '../src/people/may.ts'
import type { Speaker } from '../src/people/roles.ts'
import { type CaseWords, pickCase } from './case/pick.ts'
import { answerDone, answerForm, answerStatus } from './case/show.ts'

/** Which case is meant, as understanding or a button says it. */
const which = {
  case_no: z.string().max(30).optional(),
  uscc: z.string().max(18).optional(),
  enterprise: z.string().max(100).optional(),
  category: z.string().max(20).optional(),
}

/** The case and round of a card that was clicked. */
const clicked = z.object({
  case_no: z.string({ error: '这个按钮已经失效，请发编号重新查询这件诉求。' }).max(30),
  round: z.number().int().optional(),
})

/** Of any length: the ledger says in a sentence when it is too long. */
const words = z.string().optional()

/** Words that only name the move; what is left is what was done. */
const FINISHING = /^(?:已经?|都)?(?:办结|办好|办完|解决|结案|反馈结果)了?[\s,，。:：;；!！]*/
const PROGRESSING = /^(?:最新)?(?:进展|进度)(?:情况)?[\s,，:：]*/
/** Words for moves that are not progress: better to ask again than to note them down as such. */
const OTHER_MOVES = /延期|派给|转给|转办|改派|退回|撤回|撤销|提级|并案|合并|催办/
const RATING = /(?:很|非常|比较)?(?:不满意|基本满意|满意)|评价/g

const handles = (speaker: Speaker) => hasRole(speaker, 'department', 'utility', 'county')

/** 诉求办理: everything done to a case after it is filed. */
export const caseCommand = {
  name: 'case',
  title: '诉求办理',
  aliases: ['办理', '台账', '诉求'],
  summary: '查诉求办到哪一步，签收、填进展、办结、审核、评价',
  intents: {
    'query.case_status': intent({
      title: '查诉求进度',
      examples: [
        '0032有结果没',
        '我上次反映的处理到哪了',
        '0032办到哪一步了',
        '0032有进展吗',
        '0032怎么样了',
        'HY20231108-0032 什么情况',
        '我们反映的问题怎么样了',
        '上次报的那个事有人管没',
        '查一下诉求进度',
      ],
      access: 'known',
      slots: z.object(which),
      async run(context, slots) {
        const act = await actOf(context)
        const picked = await pickCase(context, slots, {
          command: 'case',
          intent: 'query.case_status',
          args: {},
          verbs: [],
        })
        return 'ask' in picked ? picked.ask : answerStatus(context, act.calendar, picked.target)
      },
    }),
    'case.progress': intent({
      title: '填写进展',
      examples: [
        '0032去现场看了 供电公司说下周三装变压器',
        '0032 已联系企业 明天上门',
        '0032进展 材料补齐了 正在走审批',
        '0032 银行已经尽调了',
        '0032去现场看了 两处都可以用',
        '0032已到现场查看 明天给方案',
        '0032今天上门和企业沟通了',
        '0032正在办 预计下周完成',
        '0032方案报上去了 等批复',
        '0032设备到货了 正在安装',
        '[金杯电工]的地 增减挂钩指标批了',
      ],
      access: 'known',
      // A case number and anything else, from somebody who handles cases, is how it is getting on.
      hint: (speaker, { case_no, note = '' }) =>
        case_no && note.length > 1 && handles(speaker) && !OTHER_MOVES.test(note) ? 'likely' : null,
      slots: z.object({ ...which, note: words, text: words }),
      run: (context, slots) =>
        doWithWords(context, slots, {
          intent: 'case.progress',
          form: 'progress',
          verb: 'progress',
          said: (slots.note ?? withoutNumber(slots.text)).replace(PROGRESSING, ''),
          field: 'note',
          done: '进展已记录，已告知企业。',
          run: (act, no, said) => reportProgress(act, no, said),
        }),
    }),
    'case.resolve': intent({
      title: '办结反馈',
      examples: [
        '0032办结 已跟企业对接 同意协议出让',
        '0032办好了 电缆已更换',
        '0032已解决 资金已到账',
        '0032可以办结了 企业认可',
      ],
      access: 'known',
      hint: (speaker, { case_no, note = '' }) =>
        case_no && FINISHING.test(note) && handles(speaker) ? 'sure' : null,
      slots: z.object({ ...which, note: words, result: words, text: words }),
      run: (context, slots) =>
        finish(context, slots, slots.result ?? slots.note ?? withoutNumber(slots.text)),
    }),
    'case.finish': intent({
      title: '办结',
      examples: [],
      access: 'known',
      slots: clicked.extend({ result: words }),
      run: (context, slots) => finish(context, slots, slots.result ?? ''),
    }),
    'case.sign': intent({
      title: '签收',
      examples: [],
      access: 'known',
      slots: clicked,
      async run(context, { case_no, round }) {
        const act = await actOf(context)
        await openCase(act, case_no, 'sign', round)
        const facts = await signCase(act, case_no)
        return answerDone(context, act.calendar, facts, '已签收，已告知企业。')
      },
    }),
    'case.review_pass': intent({
      title: '审核通过',
      examples: [],
      access: ['office'],
      slots: clicked,
      async run(context, { case_no, round }) {
        const act = await actOf(context)
        const facts = await passReview(act, case_no, round)
        return answerDone(context, act.calendar, facts, '已通过审核，已请企业评价。')
      },
    }),
    'case.review_return': intent({
      title: '退回补办',
      examples: [],
      access: ['office'],
      slots: clicked.extend({ reason: words }),
      async run(context, { case_no, round, reason }) {
        const act = await actOf(context)
        if (reason === undefined) {
          const target = await openCase(act, case_no, 'return', round)
          return answerForm(context, act.calendar, target, 'return')
        }
        const facts = await returnCase(act, case_no, reason, round)
        return answerDone(context, act.calendar, facts, '已退回责任单位补办。')
      },
    }),
    'case.rate': intent({
      title: '评价结果',
      examples: [
        '0032很满意',
        '满意 谢谢',
        '这个结果基本满意',
        '不满意 问题还在',
        '0032不满意 电还是停',
        '评价满意',
      ],
      access: 'known',
      slots: z.object({
        ...which,
        round: z.number().int().optional(),
        rating: z.string().max(10).optional(),
        reason: words,
        note: words,
        text: words,
      }),
      run: rate,
    }),
  },
} satisfies Command

function actOf({ db, now, speaker, causeId }: Context): Promise<Act> {
  return openAct(db, now, speaker, causeId)
}

/** The text without the case number it was found by. */
const withoutNumber = (typed = '') => typed.replace(/^(?:HY\d{8}-?)?\d{4,6}\s*/i, '')

/** A move that is made with a sentence. */
interface WordedVerb {
  intent: string
  form: 'progress' | 'finish'
  verb: Verb
  said: string
  /** What the sentence is called in the intent's slots. */
  field: string
  done: string
  run(act: Act, no: string, said: string): Promise<{ no: string } & Parameters<typeof answerDone>[2]>
}

/**
 * Does it when the case was named exactly and something was said; otherwise opens the small form, filled with what
 * was said, so that nothing is written about a case the person did not name.
 */
async function doWithWords(context: Context, slots: CaseWords, move: WordedVerb): Promise<Reply> {
  const act = await actOf(context)
  const said = move.said.trim()
  const wanted = {
    command: 'case' as const,
    intent: move.intent,
    args: said ? { [move.field]: said } : {},
    verbs: [move.verb],
  }
  const picked = await pickCase(context, slots, wanted)
  if ('ask' in picked) return picked.ask
  const { no } = picked.target.row
  if (!picked.isExact || said === '') {
    return answerForm(context, act.calendar, await openCase(act, no, move.verb), move.form, {
      values: { [move.field]: said },
    })
  }
  return answerDone(context, act.calendar, await move.run(act, no, said), move.done)
}

function finish(context: Context, slots: CaseWords, said: string): Promise<Reply> {
  return doWithWords(context, slots, {
    intent: 'case.resolve',
    form: 'finish',
    verb: 'finish',
    said: said.replace(/^可以/, '').replace(FINISHING, ''),
    field: 'result',
    done: '已提交办结，等领导小组办公室审核。',
    run: (act, no, result) => finishCase(act, no, result),
  })
}

async function rate(
  context: Context,
  slots: CaseWords & {
    round?: number | undefined
    rating?: string | undefined
    reason?: string | undefined
    note?: string | undefined
    text?: string | undefined
  },
): Promise<Reply> {
  const act = await actOf(context)
  const picked = await pickCase(context, slots, {
    command: 'case',
    intent: 'case.rate',
    args: slots.rating ? { rating: slots.rating } : {},
    verbs: ['accept', 'reject'],
  })
  if ('ask' in picked) return picked.ask
  const { target } = picked
  if (!slots.rating) return askRating(context, act, target)
  const reason = slots.reason ?? (slots.note ?? withoutNumber(slots.text)).replace(RATING, '').trim()
  if (slots.rating === '不满意' && (reason === '' || !picked.isExact)) {
    await openCase(act, target.row.no, 'reject', slots.round)
    return answerForm(context, act.calendar, target, 'reject', { values: { reason } })
  }
  const facts = await rateCase(act, target.row.no, { rating: slots.rating, reason, round: slots.round })
  return slots.rating === '不满意'
    ? answerDone(context, act.calendar, facts, '已记下您的意见，退回责任单位重新办理。')
    : answerDone(context, act.calendar, facts, '谢谢评价，这件诉求已销号。')
}

async function askRating(context: Context, act: Act, target: LoadedCase): Promise<Reply> {
  await openCase(act, target.row.no, 'accept')
  const reply = await answerStatus(context, act.calendar, target)
  return { ...reply, card: { ...reply.card, blocks: [text('请点一个：'), ...reply.card.blocks] } }
}
