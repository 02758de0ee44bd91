import {
  bad,
  bold,
  buttons,
  type Card,
  fields,
  good,
  muted,
  note,
  type Span,
  text,
  warn,
} from '../src/chat/card.ts'
import { type Command, type Context, intent, type Reply } from '../src/chat/command.ts'
import { Refusal } from '../src/lib/errors.ts'
import { dayOf, sayDay } from '../src/lib/time.ts'
import type { Access } from '../src/people/roles.ts'
import {
  GRADES,
  mayHandleProposal,
  maySeeProposal,
  type Proposal,
  proposals,
  proposalsIn,
  sayProposal,
} from '../src/registry/proposals/proposals.ts'
import { findRule } from '../src/rules/find-rule.ts'
import { add, MOVES, move, type ProposalSlots, proposalSlots } from './proposal/forms.ts'

const READERS: Access = ['office', 'admin', 'leader', 'department', 'utility', 'county', 'chief']
const SHOWN = 8
/** Days before the last day from which on a proposal is told as due soon. */
const SOON_DAYS = 15

/** 提案答复: what was handed over, by when it is to be answered, and what was answered. */
export const proposal: Command = {
  name: 'proposal',
  title: '提案答复',
  aliases: ['提案', '建议提案'],
  summary: '查政协提案、人大建议答复到哪步、什么时候到期，登记答复',
  intents: {
    'query.proposal': intent({
      title: '提案办理情况',
      examples: [
        '第72号提案答复了没有',
        '提案还有几件没答复',
        '哪些提案快到期了',
        '逾期没答复的提案',
        '72号提案什么时候到期',
        '提案办理情况',
        '人大建议答复情况',
        '政协提案办理进度',
        '几号提案要到期',
        '提案答复完了吗',
        '我们主办的提案有几件',
        '人大代表建议有几件',
        '第15号提案什么内容 谁办',
        '建议提案还剩几件',
        '提案答复没',
        '72号提案',
        '政协提案还剩几件',
        '提案谁承办',
        '提案办到哪步',
        '今年提案多少件',
        '提案几时答复',
        '第15号提案办得怎样',
        '人大建议还有几件',
        'B类答复有几件',
        '提案快到期没',
        '民建那个提案',
        '委员提案回复了没',
        '提案满意度',
        '民建那个72号提案到期没',
        '今年政协提案工信局承办几件 答复几件',
        '提案答复B类的是哪些',
        '提案办理还差哪几件',
        '提案办了几件',
        '第9号提案到哪步',
      ],
      access: READERS,

      read: ({ text }) => {
        const number = /第?\s*(\d{1,4})\s*号/.exec(text)?.[1]
        return {
          ...(number && { number: Number(number) }),
          ...(/逾期|超期|没按时|过期/.test(text) && { overdue: true }),
        }
      },
      slots: proposalSlots,
      run: tell,
    }),
    'proposal.move': intent({
      title: '登记提案答复',
      examples: [],
      access: READERS,
      slots: proposalSlots,
      async run(context, given) {
        const form = await move(context, await proposalOf(context, given.id), given)
        if (form) return form
        const done = await proposalOf(context, given.id)
        const words = `${MOVES[given.what ?? 'replied']}已登记。`
        return { ...show(context, done, words), replaces: true, toast: { tone: 'good', text: words } }
      },
    }),
    'proposal.add': intent({
      title: '登记提案',
      examples: [
        '登记提案',
        '新交办一件政协提案',
        '登记一件提案',
        '新收到一件人大建议 登记',
        '录一件政协提案',
        '新增提案',
        '交办提案登记',
      ],
      inPrivate: true,
      access: ['office'],

      slots: proposalSlots,
      async run(context, given) {
        const added = await add(context, given)
        if (typeof added !== 'number') return added
        const reply = show(context, await proposalOf(context, added), '已登记。')
        return { ...reply, replaces: true, toast: { tone: 'good', text: '已登记' } }
      },
    }),
  },
}

async function ownProposals({ db, now, policies, speaker }: Context): Promise<Proposal[]> {
  const on = dayOf(now)
  const version = findRule(policies.documents, 'R-PROP', on)
  return (await proposals(db, version, on)).filter(one => maySeeProposal(speaker, one))
}

async function proposalOf(context: Context, id: number | undefined): Promise<Proposal> {
  const found = (await ownProposals(context)).find(one => one.id === id)
  if (!found) throw new Refusal('没有找到这件提案，或者它不在您的职责范围内。')
  return found
}

async function tell(context: Context, given: ProposalSlots): Promise<Reply> {
  const all = await ownProposals(context)
  if (given.id !== undefined) return show(context, await proposalOf(context, given.id))
  const named = proposalsIn(all, given.number === undefined ? context.text : `${given.number}号`)
  if (given.number !== undefined && named.length === 0)
    throw new Refusal(`您能查的提案里没有第${given.number}号。可以发“提案办理情况”看清单。`)
  const [only] = named
  if (only && named.length === 1) return show(context, only)
  return list(context, named.length > 1 ? named : all, given.overdue === true)
}

const isOverdue = ({ daysLeft }: Proposal): boolean => daysLeft !== null && daysLeft < 0

function list({ now }: Context, all: readonly Proposal[], onlyOverdue: boolean): Reply {
  const today = dayOf(now)
  const open = all.filter(({ daysLeft }) => daysLeft !== null)
  const overdue = open.filter(isOverdue)
  const soon = open.filter(({ daysLeft }) => daysLeft !== null && daysLeft >= 0 && daysLeft <= SOON_DAYS)
  const shown = (onlyOverdue ? overdue : open.length > 0 ? open : all).slice(0, SHOWN)
  const graded = (['A', 'B', 'C', 'D'] as const).map(grade => {
    const many = all.filter(one => one.grade === grade).length
    return many > 0 ? `${grade}类${many}件` : ''
  })
  const card: Card = {
    title: onlyOverdue ? '逾期未答复的提案' : '提案办理情况',
    tone: overdue.length > 0 ? 'warn' : 'info',
    ...(all.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
    blocks: [
      text(
        bold(`共${all.length}件，办理中${open.length}件`),
        overdue.length > 0 ? bad(`，逾期${overdue.length}件`) : '，没有逾期',
        `，${SOON_DAYS}天内到期${soon.length}件。`,
      ),
      ...(graded.some(Boolean) ? [text(`已答复：${graded.filter(Boolean).join('、')}`)] : []),
      ...shown.map(one =>
        text(bold(sayProposal(one)), ` ${one.topic}（${one.unit ?? one.unitId}）`, dueSpan(one, today)),
      ),
      ...(shown.length > 0
        ? [
            buttons(
              ...shown.slice(0, 4).map(one => ({
                label: `看${one.number}号`,
                action: { command: 'proposal', intent: 'query.proposal', args: { id: one.id } },
              })),
            ),
          ]
        : []),
      note('答复期限为交办之日起三个月（通行规定，本系统口径，待主管部门确认）。来源：提案办理台账。'),
    ],
  }
  return { card }
}

function dueSpan({ daysLeft, dueOn, repliedOn, state, inTime, extendedTo }: Proposal, today: string): Span {
  if (repliedOn)
    return inTime ? good(`${sayDay(repliedOn, today)}答复`) : warn(`${sayDay(repliedOn, today)}答复（超期）`)
  if (daysLeft === null) return muted(state)
  const due = `${sayDay(dueOn, today)}到期${extendedTo ? '（已延期）' : ''}`
  if (daysLeft < 0) return bad(`${due}，逾期${-daysLeft}天`)
  return daysLeft <= SOON_DAYS ? warn(`${due}，还有${daysLeft}天`) : `${due}，还有${daysLeft}天`
}

function show(context: Context, one: Proposal, done?: string): Reply {
  const today = dayOf(context.now)
  const next =
    one.state === '办理中'
      ? (['replied', 'extended', 'returned'] as const)
      : one.state === '已答复'
        ? (['published', 'replied'] as const)
        : []
  const card: Card = {
    title: sayProposal(one),
    tone: isOverdue(one) ? 'bad' : 'info',
    ...(one.isDemo && { tags: ['演示数据'] }),
    blocks: [
      ...(done ? [text(bold(done))] : []),
      text(bold(one.topic)),
      text(`${one.state}，`, dueSpan(one, today)),
      fields({
        提案人: one.proposer,
        交办: sayDay(one.assignedOn, today),
        承办单位: one.unit ?? one.unitId,
        责任领导: one.leader,
        承办人: [one.handler, one.phone].filter(Boolean).join(' ') || null,
        答复分类: one.grade ? `${one.grade}类（${GRADES[one.grade]}）` : null,
        答复文号: one.replyNo,
        答复日期: one.repliedOn ? sayDay(one.repliedOn, today) : null,
        公开日期: one.publishedOn ? sayDay(one.publishedOn, today) : null,
        抄送: one.copies.join('、') || null,
        说明: one.note,
      }),
      ...(mayHandleProposal(context.speaker, one) && next.length > 0
        ? [
            buttons(
              ...next.map(what => ({
                label: what === 'replied' && one.state === '已答复' ? '更正答复' : MOVES[what],
                action: { command: 'proposal', intent: 'proposal.move', args: { id: one.id, what } },
              })),
            ),
          ]
        : []),
      note('答复期限为交办之日起三个月（通行规定，本系统口径，待主管部门确认）；答复分类由承办单位认定。'),
    ],
  }
  return { card, isPrivate: one.phone !== null }
}
