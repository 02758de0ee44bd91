import type { NoticeData } from '../../../db/notice.ts'
import { sayPeriod } from '../../registry/period.ts'
import { buttons, type Card, text } from '../card.ts'
import { bulletinBody, demoTag } from './bulletin-body.ts'

/** To those who get it: the approved bulletin, with its page and files for reading on and printing. */
export function bulletinPublished(shown: NoticeData['bulletin.published']): Card {
  const { content, path } = shown
  return {
    title: `${sayPeriod(content.period)}倍增通报`,
    tone: 'good',
    ...demoTag(content),
    blocks: [...bulletinBody(shown), formButtons(path)],
  }
}

/** The other forms of a bulletin. */
export const formButtons = (path: string) =>
  buttons(
    { label: '打开全文（可打印）', style: 'primary', href: path },
    { label: '一页纸', href: `${path}/one` },
    { label: 'Word 公文', href: `${path}/bulletin.docx` },
    { label: '图片', href: `${path}/bulletin.png` },
    { label: '每个数的出处', href: `${path}/from` },
  )

/** In the place of a published bulletin, and to those who got it: it is not to be used any more. */
export function bulletinRecalled({ period, reason, by, isDemo }: NoticeData['bulletin.recalled']): Card {
  return {
    title: `${sayPeriod(period)}倍增通报已撤回`,
    tone: 'warn',
    ...demoTag({ isDemo }),
    blocks: [text(`已由${by}撤回，请勿引用和转发。`), text(`原因：${reason}`), text('更正后将重新发布。')],
  }
}
