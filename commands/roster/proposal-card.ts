import {
  type Block,
  bold,
  buttons,
  type Card,
  good,
  muted,
  note,
  type Span,
  text,
  warn,
} from '../../src/chat/card.ts'
import type { Context } from '../../src/chat/command.ts'
import { mayDecideMember, mayProposeMember } from '../../src/people/may.ts'
import { receiptNumber } from '../../src/registry/receipts.ts'
import type { Proposal, ProposedChange } from '../../src/registry/rosters/decide.ts'
import { sayRoster } from '../../src/registry/rosters/kinds.ts'
import { namesOf } from '../parts/names.ts'

/** Changes one card lists; the rest is decided together or looked at on the next. */
const PER_CARD = 8

/** Whether somebody may read a proposal: whoever decides about it, proposed it or could have proposed part of it. */
export const maySeeProposal = ({ speaker }: Pick<Context, 'speaker'>, proposal: Proposal): boolean =>
  mayDecideMember(speaker, proposal.key.scope) ||
  (speaker.kind === 'person' && speaker.id === proposal.proposedBy) ||
  proposal.changes.some(firm => mayProposeMember(speaker, { ...firm, chain: null }))

/** A proposal: what of it is decided, what waits, and for whoever may the buttons to decide, one by one or all. */
export async function proposalCard(
  context: Context,
  proposal: Proposal,
  above: Block[] = [],
  from = 0,
): Promise<Card> {
  const { number, key, changes, open, proposedBy, origin } = proposal
  const nameOf = await namesOf(context.db)
  const added = open.filter(({ operation }) => operation === 'add').length
  const mayDecide = mayDecideMember(context.speaker, key.scope)
  const shown = open.slice(from, from + PER_CARD)
  const decided = changes.filter(({ state }) => state !== 'proposed')
  return {
    title: `入库出库提案第${number}号`,
    tone: open.length > 0 ? 'info' : 'plain',
    ...(changes.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
    blocks: [
      ...above,
      text(
        bold(key.scope === '430400' ? sayRoster(key) : `${nameOf(key.scope)}${sayRoster(key)}`),
        open.length > 0
          ? `：待批准${open.length}家（新增${added}家，移出${open.length - added}家）。`
          : '：已全部处理。',
      ),
      ...shown.flatMap((change, i) => [
        text(`${from + i + 1}. `, ...sayChange(change)),
        ...(mayDecide && open.length > 1 ? [decideButtons(change)] : []),
      ]),
      ...(decided.length > 0 && shown.length === 0
        ? decided
            .slice(0, PER_CARD)
            .map(change => text('· ', ...sayChange(change), sayDecision(change, nameOf)))
        : []),
      ...(open.length > from + PER_CARD
        ? [
            buttons({
              label: `看后面的（还有${open.length - from - PER_CARD}家）`,
              action: {
                command: 'roster',
                intent: 'list.approval',
                args: { proposal: number, from: from + PER_CARD },
              },
            }),
          ]
        : []),
      ...(mayDecide && open.length > 0 ? decideAll(proposal) : []),
      note(
        `${nameOf(proposedBy)}${origin === 'rule' ? '按规则测算' : ''}提出。${mayDecide || open.length === 0 ? '' : '由领导小组办公室批准。'}`,
      ),
    ],
  }
}

function sayChange({ operation, shortName, stage, reason, basis, receiptId }: ProposedChange): Span[] {
  const grounds = [
    basis ? `依据${basis}` : '',
    receiptId === null ? '' : `留痕${receiptNumber(receiptId)}`,
  ].filter(Boolean)
  return [
    operation === 'add' ? good('加入') : warn('移出'),
    ' ',
    bold(shortName),
    `${stage ? `（${stage}）` : ''}：${reason}`,
    muted(`　${grounds.join('，')}`),
  ]
}

function sayDecision(
  { state, decidedBy, note: said }: ProposedChange,
  nameOf: (id: string) => string,
): string {
  const words = state === 'approved' ? '已批准' : '不同意'
  return `　${words}（${nameOf(decidedBy ?? '')}${said ? `：${said}` : ''}）`
}

const decideButtons = ({ proposal, uscc }: ProposedChange): Block =>
  buttons({
    label: '批准这家',
    action: { command: 'roster', intent: 'list.approve', args: { proposal, uscc } },
  })

function decideAll({ number, open }: Proposal): Block[] {
  const [only] = open
  return [
    buttons({
      label: open.length === 1 ? '批准' : `全部批准（${open.length}家）`,
      style: 'primary',
      action: { command: 'roster', intent: 'list.approve', args: { proposal: number } },
      ...(open.length > 1 && { confirm: `批准第${number}号提案的全部${open.length}家？` }),
    }),
    {
      kind: 'form',
      name: 'refuse',
      fields: [
        ...(open.length > 1
          ? [
              {
                kind: 'choice' as const,
                name: 'uscc',
                label: '不同意哪家',
                required: true,
                value: ALL,
                options: [
                  { value: ALL, label: `全部${open.length}家` },
                  ...open.slice(0, 50).map(({ uscc, shortName }) => ({ value: uscc, label: shortName })),
                ],
              },
            ]
          : []),
        {
          kind: 'text',
          name: 'note',
          label: '不同意的理由',
          required: true,
          placeholder: '例如 数据还没有核实',
        },
      ],
      submit: {
        label: '不同意',
        style: 'danger',
        action: {
          command: 'roster',
          intent: 'list.refuse',
          args: { proposal: number, ...(only && open.length === 1 && { uscc: only.uscc }) },
        },
      },
    },
  ]
}

/** What the form says for every enterprise of a proposal. */
export const ALL = 'all'
