import { openDrafts } from '../../src/bulletins/find.ts'
import { waitingBindings } from '../../src/people/binding.ts'
import { waitingCalls } from '../../src/people/handoff.ts'
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

/** Who asks to be somebody, and who wants to be called. */
const people: Source = async ({ db }, who) => {
  const asked = await waitingBindings(db, who)
  const calls = hasRole(who, 'office') ? await waitingCalls(db) : []
  return [
    ...calls.map(({ id, who: caller, about }) => ({
      kind: '审核' as const,
      what: `联系${caller}：${about.slice(0, 30)}`,
      dueOn: null,
      button: {
        label: `我来联系${caller.slice(0, 12)}`,
        action: { command: 'help', intent: 'handoff.take', args: { handoff: id } },
      },
    })),
    ...asked.map(({ id, what }) => ({
      kind: '审核' as const,
      what: `审核绑定申请：${what}`,
      dueOn: null,
      button: {
        label: `审核${what}`.slice(0, 20),
        action: { command: 'bind', intent: 'bind.show', args: { request_id: id } },
      },
    })),
  ]
}

export const DUTY_SOURCES: readonly Source[] = [bulletins, people]
