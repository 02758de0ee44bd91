import type { caseFile } from '../../db/schema/index.ts'
import type { LedgerEvent } from './event.ts'

/** A case as its row says. */
export type CaseRow = typeof caseFile.$inferSelect

/** What the events alone make of a case. */
export type CaseFold = Omit<CaseRow, 'headHash'>

/** The case after one more event; the row in the database is always the fold of the events by this. */
export function project(before: CaseFold | null, event: LedgerEvent): CaseFold {
  if (event.type === 'file') return filed(event)
  if (!before) throw new Error(`${event.caseNo}: ${event.type} before file`)
  const after = { ...before, version: event.seq }
  switch (event.type) {
    case 'assign': {
      const { unitId, dueOn, dueIsProvisional } = event.data
      return { ...after, state: 'assigned', leadUnitId: unitId, dueOn, dueIsProvisional }
    }
    case 'sign':
    case 'progress':
      return { ...after, state: 'handling', handledBy: personOf(event.actor) }
    case 'finish':
      return { ...after, state: 'reviewing', handledBy: personOf(event.actor), result: event.data.result }
    case 'pass':
      return { ...after, state: 'rating' }
    case 'return':
      return { ...after, state: 'handling' }
    case 'accept':
      return { ...after, state: 'closed', rating: event.data.rating, closedAt: event.at }
    case 'reject': {
      const { dueOn, dueIsProvisional } = event.data
      return { ...after, state: 'handling', round: before.round + 1, result: null, dueOn, dueIsProvisional }
    }
  }
}

function filed(event: LedgerEvent<'file'>): CaseFold {
  return {
    ...event.data,
    no: event.caseNo,
    state: 'filed',
    round: 1,
    leadUnitId: null,
    dueOn: null,
    dueIsProvisional: false,
    handledBy: null,
    result: null,
    rating: null,
    filedAt: event.at,
    closedAt: null,
    version: event.seq,
  }
}

const personOf = (actor: string) => actor.replace(/^person:/, '')
