import type { NoticeData } from '../../../db/notice.ts'
import { sayPeriod } from '../../registry/period.ts'
import { buttons, type Card } from '../card.ts'
import { bulletinBody, demoTag } from './bulletin-body.ts'

/** To the office: a draft to approve or send back. */
export function bulletinDraft({ bulletinId, content }: NoticeData['bulletin.draft']): Card {
  const args = { bulletin_id: bulletinId }
  return {
    title: `${sayPeriod(content.period)}倍增通报（初稿，待审批）`,
    tone: 'info',
    ...demoTag(content),
    blocks: [
      ...bulletinBody(content),
      { kind: 'divider' },
      buttons({
        label: '批准发布',
        style: 'primary',
        action: { command: 'bulletin', intent: 'bulletin.approve', args },
        confirm: '批准后立即发给市领导，不能撤回。请确认数据已核对。',
      }),
      {
        kind: 'form',
        name: 'bulletin_reject',
        fields: [
          {
            kind: 'text',
            name: 'reason',
            label: '退回原因',
            placeholder: '哪里要改，例如：数据再核',
            required: true,
          },
        ],
        submit: {
          label: '退回',
          style: 'danger',
          action: { command: 'bulletin', intent: 'bulletin.reject', args },
        },
      },
    ],
  }
}
