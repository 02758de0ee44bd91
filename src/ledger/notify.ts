import { and, eq } from 'drizzle-orm'
import { type Address, type CaseChange, type Notice, type NoticeData, queueNotices } from '../../db/notice.ts'
import { roleGrant } from '../../db/schema/index.ts'
import type { Act } from './act.ts'
import { IMPORTED } from './event.ts'
import { factsOf } from './facts.ts'
import type { LoadedCase } from './load.ts'

type CaseKind =
  | 'case.receipt'
  | 'case.assigned'
  | 'case.progress'
  | 'case.review'
  | 'case.returned'
  | 'case.result'
  | 'case.rated'
  | 'case.change'

/** What a kind of case notice says beside the case itself. */
type Rest<K extends CaseKind> = Omit<NoticeData[K], 'case'>

/** The programme office's address. */
export const OFFICE: Address = 'unit:office'

/** The leaders' group. */
export const LEADERS: Address = 'unit:leaders'

/** Tells about something out of the ordinary. */
export function tellChange(act: Act, target: LoadedCase, to: Address[], change: CaseChange): Promise<void> {
  return tell(act, target, 'case.change', to, { change })
}

/** The address of the unit a case is with; null before assignment. */
export function unitOf(target: LoadedCase): Address[] {
  return target.row.leadUnitId ? [`unit:${target.row.leadUnitId}`] : []
}

/**
 * Tells about what has just been recorded, once per event and addressee. Nobody is told of what they did themselves,
 * and nobody is told of history being loaded.
 */
export async function tell<K extends CaseKind>(
  act: Act,
  target: LoadedCase,
  kind: K,
  to: Address[],
  rest: Rest<K>,
): Promise<void> {
  if (act.isSilent) return
  const self = act.actor.kind === 'person' ? `person:${act.actor.id}` : null
  const facts = factsOf(target, act.calendar, act.now)
  const notices = [...new Set(to)]
    .filter(address => address !== self)
    .map(address => {
      const key = `${kind}:${target.row.no}:${target.row.version}:${address}`
      return { kind, to: address, key, data: { case: facts, ...rest } } as Notice
    })
  await queueNotices(act.db, notices, act.causeId)
}

/** Everybody who hears for the enterprise: its reporter if that is its contact, else its contacts and the reporter. */
export async function enterpriseOf(act: Act, target: LoadedCase): Promise<Address[]> {
  if (act.isSilent) return []
  const { reportedBy, uscc } = target.row
  const contacts = await act.db
    .select({ id: roleGrant.personId })
    .from(roleGrant)
    .where(and(eq(roleGrant.role, 'enterprise'), eq(roleGrant.scopeId, uscc)))
  const ids = contacts.map(({ id }) => id)
  const people = ids.includes(reportedBy) ? [reportedBy] : [...ids, reportedBy].filter(id => id !== IMPORTED)
  return people.map((id): Address => `person:${id}`)
}
