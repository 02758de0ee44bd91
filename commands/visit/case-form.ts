import { type Block, text } from '../../src/chat/card.ts'
import type { Context } from '../../src/chat/command.ts'
import { findNear } from '../../src/ledger/near.ts'
import { splitProblems } from '../../src/ledger/split.ts'
import { mayReportFor } from '../../src/people/may.ts'
import type { Enterprise } from '../../src/registry/enterprises.ts'
import { reportForm, severalForm } from '../report/form.ts'

/** Shorter words are no case that somebody could handle. */
const SHORTEST = 4

/**
 * What an enterprise told as the ledger's own form, one part for each problem; filed under the key given, by which they
 * are found again. Null where there is nothing to file or the speaker may not.
 */
export async function caseForm(
  { db, now, speaker }: Context,
  firm: Enterprise,
  told: string,
  key: string,
): Promise<Block[] | null> {
  if (told.length < SHORTEST || !mayReportFor(speaker, firm)) return null
  const drafts = await Promise.all(
    splitProblems(told).map(async problem => ({
      ...problem,
      near: problem.isGuessed ? await findNear(db, { ...problem, uscc: firm.uscc }, now) : null,
    })),
  )
  const [first, ...others] = drafts
  if (!first) return null
  const { blocks } =
    others.length > 0 ? severalForm(firm, drafts, now, [], key) : reportForm(firm, first, now, [], key)
  const head = others.length > 0 ? [] : [text('企业反映的问题要不要上报办理？')]
  return [...head, ...blocks.filter(({ kind }) => kind === 'text' || kind === 'form')]
}
