import { say } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { type Day, dayOf } from '../../src/lib/time.ts'
import { type Asked, askedOf } from './asked.ts'
import { reachOf } from './reach.ts'
import type { AskedSlots } from './words.ts'

/** What was asked, found and put into words, as of a day: what every answer of the ledger is made from. */
export interface Question extends Asked {
  on: Day
  /** Whose cases the speaker hears of; null when of all. */
  reach: string | null
  /** The slots that would ask the same again. */
  again: Record<string, unknown>
}

/** @throws {Refusal} naming what is not known here */
export async function questionOf(context: Context, given: AskedSlots): Promise<Question> {
  const asked = await askedOf(context, given)
  const { metric: _, ...again } = given
  return { ...asked, on: dayOf(context.now), reach: await reachOf(context.db, context.speaker), again }
}

/** There are no such cases: said in a sentence, with what could be asked instead. */
export function nothingFound({ words, reach }: Question): Reply {
  const asked = words ? `（${words}）` : ''
  const scope = reach ? `您能看到的是${reach}。` : ''
  return {
    card: say(
      '没有这样的诉求',
      `台账里没有符合条件的诉求${asked}。${scope}可以换个时间、类别或县市区再问。`,
      'plain',
    ),
  }
}
