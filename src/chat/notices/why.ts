import type { NoticeData } from '../../../db/notice.ts'
import { type Card, note } from '../card.ts'
import { tailOf } from './case-body.ts'
import { topicOf } from './topic.ts'
import { weightOf } from './weight.ts'

/** What of a message says why it came. */
interface Pushed {
  address: string | null
  kind: string
  payload: unknown
  isCopy: boolean
  isStandIn: boolean
}

/** Says their reason themselves, or answers what their reader asked for. */
const OWN_WORDS = [
  ...['emergency', 'gathered', 'reminder', 'reminder.sent'],
  ...['binding.decided', 'binding.ended', 'handoff.taken'],
]

/** Why somebody gets a card nobody asked for and how to get it no more, as its last line. */
export function withReason(card: Card, pushed: Pushed): Card {
  const { address, kind } = pushed
  if (!address || OWN_WORDS.includes(kind)) return card
  return {
    ...card,
    blocks: [...card.blocks, note(`推送原因：${reasonFor(pushed, address)}。${howToStop(pushed)}`)],
  }
}

function reasonFor({ kind, payload, isCopy, isStandIn }: Pushed, address: string): string {
  if (isStandIn) return '责任单位还没有接入，请领导小组办公室代为通知'
  if (isCopy) return '您订阅了，或有人抄送给您'
  if (kind === 'leader.briefing') return '您是市领导，只报新变化'
  if (kind.startsWith('prospect.')) return PROSPECT_REASONS[(payload as { as: ProspectAs }).as]
  if (address === 'unit:office') return '领导小组办公室负责此事'
  if (address === 'unit:leaders') return '市领导群订阅了此类消息'
  if (address.startsWith('unit:')) return kind.startsWith('case.') ? '本单位承办或协办' : '本单位是责任单位'
  return kind.startsWith('case.') ? '您是经办人、企业联系人或单位分管领导' : '您是责任人或相关人员'
}

type ProspectAs = NoticeData['prospect.found']['as']
const PROSPECT_REASONS: Record<ProspectAs, string> = {
  enterprise: '您是企业联系人，新数据让情况有了变化，同一件事只说一次',
  liaison: '您联系的企业因新数据有了变化，同一件事只说一次',
  county: '这些企业还没有联络员，所以发给所在县市区（园区），同一件事只说一次',
}

function howToStop({ kind, payload, isCopy }: Pushed): string {
  const topic = topicOf(kind)
  if (isCopy) return `不想再收可回复“${topic}不用抄给我了”。`
  if (kind === 'leader.briefing')
    return '想改时间可回复“以后每周一早上8点半给我推一份”，不想再收可回复“别推简报了”。'
  if (weightOf(kind, payload) === 'duty') return '办好后不再提醒。'
  const { case: about } = payload as { case?: { no: string } }
  const one = about ? `不想再收这一件可回复“${tailOf(about.no)}免打扰”；` : ''
  return `${one}不想再收可回复“别推${topic}了”，想合并收可回复“每周一次就行”。`
}
