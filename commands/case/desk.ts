import type { Desk } from '../../src/chat/desk.ts'
import { loadCalendar } from '../../src/ledger/calendar.ts'
import { factsOf } from '../../src/ledger/facts.ts'
import { findCaseByNumber, scopeOf } from '../../src/ledger/load.ts'
import { memberOfGroup } from '../../src/people/groups.ts'
import { identify } from '../../src/people/identify.ts'
import { maySeeCase } from '../../src/people/may.ts'
import { shownIn, statusCard } from './show.ts'

/** What delivery asks of the ledger: who is at work when, how a case stands, what its card says to whom. */
export const caseDesk: Desk = {
  calendar: loadCalendar,
  async facts(db, caseNo, now) {
    const target = await findCaseByNumber(db, caseNo)
    return target && factsOf(target, await loadCalendar(db), now)
  },
  async card(db, caseNo, { platform, place, kind }, now) {
    const target = await findCaseByNumber(db, caseNo)
    const speaker =
      kind === 'private' ? await identify(db, platform, place, now) : await memberOfGroup(db, platform, place)
    if (!target || !speaker || !maySeeCase(speaker, scopeOf(target))) return null
    const calendar = await loadCalendar(db)
    const card = await statusCard({ db, speaker, now }, calendar, target)
    const chat = { platform, chatId: place, kind }
    return shownIn({ db, chat }, factsOf(target, calendar, now), card)
  },
}
