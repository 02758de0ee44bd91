import { type Block, bold, buttons, type Card, fields, muted, note, text, warn } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { exactWan } from '../../src/lib/money.ts'
import { dayOf, sayDay } from '../../src/lib/time.ts'
import {
  eventsOf,
  isOpen,
  isRestricted,
  type Matter,
  mayHandleMatter,
  needsFairnessReview,
  nextStates,
  RULE_OF,
} from '../../src/registry/matters/matters.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import { versionsOf } from '../../src/rules/find-rule.ts'

/** What the policy says of a kind beside its words: no formula, 公平竞争审查 first. */
export function policyBlocks({ policies, now }: Context, kind: Matter['kind']): Block[] {
  const rule = RULE_OF[kind]
  const version = rule ? versionsOf(policies.documents, rule).at(-1) : undefined
  const { flags } = version ? evaluate(version, {}, { on: dayOf(now) }) : { flags: [] }
  const fairness = flags.find(flag => flag.includes('公平竞争审查'))
  return [
    ...(version?.rule.quote ? [text(bold('条款：'), `“${version.rule.quote}”`)] : []),
    ...(fairness
      ? [text(warn(fairness))]
      : needsFairnessReview({ kind })
        ? [text(warn('须先通过公平竞争审查（《公平竞争审查条例》2024年8月1日起施行）和财政法制审核。'))]
        : []),
  ]
}

const isDemoTag = (some: readonly Matter[]) =>
  some.some(({ isDemo }) => isDemo) ? { tags: ['演示数据'] } : {}

const SHOWN = 8

/** The matters a speaker may read; of those about persons only their number, where they are others'. */
export function listCard(context: Context, own: readonly Matter[], hidden: number, title: string): Reply {
  const today = dayOf(context.now)
  const open = own.filter(isOpen)
  const shown = own.slice(0, SHOWN)
  const card: Card = {
    title,
    tone: 'info',
    ...isDemoTag(own),
    blocks: [
      text(
        own.length === 0 ? '没有您能查看的事项。' : bold(`共${own.length}件，在办${open.length}件`),
        own.length > 0
          ? `，已决定${own.filter(({ state }) => state === '同意' || state === '不同意').length}件。`
          : '',
      ),
      ...shown.map(one =>
        text(
          bold(one.no),
          ` ${one.title}（${one.kind}${one.firm ? `，${one.firm}` : ''}）`,
          isOpen(one) ? warn(one.state) : one.state,
          one.decidedOn ? muted(` ${sayDay(one.decidedOn, today)}${one.decidedIn ?? ''}`) : '',
        ),
      ),
      ...(own.length > SHOWN ? [note(`只列前${SHOWN}件，其余请按编号查。`)] : []),
      ...(hidden > 0 ? [note(`另有${hidden}件涉及个人股权、个税，只有经办人能看。`)] : []),
      buttons(...shown.slice(0, 4).map(one => ({ label: `看${one.no.slice(2)}`, action: lookAt(one.id) })), {
        label: '提出事项',
        action: { command: 'matter', intent: 'matter.propose', args: {} },
      }),
      note('一事一议没有计算公式，由受益财政和有关会议决定，这里只记录。'),
    ],
  }
  return {
    card,
    isPrivate: true,
    focus: { options: shown.map(one => ({ label: `${one.no} ${one.title}`, ...lookAt(one.id) })) },
  }
}

const lookAt = (id: number) => ({ command: 'matter', intent: 'query.matter', args: { id } })

/** One matter: what is asked, how far it is, who decided what, and what the speaker may do. */
export async function showMatter(context: Context, one: Matter, done?: string): Promise<Reply> {
  const { db, now, speaker } = context
  const today = dayOf(now)
  const events = await eventsOf(db, one.id)
  const may = mayHandleMatter(speaker, one)
  const card: Card = {
    title: `${one.no} ${one.title}`,
    tone: one.state === '同意' ? 'good' : one.state === '不同意' ? 'bad' : 'info',
    ...isDemoTag([one]),
    blocks: [
      ...(done ? [text(bold(done))] : []),
      text(bold(`现在：${one.state}`), isRestricted(one) ? warn('（涉及个人，只限经办人查看）') : ''),
      fields({
        类别: one.kind,
        企业: one.firm,
        承办单位: one.unit ?? one.unitId,
        申请金额: one.asked ? exactWan(one.asked) : null,
        佐证材料: one.evidence,
      }),
      text(bold('事由：'), one.detail),
      ...(one.decision
        ? [
            text(
              bold('决定：'),
              `${one.decidedOn ? sayDay(one.decidedOn, today) : ''}${one.decidedIn ?? ''}：${one.decision}`,
              one.amount ? bold(` 金额${exactWan(one.amount)}`) : '',
              one.reference ? muted(`（${one.reference}）`) : '',
            ),
          ]
        : policyBlocks(context, one.kind)),
      text(bold('办理过程')),
      ...events.map(({ state, note: words, name, by, day }) =>
        text(`${sayDay(day, today)} ${state} ${name ?? by}${words ? `：${words}` : ''}`),
      ),
      ...(may && isOpen(one)
        ? [
            buttons(
              ...(nextStates(one).some(state => state === '同意' || state === '不同意')
                ? [{ label: '登记决定', style: 'primary' as const, action: to(one, 'matter.decide') }]
                : []),
              ...nextStates(one)
                .filter(state => state !== '同意' && state !== '不同意')
                .map(state => ({
                  label: state === '审核' && one.state === '上会' ? '退回审核' : state,
                  action: to(one, 'matter.move', { to: state }),
                })),
              { label: '加经办人', action: to(one, 'matter.handler') },
            ),
          ]
        : []),
      note('只记录决定，不计算金额。以受益财政的决定为准。'),
    ],
  }
  return {
    card,
    isPrivate: true,
    ...(done && { replaces: true, toast: { tone: 'good' as const, text: done } }),
  }
}

const to = ({ id }: Matter, intent: string, args: Record<string, unknown> = {}) => ({
  command: 'matter',
  intent,
  args: { id, ...args },
})
