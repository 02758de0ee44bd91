import { z } from 'zod'
import type { Db } from '../../db/client.ts'
import type { CaseFacts } from '../../db/notice.ts'
import type { FileRef } from '../../db/schema/index.ts'
import { buttons, text } from '../../src/chat/card.ts'
import { type Context, type Intent, intent, type Reply, type Said } from '../../src/chat/command.ts'
import { actionOn, type CaseMove, MOVES, type WordedMove } from '../../src/chat/notices/case-moves.ts'
import { asksOf } from '../../src/chat/notices/move-form.ts'
import { type Act, openAct } from '../../src/ledger/act.ts'
import { keepUpload, takeUploads } from '../../src/ledger/attachments.ts'
import { factsOf } from '../../src/ledger/facts.ts'
import { hasDoneSince, openCase } from '../../src/ledger/guard.ts'
import type { LoadedCase } from '../../src/ledger/load.ts'
import { NotNow } from '../../src/ledger/not-now.ts'
import { VERBS, type Verb } from '../../src/ledger/transitions.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayMeant } from '../../src/lib/find-day.ts'
import { dayOf } from '../../src/lib/time.ts'
import type { Access, Speaker } from '../../src/people/roles.ts'
import { deedOn } from './deed.ts'
import { answerForm } from './form.ts'
import { type Picked, pickCase } from './pick.ts'
import { answerDone, answerStale, answerStatus } from './show.ts'
import { unitIn } from './units.ts'
import { readWhich } from './words.ts'

/** Of any length: the ledger says in a sentence when it is too long. */
const words = z.string().optional()

/** Which case is meant, as understanding or a button says it; round and version as the card showed them. */
export const which = {
  case_no: z.string().max(30).optional(),
  uscc: z.string().max(18).optional(),
  enterprise: z.string().max(100).optional(),
  category: z.string().max(20).optional(),
  round: z.number().int().optional(),
  version: z.number().int().optional(),
}

/** Everything a move can be given, by a form, a button or a text. */
const slotsShape = z.object({
  ...which,
  unit: z.string().max(40).optional(),
  /** A unit as it was said. */
  dept: words,
  due: words,
  due_workdays: z.number().int().optional(),
  reason: words,
  note: words,
  result: words,
  outcome: words,
  guidance: words,
  task: words,
  answer: words,
  detail: words,
  instruction: words,
  master_no: words,
  text: words,
  /** Files sent along, still waiting to be attached. */
  uploads: z.array(z.number().int()).max(20).optional(),
  /** The case has only just been chosen among several: what needs to be confirmed has not been. */
  chosen: z.boolean().optional(),
})
export type Given = z.infer<typeof slotsShape>

/** With the files that were sent along. */
type GivenFiles = Given & { files: FileRef[] }

/** One thing that can be done to a case: everything that tells it from the others. */
export interface MoveCommand {
  title: string
  verb: Verb
  examples: readonly string[]
  access: Access
  /** Its button, and the form it is written in where it needs one. */
  move: CaseMove
  /** What is found of it in a text, named as the fields of its form. */
  read?(said: Said): Partial<Given>
  /** Asks before it is done, even when everything was said: what is not easily undone. */
  confirms?: true
  /** Of several cases the newest is meant. */
  latest?: true
  /** It can be said of a case that is the only one to fit, without naming it: harmless. */
  harmless?: true
  /** What a form begins with, where the case itself has a say. */
  fill?(target: LoadedCase, given: Given): Record<string, string | undefined>
  /** What the same words mean from this speaker. */
  by?(speaker: Speaker): MoveCommand | null
  /** Files sent along are kept with the case. */
  takesFiles?: true
  /** Another move that the same words mean for this case. */
  instead?(target: LoadedCase): MoveCommand | null
  run(act: Act, no: string, given: GivenFiles, target: LoadedCase): Promise<CaseFacts>
  done: string | ((facts: CaseFacts, given: Given) => string)
}

/** A move as an intent of a command. */
export function moveIntent(name: string, move: MoveCommand, command = 'case'): Intent {
  const { title, examples, access, read, takesFiles } = move
  return intent({
    title,
    examples,
    access,
    ...(takesFiles && { takesFiles }),
    read: said => ({ ...readWhich(said), ...read?.(said) }),
    slots: slotsShape,
    run: (context, slots) => runMove(context, slots, move, { command, intent: name }),
  })
}

/** Said to a second click on the same. */
export const DONE = '这一步已经办过了，这是最新情况。'
const LOST = '这个按钮已经失效，请发编号重新查询这件诉求。'

/**
 * Finds the case, and either does it or asks for what is missing. A click is judged anew: by the person, by the stage,
 * by what the card showed; where it comes too late the clicker gets the case as it is.
 */
export async function runMove(
  context: Context,
  slots: Given,
  wish: MoveCommand,
  at: { command: string; intent: string },
): Promise<Reply> {
  const act = await openAct(context.db, context.now, context.speaker, context.causeId)
  const isClick = context.text === ''
  if (isClick && !slots.case_no) throw new Refusal(LOST)
  const given = { ...(await settle(context.db, act, slots)), ...(await sentAlong(context, act)) }
  const move = wish.by?.(context.speaker) ?? wish
  const args = { ...carried(given), chosen: true }
  const wanted = { ...at, args, verbs: [move.verb], latest: move.latest }
  // A corrected category is what it is to be, not what it is found by.
  const picked = await pickCase(
    context,
    move.verb === 'correct' ? { ...given, category: undefined } : given,
    wanted,
  )
  if ('ask' in picked) return picked.ask
  // A button means what it says; words mean what fits the case.
  const chosen = ((!isClick || given.chosen) && move.instead?.(picked.target)) || move
  if (!isClick) return carryOut(context, act, given, chosen, picked, { ...at, args })
  const { no } = picked.target.row
  try {
    if (given.version !== undefined && (await hasDoneSince(act, no, chosen.verb, given.version)))
      throw new NotNow(DONE)
    return await carryOut(context, act, given, chosen, picked, { ...at, args })
  } catch (error) {
    if (!(error instanceof NotNow)) throw error
    const mine = await hasDoneSince(act, no, chosen.verb, given.version ?? Number.MAX_SAFE_INTEGER)
    return answerStale(context, act, no, mine ? DONE : error.message)
  }
}

async function carryOut(
  context: Context,
  act: Act,
  given: Given,
  move: MoveCommand,
  picked: Exclude<Picked, { ask: Reply }>,
  action: { command: string; intent: string; args: Record<string, unknown> },
): Promise<Reply> {
  const { row } = picked.target
  const target = await openCase(act, row.no, move.verb, given.round)
  const isTyped = context.text !== ''
  const isMeant = picked.how === 'named' || (move.harmless === true && picked.how === 'only')
  const form = formOf(move.move)
  if (form) {
    const isMissing = asksOf(form).some(
      asked => !('optional' in asked && asked.optional) && !isGiven(given, asked.name),
    )
    if (isMissing || (isTyped && !isMeant) || ((isTyped || given.chosen) && move.confirms)) {
      const values = { ...textsOf(given), ...move.fill?.(target, given) }
      return answerForm(context, act.calendar, target, form, {
        values,
        others: { targets: picked.others, ...action },
        uploads: given.uploads,
      })
    }
  } else if (isTyped && !isMeant) return askFirst(context, act, target, move)
  // A savepoint: where somebody is quicker, all of it is undone before the case is shown as it is.
  const facts = await context.db.transaction(async tx => {
    const inTx = { ...act, db: tx as Db }
    const { files } = await takeUploads(inTx, move.takesFiles ? (given.uploads ?? []) : [])
    return move.run(inTx, row.no, { ...given, files }, target)
  })
  const done = typeof move.done === 'string' ? move.done : move.done(facts, given)
  const did = await deedOn(context, facts, move.verb, saidIn(move, facts, given))
  return { ...(await answerDone(context, act.calendar, facts, done)), did }
}

/** What a step says, for whoever is to confirm it: where it goes, until when, and the words. */
function saidIn({ verb }: MoveCommand, facts: CaseFacts, given: Given): string {
  const to = verb === 'assign' || verb === 'transfer' ? `给${facts.unit}` : null
  const until = given.due ? `到${given.due}` : null
  const { outcome, note, result, reason, answer, detail, guidance, instruction, task } = given
  return [to, until, outcome, note, result, task, reason, answer, detail, guidance, instruction]
    .filter(words => words?.trim())
    .join('，')
}

/** Files that came with the words wait until it is done: a form may come first. */
async function sentAlong({ files }: Context, act: Act): Promise<Pick<Given, 'uploads'>> {
  return files.length > 0 ? { uploads: [await keepUpload(act, files)] } : {}
}

/** The case that was probably meant, with the button that does it. */
async function askFirst(
  context: Context,
  act: Act,
  target: LoadedCase,
  { move, verb }: MoveCommand,
): Promise<Reply> {
  const facts = factsOf(target, act.calendar, context.now)
  const label = VERBS[verb]
  const button = {
    label: `是，${label}`,
    style: 'primary' as const,
    action: actionOn(facts, move as keyof typeof MOVES),
  }
  return answerStatus(context, act.calendar, target, [text(`是${label}这一件吗？`), buttons(button)])
}

const formOf = (move: CaseMove): WordedMove | null =>
  move !== 'rate' && 'form' in MOVES[move] ? (move as WordedMove) : null

const isGiven = (given: Given, name: string) => {
  const value = given[name as keyof Given]
  return typeof value === 'string' && value.trim() !== ''
}

function textsOf(given: Given): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => typeof value === 'string')) as Record<
    string,
    string
  >
}

/** What a button that only chooses the case takes along. */
function carried({
  case_no: _,
  round: __,
  version: ___,
  text: ____,
  ...given
}: Given): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

/** What was said, in the ledger's terms: the unit by its id, the day by the calendar. */
async function settle(db: Db, act: Act, { due_workdays, dept, ...given }: Given): Promise<Given> {
  const unit = given.unit ?? (await unitIn(db, dept))
  const due =
    due_workdays === undefined
      ? given.due
      : dayMeant({ workdays: due_workdays }, dayOf(act.now), act.calendar)
  return { ...given, ...(unit && { unit }), ...(due && { due }) }
}
