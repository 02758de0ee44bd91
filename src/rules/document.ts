import { z } from 'zod'
import { isDay } from '../lib/time.ts'
import type { LevelFloor } from './accidents.ts'
import {
  type DayName,
  DERIVED,
  type FlagName,
  type GrowthName,
  type LevelName,
  type MoneyName,
} from './derived.ts'
import { ACCIDENT_LEVELS, FACTS } from './facts.ts'

const verdict = z.enum(['pass', 'fail', 'unknown', 'manual'])
const day = z.string().refine(isDay, '应为 YYYY-MM-DD')

/** Names of one type from a table, as the tuple zod wants; the tables are ours and none is empty. */
function named<Name extends string>(table: Record<string, { type: string }>, type: string) {
  return z.enum(Object.keys(table).filter(name => table[name]?.type === type) as [Name, ...Name[]])
}

const leaf = {
  kind: z.literal('test'),
  /** Branch and name: `C1.output`; unique in the rule. */
  id: z.string().min(1),
  label: z.string().min(1),
  /** Where it stands, with the words it stands in. */
  clause: z.string().min(1),
  /** What to do where no amount says it: `须先申报入规`. */
  remedy: z.string().optional(),
}
const compare = z.enum(['>=', '>', '<=', '<'])
const parameterId = z.string().min(1)

/** One comparison. Which operators and units there are depends on what the fact is. */
const test = z.union([
  z.strictObject({
    ...leaf,
    fact: named<FlagName>(FACTS, 'flag'),
    operator: z.literal('='),
    unit: z.literal('是否'),
  }),
  z.strictObject({
    ...leaf,
    fact: named<MoneyName>(FACTS, 'money'),
    operator: compare,
    parameter: parameterId,
    unit: z.literal('万元'),
    /** What the shortfall calls it: 产值. */
    noun: z.string().min(1),
  }),
  z.strictObject({
    ...leaf,
    fact: named<GrowthName>(DERIVED, 'growth'),
    operator: compare,
    parameter: parameterId,
    unit: z.literal('%'),
    noun: z.string().min(1),
    /** A parameter the amount itself must reach as well, so that the shortfall covers both. */
    floor: parameterId.optional(),
  }),
  z.strictObject({
    ...leaf,
    fact: named<DayName>(FACTS, 'day'),
    operator: compare,
    parameter: parameterId,
    unit: z.literal('日期'),
  }),
  z.strictObject({
    ...leaf,
    fact: named<LevelName>(DERIVED, 'level'),
    operator: compare,
    parameter: parameterId,
    unit: z.literal('等级'),
  }),
])

/** What the text leaves to people: declared, never approximated. */
const manual = z.strictObject({
  kind: z.literal('manual'),
  id: z.string().min(1),
  label: z.string().min(1),
  clause: z.string().min(1),
})

export type Test = z.infer<typeof test>
type Manual = z.infer<typeof manual>
export type Leaf = Test | Manual
export type Node =
  | Leaf
  /** With an id it is a branch, named in `via` when it passes. */
  | { kind: 'all'; id?: string | undefined; label?: string | undefined; of: Node[] }
  | { kind: 'any'; id?: string | undefined; label?: string | undefined; of: Node[] }
  | { kind: 'atLeast'; count: number; id?: string | undefined; label?: string | undefined; of: Node[] }
  | { kind: 'not'; of: Node }

const branch = { id: z.string().min(1).optional(), label: z.string().min(1).optional() }
const node: z.ZodType<Node> = z.lazy(() =>
  z.union([
    test,
    manual,
    z.strictObject({ kind: z.literal('all'), ...branch, of: z.array(node).min(1) }),
    z.strictObject({ kind: z.literal('any'), ...branch, of: z.array(node).min(1) }),
    z.strictObject({
      kind: z.literal('atLeast'),
      count: z.int().positive(),
      ...branch,
      of: z.array(node).min(1),
    }),
    z.strictObject({ kind: z.literal('not'), of: node }),
  ]),
)

/** A number of the policy, kept apart from its structure: each value from a day on, with where it is written. */
const parameter = z.strictObject({
  id: parameterId,
  label: z.string().min(1),
  unit: z.enum(['万元', '%', '日期', '等级']),
  values: z
    .array(
      z.strictObject({
        from: day,
        /** Last day, included; null while it stands. */
        to: day.nullable(),
        value: z.string().min(1),
        source: z.string().min(1),
        /** False where the documents give none and the value is ours: answers say 待主管部门确认. */
        isConfirmed: z.boolean(),
      }),
    )
    .min(1),
})
export type Parameter = z.infer<typeof parameter>

/** What a rule computes besides its verdict. */
const result = z.union([
  /** Whether a node passes; null while undecided. `rule` is the whole rule. */
  z.strictObject({ kind: z.literal('verdict'), of: z.string().min(1) }),
  /** A growth, as a ratio. */
  z.strictObject({ kind: z.literal('growth'), of: named<GrowthName>(DERIVED, 'growth') }),
])

/** A reading or doubt shown with the answer: always, or when a condition or branch comes out in certain ways. */
const remark = z.strictObject({
  text: z.string().min(1),
  about: z.string().min(1).optional(),
  when: z.array(verdict).min(1).optional(),
})

const levelFloor: z.ZodType<LevelFloor> = z.strictObject({
  type: z.enum(['安全生产', '环境污染']),
  level: z.enum(ACCIDENT_LEVELS),
  dead: z.int(),
  injured: z.int(),
  loss: z.number(),
  source: z.string().min(1),
})

const rule = z.strictObject({
  id: z.string().regex(/^R-[A-Z0-9-]+$/),
  title: z.string().min(1),
  clause: z.string().min(1),
  /** A short quotation. */
  quote: z.string().min(1).nullable(),
  when: node,
  results: z.record(z.string(), result),
  remarks: z.array(remark),
  /** Where the rule looks at accidents: by what their level is checked. */
  levelFloors: z.array(levelFloor).optional(),
})
export type Rule = z.infer<typeof rule>

/** One version of a policy document. Plain data: authored in TypeScript, storable as JSON. */
export const policyDocument = z.strictObject({
  version: z.string().min(1),
  title: z.string().min(1),
  /** 文号; null where the source does not give it. */
  number: z.string().nullable(),
  /** As exact as the source is: 2021-06 or 2023-09-15. */
  issued: z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/),
  effectiveFrom: day,
  /** Last day in force, included; null while in force. */
  effectiveTo: day.nullable(),
  status: z.enum(['草案', '试行', '现行', '废止']),
  /** What a reader must know of the document itself. */
  remarks: z.array(z.string().min(1)),
  parameters: z.array(parameter),
  rules: z.array(rule).min(1),
})
export type PolicyDocument = z.infer<typeof policyDocument>
