import type { Command } from './command.ts'

/** Stand-ins for what varies from message to message; private-use characters, so that nobody types them. */
export const MASKS = { enterprise: '\uE000', caseNo: '\uE001', period: '\uE002', amount: '\uE003' } as const

/** How near a text is to what a command expects to hear. */
export interface Match {
  command: string
  intent: string
  title: string
  /** 0..1, cosine to the nearest example. */
  score: number
  /** That example, for the log and for people. */
  example: string
}

/** Ranks what a masked text may mean, best first. */
export type Classifier = (masked: string) => Match[]

interface Example {
  command: string
  intent: string
  title: string
  example: string
  vector: Map<string, number>
}

/**
 * Nearest-example classifier over the examples which the commands declare: deterministic, no network, and its reason
 * is the example it found. Weights are tf-idf over characters and character pairs, which needs no word list.
 */
export function createClassifier(
  commands: readonly Command[],
  mask: (example: string) => string,
): Classifier {
  const raw = commands.flatMap(command =>
    Object.entries(command.intents).flatMap(([name, intent]) =>
      intent.examples.map(example => ({
        command: command.name,
        intent: name,
        title: intent.title,
        example: plainExample(example),
        grams: grams(mask(example)),
      })),
    ),
  )
  const seenIn = new Map<string, number>()
  for (const { grams } of raw) for (const gram of grams.keys()) seenIn.set(gram, (seenIn.get(gram) ?? 0) + 1)
  const rarity = (gram: string) => Math.log(1 + raw.length / (1 + (seenIn.get(gram) ?? 0)))

  const weigh = (counts: Map<string, number>): Map<string, number> => {
    const vector = new Map([...counts].map(([gram, count]) => [gram, (1 + Math.log(count)) * rarity(gram)]))
    const length = Math.hypot(...vector.values()) || 1
    return new Map([...vector].map(([gram, weight]) => [gram, weight / length]))
  }
  const examples: Example[] = raw.map(({ grams, ...rest }) => ({ ...rest, vector: weigh(grams) }))

  return masked => {
    const vector = weigh(grams(masked))
    const best = new Map<string, Match>()
    for (const { vector: other, ...match } of examples) {
      const score = cosine(vector, other)
      const known = best.get(match.intent)
      if (!known || known.score < score) best.set(match.intent, { ...match, score })
    }
    return [...best.values()].sort((a, b) => b.score - a.score)
  }
}

/** Examples mark the enterprise with brackets, `查一下[金杯电工]`; people read them without. */
export function plainExample(example: string): string {
  return example.replace(/[[\]]/g, '')
}

function grams(text: string): Map<string, number> {
  const characters = [
    ...text
      .toLowerCase()
      .replace(/[\s，。！？、,.!?：:；;~…“”"'（）()/]+/g, ' ')
      .trim(),
  ]
  const counts = new Map<string, number>()
  const add = (gram: string) => counts.set(gram, (counts.get(gram) ?? 0) + 1)
  for (const [i, character] of characters.entries()) {
    if (character === ' ') continue
    add(character)
    const next = characters[i + 1]
    if (next && next !== ' ') add(character + next)
  }
  return counts
}

function cosine(a: Map<string, number>, b: Map<string, number>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  let sum = 0
  for (const [gram, weight] of small) sum += weight * (large.get(gram) ?? 0)
  return sum
}
