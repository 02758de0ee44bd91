import type { NoticeKind } from '../../../db/notice.ts'

/** What pushes are about, as people speak of them when they want more or less of it. */
export const TOPICS = ['通报', '简报', '诉求', '提醒', '名录', '政策', '预警', '其他'] as const
export type Topic = (typeof TOPICS)[number]

/** What belongs to each, in words. */
export const TOPIC_WORDS: Record<Topic, string> = {
  通报: '倍增通报',
  简报: '领导简报',
  诉求: '诉求办理动态',
  提醒: '到期提醒',
  名录: '名录变动',
  政策: '政策找人',
  预警: '风险和安全预警',
  其他: '其他消息',
}

const BY_KIND: Partial<Record<NoticeKind, Topic>> = {
  'leader.briefing': '简报',
  'bulletin.draft': '提醒',
  'bulletin.held': '提醒',
  'bulletin.missing': '提醒',
  'bulletin.waiting': '提醒',
  'case.digest': '提醒',
  'case.overdue': '提醒',
  'duty.digest': '提醒',
  'incident.serious': '预警',
  'risk.signalled': '预警',
}

const BY_ROOM: Record<string, Topic> = {
  bulletin: '通报',
  leader: '简报',
  case: '诉求',
  roster: '名录',
  prospect: '政策',
}

/** The topic of a notice. */
export const topicOf = (kind: string): Topic =>
  BY_KIND[kind as NoticeKind] ?? BY_ROOM[kind.split('.')[0] ?? ''] ?? '其他'

/** What others may be sent copies of: what is told, never what somebody is to decide or what people report. */
const COPIED: readonly NoticeKind[] = [
  'bulletin.published',
  'bulletin.recalled',
  'leader.briefing',
  'duty.digest',
  'case.digest',
  'roster.decided',
  'prospect.found',
  'prospect.list',
  'incident.serious',
  'risk.signalled',
]

export const isCopied = (kind: string): boolean => COPIED.includes(kind as NoticeKind)
