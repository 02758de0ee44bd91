import type { CityFirm } from './city.ts'
import type { Kind } from './kind.ts'
import { randomFrom } from './random.ts'

/** A query whose answer is known. */
export interface Question {
  kind: string
  query: string
  /** Codes of the firms it may mean; more than one cannot be told apart by anybody. None: the city has no such firm. */
  right: ReadonlySet<string>
}

/** What a searcher says to a query, best first. */
export interface Answer {
  codes: readonly string[]
  /** It would go ahead with the first without asking. */
  isSure: boolean
}

/** How a searcher did at the questions of one kind; counts. */
export interface Result {
  kind: string
  /** False of firms that are not in the city: nothing is right for them but to say so. */
  isInCity: boolean
  example: string
  asked: number
  first: number
  amongThree: number
  sureRight: number
  sureWrong: number
  /** Not sure, and the right one offered. */
  offered: number
}

/** `count` questions of each kind that applies to the city, none of which is another firm's right name. */
export function questionsOf(
  city: readonly CityFirm[],
  kinds: readonly Kind[],
  count: number,
  seed: number,
): Question[] {
  const aliases = new Map<string, number>()
  for (const alias of city.flatMap(firm => firm.aliases)) aliases.set(alias, (aliases.get(alias) ?? 0) + 1)
  return kinds.flatMap(({ title, said, typed }, number) => {
    const random = randomFrom(seed + number)
    const saidOf = new Map<string, Set<string>>()
    for (const firm of city) {
      const words = said(firm)
      if (words === null || words.length < 2) continue
      const known = saidOf.get(words)
      if (known) known.add(firm.uscc)
      else saidOf.set(words, new Set([firm.uscc]))
    }
    const questions: Question[] = []
    for (let tries = 0; tries < count * 40 && questions.length < count; tries++) {
      const firm = random.pick(city)
      const words = said(firm)
      if (words === null || words.length < 2) continue
      const query = typed ? typed(words, random, firm) : words
      // A slip that makes another firm's name is no question: nobody could know.
      if (query === null || (query !== words && saidOf.has(query))) continue
      // What the register holds as the other name of one firm means that firm, whatever else it might stand for.
      if (aliases.has(query) && !firm.aliases.includes(query)) continue
      const same = saidOf.get(words) ?? new Set()
      const right = aliases.get(query) === 1 ? new Set([firm.uscc]) : same
      questions.push({ kind: title, query, right })
    }
    return questions
  })
}

/** Firms that are not in the city: by their names, by names that are half those of ones that are, by their codes. */
export function strangers(
  city: readonly CityFirm[],
  elsewhere: readonly CityFirm[],
  count: number,
): Question[] {
  const known = new Set(city.map(({ brand }) => brand))
  const shorts = new Set(city.map(({ brand, trade }) => brand + trade))
  const codes = new Set(city.map(({ uscc }) => uscc))
  const others = elsewhere.filter(({ brand }) => !known.has(brand)).slice(0, count)
  const half = others.flatMap(({ brand }, i) => {
    const like = city[i * 7]
    const name = like ? like.brand.slice(0, -1) + brand.slice(-1) + like.trade : ''
    return like && !shorts.has(name) && !known.has(name.slice(0, like.brand.length)) ? [name] : []
  })
  const asked = (kind: string, queries: string[]): Question[] =>
    queries.map(query => ({ kind, query, right: new Set<string>() }))
  return [
    ...asked(
      '库里没有的企业',
      others.map(({ brand, trade }) => brand + trade),
    ),
    ...asked('库里没有的企业，字号只同一半', half),
    ...asked(
      '库里没有的代码',
      others.flatMap(({ uscc }) => (codes.has(uscc) ? [] : [uscc])),
    ),
  ]
}

export function judge(questions: readonly Question[], answers: readonly Answer[]): Result[] {
  const results = new Map<string, Result>()
  questions.forEach(({ kind, query, right }, i) => {
    const { codes, isSure } = answers[i] ?? { codes: [], isSure: false }
    const result = results.get(kind) ?? {
      kind,
      isInCity: right.size > 0,
      example: query,
      asked: 0,
      first: 0,
      amongThree: 0,
      sureRight: 0,
      sureWrong: 0,
      offered: 0,
    }
    results.set(kind, result)
    const isRight = (code: string | undefined) => code !== undefined && right.has(code)
    const isOnly = right.size === 1
    result.asked++
    if (isRight(codes[0])) result.first++
    if (codes.slice(0, 3).some(isRight)) result.amongThree++
    if (isSure && isRight(codes[0]) && isOnly) result.sureRight++
    // Sure of one of several that nobody can tell apart is a guess.
    else if (isSure) result.sureWrong++
    else if (codes.some(isRight)) result.offered++
  })
  return [...results.values()]
}
