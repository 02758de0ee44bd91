import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { insertMany } from '../../../db/bulk.ts'
import { type Db, rowsOf } from '../../../db/client.ts'
import { type Address, queueNotices } from '../../../db/notice.ts'
import { enterprise, membershipChange } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { dayOf } from '../../lib/time.ts'
import { mayProposeMember } from '../../people/may.ts'
import { type Person, requirePerson } from '../../people/roles.ts'
import type { RosterAct } from './act.ts'
import { type Change, openStays, uselessness } from './apply.ts'
import { CITY, type RosterKey, sayRoster } from './kinds.ts'

/** One enterprise to come on a roster or leave it, and on what grounds. */
export interface Wanted {
  uscc: string
  operation: Change['operation']
  reason: string
  stage?: string | null
  /** The judgement it rests on; `basis`, the paper, where no rule judges. One of them there must be. */
  receiptId?: number | null
  basis?: string | null
}

/** What was proposed together. */
export interface Proposed {
  /** Null where nothing was left to propose. */
  proposal: number | null
  changes: Change[]
  /** Wanted, but already proposed by somebody and still undecided. */
  waiting: number
}

/**
 * 提案: proposes changes of one roster, to be decided by whoever may; they hear of it. What a person proposes has to be
 * news; of what a rule proposes the rest is left out.
 * @throws {Refusal} when the speaker may not for one of the enterprises, it is nothing new, or grounds are missing
 */
export async function proposeChanges(
  act: RosterAct,
  key: RosterKey,
  wanted: readonly Wanted[],
  origin: 'rule' | 'person',
): Promise<Proposed> {
  const { db, now, causeId } = act
  const speaker = requirePerson(act.speaker)
  const names = await checkWanted(db, speaker, wanted)
  const open = await openStays(
    db,
    key,
    wanted.map(({ uscc }) => uscc),
  )
  const undecided = await undecidedOf(db, key)
  const news = wanted.filter(one => {
    const useless = undecided.has(one.uscc)
      ? `在${sayRoster(key)}已有一份提案还没有处理，请先处理那一份。`
      : uselessness(key, one, open.get(one.uscc))
    if (useless && origin === 'person') throw new Refusal(`“${names.get(one.uscc)}”${useless}`)
    return !useless
  })
  const waiting = wanted.filter(({ uscc }) => undecided.has(uscc)).length
  if (news.length === 0) return { proposal: null, changes: [], waiting }
  const changes = await storeChanges(
    db,
    key,
    news.map(one => ({ ...one, state: 'proposed' as const })),
    { origin, by: speaker.id, now },
  )
  const proposal = changes[0]?.proposal ?? null
  const [only, ...more] = changes
  await queueNotices(
    db,
    decidersOf(key).map(to => ({
      kind: 'roster.proposed' as const,
      to,
      key: `roster.proposed:${proposal}:${to}`,
      data: {
        proposal: proposal ?? 0,
        roster: sayRoster(key),
        by: speaker.name,
        added: changes.filter(({ operation }) => operation === 'add').length,
        removed: changes.filter(({ operation }) => operation === 'remove').length,
        firm: only && more.length === 0 ? (names.get(only.uscc) ?? null) : null,
        reason: only && more.length === 0 ? only.reason : null,
      },
    })),
    causeId,
  )
  return { proposal, changes, waiting }
}

/** Whom a proposal waits for: the office; of a county's own roster the county as well. */
const decidersOf = ({ scope }: RosterKey): Address[] => [
  'unit:office',
  ...(scope === CITY ? [] : [`unit:${scope}` as const]),
]

/** Names of the enterprises, all of them the speaker's to propose and all with grounds. */
async function checkWanted(
  db: Db,
  speaker: Person,
  wanted: readonly Wanted[],
): Promise<ReadonlyMap<string, string>> {
  const usccs = wanted.map(({ uscc }) => uscc)
  const firms = await db.select().from(enterprise).where(inArray(enterprise.uscc, usccs))
  const byCode = new Map(firms.map(firm => [firm.uscc, firm]))
  for (const { uscc, reason, receiptId, basis } of wanted) {
    const firm = byCode.get(uscc)
    if (!firm) throw new Refusal(`库里没有统一社会信用代码为“${uscc}”的企业，请核对后再试。`)
    if (!mayProposeMember(speaker, firm))
      throw new Refusal(
        `“${firm.shortName}”不在您的职责范围内，不能提出它的入库出库。名录和库的变动由领导小组办公室、企业所在县市区（园区）提出。`,
      )
    if (reason.trim() === '') throw new Refusal('请写明理由，例如“订单恢复，近三个月营收回升”。')
    if (!receiptId && !basis?.trim())
      throw new Refusal(`“${firm.shortName}”的变动还没有依据，请写明依据的文件或名单。`)
  }
  return new Map(firms.map(({ uscc, shortName }) => [uscc, shortName]))
}

/**
 * 撤回提案: whoever proposed it takes it back as long as nobody decided about any of it; kept as refused by that.
 * @throws {Refusal} when it is not theirs, or decided
 */
export async function retractProposal(act: RosterAct, proposal: number): Promise<void> {
  const { db, now } = act
  const { id } = requirePerson(act.speaker)
  const rows = await db
    .select({ state: membershipChange.state, by: membershipChange.proposedBy })
    .from(membershipChange)
    .where(eq(membershipChange.proposal, proposal))
    .for('update')
  if (rows.length === 0 || rows.some(({ by }) => by !== id))
    throw new Refusal('这份提案不是您提出的，不能撤回。')
  if (rows.some(({ state }) => state !== 'proposed'))
    throw new Refusal('这份提案已经有人批了，不能撤回。不合适的请反过来提一份：加入的提移出，移出的提加入。')
  await db
    .update(membershipChange)
    .set({ state: 'refused', decidedBy: id, decidedAt: now, note: '提出人撤回' })
    .where(eq(membershipChange.proposal, proposal))
}

/** Enterprises of a roster about which a proposal waits. */
async function undecidedOf(db: Db, { kind, scope }: RosterKey): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ uscc: membershipChange.uscc })
    .from(membershipChange)
    .where(
      and(
        eq(membershipChange.state, 'proposed'),
        eq(membershipChange.roster, kind.name),
        eq(membershipChange.scope, scope),
      ),
    )
  return new Set(rows.map(({ uscc }) => uscc))
}

/** Changes to be stored: still open, or decided already where others decided (a cycle, a list taken over). */
type Stored = Wanted & ({ state: 'proposed' } | { state: 'approved'; effectiveOn: string })

/** Stores changes of one roster under one number. */
export async function storeChanges(
  db: Db,
  key: RosterKey,
  stored: readonly Stored[],
  { origin, by, now }: { origin: Change['origin']; by: string; now: Date },
): Promise<Change[]> {
  const [next] = await rowsOf<{ number: number }>(
    db,
    sql`select nextval(pg_get_serial_sequence('membership_change', 'id'))::int as number`,
  )
  if (!next) throw new Error('no number')
  const at = now.toISOString()
  await insertMany(
    db,
    membershipChange,
    stored.map(one => ({
      proposal: next.number,
      roster: key.kind.name,
      scope: key.scope,
      year: key.year ?? Number(dayOf(now).slice(0, 4)),
      uscc: one.uscc,
      operation: one.operation,
      origin,
      reason: one.reason,
      stage: one.stage ?? null,
      receipt_id: one.receiptId ?? null,
      basis: one.basis ?? null,
      state: one.state,
      proposed_by: by,
      proposed_at: at,
      decided_by: one.state === 'approved' ? by : null,
      decided_at: one.state === 'approved' ? at : null,
      effective_on: one.state === 'approved' ? one.effectiveOn : null,
    })),
  )
  return db
    .select()
    .from(membershipChange)
    .where(eq(membershipChange.proposal, next.number))
    .orderBy(asc(membershipChange.id))
}
