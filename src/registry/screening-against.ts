import type { Db } from '../../db/client.ts'
import { Refusal } from '../lib/errors.ts'
import { type Day, isDay } from '../lib/time.ts'
import { type RuleVersion, versionsOf } from '../rules/find-rule.ts'
import type { PolicySet } from '../rules/policy-set.ts'
import { asOfAnyDay } from '../rules/what-if.ts'
import { type FactRows, factRows, type ListedFirm } from './fact-rows.ts'
import { type Screening, screen } from './screening.ts'

/** What a screening is put beside. */
export interface Against {
  /** Chinese: `2022-11-15的数据（同一条件）`. */
  words: string
  screening: Screening
}

/**
 * The same enterprises by the same conditions on another day, or on the same day by another version of the rule.
 * @throws {Refusal} when it names neither a day nor another version of the rule
 */
export async function screenAgainst(
  db: Db,
  policies: PolicySet,
  { version, facts, among }: { version: RuleVersion; facts: FactRows; among?: (firm: ListedFirm) => boolean },
  against: string,
): Promise<Against> {
  const only = among && { among }
  const others = versionsOf(policies.documents, version.rule.id).filter(
    ({ document }) => document.version !== version.document.version,
  )
  const other = others.find(({ document }) => document.version === against)
  if (other) {
    const { title, status, version: name } = other.document
    return {
      words: `${title}（${name}，${status}）`,
      screening: screen(facts, asOfAnyDay(other, facts.on), only),
    }
  }
  if (!isDay(against)) {
    const known = others.map(({ document }) => document.version).join('、')
    throw new Refusal(
      `“${against}”既不是日期，也不是${version.rule.id}的其他版本${known ? `（有：${known}）` : '（没有其他版本）'}。日期请写成 2022-11-15 的样子。`,
    )
  }
  return { words: `同一条件、${against}的数据`, screening: await screenOn(db, version, against, only) }
}

async function screenOn(
  db: Db,
  version: RuleVersion,
  on: Day,
  only: { among: (firm: ListedFirm) => boolean } | undefined,
): Promise<Screening> {
  return screen(await factRows(db, on, [version]), asOfAnyDay(version, on), only)
}
