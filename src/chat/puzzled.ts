import type { Advice, Puzzle } from './adviser.ts'
import type { Command } from './command.ts'
import { changesNothing } from './decide.ts'
import type { UnderstandInput, Understanding } from './understand.ts'

/** The classifier is not sure and somebody could be asked, outside of the message's transaction. */
export class Puzzled extends Error {
  override name = 'Puzzled'
  readonly puzzle: Puzzle

  constructor(puzzle: Puzzle) {
    super('not sure what is meant')
    this.puzzle = puzzle
  }
}

/**
 * An unsure understanding after a guess of somebody's. A question is answered; anything else is offered as the first
 * choice, to be pressed and then confirmed: a guess does nothing by itself.
 */
export function adviseOn(
  unsure: Extract<Understanding, { kind: 'unsure' }>,
  advice: Advice,
  input: UnderstandInput,
  {
    understand,
    commands,
  }: { understand(input: UnderstandInput): Understanding; commands: readonly Command[] },
): Understanding {
  const { command, intent, slots } = advice
  const guessed = understand({ ...input, meant: { command, intent } })
  const found = commands.find(({ name }) => name === command)?.intents[intent]
  if (guessed.kind !== 'sure' || !found) return guessed
  const read = { ...slots, ...guessed.slots }
  const meant = { ...guessed, slots: found.slots.safeParse(read).success ? read : guessed.slots }
  if (changesNothing(intent))
    return { ...meant, confidence: unsure.confidence, why: `${unsure.why}；语言模型选的` }
  const choice = { label: found.title, command, intent, args: meant.slots }
  const others = unsure.choices.filter(one => one.intent !== intent).slice(0, 2)
  return {
    ...unsure,
    question: '没太拿准您的意思，是要办这一件吗？',
    choices: [choice, ...others],
    why: `${unsure.why}；语言模型猜的，请人确认`,
  }
}
