import type { BriefingItem, NoticeData } from '../../../db/notice.ts'
import { sayDay } from '../../lib/time.ts'
import { type Block, bad, bold, buttons, type Card, note, text } from '../card.ts'

const GROUPS: Record<BriefingItem['group'], string> = {
  instruction: '批示催办',
  case: '红牌诉求',
  project: '红灯项目',
  dropped: '掉队企业',
  promise: '到期承诺',
}

/** Lines of a group that are read at breakfast; its total is of all. */
const SHOWN = 5

/** To a leader: what has changed and what needs them, each line opening what it is about. */
export function leaderBriefing({ day, items, standing, isAll }: NoticeData['leader.briefing']): Card {
  const title = `${sayDay(day, day)}要情${items.length > 0 ? `：${isAll ? '' : '新增'}${items.length}项` : ''}`
  if (items.length === 0)
    return {
      title,
      tone: 'plain',
      blocks: [
        text(
          standing === 0
            ? '没有红牌诉求、红灯项目、掉队企业，也没有到期的批示和承诺。'
            : `没有新情况；此前报过的还有${standing}项没有了结。`,
        ),
        ...(standing > 0 ? [allButton] : []),
      ],
    }
  return {
    title,
    tone: items.some(({ isBad }) => isBad) ? 'bad' : 'warn',
    ...(items.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
    blocks: [
      ...(Object.keys(GROUPS) as BriefingItem['group'][]).flatMap(group => groupBlocks(items, group)),
      ...(standing > 0 ? [text(`此前报过、还没有了结的${standing}项。`), allButton] : []),
      ...(isAll ? [note('截至此刻仍需关注的全部事项。')] : []),
    ],
  }
}

const allButton: Block = buttons({
  label: '看全部',
  action: { command: 'bulletin', intent: 'briefing.leader', args: {} },
})

function groupBlocks(items: readonly BriefingItem[], group: BriefingItem['group']): Block[] {
  const own = items.filter(one => one.group === group)
  const shown = own.slice(0, SHOWN)
  if (shown.length === 0) return []
  return [
    text(bold(`${GROUPS[group]}（${own.length}项）`)),
    ...shown.map(({ words, isBad }, i) => text(`${i + 1}. `, isBad ? bad(words) : words, '。')),
    ...(own.length > shown.length ? [text(`另有${own.length - shown.length}项。`)] : []),
    buttons(...shown.map(({ open: { label, ...action } }) => ({ label, action }))),
  ]
}
