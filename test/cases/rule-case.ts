import { z } from 'zod'

const verdict = z.enum(['pass', 'fail', 'unknown', 'manual'])
const words = z.array(z.string().min(1))
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

const about = {
  /** What the case is about, in a sentence an official can check against the text. */
  name: z.string().min(1),
  /** Number in the table of boundaries the rules were agreed by; quoted in the file, for the sake of the `#`. */
  source: z
    .string()
    .regex(/^B-6 #\d+$/, "written 'B-6 #1', with the quotes")
    .optional(),
  rule: z.string().regex(/^R-/),
  /** The day asked about. */
  on: day,
  input: z.record(z.string(), z.unknown()),
}

/** The question itself is refused, with these words. */
const refused = z.strictObject({ ...about, refused: z.string().min(1) })

/** What is left out is not looked at. */
const answered = z.strictObject({
  ...about,
  verdict: verdict.optional(),
  version: z.string().optional(),
  via: words.optional(),
  /** Conditions that fail, of the branches named by these; none at all where the list is empty. */
  unmet: words.optional(),
  /** Conditions that stay open; no others do. */
  open: words.optional(),
  missing: words.optional(),
  actual: z.record(z.string(), z.unknown()).optional(),
  shortfall: z.record(z.string(), z.string().nullable()).optional(),
  result: z.record(z.string(), z.unknown()).optional(),
  /** Pieces of lines of the calculation, of flags, and of what must not be among the flags. */
  calculation: words.optional(),
  flags: words.optional(),
  not_flags: words.optional(),
})

/** One case of a rule, as `test/cases/*.yaml` holds them. */
export type RuleCase = Answered | z.infer<typeof refused>
export type Answered = z.infer<typeof answered>

/** A case with a misspelt key, or one that expects nothing, is none. */
export const ruleCase = z.unknown().transform((input, context): RuleCase => {
  const isRefused = typeof input === 'object' && input !== null && 'refused' in input
  const parsed = (isRefused ? refused : answered).safeParse(input)
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues)
      context.addIssue({ code: 'custom', message: [path.join('.'), message].filter(Boolean).join(': ') })
    return z.NEVER
  }
  if (Object.keys(parsed.data).every(key => key in about))
    context.addIssue({ code: 'custom', message: 'expects nothing' })
  return parsed.data
})
