import { z } from 'zod'
import { bold, type Span } from '../../src/chat/card.ts'
import type { Context } from '../../src/chat/command.ts'
import { Missing, Refusal } from '../../src/lib/errors.ts'
import { hasRole, maySeeFigures } from '../../src/people/may.ts'
import { type Enterprise, getEnterprise } from '../../src/registry/enterprises.ts'

/** What understanding says of the enterprise meant; everything may be missing. */
export const firmSlots = {
  uscc: z.string().max(40).optional(),
  /** Its short name, or `$self`. */
  enterprise: z.string().max(100).optional(),
  /** What was typed, when it was a misspelling. */
  normalized_from: z.string().max(100).optional(),
}
export type FirmSlots = z.infer<z.ZodObject<typeof firmSlots>>

/**
 * The enterprise asked about, if the speaker may see its figures.
 * @throws {Refusal} when none was named, none is known under that code, or its figures are not the speaker's to see
 */
export async function firmAsked(
  { db, speaker }: Pick<Context, 'db' | 'speaker'>,
  slots: FirmSlots,
  example: string,
): Promise<Enterprise> {
  if (speaker.kind !== 'person')
    throw new Refusal(
      '您还没有绑定身份，看不了企业的经营数据。绑定企业后可以查本企业；现在可以先问公开的政策条件，例如“进名录要什么条件”。',
    )
  if (!slots.uscc)
    throw new Missing('enterprise', `没听出问的是哪家企业，请带上企业名称再说一次，例如“${example}”。`)
  const found = await getEnterprise(db, slots.uscc)
  if (!found) throw new Refusal(`库里没有统一社会信用代码为“${slots.uscc}”的企业，请核对后再说一次。`)
  if (maySeeFigures(speaker, found)) return found
  throw new Refusal(
    hasRole(speaker, 'enterprise')
      ? `“${found.shortName}”的经营数据只提供给该企业和负责它的部门，不能给其他企业看。您可以问本企业，例如“我们够不够进名录”，或问公开的条件，例如“进名录要什么条件”。`
      : `“${found.shortName}”的经营数据不在您的查看范围内。您可以查自己负责的企业，或问公开的条件，例如“进名录要什么条件”。`,
  )
}

/** The enterprise in full, and that a misspelling was read as it. */
export function nameOf({ name, shortName }: Enterprise, { normalized_from: typed }: FirmSlots): Span[] {
  return typed ? [bold(name), `（您说的“${typed}”已按“${shortName}”理解）`] : [bold(name)]
}
