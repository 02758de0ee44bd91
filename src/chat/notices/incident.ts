import type { NoticeData } from '../../../db/notice.ts'
import { bad, bold, buttons, type Card, note, text } from '../card.ts'

/** To the office: a serious accident, which blocks awards of the year. */
export function incidentSerious(data: NoticeData['incident.serious']): Card {
  const { enterprise, day, type, level, isListed, rosters, was, by, isDemo } = data
  return {
    title: `${level}${type}事故`,
    tone: 'bad',
    ...(isDemo && { tags: ['演示数据'] }),
    blocks: [
      text(
        bold(enterprise),
        `：${day} 发生`,
        bad(`${level}${type}事故`),
        was ? `（原登记为${was}，已更正）。` : '。',
      ),
      text(
        isListed
          ? '该企业在当年倍增名录内：年度内不予奖励，名录资格和要素保障按政策另行研究。'
          : `该企业不在当年倍增名录${rosters.length > 0 ? `，在${rosters.join('、')}` : ''}。`,
      ),
      buttons({
        label: '查看事故',
        action: { command: 'incident', intent: 'query.accident', args: { incident: data.incidentId } },
      }),
      note(`${by}登记。等级以主管部门认定为准。`),
    ],
  }
}
