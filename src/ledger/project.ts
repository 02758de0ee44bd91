import type { caseFile, FileRef } from '../../db/schema/index.ts'
import { dayOf } from '../lib/time.ts'
import type { LedgerEvent } from './event.ts'

/** A case as its row says. */
export type CaseRow = typeof caseFile.$inferSelect

/** What the events alone make of a case. */
export type CaseFold = Omit<CaseRow, 'headHash'>

/** The clock runs: nothing holds it. */
const RUNNING = { heldOn: null, heldUntil: null, heldReason: null } as const
/** A round begins anew: nothing is left of what was asked or granted in the one before. */
const NEW_ROUND = {
  ...RUNNING,
  request: null,
  extensions: 0,
  supervision: 0,
  result: null,
  outcome: null,
} as const

/** The case after one more event; the row in the database is always the fold of the events by this. */
export function project(before: CaseFold | null, event: LedgerEvent): CaseFold {
  if (event.type === 'file') return filed(event)
  if (!before) throw new Error(`${event.caseNo}: ${event.type} before file`)
  return { ...before, ...changes(before, event), version: event.seq }
}

/** What an event changes. */
function changes(before: CaseFold, event: Exclude<LedgerEvent, LedgerEvent<'file'>>): Partial<CaseFold> {
  switch (event.type) {
    case 'decline':
      return { state: 'declined', result: `${event.data.reason} ${event.data.guidance}`, closedAt: event.at }
    case 'assign': {
      const { unitId, dueOn, dueIsProvisional, dueDays } = event.data
      return { state: 'assigned', leadUnitId: unitId, dueOn, dueIsProvisional, dueDays, assignedAt: event.at }
    }
    case 'sign':
      return { state: 'handling', handledBy: personOf(event.actor) }
    case 'dispute': {
      const { unitId } = event.data
      return {
        state: 'filed',
        leadUnitId: null,
        disputedBy: [...before.disputedBy, unitId],
        formerUnitIds: withUnit(before.formerUnitIds, unitId),
      }
    }
    case 'transfer': {
      const { unitId, formerUnitId, dueOn, dueIsProvisional } = event.data
      const formerUnitIds = withUnit(before.formerUnitIds, formerUnitId).filter(id => id !== unitId)
      const handedOn = { state: 'assigned', leadUnitId: unitId, formerUnitIds, request: null } as const
      return { ...RUNNING, ...handedOn, dueOn, dueIsProvisional, assignedAt: event.at }
    }
    case 'coassign': {
      const { unitId, task, dueOn } = event.data
      const others = before.coUnits.filter(one => one.unitId !== unitId)
      return { coUnits: [...others, { unitId, task, dueOn, answer: null }] }
    }
    case 'coreport': {
      const { unitId, answer } = event.data
      return { coUnits: before.coUnits.map(one => (one.unitId === unitId ? { ...one, answer } : one)) }
    }
    case 'progress': {
      const state = before.state === 'assigned' ? 'handling' : before.state
      return { state, handledBy: personOf(event.actor), ...withFiles(before.files, event, event.data.files) }
    }
    case 'askExtension':
      return { request: { kind: 'extension', ...event.data } }
    case 'askHold':
      return { request: { kind: 'hold', ...event.data } }
    case 'extend':
      return { ...event.data, request: null, extensions: before.extensions + 1, supervision: 0 }
    case 'refuseExtension':
    case 'refuseHold':
      return { request: null }
    case 'hold':
    case 'shelve': {
      const state = event.type === 'hold' ? 'held' : 'shelved'
      const { until, reason } = event.data
      return { state, heldOn: dayOf(event.at), heldUntil: until, heldReason: reason, request: null }
    }
    case 'resume': {
      const { dueOn, dueIsProvisional } = event.data
      return { ...RUNNING, state: 'handling', dueOn, dueIsProvisional }
    }
    case 'finish': {
      const { result, outcome } = event.data
      const done = { state: 'reviewing', handledBy: personOf(event.actor), result, outcome } as const
      return { ...done, request: null, ...withFiles(before.files, event, event.data.files) }
    }
    case 'pass':
      return { state: 'rating' }
    case 'return':
      return { state: 'handling' }
    case 'accept':
      return { state: 'closed', rating: event.data.rating, closedAt: event.at }
    case 'lapse':
      return { state: 'closed', rating: '未评价', closedAt: event.at }
    case 'reject':
    case 'reopen': {
      const { dueOn, dueIsProvisional, dueDays } = event.data
      const again = {
        ...NEW_ROUND,
        state: 'handling',
        round: before.round + 1,
        rating: null,
        closedAt: null,
      } as const
      return { ...again, dueOn, dueIsProvisional, dueDays }
    }
    case 'withdraw':
      return { ...RUNNING, state: 'withdrawn', outcome: '企业撤回', request: null, closedAt: event.at }
    case 'merge':
      return { ...RUNNING, state: 'merged', masterNo: event.data.masterNo, request: null }
    case 'answer':
      return { state: 'rating', result: event.data.result, outcome: event.data.outcome }
    case 'supplement':
      return withFiles(before.files, event, event.data.files)
    case 'correct':
      return event.data.changes
    case 'urge':
      return { urges: before.urges + 1, urgedAt: event.at }
    case 'escalate':
      return { level: before.level + 1 }
    case 'instruct': {
      const instruction = before.instructions.length + 1
      const by = personOf(event.actor)
      const { text, dueOn = null } = event.data
      return { instructions: [...before.instructions, { instruction, by, text, dueOn, answer: null }] }
    }
    case 'reply': {
      const { instruction, answer } = event.data
      return {
        instructions: before.instructions.map(one =>
          one.instruction === instruction ? { ...one, answer } : one,
        ),
      }
    }
    case 'join': {
      const { taskforce, unitId } = event.data
      const formerUnitIds =
        unitId === before.leadUnitId ? before.formerUnitIds : withUnit(before.formerUnitIds, unitId)
      return { taskforceId: taskforce, formerUnitIds }
    }
    case 'supervise':
      return { supervision: event.data.level }
    case 'redate': {
      const { dueOn, dueIsProvisional } = event.data
      return { dueOn, dueIsProvisional }
    }
    case 'undo':
      return columnsOf(event.data.back)
  }
}

/** Columns that are moments; JSON has them as text. */
const MOMENTS: readonly string[] = ['filedAt', 'assignedAt', 'urgedAt', 'closedAt']

function columnsOf(back: Record<string, unknown>): Partial<CaseFold> {
  return Object.fromEntries(
    Object.entries(back).map(([name, value]) => [
      name,
      MOMENTS.includes(name) && typeof value === 'string' ? new Date(value) : value,
    ]),
  ) as Partial<CaseFold>
}

function filed(event: LedgerEvent<'file'>): CaseFold {
  const { files, ...data } = event.data
  return {
    ...data,
    ...NEW_ROUND,
    no: event.caseNo,
    state: 'filed',
    round: 1,
    leadUnitId: null,
    dueOn: null,
    dueDays: null,
    dueIsProvisional: false,
    handledBy: null,
    rating: null,
    filedAt: event.at,
    closedAt: null,
    assignedAt: null,
    disputedBy: [],
    formerUnitIds: [],
    coUnits: [],
    instructions: [],
    files: [],
    ...withFiles([], event, files),
    level: 0,
    urges: 0,
    urgedAt: null,
    masterNo: null,
    taskforceId: null,
    version: event.seq,
  }
}

/** What came with an event, beside what was there; nothing changes where nothing came. */
function withFiles(
  before: CaseFold['files'],
  { actor, at }: LedgerEvent,
  files: readonly FileRef[] = [],
): Pick<CaseFold, 'files'> | Record<never, never> {
  if (files.length === 0) return {}
  const by = personOf(actor)
  const sent = files.map(({ hash, name, mime, size }) => ({
    hash,
    name,
    mime,
    size,
    by,
    at: at.toISOString(),
  }))
  return { files: [...before, ...sent] }
}

const personOf = (actor: string) => actor.replace(/^person:/, '')

const withUnit = (units: readonly string[], unit: string) => [...units.filter(one => one !== unit), unit]
