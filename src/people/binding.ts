import { and, eq, isNull, ne } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { type Notice, type NoticeData, queueNotices } from '../../db/notice.ts'
import { bindingRequest, enterprise, identity, person, roleGrant, unit } from '../../db/schema/index.ts'
import { Refusal } from '../lib/errors.ts'
import { contactsOf, endRole, grantRole, heldByName, introduce, moveAccount } from './accounts.ts'
import { hasRole } from './may.ts'
import { actorId, ROLES, type Role, type Speaker } from './roles.ts'

/** 换绑: what a new binding ends. */
export type Replaced = 'firms' | 'contacts'

/** What somebody asks to be. */
export type Wish =
  /** To speak for an enterprise. */
  | { kind: 'contact'; uscc: string; replaces?: Replaced | undefined }
  /** An official: whatever `officialOf` makes of a unit, or the liaison of an enterprise. */
  | { kind: 'official'; role: Role; scopeId: string; name: string }
  /** 换号: to be on this account whom they were on another. */
  | { kind: 'account'; name: string; place: string }

/** Who somebody is who asks. */
interface Asker {
  platform: string
  openId: string
  name: string
}

type Row = typeof bindingRequest.$inferSelect

/** The role in which somebody of a unit works; null for the office and the leaders, whom the administrator names. */
export function roleIn(kind: (typeof unit.$inferSelect)['kind']): Role | null {
  if (kind === 'county' || kind === 'park') return 'county'
  return kind === 'department' || kind === 'utility' ? kind : null
}

/** What a role in a scope is called: 部门承办人（市人社局）, 企业联系人（金杯电工）. */
export async function sayRole(db: Db, role: Role, scopeId: string): Promise<string> {
  const isOfFirm = role === 'enterprise' || role === 'liaison'
  const [found] = isOfFirm
    ? await db.select({ name: enterprise.shortName }).from(enterprise).where(eq(enterprise.uscc, scopeId))
    : await db.select({ name: unit.name }).from(unit).where(eq(unit.id, scopeId))
  const scope = found?.name ?? (scopeId === '*' ? null : scopeId)
  return scope ? `${ROLES[role]}（${scope}）` : ROLES[role]
}

/**
 * Puts a wish before whoever decides: the office about enterprises, the administrator about officials. Asking the same
 * again while it is open changes nothing. Answers what was asked, in words.
 */
export async function askBinding(
  db: Db,
  asker: Asker,
  wish: Wish,
  { now, causeId }: { now: Date; causeId: number | null },
): Promise<string> {
  const { platform, openId } = asker
  const columns = columnsOf(wish)
  const what = await sayWish(db, wish)
  const [open] = await db
    .select({ id: bindingRequest.id })
    .from(bindingRequest)
    .where(
      and(
        eq(bindingRequest.platform, platform),
        eq(bindingRequest.openId, openId),
        eq(bindingRequest.state, 'asked'),
        columns.uscc ? eq(bindingRequest.uscc, columns.uscc) : isNull(bindingRequest.uscc),
        columns.scopeId ? eq(bindingRequest.scopeId, columns.scopeId) : isNull(bindingRequest.scopeId),
      ),
    )
  if (open) return what
  const [row] = await db
    .insert(bindingRequest)
    .values({ platform, openId, ...columns, state: 'asked', askedAt: now })
    .returning()
  if (!row) throw new Error('the binding request was not stored')
  const data = await asNotice(db, row, asker.name)
  const deciders = wish.kind === 'contact' ? (['unit:office'] as const) : await administrators(db)
  const notices = deciders.map(
    (to): Notice => ({ kind: 'binding.asked', to, key: `binding.asked:${row.id}:${to}`, data }),
  )
  await queueNotices(db, notices, causeId)
  return what
}

const columnsOf = (wish: Wish) => ({
  uscc: wish.kind === 'contact' ? wish.uscc : null,
  replaces: wish.kind === 'contact' ? wish.replaces : undefined,
  role: wish.kind === 'official' ? wish.role : null,
  scopeId: wish.kind === 'official' ? wish.scopeId : null,
  name: wish.kind === 'contact' ? null : wish.name,
  place: wish.kind === 'account' ? wish.place : null,
})

function wishOf({ uscc, replaces, role, scopeId, name, place }: Row): Wish {
  if (uscc) return { kind: 'contact', uscc, replaces: replaces ?? undefined }
  if (role && scopeId) return { kind: 'official', role: role as Role, scopeId, name: name ?? '' }
  return { kind: 'account', name: name ?? '', place: place ?? '' }
}

/** @throws {Refusal} where there is no such enterprise */
async function sayWish(db: Db, wish: Wish): Promise<string> {
  if (wish.kind === 'official') return sayRole(db, wish.role, wish.scopeId)
  if (wish.kind === 'account') return `在新账号上继续用${wish.name}的身份`
  const [firm] = await db
    .select({ name: enterprise.name })
    .from(enterprise)
    .where(eq(enterprise.uscc, wish.uscc))
  if (firm) return `代表${firm.name}`
  throw new Refusal(
    `没有找到统一社会信用代码为 ${wish.uscc} 的企业。请核对18位代码后再发，例如“绑定企业 91430400DEM000022A”。`,
  )
}

/** Those who decide who is an official; the office where there is no administrator. */
async function administrators(db: Db): Promise<Notice['to'][]> {
  const rows = await db
    .selectDistinct({ id: roleGrant.personId })
    .from(roleGrant)
    .where(eq(roleGrant.role, 'admin' satisfies Role))
  return rows.length > 0 ? rows.map(({ id }) => `person:${id}` as const) : ['unit:office']
}

/** A request as whoever decides is told of it. */
async function asNotice(db: Db, row: Row, name: string): Promise<NoticeData['binding.asked']> {
  const wish = wishOf(row)
  const what = await sayWish(db, wish)
  const told = { requestId: row.id, name, what }
  if (wish.kind === 'contact') return { ...told, uscc: wish.uscc, replaces: wish.replaces }
  if (wish.kind === 'official') return { ...told, name: wish.name }
  return { ...told, name: wish.name, place: wish.place, people: await sameName(db, wish.name) }
}

/** Everybody of a name, with what they are: one of them may be asking. */
async function sameName(db: Db, name: string): Promise<{ id: string; who: string }[]> {
  const held = await heldByName(db, name)
  const ids = [...new Set(held.map(({ personId }) => personId))]
  return Promise.all(
    ids.map(async id => {
      const own = held.filter(({ personId }) => personId === id)
      const roles = await Promise.all(own.slice(0, 3).map(one => sayRole(db, one.role, one.scopeId)))
      return { id, who: `${name}：${roles.join('、')}` }
    }),
  )
}

/** A request that waits, as the notice told it; null once it is decided. */
export async function openBinding(db: Db, requestId: number): Promise<NoticeData['binding.asked'] | null> {
  const [row] = await db
    .select({ request: bindingRequest, name: person.name })
    .from(bindingRequest)
    .leftJoin(
      identity,
      and(eq(identity.platform, bindingRequest.platform), eq(identity.openId, bindingRequest.openId)),
    )
    .leftJoin(person, eq(person.id, identity.personId))
    .where(and(eq(bindingRequest.id, requestId), eq(bindingRequest.state, 'asked')))
  if (!row) return null
  const { platform, openId } = row.request
  return asNotice(db, row.request, row.name ?? `${platform}用户 ${openId}`)
}

/** Requests that wait for somebody's word, in words. */
export async function waitingBindings(db: Db, speaker: Speaker): Promise<{ id: number; what: string }[]> {
  const rows = await db
    .select()
    .from(bindingRequest)
    .where(eq(bindingRequest.state, 'asked'))
    .orderBy(bindingRequest.id)
  const own = rows.filter(row => mayDecide(speaker, wishOf(row)))
  return Promise.all(own.map(async row => ({ id: row.id, what: await sayWish(db, wishOf(row)) })))
}

/** The office knows the enterprises; who is an official is for the administrator alone, as are lost accounts. */
const mayDecide = (speaker: Speaker, { kind }: Wish): boolean =>
  kind === 'contact' ? hasRole(speaker, 'office', 'admin') : hasRole(speaker, 'admin')

/** The word on a request; the second one on the same is refused. `personId`: whose account it is, for 换号. */
export async function decideBinding(
  db: Db,
  {
    requestId,
    granted,
    personId,
    speaker,
    now,
    causeId,
  }: {
    requestId: number
    granted: boolean
    personId?: string | undefined
    speaker: Speaker
    now: Date
    causeId: number | null
  },
): Promise<string> {
  const open = and(eq(bindingRequest.id, requestId), eq(bindingRequest.state, 'asked'))
  const [row] = await db.select().from(bindingRequest).where(open)
  if (!row) throw new Refusal('这条申请已经处理过了，不用再点。')
  const wish = wishOf(row)
  if (!mayDecide(speaker, wish))
    throw new Refusal(
      wish.kind === 'contact' ? '只有领导小组办公室可以审核企业绑定。' : '干部开通和换号由系统管理员审核。',
    )
  const decidedBy = actorId(speaker)
  const state = granted ? 'granted' : 'refused'
  const decided = await db
    .update(bindingRequest)
    .set({ state, decidedBy, decidedAt: now })
    .where(open)
    .returning({ id: bindingRequest.id })
  if (decided.length === 0) throw new Refusal('这条申请已经处理过了，不用再点。')
  const what = await sayWish(db, wish)
  const ended = granted ? await fulfil(db, row, wish, { personId, grantedBy: decidedBy, now }) : []
  const to = `open:${row.platform}:${row.openId}` as const
  const isOfFirm = wish.kind === 'contact'
  await queueNotices(
    db,
    [
      {
        kind: 'binding.decided',
        to,
        key: `binding.decided:${requestId}`,
        data: { what, granted, isOfFirm },
      },
      ...ended.map(
        (one): Notice => ({
          kind: 'binding.ended',
          to: one.to,
          key: `binding.ended:${requestId}:${one.to}`,
          data: { what: one.what, why: one.why },
        }),
      ),
    ],
    causeId,
  )
  return what
}

/** Somebody who is no longer what they were. */
interface Ended {
  to: Notice['to']
  what: string
  why: string
}

async function fulfil(
  db: Db,
  { platform, openId }: Row,
  wish: Wish,
  { personId, grantedBy, now }: { personId: string | undefined; grantedBy: string; now: Date },
): Promise<Ended[]> {
  if (wish.kind === 'account') return moveTo(db, { platform, openId }, wish, personId)
  const isContact = wish.kind === 'contact'
  const [role, scopeId] = isContact ? (['enterprise', wish.uscc] as const) : [wish.role, wish.scopeId]
  const name = isContact ? await sayRole(db, 'enterprise', wish.uscc) : wish.name
  const id = await introduce(db, { platform, openId, name })
  await grantRole(db, { personId: id, role, scopeId, grantedBy, now })
  return isContact && wish.replaces ? endReplaced(db, wish.replaces, id, wish.uscc) : []
}

async function moveTo(
  db: Db,
  to: { platform: string; openId: string },
  wish: Extract<Wish, { kind: 'account' }>,
  personId: string | undefined,
): Promise<Ended[]> {
  const people = await sameName(db, wish.name)
  if (!personId || !people.some(({ id }) => id === personId))
    throw new Refusal('请点一下申请人是名单里的哪一位；都不是就点“不同意”。')
  const before = await db
    .select()
    .from(identity)
    .where(
      and(
        eq(identity.platform, to.platform),
        eq(identity.personId, personId),
        ne(identity.openId, to.openId),
      ),
    )
  await moveAccount(db, { ...to, personId })
  return before.map(old => ({
    to: `open:${old.platform}:${old.openId}` as const,
    what: `这个账号上${wish.name}的身份`,
    why: '已按申请换到新的账号',
  }))
}

/** Ends what a binding takes the place of: other enterprises of the person, or other contacts of the enterprise. */
async function endReplaced(db: Db, replaces: Replaced, personId: string, uscc: string): Promise<Ended[]> {
  const held =
    replaces === 'contacts'
      ? (await contactsOf(db, uscc)).filter(one => one.personId !== personId)
      : await db
          .select({ personId: roleGrant.personId, scopeId: roleGrant.scopeId })
          .from(roleGrant)
          .where(
            and(
              eq(roleGrant.personId, personId),
              eq(roleGrant.role, 'enterprise' satisfies Role),
              ne(roleGrant.scopeId, uscc),
            ),
          )
  const ended: Ended[] = []
  for (const one of held) {
    await endRole(db, { personId: one.personId, role: 'enterprise', scopeId: one.scopeId })
    // Who moved to another firm was told that this ends the old one.
    if (replaces === 'contacts')
      ended.push({
        to: `person:${one.personId}`,
        what: await sayRole(db, 'enterprise', one.scopeId),
        why: '这家企业换了联系人，办公室已核实',
      })
  }
  return ended
}

/** 解绑: ends what somebody is; theirs to end where they speak for an enterprise, the office's and the administrator's else. */
export async function endBinding(
  db: Db,
  { personId, role, scopeId }: { personId: string; role: Role; scopeId: string },
  { speaker, now, causeId }: { speaker: Speaker; now: Date; causeId: number | null },
): Promise<string> {
  const isOwn = speaker.kind === 'person' && speaker.id === personId
  const may = role === 'enterprise' ? isOwn || hasRole(speaker, 'office', 'admin') : hasRole(speaker, 'admin')
  if (!may) throw new Refusal('只能解除自己的企业绑定；企业联系人由办公室解除，干部账号由系统管理员停用。')
  if (isOwn && role === 'admin') throw new Refusal('不能停用自己的管理员账号，请另一位管理员来办。')
  const what = await sayRole(db, role, scopeId)
  if (!(await endRole(db, { personId, role, scopeId }))) throw new Refusal(`${what}已经解除了，不用再办。`)
  if (!isOwn)
    await queueNotices(
      db,
      [
        {
          kind: 'binding.ended',
          to: `person:${personId}`,
          key: `binding.ended:${personId}:${role}:${scopeId}:${now.getTime()}`,
          data: { what, why: '由管理人员解除' },
        },
      ],
      causeId,
    )
  return what
}
