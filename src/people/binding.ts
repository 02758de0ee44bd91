import { and, eq, ne } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { type NoticeData, queueNotices } from '../../db/notice.ts'
import { bindingRequest, enterprise, identity, person, roleGrant } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import { hasRole } from './may.ts'
import { actorId, type Role, type Speaker } from './roles.ts'

/** Gives a person a role in a scope; giving it twice changes nothing. */
export async function grantRole(
  db: Db,
  grant: { personId: string; role: Role; scopeId: string; grantedBy: string; now: Date },
): Promise<void> {
  const { now, ...row } = grant
  await db
    .insert(roleGrant)
    .values({ ...row, grantedAt: now })
    .onConflictDoNothing()
}

/** Makes an open id known as a person; the person of an id already known stays as it is. Returns the person's id. */
export async function introduce(
  db: Db,
  who: { platform: string; openId: string; name: string },
): Promise<string> {
  const [known] = await db
    .select({ personId: identity.personId })
    .from(identity)
    .where(and(eq(identity.platform, who.platform), eq(identity.openId, who.openId)))
  if (known) return known.personId
  const personId = `${who.platform}:${who.openId}`
  await db.insert(person).values({ id: personId, name: who.name }).onConflictDoNothing()
  await db.insert(identity).values({ platform: who.platform, openId: who.openId, personId })
  return personId
}

/** Asks the office to let somebody speak for an enterprise (绑定企业). Asking again while it is open changes nothing. */
export async function askBinding(
  db: Db,
  ask: {
    platform: string
    openId: string
    name: string
    uscc: string
    /** 换绑: what ends when it is granted. */
    replaces?: Replaced | undefined
    now: Date
    causeId: number | null
  },
): Promise<{ enterprise: string }> {
  const [firm] = await db
    .select({ name: enterprise.name })
    .from(enterprise)
    .where(eq(enterprise.uscc, ask.uscc))
  if (!firm) {
    throw new Refusal(
      `没有找到统一社会信用代码为 ${ask.uscc} 的企业。请核对18位代码后再发，例如“绑定企业 91430400DEM000022A”。`,
    )
  }
  const { platform, openId, uscc, replaces } = ask
  const [open] = await db
    .select({ id: bindingRequest.id })
    .from(bindingRequest)
    .where(
      and(
        eq(bindingRequest.platform, platform),
        eq(bindingRequest.openId, openId),
        eq(bindingRequest.uscc, uscc),
        eq(bindingRequest.state, 'asked'),
      ),
    )
  if (open) return { enterprise: firm.name }
  const [row] = await db
    .insert(bindingRequest)
    .values({ platform, openId, uscc, replaces, state: 'asked', askedAt: ask.now })
    .returning({ id: bindingRequest.id })
  const requestId = row?.id ?? 0
  await queueNotices(
    db,
    [
      {
        kind: 'binding.asked',
        to: 'unit:office',
        key: `binding.asked:${requestId}`,
        data: { requestId, name: ask.name, enterprise: firm.name, uscc, ...(replaces && { replaces }) },
      },
    ],
    ask.causeId,
  )
  return { enterprise: firm.name }
}

/** 换绑: what a new binding ends. */
export type Replaced = 'firms' | 'contacts'

/** Ends what a binding takes the place of: other enterprises of the person, or other contacts of the enterprise. */
async function endReplaced(db: Db, replaces: Replaced, personId: string, uscc: string): Promise<void> {
  const ended =
    replaces === 'firms'
      ? and(eq(roleGrant.personId, personId), ne(roleGrant.scopeId, uscc))
      : and(ne(roleGrant.personId, personId), eq(roleGrant.scopeId, uscc))
  await db.delete(roleGrant).where(and(eq(roleGrant.role, 'enterprise' satisfies Role), ended))
}

/** A binding request that waits, as the notice told it; null once it is decided. */
export async function openBinding(db: Db, requestId: number): Promise<NoticeData['binding.asked'] | null> {
  const [row] = await db
    .select({ request: bindingRequest, firm: enterprise.name, name: person.name })
    .from(bindingRequest)
    .innerJoin(enterprise, eq(enterprise.uscc, bindingRequest.uscc))
    .leftJoin(
      identity,
      and(eq(identity.platform, bindingRequest.platform), eq(identity.openId, bindingRequest.openId)),
    )
    .leftJoin(person, eq(person.id, identity.personId))
    .where(and(eq(bindingRequest.id, requestId), eq(bindingRequest.state, 'asked')))
  if (!row) return null
  const { platform, openId, uscc, replaces } = row.request
  const name = row.name ?? `${platform}用户 ${openId}`
  return { requestId, name, enterprise: row.firm, uscc, ...(replaces && { replaces }) }
}

/** The office's word on a binding request; the second decision on one request is refused. */
export async function decideBinding(
  db: Db,
  decision: { requestId: number; granted: boolean; speaker: Speaker; now: Date; causeId: number | null },
): Promise<{ enterprise: string }> {
  const { speaker, requestId, granted, now } = decision
  if (!hasRole(speaker, 'office', 'admin')) throw new Refusal('只有领导小组办公室可以审核企业绑定。')
  const [request] = await db
    .update(bindingRequest)
    .set({ state: granted ? 'granted' : 'refused', decidedBy: actorId(speaker), decidedAt: now })
    .where(and(eq(bindingRequest.id, requestId), eq(bindingRequest.state, 'asked')))
    .returning()
  if (!request) throw new Refusal('这条绑定申请已经处理过了，不用再点。')
  const [firm] = await db
    .select({ name: enterprise.name, shortName: enterprise.shortName })
    .from(enterprise)
    .where(eq(enterprise.uscc, request.uscc))
  const name = firm?.name ?? request.uscc
  if (granted) {
    const personId = await introduce(db, {
      platform: request.platform,
      openId: request.openId,
      name: `${firm?.shortName ?? name}联系人`,
    })
    const grantedBy = actorId(speaker)
    await grantRole(db, { personId, role: 'enterprise', scopeId: request.uscc, grantedBy, now })
    if (request.replaces) await endReplaced(db, request.replaces, personId, request.uscc)
  }
  await queueNotices(
    db,
    [
      {
        kind: 'binding.decided',
        to: `open:${request.platform}:${request.openId}`,
        key: `binding.decided:${requestId}`,
        data: { enterprise: name, granted },
      },
    ],
    decision.causeId,
  )
  return { enterprise: name }
}
