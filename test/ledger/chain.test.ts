import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { figure } from '../../db/schema/index.ts'
import { verifyLedger } from '../../src/ledger/verify.ts'
import { useDatabase } from '../support/database.ts'
import { buildWorld, caseIn, FIRM, NOW } from './world.ts'

const onDatabase = useDatabase(buildWorld)

/** As somebody with the whole database in their hands would. */
async function tamper(db: Db, ...statements: string[]): Promise<void> {
  await db.execute(sql`alter table case_event disable trigger all`)
  for (const statement of statements) await db.execute(sql.raw(statement))
}

describe('the chain of events', () => {
  test('holds for cases in every state', () =>
    onDatabase(async db => {
      for (const state of ['assigned', 'handling', 'reviewing', 'rating', 'closed'] as const)
        await caseIn(db, state)
      expect(await verifyLedger(db)).toEqual({ cases: 5, events: 2 + 3 + 4 + 5 + 6, broken: null })
    }))

  test.each([
    [`update case_event set data = '{"result": "其实没办"}' where seq = 4`, 4, '这一条记录被改动过'],
    [`update case_event set actor = 'person:somebody' where seq = 2`, 2, '这一条记录被改动过'],
    [`update case_event set at = at + interval '1 second' where seq = 1`, 1, '这一条记录被改动过'],
    [`delete from case_event where seq = 3`, 3, '这一条记录缺失'],
    [`delete from case_event where seq = 6`, 6, '这一条记录缺失'],
    [`update case_event set prev_hash = hash where seq = 5`, 5, '与上一条记录接不上'],
    [`update case_file set rating = '基本满意'`, 6, '台账当前状态与办理记录不一致'],
  ])('%s is found', (statement, seq, why) =>
    onDatabase(async db => {
      const no = await caseIn(db, 'closed')
      await tamper(db, statement)
      expect((await verifyLedger(db)).broken).toEqual({ caseNo: no, seq, why })
    }),
  )
})

describe('the database itself', () => {
  test.each(['update case_event set actor = actor', 'delete from case_event', 'truncate case_event'])(
    'refuses %s',
    statement =>
      onDatabase(async db => {
        await caseIn(db, 'assigned')
        const attempt = db.transaction(tx => tx.execute(sql.raw(statement)))
        await expect(attempt).rejects.toMatchObject({
          cause: { message: expect.stringContaining('append-only') },
        })
      }),
  )

  test.each(['update figure set amount = 1', 'delete from figure', 'truncate figure'])(
    'refuses %s',
    statement =>
      onDatabase(async db => {
        await db.insert(figure).values({
          uscc: FIRM,
          indicator: 'output',
          period: '2022',
          amount: '100',
          source: '统计',
          reportedBy: 'import',
          recordedAt: NOW,
        })
        const attempt = db.transaction(tx => tx.execute(sql.raw(statement)))
        await expect(attempt).rejects.toMatchObject({
          cause: { message: expect.stringContaining('append-only') },
        })
      }),
  )
})
