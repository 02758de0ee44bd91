import type { CaseChange, CaseFacts, NoticeKind } from '../../../db/notice.ts'

/**
 * How much a notice weighs: `duty` is something for the reader to do, `news` is worth a message of its own, `edit` only
 * changes the card of the case that the chat shows already.
 */
export type Weight = 'duty' | 'news' | 'edit'

const KINDS: Record<Exclude<NoticeKind, 'case.change'>, Weight> = {
  'case.receipt': 'news',
  'case.assigned': 'duty',
  'case.progress': 'edit',
  'case.review': 'duty',
  'case.returned': 'duty',
  'case.result': 'duty',
  'case.rated': 'edit',
  'case.digest': 'duty',
  'case.overdue': 'duty',
  'case.redated': 'news',
  'calendar.proposed': 'duty',
  'calendar.decided': 'news',
  'calendar.missing': 'duty',
  'taskforce.created': 'news',
  emergency: 'duty',
  'matter.instructed': 'duty',
  'figure.doubted': 'duty',
  'figure.explained': 'news',
  'roster.proposed': 'duty',
  'roster.decided': 'news',
  'incident.serious': 'duty',
  'liaison.delegated': 'news',
  'liaison.asked': 'duty',
  'duty.digest': 'duty',
  reminder: 'duty',
  'reminder.sent': 'duty',
  'risk.signalled': 'news',
  'leader.briefing': 'duty',
  'prospect.found': 'news',
  'prospect.list': 'news',
  'bulletin.draft': 'duty',
  'bulletin.published': 'news',
  'bulletin.recalled': 'duty',
  'bulletin.held': 'duty',
  'bulletin.missing': 'duty',
  'bulletin.waiting': 'duty',
  'binding.asked': 'duty',
  'binding.decided': 'news',
  'binding.ended': 'news',
  'handoff.asked': 'duty',
  'handoff.taken': 'news',
  gathered: 'news',
  'gathered.report': 'news',
}

const CHANGES: Record<CaseChange['kind'], Weight> = {
  unsure: 'duty',
  placed: 'news',
  declined: 'news',
  disputed: 'duty',
  transferred: 'news',
  coassigned: 'duty',
  coreported: 'edit',
  asked: 'duty',
  refused: 'news',
  extended: 'news',
  held: 'news',
  shelved: 'news',
  resumed: 'edit',
  reopened: 'duty',
  withdrawn: 'news',
  merged: 'news',
  undone: 'news',
  supplemented: 'news',
  corrected: 'edit',
  urged: 'duty',
  escalated: 'duty',
  instructed: 'duty',
  replied: 'news',
  redated: 'news',
  unrated: 'duty',
  lapsed: 'edit',
}

export function weightOf(kind: string, payload: unknown): Weight {
  if (kind === 'case.change') {
    const { change } = payload as { change?: { kind?: CaseChange['kind'] } }
    return CHANGES[change?.kind ?? 'placed'] ?? 'news'
  }
  return KINDS[kind as keyof typeof KINDS] ?? 'news'
}

/** Goes out when it goes out because its reader chose the moment themselves. */
export const isAppointed = (kind: string): boolean => kind === 'reminder'

/**
 * Goes out at night and on days off too: people are in danger, a 特急 case or one of 安全 is theirs to do, or a case has
 * turned red.
 */
export function isUrgent(kind: string, payload: unknown): boolean {
  if (kind === 'emergency' || kind === 'case.overdue') return true
  const facts = (payload as { case?: CaseFacts }).case
  const presses = facts?.urgency === '特急' || facts?.category === '安全'
  return presses && weightOf(kind, payload) === 'duty'
}
