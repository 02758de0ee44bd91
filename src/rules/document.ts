import { z } from 'zod'
import { isDay } from '../lib/time.ts'
import type { LevelFloor } from './accidents.ts'
import {
  type DayName,
  DERIVED,
  type FirstName,
  type FlagName,
  type GrowthName,
  type LevelName,
  type QuantityName,
  type RatioName,
  type WordName,
  type WordsName,
} from './derived.ts'
import { FACTS, type FactName } from './fact-table.ts'
import { ACCIDENT_LEVELS } from './facts.ts'
import { line } from './line.ts'
import { NUMBER_UNITS } from './units.ts'

const verdict = z.enum(['pass', 'fail', 'unknown', 'manual'])
const day = z.string().refine(isDay, '应为 YYYY-MM-DD')
const name = z.string().min(1)

/** Names of one type from a table, as the tuple zod wants; the tables are ours and none is empty. */
function named<Name extends string>(table: Record<string, { type: string }>, ...types: string[]) {
  return z.enum(Object.keys(table).filter(key => types.includes(table[key]?.type ?? '')) as [Name, ...Name[]])
}

const leaf = {
  kind: z.literal('test'),
  /** Branch and name: `C1.output`; unique in the rule. */
  id: name,
  label: name,
  /** Where it stands, with the words it stands in. */
  clause: name,
  /** What to do where no amount says it: `须先申报入规`. */
  remedy: z.string().optional(),
}
const against = { operator: z.enum(['>=', '>', '<=', '<']), parameter: name }

const flagTest = z.strictObject({
  ...leaf,
  fact: named<FlagName>(FACTS, 'flag'),
  operator: z.literal('='),
  value: z.boolean(),
  unit: z.literal('是否'),
})
const quantityTest = z.strictObject({
  ...leaf,
  ...against,
  fact: z.union([named<QuantityName>(FACTS, 'amount', 'count'), named<FirstName>(DERIVED, 'first')]),
  unit: z.enum(NUMBER_UNITS),
})
const growthTest = z.strictObject({
  ...leaf,
  ...against,
  fact: z.union([named<GrowthName>(DERIVED, 'growth'), named<RatioName>(FACTS, 'ratio')]),
  unit: z.literal('%'),
  /** A parameter the amount itself must reach as well, so that the shortfall covers both. */
  floor: name.optional(),
})
const lineTest = z.strictObject({
  ...leaf,
  ...against,
  /** A line the rule works out. */
  line: name,
  unit: z.enum([...NUMBER_UNITS, '%']),
})
const dayTest = z.strictObject({
  ...leaf,
  ...against,
  fact: named<DayName>(FACTS, 'day'),
  unit: z.literal('日期'),
})
const levelTest = z.strictObject({
  ...leaf,
  ...against,
  fact: named<LevelName>(DERIVED, 'level'),
  unit: z.literal('等级'),
})
/** One of the words a parameter lists. */
const wordTest = z.strictObject({
  ...leaf,
  fact: named<WordName>(FACTS, 'word'),
  operator: z.literal('in'),
  parameter: name,
  unit: z.literal('类别'),
})
/** None of the words there can be. */
const noneTest = z.strictObject({
  ...leaf,
  fact: named<WordsName>(FACTS, 'words'),
  operator: z.literal('none'),
  unit: z.literal('类别'),
})
const test = z.union([flagTest, quantityTest, growthTest, lineTest, dayTest, levelTest, wordTest, noneTest])

/** What the text leaves to people: declared, never approximated. */
const manual = z.strictObject({ kind: z.literal('manual'), id: name, label: name, clause: name })

/** Passes once a fact or a line is known: for rules that work something out rather than judge. */
const known = z.strictObject({
  kind: z.literal('known'),
  id: name,
  label: name,
  clause: name,
  of: z.union([
    z.strictObject({ fact: z.enum(Object.keys(FACTS) as [FactName, ...FactName[]]) }),
    z.strictObject({ line: name }),
  ]),
})

export type QuantityTest = z.infer<typeof quantityTest>
export type GrowthTest = z.infer<typeof growthTest>
export type LineTest = z.infer<typeof lineTest>
export type DayTest = z.infer<typeof dayTest>
export type LevelTest = z.infer<typeof levelTest>
export type Test = z.infer<typeof test>
export type Leaf = Test | z.infer<typeof manual> | z.infer<typeof known>
/** With an id a group is a branch, named in `via` when it passes. */
interface Group {
  id?: string | undefined
  label?: string | undefined
  of: Node[]
}
export type Node =
  | Leaf
  | ({ kind: 'all' } & Group)
  | ({ kind: 'any' } & Group)
  | ({ kind: 'atLeast'; count: number } & Group)
  | { kind: 'not'; of: Node }

const node: z.ZodType<Node> = z.lazy(() => {
  const group = { id: name.optional(), label: name.optional(), of: z.array(node).min(1) }
  // By its kind, so that a deep tree is read once and not once for each kind of group it might have been.
  return z.union([
    test,
    z.discriminatedUnion('kind', [
      manual,
      known,
      z.strictObject({ kind: z.literal('all'), ...group }),
      z.strictObject({ kind: z.literal('any'), ...group }),
      z.strictObject({ kind: z.literal('atLeast'), count: z.int().positive(), ...group }),
      z.strictObject({ kind: z.literal('not'), of: node }),
    ]),
  ])
})

/**
 * A number, day or list of words of the policy, kept apart from its structure: each value from a day on, with where it
 * is written. Days may be relative to the day asked about (`上年10-01`, `前30天`, `前2年`), lists are joined by 、.
 */
const parameter = z.strictObject({
  id: name,
  label: name,
  unit: z.enum([...NUMBER_UNITS, '%', '日期', '等级', '类别', '文字']),
  values: z
    .array(
      z.strictObject({
        from: day,
        /** Last day, included; null while it stands. */
        to: day.nullable(),
        value: name,
        source: name,
        /** False where the documents give none and the value is ours: answers say 待主管部门确认. */
        isConfirmed: z.boolean(),
      }),
    )
    .min(1),
})
export type Parameter = z.infer<typeof parameter>

/** What a rule computes besides its verdict. `of` is a condition or branch, or `rule` for the whole. */
const whenPassing = z.strictObject({ of: name, value: name })
const result = z.union([
  /** Whether it passes; null while undecided. */
  z.strictObject({ kind: z.literal('verdict'), of: name }),
  /** A growth, as a ratio. */
  z.strictObject({ kind: z.literal('growth'), of: named<GrowthName>(DERIVED, 'growth') }),
  /** A line, in its own unit (`%` as a ratio); with `needs` only where that does not fail. */
  z.strictObject({ kind: z.literal('line'), of: name, needs: name.optional() }),
  /**
   * The value of the first that passes; null when none does or an earlier one is undecided, and where `only` does not
   * pass.
   */
  z.strictObject({ kind: z.literal('case'), only: name.optional(), cases: z.array(whenPassing).min(1) }),
  /** The values of all that pass. */
  z.strictObject({ kind: z.literal('list'), cases: z.array(whenPassing).min(1) }),
  /** How many pass; null while one is undecided. */
  z.strictObject({ kind: z.literal('count'), of: z.array(name).min(1) }),
  /** The label of the first condition that does not pass. */
  z.strictObject({ kind: z.literal('next') }),
  /** A parameter's value, where `of` passes. */
  z.strictObject({ kind: z.literal('parameter'), of: name, parameter: name }),
  /** The day some months after a fact: the last of them when there is no such day (1月31日 + 1个月 = 2月28日). */
  z.strictObject({ kind: z.literal('day'), from: named<DayName>(FACTS, 'day'), months: name }),
  /** Whether a day came no later than that; while it has not come: null until the day asked about is later still. */
  z.strictObject({
    kind: z.literal('inTime'),
    day: named<DayName>(FACTS, 'day'),
    from: named<DayName>(FACTS, 'day'),
    months: name,
  }),
  /** A fact as it is known, for what a rule shows beside what it works out. */
  z.strictObject({
    kind: z.literal('fact'),
    of: named<QuantityName | WordName>(FACTS, 'amount', 'count', 'word'),
  }),
])

/** A reading or doubt shown with the answer: always, or when a condition or branch comes out in certain ways. */
const remark = z.strictObject({
  text: name,
  about: name.optional(),
  when: z.array(verdict).min(1).optional(),
})

/** What a known fact says about an unknown one: 规上 is at least 2000万元 of main revenue. */
const implication = z.strictObject({
  given: z.strictObject({ fact: named<FlagName>(FACTS, 'flag'), is: z.boolean() }),
  means: z.union([
    z.strictObject({ fact: named<FlagName>(FACTS, 'flag'), is: z.boolean() }),
    z.strictObject({ fact: named<QuantityName>(FACTS, 'amount', 'count'), atLeast: name }),
    /** Nothing is on record, and only what is on record counts. */
    z.strictObject({ fact: named<WordsName>(FACTS, 'words'), none: z.literal(true) }),
  ]),
  /** Shown when it was used. */
  because: name,
})
export type Implication = z.infer<typeof implication>

const levelFloor: z.ZodType<LevelFloor> = z.strictObject({
  type: z.enum(['安全生产', '环境污染']),
  level: z.enum(ACCIDENT_LEVELS),
  dead: z.int(),
  injured: z.int(),
  loss: z.number(),
  source: name,
})

const rule = z.strictObject({
  id: z.string().regex(/^R-[A-Z0-9-]+$/),
  title: name,
  /** What is judged by it; only rules about enterprises can be run over the registry. */
  subject: z.enum(['企业', '名录', '项目', '产业链', '县市区', '诉求', '提案']),
  clause: name,
  /** A short quotation. */
  quote: name.nullable(),
  when: node,
  /** Judged and shown beside the verdict without deciding it; every one has an id. */
  beside: z.array(node).optional(),
  /** Worked out one after the other before anything is judged. */
  lines: z.array(line).optional(),
  implied: z.array(implication).optional(),
  /** Known facts fall under exactly one alternative of the rule's `any`: checked, so that a ladder has no gap. */
  isLadder: z.literal(true).optional(),
  results: z.record(z.string(), result),
  remarks: z.array(remark),
  /** Where the rule looks at accidents: by what their level is checked. */
  levelFloors: z.array(levelFloor).optional(),
})
export type Rule = z.infer<typeof rule>

/** One version of a policy document. Plain data: authored in TypeScript, storable as JSON. */
export const policyDocument = z.strictObject({
  version: name,
  title: name,
  /** What people call it and its rules: 扩能升级13条. */
  aliases: z.array(name).optional(),
  /** 文号; null where the source does not give it. */
  number: z.string().nullable(),
  /** As exact as the source is: 2021-06 or 2023-09-15. */
  issued: z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/),
  effectiveFrom: day,
  /** Last day in force, included; null while in force. */
  effectiveTo: day.nullable(),
  /** 草案 is never in force: it is answered as a draft where nothing is. */
  status: z.enum(['草案', '试行', '现行', '废止']),
  /** What a reader must know of the document itself. */
  remarks: z.array(name),
  /** 责任单位 named at the end of a clause, as the document has them. */
  responsible: z.array(z.strictObject({ clause: name, units: name })).optional(),
  parameters: z.array(parameter),
  rules: z.array(rule).min(1),
})
export type PolicyDocument = z.infer<typeof policyDocument>
