import { type SQL, sql } from 'drizzle-orm'

/**
 * When something owed is spoken of: so many days before it is due, nearest last, and so many after it, then again every
 * `again` days. Days are calendar days or working days.
 */
export interface Ladder {
  unit: 'days' | 'workdays'
  ahead: readonly number[]
  after: readonly number[]
  again?: number
}

/** Days after which something overdue is a matter of the lists, not of reminders. */
export const GIVEN_UP_AFTER = 90
/** For so many days what has no rung after its day is still said, late: nothing ran on the day itself. */
const SAID_LATE = 31

/** The farthest a ladder looks ahead, in calendar days with room for the days off in between. */
export const farthest = ({ unit, ahead }: Ladder): number => {
  const most = Math.max(0, ...ahead)
  return unit === 'days' ? most : Math.ceil((most * 7) / 5) + 10
}

/**
 * The rung reached with so many days `left`, null for none: a rung that was passed over, because nothing ran or the term
 * was shorter, is made up for by the next one reached.
 */
export function rungAt({ ahead, after, again }: Ladder, left: SQL): SQL {
  const before = [...ahead].sort((a, b) => a - b)
  const nearest = before[0]
  const steps = [...after].sort((a, b) => b - a)
  const branches = [
    ...(again === undefined
      ? []
      : [
          sql`when -(${left}) >= ${again}::int + ${steps[0] ?? 0}::int then '+' || (-(${left}) / ${again}::int) * ${again}::int`,
        ]),
    ...steps.map(step => sql`when -(${left}) >= ${step}::int then '+' || ${String(step)}`),
    ...(nearest === undefined
      ? []
      : [sql`when -(${left}) between 1 and ${SAID_LATE}::int then 'T-' || ${String(nearest)}`]),
    ...before.map(step => sql`when ${left} between 0 and ${step}::int then 'T-' || ${String(step)}`),
  ]
  return sql`case ${sql.join(branches, sql` `)} end`
}
