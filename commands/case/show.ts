import type { CaseFacts } from '../../db/notice.ts'
import { type Block, bold, buttons, type Card, note, text } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { caseBlocks, caseBrief, demoTag, tailOf } from '../../src/chat/notices/case-body.ts'
import { type CaseMove, MOVES, moreButton, moveButtons } from '../../src/chat/notices/case-moves.ts'
import type { Act } from '../../src/ledger/act.ts'
import { factsOf } from '../../src/ledger/facts.ts'
import { type LoadedCase, loadCase } from '../../src/ledger/load.ts'
import { offeredTo } from '../../src/ledger/offer.ts'
import { caseTimeline, type TimelineEntry } from '../../src/ledger/timeline.ts'
import { VERBS, type Verb } from '../../src/ledger/transitions.ts'
import { dayOf, sayDay } from '../../src/lib/time.ts'
import type { WorkCalendar } from '../../src/lib/working-days.ts'
import { unitOfGroup } from '../../src/people/groups.ts'

/** The chat a card goes to. */
type Where = Pick<Context, 'db' | 'chat'>
/** Who reads a card, and when. */
type Reading = Pick<Context, 'db' | 'speaker' | 'now'>

/** Case content is for private chats, the groups of the units that handle it or help, and the office's own (C-3). */
export async function mayShowContent({ db, chat }: Where, facts: CaseFacts): Promise<boolean> {
  if (chat.kind === 'private') return true
  const unitId = await unitOfGroup(db, chat.platform, chat.chatId)
  if (unitId === null) return false
  if (unitId === facts.unitId || unitId === 'office') return true
  return (await loadCase(db, facts.no)).row.coUnits.some(one => one.unitId === unitId)
}

/** What there is to say besides the case itself. */
interface Wording {
  title?: string
  tone?: Card['tone']
  /** Blocks before and after those of the case. */
  above?: Block[]
  below?: Block[]
}

/** A card about a case as a chat may see it: as it is where its content may be read, else only number, unit and days. */
export async function shownIn(where: Where, facts: CaseFacts, card: Card): Promise<Card> {
  return (await mayShowContent(where, facts)) ? card : caseBrief(facts)
}

/** A card as an answer about a case: as it is where its content may be read, else only number, unit and days. */
export async function answerWith(context: Context, facts: CaseFacts, card: Card): Promise<Reply> {
  const isClick = context.text === ''
  return {
    card: await shownIn(context, facts, card),
    focus: { caseNo: facts.no, uscc: facts.uscc },
    about: { caseNo: facts.no, version: facts.version },
    ...(isClick && { replaces: true }),
  }
}

/** A card to go on with, about a case: into a group that may not read it nothing is put, the person gets it alone. */
export async function answerAlone(context: Context, facts: CaseFacts, card: Card): Promise<Reply> {
  const reply = await answerWith(context, facts, card)
  return reply.card === card ? reply : { card, isPrivate: true, ...(reply.focus && { focus: reply.focus }) }
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

/** The due day of a case in words, as its card has it. */
export const dueIn = (facts: CaseFacts) => (facts.dueOn ? sayDay(facts.dueOn, facts.filedOn) : '交办后确定')

/** The case as it is now, for a click on a card that was not up to date any more. */
export async function answerStale(context: Context, act: Act, no: string, words: string): Promise<Reply> {
  const reply = await answerStatus(context, act.calendar, await loadCase(context.db, no))
  return { ...reply, toast: { tone: 'info', text: words } }
}

/** How a case stands and how it got there. */
export async function answerStatus(
  context: Context,
  calendar: WorkCalendar,
  target: LoadedCase,
  above: Block[] = [],
): Promise<Reply> {
  const card = await statusCard(context, calendar, target, above)
  return answerWith(context, factsOf(target, calendar, context.now), card)
}

/** The card of it, for whoever reads it. */
export async function statusCard(
  reading: Reading,
  calendar: WorkCalendar,
  target: LoadedCase,
  above: Block[] = [],
): Promise<Card> {
  const entries = await caseTimeline(reading.db, target.row.no)
  const latest = entries.findLast(entry => entry.words && entry.verb === 'progress' && !entry.isUndone)
  return caseCard(reading, target, calendar, {
    above: [
      ...above,
      ...(latest
        ? [
            text(
              bold('最新进展：'),
              latest.words ?? '',
              `（${sayDay(dayOf(latest.at), dayOf(reading.now))}）`,
            ),
          ]
        : []),
    ],
    below: [
      {
        kind: 'fold',
        title: '办理经过',
        blocks: entries.map(entry => ({ kind: 'text' as const, spans: [sayEntry(entry, reading.now)] })),
      },
    ],
  })
}

/** Everything else this person may do to the case now, beside what stands on its card. */
export function answerMore(context: Context, calendar: WorkCalendar, target: LoadedCase): Promise<Reply> {
  const facts = factsOf(target, calendar, context.now)
  const { behind } = movesFor(context, target, calendar)
  const card: Card = {
    title: `诉求 ${tailOf(facts.no)}：还可以做什么`,
    tone: 'info',
    ...demoTag(facts),
    blocks: [
      ...caseBlocks(facts),
      ...moveButtons(facts, behind),
      ...(behind.length === 0 ? [note('现在没有别的操作。')] : []),
      buttons({
        label: '返回',
        action: { command: 'case', intent: 'query.case_status', args: { case_no: facts.no } },
      }),
    ],
  }
  return answerAlone(context, facts, card)
}

function caseCard(context: Reading, target: LoadedCase, calendar: WorkCalendar, wording: Wording): Card {
  const facts = factsOf(target, calendar, context.now)
  const { title = `诉求 ${tailOf(facts.no)}`, tone = 'info', above = [], below = [] } = wording
  const { first, behind } = movesFor(context, target, calendar)
  const [row] = moveButtons(facts, first)
  const more = behind.length > 0 ? [moreButton(facts)] : []
  return {
    title,
    tone,
    ...demoTag(facts),
    blocks: [
      ...above,
      ...caseBlocks(facts),
      ...(row?.kind === 'buttons' ? [buttons(...row.buttons, ...more)] : more.map(one => buttons(one))),
      ...below,
      ...(first.length === 0 && facts.state === 'rating' ? [note('等企业评价后销号。')] : []),
    ],
  }
}

/** What stands on the card itself; everything else is behind 更多操作. */
const FIRST: readonly CaseMove[] = [
  'assign',
  'decline',
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
  'rate',
  'reply',
]
const ORDER: readonly CaseMove[] = [...(Object.keys(MOVES) as CaseMove[]), 'rate']

function movesFor({ speaker, now }: Reading, target: LoadedCase, calendar: WorkCalendar) {
  const offered = offeredTo(speaker, target, { calendar, now }).map(verb => moveOf(verb, target))
  const moves = ORDER.filter(move => offered.includes(move))
  return {
    first: moves.filter(move => FIRST.includes(move)),
    behind: moves.filter(move => !FIRST.includes(move)),
  }
}

/** A verb as a button: both outcomes of a rating are asked for together; the office may hold what nobody asked for. */
function moveOf(verb: Verb, { row }: LoadedCase): CaseMove | null {
  if (verb === 'accept' || verb === 'reject') return 'rate'
  if (verb === 'hold') return row.request?.kind === 'hold' ? 'hold' : 'pause'
  return verb in MOVES ? (verb as CaseMove) : null
}

function sayEntry({ at, verb, by, words, isUndone }: TimelineEntry, now: Date): string {
  const who = by ? `（${by}）` : ''
  const undone = isUndone ? '（已撤回）' : ''
  return `${sayDay(dayOf(at), dayOf(now))} ${VERBS[verb]}${who}${words ? `：${words}` : ''}${undone}`
}
