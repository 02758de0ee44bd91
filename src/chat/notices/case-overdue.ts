import type { NoticeData } from '../../../db/notice.ts'
import { sayDay } from '../../lib/time.ts'
import { bold, type Card, note, text } from '../card.ts'
import { demoTag, tailOf } from './case-body.ts'
import { openButtons } from './case-digest.ts'

/** To the leader of a unit, with a copy to the office: what has now been overdue for long (红牌督办). */
export function caseOverdue({ day, isCopy, total, cases, leaderless }: NoticeData['case.overdue']): Card {
  return {
    title: `${sayDay(day, day)}红牌督办：${total}件${isCopy ? '（抄送）' : ''}`,
    tone: 'bad',
    ...demoTag({ isDemo: cases.some(({ isDemo }) => isDemo) }),
    blocks: [
      text(
        isCopy
          ? `以下诉求逾期较久，今天亮红牌${leaderless.length > 0 ? '，登记了分管领导的单位已报分管领导' : '，已报责任单位分管领导'}。`
          : '您分管的单位有诉求逾期较久，今天亮红牌，请过问督促。',
      ),
      ...cases.map(({ no, category, unit, enterprise, workdaysLeft, dueOn }) =>
        text(
          bold(tailOf(no)),
          ` ${category} ${enterprise}（${unit ?? '待交办'}）：${dueOn ? `${sayDay(dueOn, day)}到期，` : ''}已逾期${-(workdaysLeft ?? 0)}个工作日`,
        ),
      ),
      openButtons(cases.map(facts => ({ case: facts }))),
      ...(total > cases.length ? [note(`只列逾期最久的${cases.length}件，共${total}件。`)] : []),
      ...(leaderless.length > 0
        ? [note(`${leaderless.join('、')}没有登记分管领导，没有人可报，请办公室直接督办，并请管理员登记。`)]
        : []),
    ],
  }
}
