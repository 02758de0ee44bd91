import { asc, eq } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { caseFile, enterprise } from '../../db/schema/index.ts'
import { instantOf } from '../lib/time.ts'
import type { Person } from '../people/roles.ts'
import { type Act, openAct } from './act.ts'
import { assignByOffice } from './assign.ts'
import { type Cast, loadCast } from './demo-cast.ts'
import { DEMO_CASES, type DemoCase, type DemoStep } from './demo-stories.ts'
import { fileCase } from './file.ts'
import { finishCase } from './finish.ts'
import { loadCase } from './load.ts'
import { reportProgress } from './progress.ts'
import { proposedUnit } from './propose.ts'
import { rateCase } from './rate.ts'
import { passReview, returnCase } from './review.ts'
import { signCase } from './sign.ts'

/**
 * Loads the demo cases by doing everything that happened to them up to `now`, each at its own moment; nobody is
 * told. Needs the demo enterprises and the base tables. Does nothing when there are demo cases already. Says how
 * many were filed.
 */
export async function loadDemoCases(db: Db, now: Date): Promise<{ cases: number }> {
  const [existing] = await db
    .select({ no: caseFile.no })
    .from(caseFile)
    .where(eq(caseFile.isDemo, true))
    .limit(1)
  const firms = await db
    .select({ uscc: enterprise.uscc })
    .from(enterprise)
    .where(eq(enterprise.isDemo, true))
    .orderBy(asc(enterprise.uscc))
    .limit(40)
  if (existing || firms.length === 0) return { cases: 0 }
  const cast = await loadCast(db)
  const past = DEMO_CASES.filter(({ at }) => momentOf(at) <= now)
  const setting = await openAct(db, now, cast.office)
  for (const story of past) {
    const uscc = firms[story.firm % firms.length]?.uscc ?? ''
    await play({ ...setting, isSilent: true }, story, uscc, cast, now)
  }
  return { cases: past.length }
}

async function play(setting: Act, story: DemoCase, uscc: string, cast: Cast, now: Date): Promise<void> {
  const contact = cast.contactOf(uscc)
  const { facts } = await fileCase(
    { ...setting, actor: contact, now: momentOf(story.at) },
    { ...story, uscc },
  )
  const handledBy =
    facts.unitId ??
    (await assignProposed({ ...setting, actor: cast.office, now: momentOf(story.at) }, facts.no))
  for (const step of story.steps) {
    const at = momentOf(step[1])
    if (at > now) return
    await playStep({ ...setting, now: at }, step, facts.no, {
      contact,
      handler: cast.handlerOf(handledBy),
      office: cast.office,
    })
  }
}

/** Where the routes were not sure, the office gives it to the unit they proposed. */
async function assignProposed(act: Act, no: string): Promise<string> {
  const { unitId } = await proposedUnit(act.db, await loadCase(act.db, no))
  await assignByOffice(act, no, { unitId })
  return unitId
}

type Players = Record<'contact' | 'handler' | 'office', Person>

async function playStep(
  act: Act,
  [verb, , words = '']: DemoStep,
  no: string,
  players: Players,
): Promise<unknown> {
  const { contact, handler, office } = players
  switch (verb) {
    case 'sign':
      return signCase({ ...act, actor: handler }, no)
    case 'progress':
      return reportProgress({ ...act, actor: handler }, no, words)
    case 'finish':
      return finishCase({ ...act, actor: handler }, no, words)
    case 'pass':
      return passReview({ ...act, actor: office }, no)
    case 'return':
      return returnCase({ ...act, actor: office }, no, words)
    default:
      return rateCase({ ...act, actor: contact }, no, { rating: verb, reason: words })
  }
}

/** `08-07 09:12` of 2023. */
function momentOf(at: string): Date {
  const [day = '', time = ''] = at.split(' ')
  return instantOf(`2023-${day}`, time)
}
