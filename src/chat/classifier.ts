import type { Command, Intent } from './command.ts'
import { featuresOf, sayFeature } from './features.ts'

/** How likely a text means something. */
export interface Match {
  command: string
  intent: string
  title: string
  /** 0..1; all together are 1. */
  score: number
}

/** What speaks for a match, for the log. */
interface Reason {
  /** The example it has most in common with. */
  example: string
  /** What told it from the next best, most telling first. */
  words: string[]
}

export interface Classifier {
  /** What a masked text may mean, likeliest first. `prior` is how much likelier (in nats) the speaker makes an intent. */
  rank(masked: string, prior: (intent: Intent) => number): Match[]
  explain(masked: string, match: Match, rival: Match | undefined): Reason
}

/** A text as places in the table of weights and what they weigh, of length 1. */
interface Vector {
  places: Int32Array
  weights: Float32Array
}

/** Tried out on `test/eval/development.jsonl`; twice or half of any of them changes next to nothing. */
const ROUNDS = 6
const STEP = 6
const SLOWER = 0.3
/** A meaning this unlikely is not worth moving its weights for. */
const NEGLIGIBLE = 0.005

/**
 * Softmax regression over the examples which the commands declare: deterministic, no network, a second to build
 * and microseconds to ask. What it goes by can be told (`features.ts`).
 */
export function createClassifier(
  commands: readonly Command[],
  mask: (example: string) => string,
): Classifier {
  const intents = commands.flatMap(({ name, intents }) =>
    Object.entries(intents)
      .filter(([, { examples }]) => examples.length > 0)
      .map(([key, intent]) => ({ command: name, key, intent })),
  )
  const lines = intents.flatMap(({ intent }, meant) =>
    intent.examples.map(text => ({ meant, text: plainExample(text), features: featuresOf(mask(text)) })),
  )
  const table = placesOf(lines.map(({ features }) => features))
  const examples = lines.map(({ meant, text, features }) => ({
    meant,
    text,
    vector: table.vectorOf(features),
  }))
  const weights = train(examples, table.size, intents.length)

  function scoresOf({ places, weights: own }: Vector): Float32Array {
    const scores = new Float32Array(intents.length)
    addScores(scores, weights, places, own)
    return scores
  }

  return {
    rank(masked, prior) {
      const scores = scoresOf(table.vectorOf(featuresOf(masked)))
      const likely = softmax(Array.from(scores, (score, i) => score + prior(at(intents, i).intent)))
      return intents
        .map(({ command, key, intent }, i) => ({
          command,
          intent: key,
          title: intent.title,
          score: likely[i] ?? 0,
        }))
        .sort((a, b) => b.score - a.score)
    },
    explain(masked, match, rival) {
      const features = featuresOf(masked)
      const vector = table.vectorOf(features)
      const place = (one: Match | undefined) => intents.findIndex(({ key }) => key === one?.intent)
      const [own, other] = [place(match), place(rival)]
      const nearest = examples
        .filter(({ meant }) => meant === own)
        .map(({ text, vector: known }) => ({ text, likeness: likeness(vector, known) }))
        .sort((a, b) => b.likeness - a.likeness)[0]
      const told = table
        .knownOf(features)
        .map((key, i) => {
          const row = (vector.places[i] ?? 0) * intents.length
          const against = other < 0 ? 0 : (weights[row + other] ?? 0)
          return { key, by: ((weights[row + own] ?? 0) - against) * (vector.weights[i] ?? 0) }
        })
        .filter(({ by }) => by > 0)
        .sort((a, b) => b.by - a.by)
      return {
        example: nearest?.text ?? match.title,
        words: told.slice(0, 3).map(({ key }) => sayFeature(key)),
      }
    },
  }
}

/** Numbers the features of the examples; rare ones weigh more (idf). */
function placesOf(all: readonly Map<string, number>[]) {
  const places = new Map<string, { place: number; seen: number }>()
  for (const features of all) {
    for (const key of features.keys()) {
      const known = places.get(key)
      if (known) known.seen += 1
      else places.set(key, { place: places.size, seen: 1 })
    }
  }
  return {
    size: places.size,
    knownOf: (features: Map<string, number>) => [...features.keys()].filter(key => places.has(key)),
    vectorOf(features: Map<string, number>): Vector {
      const found: [number, number][] = []
      for (const [key, weight] of features) {
        const known = places.get(key)
        if (known) found.push([known.place, weight * Math.log(1 + all.length / (1 + known.seen))])
      }
      const length = Math.hypot(...found.map(([, weight]) => weight)) || 1
      return {
        places: Int32Array.from(found, ([place]) => place),
        weights: Float32Array.from(found, ([, weight]) => weight / length),
      }
    },
  }
}

/** Gradient descent, an example at a time, in an order that is always the same. */
function train(
  examples: readonly { meant: number; vector: Vector }[],
  features: number,
  classes: number,
): Float32Array {
  const weights = new Float32Array(features * classes)
  const scores = new Float32Array(classes)
  const moved = new Int32Array(classes)
  const moves = new Float32Array(classes)
  for (let round = 0; round < ROUNDS; round++) {
    const step = STEP / (1 + round * SLOWER)
    for (const { meant, vector } of shuffled(examples, round)) {
      scores.fill(0)
      addScores(scores, weights, vector.places, vector.weights)
      let highest = Number.NEGATIVE_INFINITY
      for (let c = 0; c < classes; c++) highest = Math.max(highest, scores[c] ?? 0)
      let sum = 0
      for (let c = 0; c < classes; c++) {
        const odds = Math.exp((scores[c] ?? 0) - highest)
        scores[c] = odds
        sum += odds
      }
      let count = 0
      for (let c = 0; c < classes; c++) {
        const excess = (scores[c] ?? 0) / sum - (c === meant ? 1 : 0)
        if (Math.abs(excess) < NEGLIGIBLE) continue
        moved[count] = c
        moves[count++] = excess * step
      }
      for (let k = 0; k < vector.places.length; k++) {
        const row = (vector.places[k] ?? 0) * classes
        const weight = vector.weights[k] ?? 0
        for (let m = 0; m < count; m++) {
          const cell = row + (moved[m] ?? 0)
          weights[cell] = (weights[cell] ?? 0) - weight * (moves[m] ?? 0)
        }
      }
    }
  }
  return weights
}

function addScores(scores: Float32Array, weights: Float32Array, places: Int32Array, own: Float32Array): void {
  const classes = scores.length
  for (let k = 0; k < places.length; k++) {
    const row = (places[k] ?? 0) * classes
    const weight = own[k] ?? 0
    for (let c = 0; c < classes; c++) scores[c] = (scores[c] ?? 0) + weight * (weights[row + c] ?? 0)
  }
}

function softmax(scores: readonly number[]): number[] {
  const highest = Math.max(...scores)
  const odds = scores.map(score => Math.exp(score - highest))
  const sum = odds.reduce((a, b) => a + b, 0)
  return odds.map(one => one / sum)
}

/** The same order every time, another every round. */
function shuffled<T>(all: readonly T[], round: number): T[] {
  const order = [...all]
  let seed = round + 1
  for (let i = order.length - 1; i > 0; i--) {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff
    const j = seed % (i + 1)
    ;[order[i], order[j]] = [at(order, j), at(order, i)]
  }
  return order
}

function likeness(a: Vector, b: Vector): number {
  const own = new Map(Array.from(a.places, (place, i) => [place, a.weights[i] ?? 0]))
  return b.places.reduce((sum, place, i) => sum + (own.get(place) ?? 0) * (b.weights[i] ?? 0), 0)
}

function at<T>(all: readonly T[], i: number): T {
  const one = all[i]
  if (one === undefined) throw new Error(`nothing at ${i}`)
  return one
}

/** Examples mark the enterprise with brackets, `查一下[金杯电工]`; people read them without. */
export function plainExample(example: string): string {
  return example.replace(/[[\]]/g, '')
}
