import { type SQL, sql } from 'drizzle-orm'
import type { Owed } from '../../../db/notice.ts'
import type { CaseState } from '../../../db/schema/index.ts'
import type { Day } from '../../lib/time.ts'
import { RUNNING } from '../facts.ts'
import { STANDING } from '../standing.ts'
import { statesFor, type Verb } from '../transitions.ts'
import { dayIn, isAfterHours } from './days.ts'

/** Working days a unit has to sign for a case, and the office to do what waits for it (许昌, 泉州: 1个工作日). */
const TO_ANSWER = 1
/** Days before it is due from which on a report on a shelved case counts as given. */
const REPORT_FROM = 7

const list = (values: readonly string[]): SQL =>
  sql.join(
    values.map(value => sql`${value}`),
    sql`, `,
  )
const owed = (what: Owed): SQL => sql.raw(`'${what}'`)
const running = list(RUNNING satisfies readonly CaseState[])
const WAITED_FOR = list(['file', 'dispute', 'finish', 'askExtension', 'askHold'] satisfies Verb[])

/**
 * Everything that is owed on a case by a day, as common table expressions over a table `days`: `owed (owed, part,
 * unit_id, case_no, round, due_on, words)`, where `part` tells things of one kind on one case apart. While a case is
 * held nothing is owed but an answer to a leader, who waits all the same. Signing is owed by itself only until it is
 * time to speak of the due day, which then says both.
 */
export const owedUntil = (horizon: Day): SQL => sql`
  waiting (owed, unit_id, case_no, round, since) as (
    select ${owed('sign')}, lead_unit_id, no, round, assigned_at from case_file
    where state = 'assigned' and lead_unit_id is not null and due_on > ${horizon}
    union all
    select case state when 'filed' then ${owed('assign')} when 'reviewing' then ${owed('review')}
      else ${owed('decide')} end, 'office', no, round, asked.at
    from case_file cross join lateral (
      select at from ${STANDING} as event where case_no = no and type in (${WAITED_FOR}) order by seq desc limit 1
    ) as asked
    where state in ('filed', 'reviewing') or (state in (${running}) and request is not null)
  ),
  owed (owed, part, unit_id, case_no, round, due_on, words) as (
    select ${owed('finish')}, '', lead_unit_id, no, round, due_on, null from case_file
    where state in (${running}) and lead_unit_id is not null and due_on <= ${horizon}
    union all
    select owed, '', unit_id, case_no, round, until.day, null from waiting
      join days as arrived on arrived.day = ${dayIn(sql`since`)}
      join days as until on until.works
        and until.n = arrived.n + ${TO_ANSWER} + (not arrived.works or ${isAfterHours(sql`since`)})::int
    union all
    select ${owed('help')}, helper->>'unitId' || ':', helper->>'unitId', no, round, (helper->>'dueOn')::date,
      helper->>'task'
    from case_file, jsonb_array_elements(co_units) as helper
    where state in (${running}) and co_units <> '[]' and helper->>'answer' is null
    union all
    select ${owed('answer')}, (word->>'instruction') || ':', coalesce(lead_unit_id, 'office'), no, round,
      (word->>'dueOn')::date, word->>'text'
    from case_file, jsonb_array_elements(instructions) as word
    where state in (${list(statesFor(['reply']))}) and instructions <> '[]'
      and word->>'answer' is null and word->>'dueOn' is not null
    union all
    select ${owed('report')}, '', lead_unit_id, no, round, held_until, null from case_file
    where state = 'shelved' and held_until <= ${horizon} and not exists (
      select 1 from ${STANDING} as event where case_no = no and type = 'progress'
        and ${dayIn(sql`at`)} > held_until - ${REPORT_FROM}::int)
    union all
    select ${owed('unshelve')}, '', 'office', no, round, held_until, null from case_file
    where state = 'shelved' and held_until <= ${horizon}
  )`
