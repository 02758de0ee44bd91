import { and, asc, eq, inArray, ne } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { queueNotices } from '../../../db/notice.ts'
import { enterprise, membershipChange, receipt, roleGrant } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { dayOf } from '../../lib/time.ts'
import { mayDecideMember } from '../../people/may.ts'
import { type Person, requirePerson } from '../../people/roles.ts'
import type { RosterAct } from './act.ts'
import { applyChanges, type Change } from './apply.ts'
import { CITY, kindOf, type RosterKey } from './kinds.ts'

/** One change of a proposal, with the enterprise it is about. */
export type ProposedChange = Change & {
  name: string
  shortName: string
  regionCode: string | null
  assessUnitId: string | null
  isDemo: boolean
}

/** A proposal as it stands. */
export interface Proposal {
  number: number
  key: RosterKey
  origin: Change['origin']
  proposedBy: string
  changes: ProposedChange[]
  /** Those nobody has decided about yet. */
  open: ProposedChange[]
}

/** @throws {Refusal} when there is none of that number */
export async function findProposal(db: Db, number: number): Promise<Proposal> {
  const [found] = await proposalsOf(
    await db
      .select({ change: membershipChange, firm: FIRM })
      .from(membershipChange)
      .innerJoin(enterprise, eq(enterprise.uscc, membershipChange.uscc))
      .where(eq(membershipChange.proposal, number))
      .orderBy(asc(membershipChange.id)),
  )
  if (!found) throw new Refusal(`没有第${number}号提案，请核对编号。`)
  return found
}

/** Proposals that wait for somebody, oldest first. */
export async function openProposals(db: Db): Promise<Proposal[]> {
  return proposalsOf(
    await db
      .select({ change: membershipChange, firm: FIRM })
      .from(membershipChange)
      .innerJoin(enterprise, eq(enterprise.uscc, membershipChange.uscc))
      .where(eq(membershipChange.state, 'proposed'))
      .orderBy(asc(membershipChange.proposal), asc(membershipChange.id)),
  )
}

const FIRM = {
  name: enterprise.name,
  shortName: enterprise.shortName,
  regionCode: enterprise.regionCode,
  assessUnitId: enterprise.assessUnitId,
  isDemo: enterprise.isDemo,
}

function proposalsOf(
  rows: readonly { change: Change; firm: Omit<ProposedChange, keyof Change> }[],
): Proposal[] {
  const numbers = [...new Set(rows.map(({ change }) => change.proposal))]
  return numbers.flatMap(number => {
    const changes = rows
      .filter(({ change }) => change.proposal === number)
      .map(({ change, firm }) => ({ ...change, ...firm }))
    const [first] = changes
    if (!first) return []
    const kind = kindOf(first.roster)
    return [
      {
        number,
        key: { kind, scope: first.scope, year: kind.isYearly ? first.year : null },
        origin: first.origin,
        proposedBy: first.proposedBy,
        changes,
        open: changes.filter(({ state }) => state === 'proposed'),
      },
    ]
  })
}

/** What was decided, and of how many. */
export interface Decided {
  proposal: Proposal
  decided: ProposedChange[]
  isApproved: boolean
  /** Nobody else could have decided: whoever proposed it did. */
  isOwn: boolean
}

/**
 * 批准、不同意: decides about all of a proposal that is open, or about one enterprise of it. Approved changes count from
 * today. What somebody proposed by hand is decided by somebody else, unless nobody else may; what a rule proposed may be
 * decided by whoever asked for it.
 * @throws {Refusal} when the speaker may not decide, or it is decided already
 */
export async function decideProposal(
  act: RosterAct,
  number: number,
  { isApproved, uscc, note }: { isApproved: boolean; uscc?: string | undefined; note?: string | undefined },
): Promise<Decided> {
  const { db, now } = act
  const proposal = await findProposal(db, number)
  const speaker = requirePerson(act.speaker)
  if (!mayDecideMember(speaker, proposal.key.scope))
    throw new Refusal('入库出库由领导小组办公室批准（县级名录也可由本县批准），您没有这项权限，没有办理。')
  const wanted = proposal.open.filter(change => !uscc || change.uscc === uscc)
  if (wanted.length === 0) throw new Refusal('这份提案已经处理过了，不用再点。')
  const isOwn = proposal.origin === 'person' && proposal.proposedBy === speaker.id
  if (isOwn && isApproved && (await hasSecond(db, speaker, proposal.key.scope)))
    throw new Refusal('这是您本人提出的，要由另一位有权限的同志批准。请办公室其他同志来处理。')
  if (!isApproved && !note?.trim()) throw new Refusal('不同意要写明理由。')
  const said = [note?.trim(), isOwn && isApproved ? '本人提出，没有第二位有权限的同志' : ''].filter(Boolean)
  const rows = await db
    .update(membershipChange)
    .set({
      state: isApproved ? 'approved' : 'refused',
      decidedBy: speaker.id,
      decidedAt: now,
      note: said.join('；') || null,
      ...(isApproved && { effectiveOn: dayOf(now) }),
    })
    .where(
      and(
        eq(membershipChange.state, 'proposed'),
        inArray(
          membershipChange.id,
          wanted.map(({ id }) => id),
        ),
      ),
    )
    .returning()
  if (rows.length < wanted.length) throw new Refusal('这份提案刚刚有人处理过了，请重新查看。')
  if (isApproved) {
    const versions = await policyVersions(db, rows)
    await applyChanges(db, proposal.key, rows, ({ receiptId }) =>
      receiptId === null ? null : (versions.get(receiptId) ?? null),
    )
  }
  await tellProposer(act, speaker, proposal, { decided: wanted, isApproved, note: note ?? null })
  return { proposal: await findProposal(db, number), decided: wanted, isApproved, isOwn }
}

/** Whether somebody besides the speaker may decide. */
async function hasSecond(db: Db, speaker: Person, scope: string): Promise<boolean> {
  const grants = await db
    .select({ role: roleGrant.role, scopeId: roleGrant.scopeId })
    .from(roleGrant)
    .where(and(ne(roleGrant.personId, speaker.id), inArray(roleGrant.role, ['office', 'county'])))
  return grants.some(({ role, scopeId }) => role === 'office' || (scope !== CITY && scopeId === scope))
}

/** By receipt, the version of the policy it judged by. */
export async function policyVersions(db: Db, changes: readonly Change[]): Promise<Map<number, string>> {
  const ids = changes.flatMap(({ receiptId }) => receiptId ?? [])
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: receipt.id, version: receipt.version })
    .from(receipt)
    .where(inArray(receipt.id, ids))
  return new Map(rows.map(({ id, version }) => [id, version]))
}

async function tellProposer(
  { db, causeId }: RosterAct,
  speaker: Person,
  { number, key, proposedBy }: Proposal,
  { decided, isApproved, note }: { decided: ProposedChange[]; isApproved: boolean; note: string | null },
): Promise<void> {
  if (proposedBy === speaker.id) return
  await queueNotices(
    db,
    [
      {
        kind: 'roster.decided',
        to: `person:${proposedBy}`,
        key: `roster.decided:${number}:${decided.map(({ id }) => id).join(',')}`,
        data: {
          proposal: number,
          roster: key.kind.title,
          firms: decided.slice(0, 5).map(({ shortName }) => shortName),
          total: decided.length,
          isApproved,
          by: speaker.name,
          note,
        },
      },
    ],
    causeId,
  )
}
