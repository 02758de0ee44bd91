import type { NoticeData } from '../../../db/notice.ts'
import { sayPeriod } from '../../registry/period.ts'
import { buttons, type Card } from '../card.ts'
import { bulletinBody, demoTag } from './bulletin-body.ts'

/** To the leaders: the approved bulletin, with its page for reading on and printing. */
export function bulletinPublished({ content, path }: NoticeData['bulletin.published']): Card {
  return {
    title: `${sayPeriod(content.period)}倍增通报`,
    tone: 'good',
    ...demoTag(content),
    blocks: [
      ...bulletinBody(content),
      buttons({ label: '打开全文（可打印）', style: 'primary', href: path }),
    ],
  }
}
