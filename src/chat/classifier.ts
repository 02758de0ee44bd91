import type { Command } from './command.ts'

/** Stand-ins for what varies from message to message; private-use characters, so that nobody types them. */
export const MASKS = {
  enterprise: '\uE000',
  caseNo: '\uE001',
  period: '\uE002',
  amount: '\uE003',
  rate: '\uE004',
} as const

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

/**
 * Nearest-example classifier over the examples which the commands declare: deterministic, no network, and its reason
 * is the example it found. Weights are tf-idf over characters and character pairs, which needs no word list.
 */
export function createClassifier(
  commands: readonly Command[],
  mask: (example: string) => string,
): Classifier {
  const examples = commands.flatMap(command =>
    // Short words that mean something only by what was said before are no example of anything.
    Object.entries(command.intents).flatMap(([name, intent]) =>
      (intent.isAside ? [] : intent.examples).map(example => ({
        match: { command: command.name, intent: name, title: intent.title, example: plainExample(example) },
        grams: grams(mask(example)),
      })),
    ),
  )
  const seenIn = new Map<string, number>()
  for (const { grams } of examples) {
    for (const gram of grams.keys()) seenIn.set(gram, (seenIn.get(gram) ?? 0) + 1)
  }

  /** A text as gram weights of length 1. */
  function weigh(counts: Map<string, number>): [string, number][] {
    const weights = [...counts].map(([gram, count]): [string, number] => {
      const rarity = Math.log(1 + examples.length / (1 + (seenIn.get(gram) ?? 0)))
      return [gram, (1 + Math.log(count)) * rarity]
    })
    const length = Math.hypot(...weights.map(([, weight]) => weight)) || 1
    return weights.map(([gram, weight]) => [gram, weight / length])
  }

  /** Which examples have a gram, and how much it weighs in them: only what a text shares is ever looked at. */
  const holders = new Map<string, { index: number; weight: number }[]>()
  for (const [index, { grams }] of examples.entries()) {
    for (const [gram, weight] of weigh(grams)) {
      const known = holders.get(gram)
      if (known) known.push({ index, weight })
      else holders.set(gram, [{ index, weight }])
    }
  }

  return masked => {
    const scores = new Float64Array(examples.length)
    for (const [gram, own] of weigh(grams(masked))) {
      for (const { index, weight } of holders.get(gram) ?? [])
        scores[index] = (scores[index] ?? 0) + own * weight
    }
    const best = new Map<string, Match>()
    for (const [index, { match }] of examples.entries()) {
      const score = scores[index] ?? 0
      if (score > (best.get(match.intent)?.score ?? 0)) best.set(match.intent, { ...match, score })
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
