import type { DigestCounts, NoticeData, OwedLine } from '../../../db/notice.ts'
import { sayDay } from '../../lib/time.ts'
import { type Block, type Button, bad, bold, buttons, type Card, note, text, warn } from '../card.ts'
import { demoTag, tailOf } from './case-body.ts'

type Digest = NoticeData['case.digest']
type Nearness = keyof DigestCounts

const GROUPS: readonly { of: Nearness; title: string }[] = [
  { of: 'overdue', title: '已逾期' },
  { of: 'today', title: '今天到期' },
  { of: 'tomorrow', title: '下一个工作日到期' },
  { of: 'soon', title: '3个工作日内到期' },
]

/** To a unit or the office: what it owes that it has not been told yet, the most pressing first. */
export function caseDigest(digest: Digest): Card {
  const { unit, day, isLater, counts, lines } = digest
  const total = counts.overdue + counts.today + counts.tomorrow + counts.soon
  const left = total - lines.length
  const first = lines.find(({ owed }) => owed === 'finish')?.case
  return {
    title: `${sayDay(day, day)}${isLater ? '下午新增' : '办理'}提醒：${total}项`,
    tone: counts.overdue > 0 ? 'bad' : 'warn',
    ...demoTag({ isDemo: lines.some(line => line.case.isDemo) }),
    blocks: [
      text(bold(unit), `：${sayCounts(counts)}。`),
      ...GROUPS.flatMap(({ of, title }) => groupBlocks(digest, of, title)),
      openButtons(lines),
      ...(left > 0 ? [note(`只列最急的${lines.length}项，另有${left}项请在台账中查看。`)] : []),
      ...(first ? [note(`办好后发“${tailOf(first.no)}办结 ……”，有进展发“${tailOf(first.no)} ……”。`)] : []),
    ],
  }
}

function groupBlocks(digest: Digest, of: Nearness, title: string): Block[] {
  const lines = digest.lines.filter(line => nearnessOf(line) === of)
  if (lines.length === 0) return []
  const heading = `${title}（${digest.counts[of]}项）`
  return [
    text(of === 'overdue' ? bad(heading) : warn(heading)),
    ...lines.map(line => lineBlock(line, digest)),
  ]
}

function nearnessOf({ left }: OwedLine): Nearness {
  if (left < 0) return 'overdue'
  if (left === 0) return 'today'
  return left === 1 ? 'tomorrow' : 'soon'
}

function lineBlock(line: OwedLine, digest: Digest): Block {
  const { no, category, enterprise, urgency } = line.case
  const pressing = urgency === '一般' ? '' : `（${urgency}）`
  return text(bold(tailOf(no)), ` ${category}${pressing} ${enterprise}：${sayOwed(line, digest)}`)
}

/** What is owed and how it stands, in words that change with the days. */
function sayOwed(line: OwedLine, digest: Digest): string {
  const { owed, left, dueOn, words, case: facts } = line
  const due = sayDay(dueOn, digest.day)
  const over = `已逾期${-left}个工作日`
  const when = left < 0 ? `${due}到期，${over}` : left === 0 ? '今天到期' : `${due}到期，还剩${left}个工作日`
  switch (owed) {
    case 'finish':
      return `${facts.state === 'assigned' ? '还没有签收，' : ''}${when}${sayLight(facts.supervision, digest)}`
    case 'sign':
      return `交办后没有签收，超过签收时限${-left}个工作日`
    case 'help':
      return `协办“${brief(words)}”，${when}`
    case 'answer':
      return `领导批示“${brief(words)}”，要求反馈，${when}`
    case 'report':
      return left < 0 ? `挂账事项应于${due}回报进展，${over}` : `挂账事项请回报进展，${when}`
    case 'assign':
      return `受理后没有交办，超过时限${-left}个工作日`
    case 'decide':
      return `延期或挂起申请没有答复，超过时限${-left}个工作日`
    case 'review':
      return `单位已报办结，没有审核，超过时限${-left}个工作日`
    case 'unshelve':
      return `挂账${due}到期，已过${-left}个工作日，请决定恢复办理还是继续挂账`
  }
}

function sayLight(level: number, { hasChief }: Digest): string {
  if (level < 2) return ''
  if (level < 3) return '，橙牌督办'
  return hasChief ? '，红牌督办，已报分管领导' : '，红牌督办，已报领导小组办公室'
}

const brief = (words: string | null): string => {
  const whole = words ?? ''
  return whole.length > 24 ? `${whole.slice(0, 24)}…` : whole
}

/** One button a case: it opens the case with what this person may do to it. */
export function openButtons(lines: readonly { case: { no: string } }[]): Block {
  const numbers = [...new Set(lines.map(line => line.case.no))]
  return buttons(
    ...numbers.map(
      (no): Button => ({
        label: `看${tailOf(no)}`,
        action: { command: 'case', intent: 'query.case_status', args: { case_no: no } },
      }),
    ),
  )
}

function sayCounts(counts: DigestCounts): string {
  return GROUPS.filter(({ of }) => counts[of] > 0)
    .map(({ of, title }) => `${title.replace('已', '')}${counts[of]}项`)
    .join('，')
}
