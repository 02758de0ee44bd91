import { eq } from 'drizzle-orm'
import { bindingRequest, enterprise } from '../../db/schema/index.ts'
import { openDrafts } from '../../src/bulletins/find.ts'
import { hasRole } from '../../src/people/may.ts'
import { sayPeriod } from '../../src/registry/period.ts'
import type { Source } from './item.ts'

/** Bulletins to approve. */
const bulletins: Source = async ({ db }, who) => {
  if (!hasRole(who, 'office', 'leader')) return []
  return (await openDrafts(db)).map(({ id, period }) => ({
    kind: '通报' as const,
    what: `审批${sayPeriod(period)}倍增通报初稿`,
    dueOn: null,
    button: {
      label: '看初稿',
      action: { command: 'bulletin', intent: 'bulletin.draft', args: { bulletin_id: id, period } },
    },
  }))
}

/** Who asks to speak for an enterprise. */
const bindings: Source = async ({ db }, who) => {
  if (!hasRole(who, 'office', 'admin')) return []
  const asked = await db
    .select({ id: bindingRequest.id, firm: enterprise.shortName })
    .from(bindingRequest)
    .innerJoin(enterprise, eq(enterprise.uscc, bindingRequest.uscc))
    .where(eq(bindingRequest.state, 'asked'))
    .orderBy(bindingRequest.id)
  return asked.map(({ id, firm }) => ({
    kind: '审核' as const,
    what: `审核${firm}的绑定申请`,
    dueOn: null,
    button: {
      label: `审核${firm}绑定`,
      action: { command: 'bind', intent: 'bind.show', args: { request_id: id } },
    },
  }))
}

export const DUTY_SOURCES: readonly Source[] = [bulletins, bindings]
