import type { Brief, BriefLine, BriefSection, Opening } from '../../src/briefing/brief.ts'
import {
  type Block,
  bad,
  bold,
  buttons,
  type Card,
  good,
  muted,
  note,
  type Span,
  text,
  warn,
} from '../../src/chat/card.ts'

const STYLES = { good, warn, bad, muted } as const

const spanOf = ({ words, tone }: BriefLine): Span => (tone ? STYLES[tone](words) : words)

/** Buttons of a card that is not all buttons. */
const MOST_BUTTONS = 6

/** A briefing as a card: the sentence, what presses, the rest put away. */
export function briefCard(brief: Brief, more: Block[] = []): Card {
  const isGrave = brief.sections.some(({ lines }) => lines.some(({ tone }) => tone === 'bad'))
  const opens = brief.sections.flatMap(section => section.opens)
  return {
    title: brief.title,
    tone: isGrave ? 'warn' : 'info',
    ...(brief.isDemo && { tags: ['演示数据'] }),
    blocks: [
      text(brief.lead),
      ...brief.sections.flatMap(sectionBlocks),
      ...(opens.length > 0 ? [buttons(...spread(opens).map(buttonOf))] : []),
      ...more,
      ...brief.notes.map(note),
    ],
  }
}

function sectionBlocks({ title, lines, table, isFolded }: BriefSection): Block[] {
  const said = lines.map(one => text(spanOf(one)))
  if (isFolded && !table)
    return [
      { kind: 'fold', title, blocks: lines.map(one => ({ kind: 'text' as const, spans: [spanOf(one)] })) },
    ]
  return [
    text(bold(title)),
    ...(table && table.rows.length > 0
      ? [{ kind: 'table' as const, columns: table.columns, rows: table.rows }]
      : []),
    ...said,
  ]
}

/** One of each kind before a second of any. */
function spread(opens: readonly Opening[]): Opening[] {
  const first = opens.filter(
    (one, i) => opens.findIndex(other => other.command === one.command && other.intent === one.intent) === i,
  )
  return [...first, ...opens.filter(one => !first.includes(one))].slice(0, MOST_BUTTONS)
}

const buttonOf = ({ label, ...action }: Opening) => ({ label, action })
