import { foldName } from '../../src/lib/names.ts'
import { syllableOf } from '../../src/lib/pinyin.ts'
import type { PolicyDocument, Rule } from '../../src/rules/document.ts'
import { leavesOfRule } from '../../src/rules/truth.ts'

/** Words of asking, which say nothing about what is asked. */
const ASKING =
  /有没有|有没得|什么|怎么样?|怎样|如何|多少|哪些|哪个|为什么|请问|请教|咨询|查询|查一下|查查|发我|发一下|看一下|说说|一下|我们|你们|公司|企业|政策|文件|条件|规定|条款|标准|要求|是不是|能不能|可不可以|可以|关于|现在|目前|[的了吗呢啊吧要能是有在和跟与给对]/g

interface Entry {
  ruleId: string
  grams: ReadonlySet<string>
  titleGrams: ReadonlySet<string>
}

interface Index {
  entries: Entry[]
  weightOf(gram: string): number
}

/** Documents never change, so an index of them is made once. */
const indexes = new WeakMap<readonly PolicyDocument[], Index>()

/** From here on a text is taken to be about a rule. */
const ENOUGH = 0.4
/** Rules this near to the best are offered with it. */
const NEARLY = 0.75

/**
 * Rules whose title, clause, conditions or document a text sounds like, best first: pairs of syllables in common, so
 * that 母均 finds 亩均. Empty where nothing is near enough.
 */
export function searchRules(documents: readonly PolicyDocument[], text: string): string[] {
  const { entries, weightOf } = indexOf(documents)
  const asked = [...pairsOf(text.replace(ASKING, ' '))]
  const total = asked.reduce((sum, gram) => sum + weightOf(gram), 0)
  if (total === 0) return []
  const scored = entries
    .map(({ ruleId, grams, titleGrams }) => {
      const found = asked.filter(gram => grams.has(gram))
      const sum = found.reduce((all, gram) => all + weightOf(gram) * (titleGrams.has(gram) ? 1.25 : 1), 0)
      return { ruleId, score: sum / total }
    })
    .sort((a, b) => b.score - a.score)
  const best = scored[0]?.score ?? 0
  if (best < ENOUGH) return []
  return [...new Set(scored.filter(({ score }) => score >= best * NEARLY).map(({ ruleId }) => ruleId))]
}

function indexOf(documents: readonly PolicyDocument[]): Index {
  const known = indexes.get(documents)
  if (known) return known
  const entries = documents.flatMap(document =>
    document.rules.map(rule => ({
      ruleId: rule.id,
      grams: new Set([...wordsOf(rule), document.title, ...(document.aliases ?? [])].flatMap(toGrams)),
      titleGrams: new Set(toGrams(rule.title)),
    })),
  )
  const counts = new Map<string, number>()
  for (const { grams } of entries) for (const gram of grams) counts.set(gram, (counts.get(gram) ?? 0) + 1)
  // What no rule says counts as much as what one alone says: it speaks against all of them.
  const weightOf = (gram: string) => Math.log(1 + entries.length / (counts.get(gram) ?? 1))
  const index = { entries, weightOf }
  indexes.set(documents, index)
  return index
}

const wordsOf = (rule: Rule): string[] => [
  rule.title,
  rule.clause,
  rule.quote ?? '',
  ...leavesOfRule(rule).flatMap(({ label, clause }) => [label, clause]),
]

const toGrams = (words: string): string[] => [...pairsOf(words)]

/** Pairs of neighbouring syllables, within what stands together. */
function pairsOf(text: string): Set<string> {
  const runs = text
    .split(/[\s，。、；：“”（）()《》,.;:!?！？]+/)
    .map(run => [...foldName(run)].map(syllableOf))
  return new Set(runs.flatMap(run => run.slice(1).map((syllable, i) => `${run[i]} ${syllable}`)))
}
