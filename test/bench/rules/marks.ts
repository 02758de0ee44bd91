import { limitOf, type Measured } from './measure.ts'

/** The marks of the rules engine, each with what was measured; of several sizes the worst counts. */
export function marksOf(sizes: readonly (readonly Measured[])[]): string[] {
  const of = (part: Measured['contender']['part']) => timesOf(sizes.flat(), part)
  const verdictRatios = sizes.flatMap(results =>
    timesOf(results, 'verdicts').map(time => time / limitOf(results)),
  )
  const slowestVerdict = Math.max(...of('verdicts'))
  const timesFaster = (peer: 'zen' | 'json-rules-engine') => Math.min(...of(peer)) / slowestVerdict
  return [
    atMost('verdicts, times the hand-written predicate', 1.5, Math.max(...verdictRatios), 2),
    atLeast('full explanations a second', 1_000_000, 1e9 / Math.max(...of('explanation'))),
    atLeast('times faster than zen in its fastest form', 100, timesFaster('zen')),
    atLeast('times faster than json-rules-engine', 100, timesFaster('json-rules-engine')),
    atMost("one firm's full answer with goal-seek, µs", 50, Math.max(...of('answer')) / 1000, 1),
  ]
}

const timesOf = (results: readonly Measured[], part: Measured['contender']['part']) =>
  results.flatMap(({ contender, nanoseconds }) => (contender.part === part ? [nanoseconds] : []))

const atMost = (what: string, mark: number, measured: number, decimals = 0) =>
  line(what, `at most ${show(mark)}`, measured, measured <= mark, decimals)
const atLeast = (what: string, mark: number, measured: number) =>
  line(what, `at least ${show(mark)}`, measured, measured >= mark, 0)

/** Nothing measured leaves no finite number: the worst of nothing. */
function line(what: string, mark: string, measured: number, isMet: boolean, decimals: number): string {
  const told = Number.isFinite(measured) && measured !== 0
  const outcome = told ? `${show(measured, decimals)}: ${isMet ? 'met' : 'NOT MET'}` : 'not measured'
  return `${what.padEnd(46)}${mark.padEnd(22)}${outcome}`
}

const show = (value: number, decimals = 1) =>
  value.toLocaleString('en', { minimumFractionDigits: 0, maximumFractionDigits: decimals })
