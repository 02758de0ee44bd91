import { z } from 'zod'
import { type Field, text } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { handlingUnits } from '../../src/people/find-unit.ts'
import { hasRole } from '../../src/people/may.ts'
import {
  addProposal,
  GRADES,
  mayHandleProposal,
  moveProposal,
  type Proposal,
  type ProposalMove,
  sayProposal,
} from '../../src/registry/proposals/proposals.ts'
import { choiceIn, dayIn, filledIn } from '../parts/form-values.ts'

const field = z.string().max(500, '太长了，请压缩到500字以内。').optional()

export const proposalSlots = z.object({
  id: z.number().int().optional(),
  number: z.number().int().optional(),
  overdue: z.boolean().optional(),
  grade: field,
  what: z.enum(['replied', 'published', 'extended', 'returned']).optional(),
  reply_no: field,
  day: field,
  reason: field,
  kind: field,
  session: field,
  no: field,
  topic: field,
  proposer: field,
  unit: field,
  leader: field,
  handler: field,
  phone: field,
  copies: field,
  sure: z.boolean().optional(),
})
export type ProposalSlots = z.infer<typeof proposalSlots>

type What = NonNullable<ProposalSlots['what']>

export const MOVES: Record<What, string> = {
  replied: '登记答复',
  published: '登记公开',
  extended: '延期答复',
  returned: '退回',
}

/** The form of a move, or the move itself once it is handed in; null tells that it is done. */
export async function move(context: Context, one: Proposal, given: ProposalSlots): Promise<Reply | null> {
  const { db, now, speaker } = context
  const what = given.what ?? 'replied'
  if (speaker.kind !== 'person' || !mayHandleProposal(speaker, one))
    throw new Refusal(`${sayProposal(one)}由${one.unit ?? '承办单位'}答复，您可以查看。`)
  if (!given.sure) return blank(one, what, dayOf(now), given)
  await moveProposal(db, one.id, moveIn(what, given), {
    by: speaker.id,
    now,
    reason: given.reason?.trim() || null,
  })
  return null
}

function moveIn(what: What, given: ProposalSlots): ProposalMove {
  const day = (label: string) => dayIn(filledIn(given.day, label), label) ?? ''
  switch (what) {
    case 'replied':
      return {
        to: 'replied',
        grade: choiceIn(given.grade, ['A', 'B', 'C', 'D'], '答复分类'),
        replyNo: filledIn(given.reply_no, '答复文号'),
        repliedOn: day('答复日期'),
      }
    case 'published':
      return { to: 'published', publishedOn: day('公开日期') }
    case 'extended':
      return { to: 'extended', until: day('延期到') }
    case 'returned':
      return { to: 'returned' }
  }
}

function blank(one: Proposal, what: What, today: string, given: ProposalSlots): Reply {
  const date = (label: string, value?: string): Field => ({
    kind: 'date',
    name: 'day',
    label,
    required: true,
    ...(value && { value }),
  })
  const reason = (label: string, required: boolean): Field => ({
    kind: 'text',
    name: 'reason',
    label,
    ...(required && { required: true }),
  })
  const fields: Record<What, Field[]> = {
    replied: [
      {
        kind: 'choice',
        name: 'grade',
        label: '答复分类（由承办单位认定）',
        required: true,
        options: Object.entries(GRADES).map(([value, words]) => ({ value, label: `${value}类 ${words}` })),
        ...((given.grade ?? one.grade) && { value: given.grade ?? one.grade ?? '' }),
      },
      {
        kind: 'text',
        name: 'reply_no',
        label: '答复文号',
        required: true,
        value: one.replyNo ?? '',
        placeholder: `衡工信提复〔${today.slice(0, 4)}〕1号`,
      },
      date('答复日期', today),
      reason('更正原因（已答复过的必填）', false),
    ],
    published: [date('公开日期', today)],
    extended: [date('延期到'), reason('延期原因', true)],
    returned: [reason('退回原因', true)],
  }
  return {
    card: {
      title: `${MOVES[what]}：${sayProposal(one)}`,
      tone: 'info',
      blocks: [
        text(one.topic),
        {
          kind: 'form',
          name: 'proposal',
          fields: fields[what],
          submit: {
            label: `确认${MOVES[what]}`,
            style: 'primary',
            action: { command: 'proposal', intent: 'proposal.move', args: { id: one.id, what, sure: true } },
          },
        },
      ],
    },
    isPrivate: true,
  }
}

/** 登记提案 (交办), by the office; the id once it is in. */
export async function add(context: Context, given: ProposalSlots): Promise<Reply | number> {
  const { db, now, speaker } = context
  if (speaker.kind !== 'person' || !hasRole(speaker, 'office'))
    throw new Refusal('提案交办由领导小组办公室登记。')
  const units = (await handlingUnits(db)).map(({ id, name }) => ({ value: id, label: name }))
  if (given.sure) {
    const unitId = units.find(({ value }) => value === given.unit)?.value
    if (!unitId) throw new Refusal('请选择承办单位。')
    const number = Number(/^第?\s*(\d{1,4})\s*号?$/.exec(filledIn(given.no, '编号'))?.[1])
    if (!number) throw new Refusal(`编号填的是“${given.no}”，请写数字，例如 72。`)
    return addProposal(
      db,
      {
        kind: choiceIn(given.kind, ['政协提案', '人大建议'], '类别'),
        session: filledIn(given.session, '届次'),
        number,
        topic: filledIn(given.topic, '案由'),
        proposer: filledIn(given.proposer, '提案人'),
        assignedOn: dayIn(filledIn(given.day, '交办日期'), '交办日期') ?? '',
        unitId,
        leader: given.leader?.trim() || null,
        handler: given.handler?.trim() || null,
        phone: given.phone?.trim() || null,
        copies: (given.copies ?? '')
          .split(/[、,，;；]/)
          .map(one => one.trim())
          .filter(Boolean),
      },
      { by: speaker.id, now, reason: null },
    )
  }
  return {
    card: {
      title: '登记提案',
      tone: 'info',
      blocks: [
        {
          kind: 'form',
          name: 'proposal_add',
          fields: [
            {
              kind: 'choice',
              name: 'kind',
              label: '类别',
              required: true,
              value: '政协提案',
              options: ['政协提案', '人大建议'].map(value => ({ value, label: value })),
            },
            {
              kind: 'text',
              name: 'session',
              label: '届次',
              required: true,
              placeholder: '市政协十二届五次会议',
            },
            { kind: 'text', name: 'no', label: '编号', required: true, placeholder: '72' },
            { kind: 'text', name: 'topic', label: '案由', required: true },
            { kind: 'text', name: 'proposer', label: '提案人', required: true },
            { kind: 'date', name: 'day', label: '交办日期', required: true, value: dayOf(now) },
            { kind: 'choice', name: 'unit', label: '承办单位', required: true, options: units },
            { kind: 'text', name: 'leader', label: '责任领导' },
            { kind: 'text', name: 'handler', label: '承办人' },
            { kind: 'text', name: 'phone', label: '联系电话' },
            { kind: 'text', name: 'copies', label: '抄送', placeholder: '市政府办(2)、市政协提案委(2)' },
          ],
          submit: {
            label: '登记',
            style: 'primary',
            action: { command: 'proposal', intent: 'proposal.add', args: { sure: true } },
          },
        },
      ],
    },
    isPrivate: true,
  }
}
