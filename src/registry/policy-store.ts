import { asc, desc, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import { publishedPolicy } from '../../db/schema/index.ts'
import { hashOfData } from '../lib/canonical-json.ts'
import { checkDocuments } from '../rules/check-documents.ts'
import type { Fault } from '../rules/checks/fault.ts'
import { readDocuments } from '../rules/checks/shape.ts'
import type { PolicyDocument } from '../rules/document.ts'
import { mergeDocuments } from '../rules/merge-documents.ts'
import { type PolicySet, policySet } from '../rules/policy-set.ts'

/** The policies in use, and what was published but cannot be used. */
export interface Rulebook {
  policies: PolicySet
  /** Publications among them. */
  published: readonly PolicyDocument[]
  /** Of publications left out: why. They were sound when published; an older program may have let them pass. */
  left: { version: string; title: string; faults: Fault[] }[]
}

/** Held while something is published, so that it is one after the other. */
const PUBLISHING = 430401

/** By what is built in and published; so databases and transactions in one process never share a wrong one. */
const known = new Map<string, Promise<Rulebook>>()
const KEPT = 4

/**
 * What comes with the bot and what was published since. Asks the database at each call which publications there are
 * (a fraction of a millisecond), so that a publication holds from the next message on, in every process.
 */
export async function loadRulebook(db: Db, builtIn: PolicySet): Promise<Rulebook> {
  const [row] = await rowsOf<{ hashes: string | null }>(
    db,
    sql`select string_agg(hash, ' ' order by id) as hashes from published_policy`,
  )
  const key = `${builtIn.hash} ${row?.hashes ?? ''}`
  const found = known.get(key)
  if (found !== undefined) return found
  const building = row?.hashes
    ? build(db, builtIn)
    : Promise.resolve({ policies: builtIn, published: [], left: [] })
  known.set(key, building)
  for (const old of [...known.keys()].slice(0, -KEPT)) known.delete(old)
  building.catch(() => known.delete(key))
  return building
}

export const loadPolicySet = async (db: Db, builtIn: PolicySet): Promise<PolicySet> =>
  (await loadRulebook(db, builtIn)).policies

/** Publications one after the other; one with which the whole would not be sound is left out, the rest stays. */
async function build(db: Db, builtIn: PolicySet): Promise<Rulebook> {
  const rows = await db.select().from(publishedPolicy).orderBy(asc(publishedPolicy.id))
  const all = tryAll(
    builtIn,
    rows.map(({ document }) => document),
  )
  if ('policies' in all) return { ...all, left: [] }
  const left: Rulebook['left'] = []
  let sound: Sound = { policies: builtIn, published: [] }
  for (const { document, version, title } of rows) {
    const tried = tryAll(builtIn, [...sound.published, document])
    if ('faults' in tried) left.push({ version, title, faults: tried.faults })
    else sound = tried
  }
  return { ...sound, left }
}

type Sound = Pick<Rulebook, 'policies' | 'published'>

/** The set that comes of publishing some documents, or why it cannot be used. */
function tryAll(builtIn: PolicySet, published: readonly unknown[]): Sound | { faults: Fault[] } {
  const read = readDocuments(published)
  if (read.faults.length > 0) return { faults: read.faults }
  const merged = mergeDocuments(builtIn.documents, read.documents)
  const faults = checkDocuments(merged)
  return faults.length > 0 ? { faults } : { policies: policySet(merged), published: read.documents }
}

/** What came of publishing or of trying to. */
export type Publication =
  | { kind: 'sound'; document: PolicyDocument; policies: PolicySet }
  | { kind: 'refused'; faults: Fault[] }

/** Whether a document could be published: the whole set with it is checked. */
export async function tryPolicy(db: Db, builtIn: PolicySet, input: unknown): Promise<Publication> {
  const { published } = await loadRulebook(db, builtIn)
  const tried = tryAll(builtIn, [...published, input])
  if ('faults' in tried) return { kind: 'refused', faults: tried.faults }
  const document = tried.published.at(-1)
  if (!document) throw new Error('nothing was published')
  return { kind: 'sound', document, policies: tried.policies }
}

/** Publishes a document, from its day of effect on; refused with all faults where the whole set would have any. */
export async function publishPolicy(
  db: Db,
  builtIn: PolicySet,
  input: unknown,
  { by, now }: { by: string; now: Date },
): Promise<Publication> {
  return db.transaction(async tx => {
    // Two documents that are sound one by one need not be so together.
    await tx.execute(sql`select pg_advisory_xact_lock(${PUBLISHING})`)
    const tried = await tryPolicy(tx as Db, builtIn, input)
    if (tried.kind === 'refused') return tried
    const { document } = tried
    await tx.insert(publishedPolicy).values({
      title: document.title,
      version: document.version,
      effectiveFrom: document.effectiveFrom,
      effectiveTo: document.effectiveTo,
      hash: hashOfData(document),
      document,
      publishedBy: by,
      publishedAt: now,
    })
    return tried
  })
}

/** Who published what and when, newest first. */
export async function publications(
  db: Db,
): Promise<{ title: string; version: string; by: string; at: Date }[]> {
  return db
    .select({
      title: publishedPolicy.title,
      version: publishedPolicy.version,
      by: publishedPolicy.publishedBy,
      at: publishedPolicy.publishedAt,
    })
    .from(publishedPolicy)
    .orderBy(desc(publishedPolicy.id))
}
