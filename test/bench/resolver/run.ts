import { buildNameIndex } from '../../../src/registry/name-index.ts'
import { mentionsIn } from '../../../src/registry/search-sentence.ts'
import { isSure } from '../../../src/registry/tally.ts'
import { type CityFirm, makeCity } from './city.ts'
import { type Answer, judge, type Question, questionsOf, strangers } from './evaluate.ts'
import type { Kind } from './kind.ts'
import { DEVELOPMENT_KINDS } from './kinds-development.ts'
import { HELD_OUT_KINDS } from './kinds-held-out.ts'
import { quantile, tableOf } from './report.ts'
import { fuse, miniSearch, ours, type Searcher, trigramsOnPglite, trigramsOnPostgres } from './searchers.ts'
import { sentencesOf } from './sentences.ts'
import { DEVELOPMENT, HELD_OUT, type Words } from './words.ts'

/**
 * Who is meant: two made-up cities of 31,300 firms with other characters, trades and ways of mistyping. The index was
 * improved by the first alone. `EVAL_QUERIES` is the number of queries a kind; `EVAL_PEERS=off` leaves out the others.
 */
const SIZE = 31_300
const EACH = Number(process.env.EVAL_QUERIES ?? 200)
/** Others need up to a third of a second a query, so they get every fiftieth. */
const PEERS_EACH = 50

const both = [...DEVELOPMENT_KINDS, ...HELD_OUT_KINDS]
await evaluate('调试集（规则据此改进）', DEVELOPMENT, DEVELOPMENT_KINDS, HELD_OUT, 'development')
await evaluate(
  '留出集（另一批字号、行业和说法，不据此改进）',
  HELD_OUT,
  HELD_OUT_KINDS,
  DEVELOPMENT,
  'heldOut',
)
if (process.env.EVAL_PEERS !== 'off') await compare()

async function evaluate(
  title: string,
  words: Words,
  kinds: readonly Kind[],
  elsewhere: Words,
  set: 'development' | 'heldOut',
): Promise<void> {
  const city = makeCity(words, SIZE)
  const searcher = await ours(city)
  const questions = [
    ...questionsOf(city, kinds, EACH, words.seed),
    ...strangers(city, makeCity(elsewhere, SIZE), EACH),
  ]
  const { answers, times } = await ask(searcher, questions)
  console.log(
    `\n${title}：${SIZE.toLocaleString('en')} 家企业，${questions.length.toLocaleString('en')} 次查询`,
  )
  console.log(tableOf(judge(questions, answers)))
  console.log(
    `建索引 ${searcher.built.toFixed(0)} ms；查一次 中位 ${quantile(times, 0.5).toFixed(2)} ms，` +
      `九成 ${quantile(times, 0.9).toFixed(2)} ms，最慢百分之一 ${quantile(times, 0.99).toFixed(2)} ms`,
  )
  inSentences(city, set)
}

function inSentences(city: readonly CityFirm[], set: 'development' | 'heldOut'): void {
  const index = buildNameIndex(city)
  const times: number[] = []
  const results = new Map<
    string,
    { asked: number; right: number; sure: number; wrong: number; example: string }
  >()
  for (const { kind, text, start, end, right } of sentencesOf(city, set, EACH)) {
    const started = performance.now()
    const found = mentionsIn(index, text)
    times.push(performance.now() - started)
    const result = results.get(kind) ?? { asked: 0, right: 0, sure: 0, wrong: 0, example: text }
    results.set(kind, result)
    result.asked++
    const there = found.find(mention => mention.start < end && mention.end > start)
    const isSettled = there !== undefined && (there.exact || isSure(there.candidates))
    const isThere = there?.candidates.some(({ uscc }) => right.has(uscc)) ?? false
    const isRight = right.has(there?.candidates[0]?.uscc ?? '') && right.size === 1
    if (right.size === 0 ? found.length === 0 : isThere) result.right++
    if (isSettled && isRight) result.sure++
    if (
      (isSettled && !isRight) ||
      found.some(mention => mention !== there && (mention.exact || isSure(mention.candidates)))
    )
      result.wrong++
  }
  console.log('\n句子里说到的企业：认出（直接认定；认错）')
  for (const [kind, { asked, right, sure, wrong, example }] of results) {
    const share = (count: number) => `${((100 * count) / asked).toFixed(1)}%`
    console.log(`  ${kind}：${share(right)}（${share(sure)}；${share(wrong)}）  例：${example}`)
  }
  console.log(
    `  一句 中位 ${quantile(times, 0.5).toFixed(2)} ms，最慢百分之一 ${quantile(times, 0.99).toFixed(2)} ms`,
  )
}

async function compare(): Promise<void> {
  const city = makeCity(HELD_OUT, SIZE)
  const questions = questionsOf(city, both, Math.max(4, Math.round(EACH / PEERS_EACH)), 5)
  console.log(`\n同一批企业、同一批查询（${questions.length} 次，两集的说法都有）`)
  console.log('                        top 1    top 3   median ms    p99 ms   index ms   time ratio')
  let limit = Number.NaN
  for (const make of [ours, fuse, miniSearch, trigramsOnPglite, trigramsOnPostgres]) {
    const searcher = await make(city)
    try {
      const { answers, times } = await ask(searcher, questions)
      const results = judge(questions, answers)
      const sum = (key: 'first' | 'amongThree') => results.reduce((total, result) => total + result[key], 0)
      const median = quantile(times, 0.5)
      if (Number.isNaN(limit)) limit = median
      const percent = (count: number) => `${((100 * count) / questions.length).toFixed(1)}%`.padStart(8)
      console.log(
        `${searcher.name.padEnd(20)} ${percent(sum('first'))} ${percent(sum('amongThree'))} ` +
          `${median.toFixed(2).padStart(11)} ${quantile(times, 0.99).toFixed(1).padStart(9)} ` +
          `${searcher.built.toFixed(0).padStart(10)} ${(median / limit).toFixed(1).padStart(11)}`,
      )
    } finally {
      await searcher.close()
    }
  }
}

async function ask(
  searcher: Searcher,
  questions: readonly Question[],
): Promise<{ answers: Answer[]; times: number[] }> {
  for (const { query } of questions.slice(0, 20)) await searcher.search(query)
  const answers: Answer[] = []
  const times: number[] = []
  for (const { query } of questions) {
    const started = performance.now()
    answers.push(await searcher.search(query))
    times.push(performance.now() - started)
  }
  return { answers, times }
}
