import type { CaseFacts } from '../../db/notice.ts'
import { type Block, bold, type Card, note, text } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { caseBlocks, caseBrief, demoTag, tailOf } from '../../src/chat/notices/case-body.ts'
import { type CaseMove, MOVES, moveButtons, type WordedMove } from '../../src/chat/notices/case-moves.ts'
import { type FormFill, moveForm } from '../../src/chat/notices/move-form.ts'
import { factsOf } from '../../src/ledger/facts.ts'
import { movesOf } from '../../src/ledger/guard.ts'
import { type LoadedCase, loadCase } from '../../src/ledger/load.ts'
import { caseTimeline, type TimelineEntry } from '../../src/ledger/timeline.ts'
import { VERBS, type Verb } from '../../src/ledger/transitions.ts'
import { dayOf, sayDay } from '../../src/lib/time.ts'
import type { WorkCalendar } from '../../src/lib/working-days.ts'
import { unitOfGroup } from '../../src/people/groups.ts'

/** Case content is for private chats, the group of the unit handling it and the office's own (C-3). */
async function mayShowContent({ db, chat }: Context, facts: CaseFacts): Promise<boolean> {
  if (chat.kind === 'private') return true
  const unitId = await unitOfGroup(db, chat.platform, chat.chatId)
  return unitId !== null && (unitId === facts.unitId || unitId === 'office')
}

/** What there is to say besides the case itself. */
interface Wording {
  title?: string
  tone?: Card['tone']
  /** Blocks before and after those of the case. */
  above?: Block[]
  below?: Block[]
}

/** A card as an answer about a case: as it is where its content may be read, else only number, unit and days. */
export async function answerWith(context: Context, facts: CaseFacts, card: Card): Promise<Reply> {
  const isClick = context.text === ''
  return {
    card: (await mayShowContent(context, facts)) ? card : caseBrief(facts),
    focus: { caseNo: facts.no, uscc: facts.uscc },
    ...(isClick && { replaces: true }),
  }
}

/** The case after something was done: its live card with what may be done next, and a toast for a click. */
export async function answerDone(
  context: Context,
  calendar: WorkCalendar,
  facts: CaseFacts,
  done: string,
  more: Block[] = [],
): Promise<Reply> {
  const target = await loadCase(context.db, facts.no)
  const card = caseCard(context, target, calendar, { tone: 'good', above: [text(bold(done)), ...more] })
  const reply = await answerWith(context, facts, card)
  return context.text === '' ? { ...reply, toast: { tone: 'good', text: done } } : reply
}

/** The small form for a move that needs words. */
export function answerForm(
  context: Context,
  calendar: WorkCalendar,
  target: LoadedCase,
  move: WordedMove,
  fill: FormFill = {},
): Promise<Reply> {
  const facts = factsOf(target, calendar, context.now)
  const card: Card = {
    title: `诉求 ${tailOf(facts.no)}`,
    tone: 'info',
    ...demoTag(facts),
    blocks: [...caseBlocks(facts), moveForm(facts, move, fill)],
  }
  return answerWith(context, facts, card)
}

/** How a case stands and how it got there. */
export async function answerStatus(
  context: Context,
  calendar: WorkCalendar,
  target: LoadedCase,
): Promise<Reply> {
  const facts = factsOf(target, calendar, context.now)
  const entries = await caseTimeline(context.db, facts.no)
  const latest = entries.findLast(entry => entry.words && entry.verb === 'progress')
  const card = caseCard(context, target, calendar, {
    above: latest
      ? [text(bold('最新进展：'), latest.words ?? '', `（${sayDay(dayOf(latest.at), dayOf(context.now))}）`)]
      : [],
    below: [
      {
        kind: 'fold',
        title: '办理经过',
        blocks: entries.map(entry => ({ kind: 'text' as const, spans: [sayEntry(entry, context.now)] })),
      },
    ],
  })
  return answerWith(context, facts, card)
}

function caseCard(context: Context, target: LoadedCase, calendar: WorkCalendar, wording: Wording): Card {
  const facts = factsOf(target, calendar, context.now)
  const { title = `诉求 ${tailOf(facts.no)}`, tone = 'info', above = [], below = [] } = wording
  const moves = movesOf(context.speaker, target)
  return {
    title,
    tone,
    ...demoTag(facts),
    blocks: [
      ...above,
      ...caseBlocks(facts),
      ...moveButtons(facts, buttonMoves(moves, target)),
      ...below,
      ...(moves.length === 0 && facts.state === 'rating' ? [note('等企业评价后销号。')] : []),
    ],
  }
}

/** What stands on the card itself; everything else is behind 更多操作. */
const FIRST: readonly Verb[] = [
  'assign',
  'sign',
  'dispute',
  'progress',
  'finish',
  'coreport',
  'extend',
  'refuseExtension',
  'hold',
  'refuseHold',
  'resume',
  'pass',
  'return',
  'accept',
  'reject',
]

/** Verbs as buttons: both outcomes of a rating are asked for together, a decision only where something was asked. */
function buttonMoves(verbs: readonly Verb[], { row }: LoadedCase): CaseMove[] {
  const moves = verbs
    .filter(verb => FIRST.includes(verb))
    .filter(verb => !(verb === 'extend' || verb === 'refuseExtension') || row.request?.kind === 'extension')
    .filter(verb => !(verb === 'hold' || verb === 'refuseHold') || row.request?.kind === 'hold')
    .map((verb): CaseMove | null => {
      if (verb === 'accept' || verb === 'reject') return 'rate'
      return verb in MOVES ? (verb as CaseMove) : null
    })
  return [...new Set(moves.filter(move => move !== null))]
}

function sayEntry({ at, verb, by, words }: TimelineEntry, now: Date): string {
  const who = by ? `（${by}）` : ''
  return `${sayDay(dayOf(at), dayOf(now))} ${VERBS[verb]}${who}${words ? `：${words}` : ''}`
}
