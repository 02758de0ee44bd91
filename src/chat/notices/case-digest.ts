import type { CaseFacts, DigestCounts, NoticeData } from '../../../db/notice.ts'
import { sayDay } from '../../lib/time.ts'
import { type Card, note, text } from '../card.ts'
import { demoTag, tailOf } from './case-body.ts'

/** Rows a card can carry and a person will read. */
const SHOWN = 10

/** To a unit: what falls due soon or is overdue. To the office: what has been overdue for long, by unit. */
export function caseDigest({ unit, day, counts, cases }: NoticeData['case.digest']): Card {
  const shown = cases.slice(0, SHOWN)
  const total = counts.overdue + counts.today + counts.tomorrow + counts.soon
  const isOfOthers = shown.some(facts => facts.unit !== unit)
  const first = shown[0]
  return {
    title: `${sayDay(day, day)}办理提醒：${total}件`,
    tone: counts.overdue > 0 ? 'bad' : 'warn',
    ...demoTag({ isDemo: shown.some(({ isDemo }) => isDemo) }),
    blocks: [
      text(`${unit}：${sayCounts(counts)}。`),
      {
        kind: 'table',
        columns: [
          { key: 'no', title: '编号' },
          { key: 'category', title: '类别' },
          ...(isOfOthers ? [{ key: 'unit', title: '责任单位' }] : []),
          { key: 'enterprise', title: '企业' },
          { key: 'left', title: '期限' },
        ],
        rows: shown.map(facts => ({
          no: facts.no,
          category: facts.category,
          unit: facts.unit ?? '',
          enterprise: facts.enterprise,
          left: sayLeft(facts),
        })),
      },
      ...(total > shown.length
        ? [note(`只列最急的${shown.length}件，其余${total - shown.length}件请在台账中查看。`)]
        : []),
      ...(first && !isOfOthers
        ? [note(`办好后发“${tailOf(first.no)}办结 ……”，有进展发“${tailOf(first.no)} ……”。`)]
        : []),
    ],
  }
}

function sayCounts({ overdue, today, tomorrow, soon }: DigestCounts): string {
  const parts: [number, string][] = [
    [overdue, '逾期'],
    [today, '今天到期'],
    [tomorrow, '下一个工作日到期'],
    [soon, '3个工作日内到期'],
  ]
  return parts
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${words}${count}件`)
    .join('，')
}

function sayLeft({ dueOn, workdaysLeft: left, filedOn }: CaseFacts): string {
  const day = dueOn ? sayDay(dueOn, filedOn) : ''
  if (left === null) return day
  if (left < 0) return `${day}，已逾期${-left}个工作日`
  return left === 0 ? `${day}，今天到期` : `${day}，还剩${left}个工作日`
}
