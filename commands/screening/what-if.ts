import { bold, note, text } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { screen } from '../../src/registry/screening.ts'
import { compareScreens } from '../../src/registry/screening-changes.ts'
import { parameterOn } from '../../src/rules/parameters.ts'
import { withParameters } from '../../src/rules/what-if.ts'
import { type Asked, begin, doorOf, screened, tell, versionOf } from './ask.ts'
import { changeBlocks } from './cards.ts'
import { thresholdsIn } from './threshold-words.ts'

/** 门槛调整测算: whom other thresholds would let in or keep out. */
export async function tellWhatIf(context: Context, asked: Asked): Promise<Reply> {
  const { door, set } = supposed(context, asked)
  const asking = await begin(context, door)
  const now = screened(asking)
  const then = screen(asking.facts, withParameters(asking.version, set), asking.scope)
  const changes = compareScreens(now, then)
  const words = [
    ...(changes.entered.length > 0 ? [`多${changes.entered.length}家`] : []),
    ...(changes.left.length > 0 ? [`少${changes.left.length}家`] : []),
  ].join('、')
  const flags = Object.entries(set)
    .map(([id, value]) => `--set ${id}=${value}`)
    .join(' ')
  return tell('门槛调整测算', asking, then, [
    ...Object.entries(set).map(([id, value]) => {
      const { label, value: current, unit } = parameterOn(asking.version.document, id, now.on)
      return text(bold(label), `：${current}${unit} → ${value}${unit}`)
    }),
    text(
      `符合的由${now.counts.pass}家变为`,
      bold(`${then.counts.pass}家`),
      words ? `，${words}。` : '，没有企业因此增减。',
    ),
    ...(words ? changeBlocks([then], changes, { entered: '会增加', left: '会减少', flags }) : []),
    note('假设的门槛只用于测算，现行政策没有改变。'),
  ])
}

/** The rule whose thresholds are named: the industrial one, unless only the digital one has them. */
function supposed(
  context: Context,
  asked: Asked,
): { door: ReturnType<typeof doorOf>; set: Record<string, string> } {
  const door = doorOf(asked)
  try {
    return { door, set: thresholdsIn(context.text, versionOf(context, door)) }
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || door === 'R-LIST-DIG') throw refusal
    try {
      return { door: 'R-LIST-DIG', set: thresholdsIn(context.text, versionOf(context, 'R-LIST-DIG')) }
    } catch {
      throw refusal
    }
  }
}
