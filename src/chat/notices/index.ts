import type { NoticeData, NoticeKind } from '../../../db/notice.ts'
import type { Card } from '../card.ts'
import { bindingAsked, bindingDecided, bindingEnded } from './binding.ts'
import { bulletinDraft } from './bulletin-draft.ts'
import { bulletinHeld, bulletinMissing, bulletinWaiting } from './bulletin-office.ts'
import { bulletinPublished, bulletinRecalled } from './bulletin-published.ts'
import { calendarDecided, calendarMissing, calendarProposed } from './calendar.ts'
import { caseAssigned } from './case-assigned.ts'
import { caseChange } from './case-change.ts'
import { caseDigest } from './case-digest.ts'
import { caseOverdue } from './case-overdue.ts'
import { caseProgress } from './case-progress.ts'
import { caseRated } from './case-rated.ts'
import { caseReceipt } from './case-receipt.ts'
import { caseRedated } from './case-redated.ts'
import { caseResult } from './case-result.ts'
import { caseReturned } from './case-returned.ts'
import { caseReview } from './case-review.ts'
import { dutyDigest } from './duty-digest.ts'
import { emergencyAlert } from './emergency.ts'
import { figureDoubted, figureExplained } from './figure-doubted.ts'
import { gathered, gatheredReport } from './gathered.ts'
import { handoffAsked, handoffTaken } from './handoff.ts'
import { incidentSerious } from './incident.ts'
import { leaderBriefing } from './leader-briefing.ts'
import { liaisonAsked, liaisonDelegated, riskSignalled } from './liaison.ts'
import { matterInstructed } from './matter-instructed.ts'
import { prospectFound, prospectList } from './prospect.ts'
import { reminderCard, reminderSent } from './reminder.ts'
import { rosterDecided, rosterProposed } from './roster.ts'
import { taskforceCreated } from './taskforce-created.ts'

/** The words of every kind of notice. A kind without words does not compile. */
const words: { [K in NoticeKind]: (data: NoticeData[K]) => Card } = {
  'case.receipt': caseReceipt,
  'case.assigned': caseAssigned,
  'case.progress': caseProgress,
  'case.review': caseReview,
  'case.returned': caseReturned,
  'case.result': caseResult,
  'case.rated': caseRated,
  'case.change': caseChange,
  'case.digest': caseDigest,
  'case.overdue': caseOverdue,
  'case.redated': caseRedated,
  'calendar.proposed': calendarProposed,
  'calendar.decided': calendarDecided,
  'calendar.missing': calendarMissing,
  'taskforce.created': taskforceCreated,
  'matter.instructed': matterInstructed,
  emergency: emergencyAlert,
  'figure.doubted': figureDoubted,
  'figure.explained': figureExplained,
  'duty.digest': dutyDigest,
  reminder: reminderCard,
  'reminder.sent': reminderSent,
  gathered,
  'gathered.report': gatheredReport,
  'bulletin.draft': bulletinDraft,
  'bulletin.published': bulletinPublished,
  'bulletin.recalled': bulletinRecalled,
  'bulletin.held': bulletinHeld,
  'bulletin.missing': bulletinMissing,
  'bulletin.waiting': bulletinWaiting,
  'roster.proposed': rosterProposed,
  'roster.decided': rosterDecided,
  'incident.serious': incidentSerious,
  'liaison.delegated': liaisonDelegated,
  'liaison.asked': liaisonAsked,
  'risk.signalled': riskSignalled,
  'leader.briefing': leaderBriefing,
  'prospect.found': prospectFound,
  'prospect.list': prospectList,
  'binding.asked': bindingAsked,
  'binding.decided': bindingDecided,
  'binding.ended': bindingEnded,
  'handoff.asked': handoffAsked,
  'handoff.taken': handoffTaken,
}

/** The card of a queued notice. The kind was checked when it was queued, so an unknown one is a fault of ours. */
export function cardOfNotice(kind: string, data: unknown): Card {
  const toCard = words[kind as NoticeKind] as ((data: unknown) => Card) | undefined
  if (!toCard) throw new Error(`no words for notices of kind ${kind}`)
  return toCard(data)
}
