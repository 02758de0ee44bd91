import { and, eq } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { caseFile, enterprise, enterpriseAlias } from '../../db/schema/index.ts'
import type { Day } from '../lib/time.ts'
import type { WorkCalendar } from '../lib/working-days.ts'
import { maySeeCase } from '../people/may.ts'
import type { Speaker } from '../people/roles.ts'
import { ledgerEntries } from './entries.ts'
import { conditionOf } from './filter.ts'
import { scopeOf } from './load.ts'

/** A case solved well, as an example for others. */
export interface SolvedExample {
  category: string
  unit: string | null
  /** Working days it took. */
  days: number
  finishedOn: Day | null
  /** How it was solved. */
  result: string
  rating: string | null
  isDemo: boolean
  /** Whose it was and what was asked for; null for those who may not read the case. */
  source: { no: string; enterprise: string; detail: string } | null
}

/** Cases looked through for examples. */
const LOOKED_THROUGH = 50

/**
 * Solved cases of a category: those told in words most like the case they are wanted for, else the latest; of equals
 * those rated 满意 first. Whoever may not read a case learns how it was solved and nothing that tells whose it was: no
 * number, and every name the firm goes by, telephone and code taken out. `reader` null: it is for everybody's eyes.
 */
export async function solvedExamples(
  db: Db,
  {
    category,
    like,
    reader,
    calendar,
    on,
    limit = 3,
  }: {
    category: string | null
    like?: { no: string; detail: string } | undefined
    reader: Speaker | null
    calendar: WorkCalendar
    on: Day
    limit?: number
  },
): Promise<SolvedExample[]> {
  const where = and(
    conditionOf({ standing: 'solved', ...(category !== null && { categories: [category] }) }, on),
    eq(caseFile.state, 'closed'),
  )
  const entries = await ledgerEntries(db, { where, calendar, on, order: 'finished', limit: LOOKED_THROUGH })
  const rank = ({ target: { row } }: (typeof entries)[number]) =>
    (like ? likeness(like.detail, row.detail) : 0) + (row.rating === '满意' ? SATISFIED_BONUS : 0)
  const best = entries
    .filter(({ target }) => target.row.no !== like?.no)
    .toSorted((a, b) => rank(b) - rank(a))
    .slice(0, limit)
  return Promise.all(
    best.map(async ({ target, days, finishedOn }): Promise<SolvedExample> => {
      const { row, unit } = target
      const isTheirs = reader !== null && maySeeCase(reader, scopeOf(target))
      const result = row.result ?? ''
      return {
        category: row.category,
        unit,
        days,
        finishedOn,
        result: isTheirs
          ? result
          : withoutNames(result, [...(await namesOf(db, row.uscc)), ...wordsOf(row.contact)]),
        rating: row.rating,
        isDemo: row.isDemo,
        source: isTheirs ? { no: row.no, enterprise: target.enterprise.name, detail: row.detail } : null,
      }
    }),
  )
}

/** Among cases about as alike, a satisfied enterprise goes first. */
const SATISFIED_BONUS = 0.05

/** 0..1: the share of character pairs two texts have in common. */
function likeness(a: string, b: string): number {
  const [left, right] = [pairsOf(a), pairsOf(b)]
  if (left.size + right.size === 0) return 0
  const shared = [...left].filter(pair => right.has(pair)).length
  return (2 * shared) / (left.size + right.size)
}

function pairsOf(text: string): Set<string> {
  const words = text.replace(/[^\p{L}\p{N}]+/gu, '')
  return new Set([...words].slice(1).map((char, i) => words[i] + char))
}

async function namesOf(db: Db, uscc: string): Promise<string[]> {
  const [firm] = await db
    .select({ name: enterprise.name, shortName: enterprise.shortName })
    .from(enterprise)
    .where(eq(enterprise.uscc, uscc))
  const aliases = await db
    .select({ alias: enterpriseAlias.alias })
    .from(enterpriseAlias)
    .where(eq(enterpriseAlias.uscc, uscc))
  return [firm?.name ?? '', firm?.shortName ?? '', uscc, ...aliases.map(({ alias }) => alias)]
}

/** Who is to be called: words of a name's length. */
const wordsOf = (contact: string | null): string[] => (contact ?? '').match(/\p{Script=Han}{2,4}/gu) ?? []

/** A text without names, people's telephones and codes; the longest names first, so that none is left in half. */
function withoutNames(text: string, names: readonly string[]): string {
  return names
    .filter(name => name.length >= 2)
    .toSorted((a, b) => b.length - a.length)
    .reduce((left, name) => left.replaceAll(name, '某企业'), text)
    .replace(/[0-9A-HJ-NPQRTUWXY]{18}/g, '（代码略）')
    .replace(/(?<!\d)(?:1\d{2}[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8})(?!\d)/g, '（电话略）')
    .replace(/[\p{Script=Han}（）()]{2,30}(?:有限责任公司|有限公司)/gu, '某企业')
}
