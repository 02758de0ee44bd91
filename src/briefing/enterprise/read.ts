import Big from 'big.js'
import { asc, eq, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { qualification } from '../../../db/schema/index.ts'
import { loadCalendar } from '../../ledger/calendar.ts'
import { listCases } from '../../ledger/find.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { maySeeAccidents, maySeeDuty, maySeeFigures } from '../../people/may.ts'
import type { Speaker } from '../../people/roles.ts'
import { accidentsByFirm } from '../../registry/accidents.ts'
import { doublingOf } from '../../registry/doubling.ts'
import { doublingRule } from '../../registry/doubling-rule.ts'
import type { Enterprise } from '../../registry/enterprises.ts'
import { factsFor } from '../../registry/facts.ts'
import { openBook } from '../../registry/figure-book.ts'
import { plansOf as expansionsOf } from '../../registry/liaison/expansion.ts'
import { inChargeOf } from '../../registry/liaison/people.ts'
import { signalsOf } from '../../registry/liaison/signals.ts'
import { findVisits } from '../../registry/liaison/visits.ts'
import { lightOf } from '../../registry/projects/light.ts'
import { projectsOn } from '../../registry/projects/load.ts'
import { staysOf } from '../../registry/rosters/members.ts'
import { plansOf } from '../../registry/rosters/plans.ts'
import { findRule } from '../../rules/find-rule.ts'
import { parameterOn } from '../../rules/parameters.ts'
import type { PolicySet } from '../../rules/policy-set.ts'

/** What a briefing is made for. */
export interface BriefFor {
  db: Db
  policies: PolicySet
  speaker: Speaker
  now: Date
}

const CASES = 30
const VISITS = 6

/** Everything a briefing about an enterprise is written from, as far as the reader may see it. */
export async function readFirm({ db, policies, speaker, now }: BriefFor, firm: Enterprise) {
  const on = dayOf(now)
  const { uscc } = firm
  const seesFigures = maySeeFigures(speaker, firm)
  const [stays, cases, calendar, visits, people, projects, qualifications] = await Promise.all([
    staysOf(db, uscc),
    listCases(db, { reader: speaker, usccs: [uscc] }, CASES),
    loadCalendar(db),
    seesFigures ? findVisits(db, { usccs: [uscc] }, VISITS) : [],
    inChargeOf(db, uscc, on),
    projectsOn(db, on),
    db.select().from(qualification).where(eq(qualification.uscc, uscc)).orderBy(asc(qualification.expiresOn)),
  ])
  const version = findRule(policies.documents, 'R-PROJECT', on)
  return {
    firm,
    on,
    now,
    policies,
    stays: stays.filter(({ since, until }) => since <= on && (until === null || until > on)),
    cases,
    calendar,
    visits,
    people,
    qualifications: qualifications.filter(({ revokedOn }) => revokedOn === null),
    projects: projects
      .filter(one => one.uscc === uscc && maySeeDuty(speaker, one))
      .map(project => ({ project, lit: lightOf(version, project) })),
    private: seesFigures ? await readPrivate(db, policies, uscc, on) : null,
    accidents: maySeeAccidents(speaker, firm) ? ((await accidentsByFirm(db, uscc)).get(uscc) ?? []) : [],
  }
}

export type FirmRead = Awaited<ReturnType<typeof readFirm>>
export type PrivateRead = NonNullable<FirmRead['private']>

/** What only those may read who may see its figures. */
async function readPrivate(db: Db, policies: PolicySet, uscc: string, on: Day) {
  const [book, doubling, known, signals, plans, expansions, doubts] = await Promise.all([
    openBook(db, uscc, ['output', 'tax', 'revenue']),
    doublingOf(db, policies, uscc, on),
    factsFor(db, uscc, on),
    signalsOf(db, [uscc]),
    plansOf(db, [uscc]),
    expansionsOf(db, { usccs: [uscc] }),
    openDoubts(db, uscc),
  ])
  return {
    book,
    doubling,
    /** Growth that is doubling, in percent. */
    doubled: new Big(parameterOn(doublingRule(policies, on).document, 'doubling', on).value),
    known,
    signals: signals.filter(({ settledOn }) => settledOn === null),
    plan: plans.get(uscc) ?? null,
    expansions: expansions.filter(({ year }) => year >= Number(on.slice(0, 4))),
    doubts,
  }
}

/** Figures of an enterprise that somebody should still explain. */
const openDoubts = (db: Db, uscc: string) =>
  rowsOf<{ indicator: 'output'; period: string; words: string }>(
    db,
    sql`select indicator, period, words from figure_doubt where uscc = ${uscc} and state = 'open' order by id desc limit 5`,
  )
