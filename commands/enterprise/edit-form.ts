import { z } from 'zod'
import type { Field, Option } from '../../src/chat/card.ts'
import type { Context } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import type { Registered } from '../../src/registry/enterprise/read.ts'
import type { Change } from '../../src/registry/enterprise/write.ts'
import { firmSlots } from '../parts/firm.ts'

/** What is kept of an enterprise, each by a small form. */
const KEPT = ['fields', 'names', 'stay', 'qualification'] as const
export type Kept = (typeof KEPT)[number]

const field = z.string().max(200, '太长了，请压缩到200字以内。').optional()

/** Which enterprise, what of it, and everything a form of these may hand in. */
export const editSlots = z.object({
  ...firmSlots,
  what: z.enum(KEPT).optional(),
  /** Handed in by the form. */
  sure: z.literal(true).optional(),
  name: field,
  shortName: field,
  regionCode: field,
  parkId: field,
  chain: field,
  industryCode: field,
  originClass: field,
  size: field,
  landMu: field,
  listingStage: field,
  isIndustrial: field,
  isDigital: field,
  alias: field,
  kind: field,
  status: field,
  from: field,
  to: field,
  entry: field,
  level: field,
  number: field,
  revoked: field,
  reason: field,
})
export type EditAsked = z.infer<typeof editSlots>

/** One thing that is kept of an enterprise. */
export interface EditForm {
  title: string
  fields(context: Context, firm: Registered, asked: EditAsked): Promise<Field[]>
  /** Carries it out; says whether anything changed. */
  save(context: Context, firm: Registered, asked: EditAsked, change: Change): Promise<boolean>
}

export const optionsOf = (values: readonly string[]): Option[] =>
  values.map(value => ({ value, label: value }))

/** A choice that may be left open; what is not among them is not preset. */
export function choice(
  name: string,
  label: string,
  options: Option[],
  value: string | null | undefined,
  required = false,
): Field {
  const known = options.some(one => one.value === value) ? value : undefined
  return { kind: 'choice', name, label, options, required, ...(known && { value: known }) }
}

export const line = (name: string, label: string, value?: string | null, placeholder?: string): Field => ({
  kind: 'text',
  name,
  label,
  ...(value && { value }),
  ...(placeholder && { placeholder }),
})

/** One of some words, or nothing. */
export function oneOf<T extends string>(
  words: readonly T[],
  said: string | undefined,
  label: string,
): T | null {
  if (!said) return null
  const found = words.find(word => word === said)
  if (!found) throw new Refusal(`“${label}”填的是“${said}”，请选：${words.join('、')}。`)
  return found
}
