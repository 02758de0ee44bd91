import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { owed } from '../../commands/todo/owed.ts'
import type { NoticeData } from '../../db/notice.ts'
import { identity, outbox } from '../../db/schema/index.ts'
import type { Context } from '../../src/chat/command.ts'
import { DUTY_WORDS } from '../../src/chat/notices/duty-words.ts'
import { addDays, instantOf } from '../../src/lib/time.ts'
import { hasRole, unitsOf } from '../../src/people/may.ts'
import type { Person } from '../../src/people/roles.ts'
import { remindOfDuties } from '../../src/reminders/remind.ts'
import { PEOPLE } from '../liaison/a-town.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn as policies } from '../support/policies.ts'
import { addDuties } from './a-month.ts'

const onDatabase = useDatabase(addDuties)

const addressesOf = (who: Person) => [
  `person:${who.id}`,
  ...unitsOf(who).map(id => `unit:${id}`),
  ...(hasRole(who, 'office') ? ['unit:office'] : []),
]

test('whatever somebody is reminded of stands on their list of things to do, whoever is there and on whatever day', async () => {
  let reminded = 0
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 120 }),
      fc.constantFrom(...Object.values(PEOPLE)),
      async (later, away) => {
        await onDatabase(async db => {
          await db.delete(identity).where(eq(identity.personId, away.id))
          const now = instantOf(addDays('2023-11-10', later), '09:05')
          await remindOfDuties(db, { policies, now })
          const digests = await db.select().from(outbox)
          for (const who of Object.values(PEOPLE)) {
            const items = await owed({ db, now, policies } as Context, who)
            const listed = new Set(items.map(({ what, dueOn }) => `${what} ${dueOn}`))
            const own = digests.filter(({ address }) => addressesOf(who).includes(address ?? ''))
            for (const { payload } of own)
              for (const { source, lines } of (payload as NoticeData['duty.digest']).sections)
                for (const { what, dueOn } of lines) {
                  reminded += 1
                  expect(listed, who.name).toContain(`${DUTY_WORDS[source].doing}${what} ${dueOn}`)
                }
          }
        })
      },
    ),
    { numRuns: 25 },
  )
  expect(reminded).toBeGreaterThan(50)
})
