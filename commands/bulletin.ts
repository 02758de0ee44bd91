import type { Command } from '../src/chat/command.ts'
import { enterprise } from './briefing/enterprise.ts'
import { leader } from './briefing/leader.ts'
import { briefing } from './bulletin/briefing.ts'
import { approve, hold, recall, reject } from './bulletin/decide.ts'
import { draft } from './bulletin/draft.ts'
import { boards, edit, refresh, versions } from './bulletin/edit.ts'
import { onepager, report } from './bulletin/files.ts'
import { refuse } from './bulletin/refuse.ts'
import { source } from './bulletin/source.ts'

/** 通报: the monthly doubling bulletin, from a look at the numbers to publication and back. */
export const bulletin = {
  name: 'bulletin',
  title: '通报',
  aliases: ['倍增通报', '月报'],
  summary: '看倍增情况；起草、改写、暂缓、批准、退回、撤回倍增通报；一页纸、公文稿；每个数的出处',
  intents: {
    'query.briefing': briefing,
    'briefing.enterprise': enterprise,
    'briefing.leader': leader,
    'bulletin.draft': draft,
    'bulletin.approve': approve,
    'bulletin.reject': reject,
    'bulletin.hold': hold,
    'bulletin.edit': edit,
    'bulletin.refresh': refresh,
    'bulletin.boards': boards,
    'bulletin.versions': versions,
    'bulletin.recall': recall,
    'bulletin.onepager': onepager,
    'report.generate': report,
    'bulletin.source': source,
    'meta.refuse': refuse,
  },
} satisfies Command
