import type { DutyLine, DutySection, NoticeData } from '../../../db/notice.ts'
import { daysBetween, sayDay } from '../../lib/time.ts'
import { type Block, type Button, bad, bold, buttons, type Card, note, text, warn } from '../card.ts'
import { DUTY_WORDS } from './duty-words.ts'

/** Buttons of one card at most. */
const BUTTONS = 4
/** Lines of one kind of which the due day is one say it once. */
const NAMED = 8

/** To whoever owes something: what they have not been told yet, the most pressing kind first. */
export function dutyDigest({ day, sections }: NoticeData['duty.digest']): Card {
  const total = sections.reduce((sum, one) => sum + one.total, 0)
  const overdue = sections.some(one => one.overdue > 0)
  const [only, other] = sections
  const title = only && !other ? headingOf(only) : `${sayDay(day, day)}到期提醒：${total}项`
  const offered = sections.flatMap(buttonsOf).slice(0, BUTTONS)
  return {
    title,
    tone: overdue ? 'bad' : 'warn',
    blocks: [
      ...sections.flatMap(section => sectionBlocks(section, day, other !== undefined)),
      buttons(...offered, {
        label: '我的待办',
        action: { command: 'todo', intent: 'query.my_tasks', args: {} },
      }),
      ...sections.map(({ source }) => note(DUTY_WORDS[source].advice)),
    ],
  }
}

const headingOf = ({ source, total }: DutySection) => {
  const { title, unit } = DUTY_WORDS[source]
  return `${title}：${total}${unit}`
}

function sectionBlocks(section: DutySection, day: string, hasHeading: boolean): Block[] {
  const { source, total, lines } = section
  const days = new Set(lines.map(({ dueOn }) => dueOn))
  const [first] = lines
  const shown = lines.slice(0, NAMED)
  const rest = total > shown.length ? `等${total}${DUTY_WORDS[source].unit}` : ''
  const heading = hasHeading ? [text(bold(headingOf(section)))] : []
  // What all is due on one day is named in a row, under that day.
  if (days.size === 1 && first && lines.length > 1)
    return [...heading, text(whenSpan(first, day), `：${shown.map(sayWhat).join('、')}${rest}。`)]
  return [
    ...heading,
    ...shown.map(line => text(bold(sayWhat(line)), '，', whenSpan(line, day))),
    ...(rest
      ? [note(`只列最急的${shown.length}${DUTY_WORDS[source].unit}，共${total}${DUTY_WORDS[source].unit}。`)]
      : []),
  ]
}

const sayWhat = ({ what, for: whose }: DutyLine): string =>
  whose ? `${what}（责任方还没有接入，请代为通知）` : what

/** In days of the calendar, whatever days the ladder counts in: whoever reads has the date beside it. */
function whenSpan({ dueOn }: DutyLine, day: string) {
  const due = sayDay(dueOn, day)
  const left = daysBetween(day, dueOn)
  if (left < 0) return bad(`${due}到期，已过${-left}天`)
  return left === 0 ? warn('今天到期') : `${due}到期，还有${left}天`
}

function buttonsOf({ source, lines }: DutySection): Button[] {
  const { button, isOneButton } = DUTY_WORDS[source]
  const wanted = isOneButton ? lines.slice(0, 1) : lines
  return wanted.flatMap(line => button(line) ?? [])
}
