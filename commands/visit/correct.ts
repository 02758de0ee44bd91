import { z } from 'zod'
import { VISIT_MEANS, VISIT_OUTCOMES } from '../../db/schema/index.ts'
import { bold, type Card, type Field, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { CORRECTABLE_MINUTES, correctVisit } from '../../src/registry/liaison/record-visit.ts'
import { findVisits, lastRecordedBy, type Visit } from '../../src/registry/liaison/visits.ts'
import { choiceIn, dayIn } from '../parts/form-values.ts'

const OFFICIALS = ['liaison', 'county', 'office', 'leader', 'chain'] as const
const slots = z.object({
  visit: z.number().int().optional(),
  date: z.string().max(40).optional(),
  means: z.string().max(10).optional(),
  result: z.string().max(10).optional(),
  visitor: z.string().max(40).optional(),
  detail: z.string().max(1000).optional(),
  reason: z.string().max(200).optional(),
  sure: z.literal(true).optional(),
})
type Given = z.infer<typeof slots>

/** 更正走访: what was right, as an entry in the place of the earlier one. */
export const visitCorrect = intent({
  title: '更正走访',
  examples: [
    '刚才的走访记错了 要更正',
    '走访记录更正一下',
    '更正走访',
    '走访日期填错了',
    '走访记录有错 改一下',
    '走访改一下',
    '刚才走访的日期错了',
  ],
  inPrivate: true,
  access: OFFICIALS,

  slots,
  run: (context, given) => (given.sure ? correct(context, given) : openForm(context, given, 'correct')),
})

/** 撤回走访: there was no such visit. */
export const visitWithdraw = intent({
  title: '撤回走访',
  examples: [
    '撤回刚才那条走访',
    '走访记录作废',
    '把刚记的走访撤了',
    '走访撤回',
    '走访记错了 撤掉',
    '刚才记的走访不要了',
  ],
  inPrivate: true,
  access: OFFICIALS,

  slots,
  async run(context, given) {
    const old = await meant(context, given)
    const { db, now, speaker, causeId } = context
    // What is only said is shown first: it may be another that is meant.
    const isPressed = context.text === ''
    if (!(isPressed && (isOwnFresh(context, old) || given.reason)))
      return openForm(context, given, 'withdraw')
    await correctVisit({ db, now, speaker, causeId }, old.id, { right: null, reason: given.reason ?? null })
    return {
      card: {
        title: '走访已撤回',
        tone: 'good',
        blocks: [
          text(`${old.visitedOn} ${old.enterprise}的走访不再计数，记录保留备查。`),
          ...(old.cases.length > 0
            ? [text(`由它上报的诉求${old.cases.join('、')}照常办理；不要办的请另外撤回。`)]
            : []),
        ],
      },
      isPrivate: true,
      replaces: true,
      toast: { tone: 'good', text: '走访已撤回' },
      focus: { uscc: old.uscc },
    }
  },
})

/** The visit of the button, or the last the speaker recorded. */
async function meant({ db, speaker }: Context, given: Given): Promise<Visit> {
  const id = given.visit ?? (speaker.kind === 'person' ? await lastRecordedBy(db, speaker.id) : null)
  const [found] = id === null ? [] : await findVisits(db, { id })
  if (!found)
    throw new Refusal('没有找到要改的走访，它可能已经更正或撤回过了。请在“我的走访”里找到那一条再改。')
  return found
}

async function openForm(context: Context, given: Given, purpose: 'correct' | 'withdraw'): Promise<Reply> {
  const old = await meant(context, given)
  const option = (value: string) => ({ value, label: value })
  const reason: Field = {
    kind: 'text',
    name: 'reason',
    label: purpose === 'withdraw' ? '撤回原因' : `更正原因（超过${CORRECTABLE_MINUTES}分钟必填）`,
    required: purpose === 'withdraw' && !isOwnFresh(context, old),
    placeholder: '例如 日期填错',
  }
  const values: Field[] = [
    { kind: 'date', name: 'date', label: '走访日期', required: true, value: old.visitedOn },
    { kind: 'choice', name: 'means', label: '走访方式', value: old.means, options: VISIT_MEANS.map(option) },
    {
      kind: 'choice',
      name: 'result',
      label: '走访结果',
      value: old.outcome,
      options: VISIT_OUTCOMES.map(option),
    },
    { kind: 'text', name: 'visitor', label: '走访人', required: true, value: old.visitor },
    { kind: 'text', name: 'detail', label: '走访情况', long: true, required: true, value: old.note },
  ]
  const card: Card = {
    title: purpose === 'withdraw' ? '撤回走访' : '更正走访',
    tone: 'info',
    ...(old.isDemo && { tags: ['演示数据'] }),
    blocks: [
      text(bold(old.enterprise), ` ${old.visitedOn} ${old.visitor}：${old.note}`),
      {
        kind: 'form',
        name: 'correct',
        fields: purpose === 'withdraw' ? [reason] : [...values, reason],
        submit: {
          label: purpose === 'withdraw' ? '确认撤回' : '确认更正',
          style: 'primary',
          action: {
            command: 'visit',
            intent: purpose === 'withdraw' ? 'visit.withdraw' : 'visit.correct',
            args: { visit: old.id, sure: true },
          },
        },
      },
      note('记错企业的，请撤回这一条再重新记。'),
    ],
  }
  return { card, isPrivate: true, focus: { uscc: old.uscc } }
}

/** Recorded by the speaker themselves, just now. */
function isOwnFresh({ speaker, now }: Context, old: Visit): boolean {
  const age = now.getTime() - old.recordedAt.getTime()
  return speaker.kind === 'person' && old.recordedBy === speaker.id && age <= CORRECTABLE_MINUTES * 60_000
}

async function correct(context: Context, given: Given): Promise<Reply> {
  const { db, now, speaker, causeId } = context
  const old = await meant(context, given)
  const visitor = given.visitor?.trim()
  const day = dayIn(given.date, '走访日期')
  const id = await correctVisit({ db, now, speaker, causeId }, old.id, {
    right: {
      ...(day && { visitedOn: day }),
      ...(given.means && { means: choiceIn(given.means, VISIT_MEANS, '走访方式') }),
      ...(given.result && { outcome: choiceIn(given.result, VISIT_OUTCOMES, '走访结果') }),
      ...(visitor && visitor !== old.visitor && { visitor, visitorId: null }),
      ...(given.detail && { note: given.detail }),
    },
    reason: given.reason ?? null,
  })
  const [fresh] = await findVisits(db, { id })
  return {
    card: {
      title: '走访已更正',
      tone: 'good',
      blocks: [
        text(bold(old.enterprise), ` ${fresh?.visitedOn} ${fresh?.means} ${fresh?.outcome}：${fresh?.note}`),
        note('原来的一条保留备查，不再计数。'),
      ],
    },
    isPrivate: true,
    replaces: true,
    toast: { tone: 'good', text: '走访已更正' },
    focus: { uscc: old.uscc },
  }
}
