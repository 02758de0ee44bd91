import type { NoticeData } from '../../../db/notice.ts'
import { bold, buttons, type Card, note, text } from '../card.ts'

/** To whoever decides about members of a roster. */
export function rosterProposed(data: NoticeData['roster.proposed']): Card {
  const { proposal, roster, by, added, removed, firm, reason } = data
  const counts = [added > 0 ? `新增${added}家` : '', removed > 0 ? `移出${removed}家` : ''].filter(Boolean)
  return {
    title: '入库出库待批准',
    tone: 'info',
    blocks: [
      text(bold(roster), `：${firm ? `${removed > 0 ? '移出' : '加入'}“${firm}”` : counts.join('、')}`),
      ...(reason ? [text(`理由：${reason}`)] : []),
      buttons({
        label: '查看并处理',
        style: 'primary',
        action: { command: 'roster', intent: 'list.approval', args: { proposal } },
      }),
      note(`第${proposal}号提案，${by}提出。`),
    ],
  }
}

/** To whoever proposed it. */
export function rosterDecided(data: NoticeData['roster.decided']): Card {
  const { proposal, roster, firms, total, isApproved, by, note: said } = data
  const names = `${firms.join('、')}${total > firms.length ? `等${total}家` : ''}`
  return {
    title: isApproved ? '入库出库已批准' : '入库出库没有批准',
    tone: isApproved ? 'good' : 'warn',
    blocks: [
      text(bold(roster), `：${names}`),
      ...(said ? [text(`${isApproved ? '说明' : '理由'}：${said}`)] : []),
      note(`第${proposal}号提案，${by}处理。`),
    ],
  }
}
