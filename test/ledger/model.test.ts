import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { type CaseState, caseEvent, caseFile } from '../../db/schema/index.ts'
import { fileCase } from '../../src/ledger/file.ts'
import { finishCase } from '../../src/ledger/finish.ts'
import { reportProgress } from '../../src/ledger/progress.ts'
import { rateCase } from '../../src/ledger/rate.ts'
import { passReview, returnCase } from '../../src/ledger/review.ts'
import { signCase } from '../../src/ledger/sign.ts'
import { verifyLedger } from '../../src/ledger/verify.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { useDatabase } from '../support/database.ts'
import { actOf, buildWorld, POWER_CUT, people, type Who } from './world.ts'

const onDatabase = useDatabase(buildWorld)

const MOVES = {
  sign: (db: Db, who: Who, no: string) => actOf(db, who).then(act => signCase(act, no)),
  progress: (db: Db, who: Who, no: string) => actOf(db, who).then(act => reportProgress(act, no, '已到现场')),
  finish: (db: Db, who: Who, no: string) => actOf(db, who).then(act => finishCase(act, no, '电缆已更换')),
  pass: (db: Db, who: Who, no: string) => actOf(db, who).then(act => passReview(act, no)),
  return: (db: Db, who: Who, no: string) => actOf(db, who).then(act => returnCase(act, no, '请附证明')),
  accept: (db: Db, who: Who, no: string) => actOf(db, who).then(act => rateCase(act, no, { rating: '满意' })),
  reject: (db: Db, who: Who, no: string) =>
    actOf(db, who).then(act => rateCase(act, no, { rating: '不满意', reason: '还在停电' })),
}

type Move = keyof typeof MOVES

/** What a clerk would keep on paper: who may do what when, written down apart from the product's table. */
const PAPER: Record<Move, { by: Who; from: CaseState[]; to: CaseState }> = {
  sign: { by: 'power', from: ['assigned'], to: 'handling' },
  progress: { by: 'power', from: ['assigned', 'handling'], to: 'handling' },
  finish: { by: 'power', from: ['handling'], to: 'reviewing' },
  pass: { by: 'office', from: ['reviewing'], to: 'rating' },
  return: { by: 'office', from: ['reviewing'], to: 'handling' },
  accept: { by: 'contact', from: ['rating'], to: 'closed' },
  reject: { by: 'contact', from: ['rating'], to: 'handling' },
}

const stepArb = fc.record({
  move: fc.constantFrom(...(Object.keys(MOVES) as Move[])),
  // Mostly whoever may, so that cases get somewhere.
  who: fc.option(fc.constantFrom(...(Object.keys(people) as Who[])), { freq: 2 }),
  which: fc.nat({ max: 1 }),
})

test('random people doing random things never get a case anywhere the rules do not lead', () =>
  fc.assert(
    fc.asyncProperty(fc.array(stepArb, { minLength: 10, maxLength: 40 }), steps =>
      onDatabase(async db => {
        const paper: { no: string; state: CaseState; round: number }[] = []
        for (let i = 0; i < 2; i += 1) {
          const { facts } = await fileCase(await actOf(db, 'contact'), POWER_CUT)
          paper.push({ no: facts.no, state: 'assigned', round: 1 })
        }
        for (const { move, who, which } of steps) {
          const sheet = paper[which]
          if (!sheet) continue
          const rule = PAPER[move]
          const actor = who ?? rule.by
          const isLegal = actor === rule.by && rule.from.includes(sheet.state)
          const outcome = await MOVES[move](db, actor, sheet.no).catch((error: unknown) => error)
          if (isLegal) {
            sheet.state = rule.to
            if (move === 'reject') sheet.round += 1
            expect(outcome).toMatchObject({ state: sheet.state, round: sheet.round })
          } else {
            expect(outcome).toBeInstanceOf(Refusal)
            expect((outcome as Refusal).message).toMatch(/^[^a-z]*(HY[\d-]+)?[^a-z]*。$/)
          }
        }
        for (const { no, state, round } of paper) {
          const [row] = await db.select().from(caseFile).where(eq(caseFile.no, no))
          expect(row).toMatchObject({
            state,
            round,
            version: await db.$count(caseEvent, eq(caseEvent.caseNo, no)),
          })
          expect(row?.dueOn).not.toBeNull()
          expect(row?.closedAt !== null).toBe(state === 'closed')
        }
        expect((await verifyLedger(db)).broken).toBeNull()
      }),
    ),
    { numRuns: 25 },
  ))
