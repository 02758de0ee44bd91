import { and, eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { caseEvent, figure, ledgerAnchor } from '../../db/schema/index.ts'
import { anchorLedger } from '../../src/ledger/anchor.ts'
import { hashOf, type LedgerEvent } from '../../src/ledger/event.ts'
import { reportProgress } from '../../src/ledger/progress.ts'
import { verifyLedger } from '../../src/ledger/verify.ts'
import { instantOf } from '../../src/lib/time.ts'
import { useDatabase } from '../support/database.ts'
import { actOf, buildWorld, caseIn, FIRM, NOW } from './world.ts'

const onDatabase = useDatabase(buildWorld)

/** As somebody with the whole database in their hands would. */
async function tamper(db: Db, ...statements: string[]): Promise<void> {
  for (const table of ['case_event', 'case_file', 'ledger_anchor', 'anchored_head'])
    await db.execute(sql.raw(`alter table ${table} disable trigger all`))
  for (const statement of statements) await db.execute(sql.raw(statement))
}

describe('the chain of events', () => {
  test('holds for cases in every state', () =>
    onDatabase(async db => {
      for (const state of ['assigned', 'handling', 'reviewing', 'rating', 'closed'] as const)
        await caseIn(db, state)
      expect(await verifyLedger(db)).toEqual({
        cases: 5,
        events: 2 + 3 + 4 + 5 + 6,
        anchors: 0,
        broken: null,
      })
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

describe('the anchors of days', () => {
  const anchorAt = (db: Db, day: string) => anchorLedger(db, instantOf(day, '00:10'))

  /** Two cases filed on 11月15日, one of them worked on the day after; anchored each night up to 11月18日. */
  async function anchored(db: Db): Promise<{ whole: string; worked: string }> {
    const whole = await caseIn(db, 'closed')
    const worked = await caseIn(db, 'handling')
    await anchorAt(db, '2023-11-16')
    await reportProgress(await actOf(db, 'power', instantOf('2023-11-16', '10:00')), worked, '已到现场查看')
    await anchorAt(db, '2023-11-17')
    await anchorAt(db, '2023-11-18')
    return { whole, worked }
  }

  test('hold every chain at the end of each day, and a day twice no more', () =>
    onDatabase(async db => {
      await anchored(db)
      expect(await anchorAt(db, '2023-11-18')).toEqual({ days: 0, cases: 0 })
      const days = await db.select().from(ledgerAnchor).orderBy(ledgerAnchor.day)
      expect(days.map(({ day, cases, events }) => [day, cases, events])).toEqual([
        ['2023-11-15', 2, 9],
        ['2023-11-16', 1, 1],
        ['2023-11-17', 0, 0],
      ])
      expect(await verifyLedger(db)).toEqual({ cases: 2, events: 10, anchors: 3, broken: null })
    }))

  test('days missed are made up for; what is written after midnight belongs to the next', () =>
    onDatabase(async db => {
      await anchorAt(db, '2023-11-15')
      await caseIn(db, 'handling')
      expect(await anchorAt(db, '2023-11-15')).toEqual({ days: 0, cases: 0 })
      expect(await anchorAt(db, '2023-11-19')).toEqual({ days: 4, cases: 1 })
      expect((await verifyLedger(db)).broken).toBeNull()
    }))

  test('a case in hand may go on after it was anchored', () =>
    onDatabase(async db => {
      const { worked } = await anchored(db)
      await reportProgress(await actOf(db, 'power', instantOf('2023-11-20', '10:00')), worked, '明天装好')
      expect((await verifyLedger(db)).broken).toBeNull()
    }))

  const TAIL = `update case_file set version = 3, head_hash = (select hash from case_event where case_no = no and seq = 3)`
  test.each<[string, (no: { whole: string; worked: string }) => string[], object]>([
    [
      'the last event of a case removed and its row set back',
      ({ worked }) => [
        `delete from case_event where case_no = '${worked}' and seq = 4`,
        `${TAIL} where no = '${worked}'`,
      ],
      { caseNo: 'worked', seq: 4, why: '这一条记录缺失' },
    ],
    [
      'a case removed whole',
      ({ whole }) => [
        `delete from case_event where case_no = '${whole}'`,
        `delete from case_file where no = '${whole}'`,
      ],
      { caseNo: 'whole', seq: 1, why: '整件诉求的记录被删除' },
    ],
    [
      'the row of a case removed alone',
      ({ whole }) => [`delete from case_file where no = '${whole}'`],
      { caseNo: 'whole', seq: 1, why: '这件诉求不在台账里' },
    ],
    [
      'an anchor changed',
      () => [`update ledger_anchor set events = 8 where day = '2023-11-15'`],
      { day: '2023-11-15', why: '日锚或当天锚定的记录被改动过' },
    ],
    [
      'the hash of an anchor changed',
      () => [`update ledger_anchor set hash = prev_hash where day = '2023-11-16'`],
      { day: '2023-11-16', why: '日锚或当天锚定的记录被改动过' },
    ],
    [
      'an anchor removed',
      () => [`delete from ledger_anchor where day = '2023-11-16'`],
      { day: '2023-11-16', why: '这一天的日锚缺失' },
    ],
    [
      'the first anchor removed',
      () => [`delete from ledger_anchor where day = '2023-11-15'`],
      { day: '2023-11-16', why: '日锚与前一天接不上' },
    ],
    [
      'all anchors removed',
      () => ['delete from ledger_anchor'],
      { day: '2023-11-15', why: '这一天的日锚缺失' },
    ],
    [
      'what an anchor holds of a case changed',
      ({ whole }) => [`update anchored_head set hash = repeat('0', 64) where case_no = '${whole}'`],
      { day: '2023-11-15', why: '日锚或当天锚定的记录被改动过' },
    ],
  ])('%s is found', (_, statements, broken) =>
    onDatabase(async db => {
      const numbers = await anchored(db)
      await tamper(db, ...statements(numbers))
      const { caseNo, ...rest } = { caseNo: undefined, ...broken }
      expect((await verifyLedger(db)).broken).toEqual(caseNo ? { caseNo: numbers[caseNo], ...rest } : rest)
    }),
  )

  test('a case written anew from an event on, every hash recomputed and the row made to fit, is found', () =>
    onDatabase(async db => {
      const { worked } = await anchored(db)
      const [event] = await db
        .select()
        .from(caseEvent)
        .where(and(eq(caseEvent.caseNo, worked), eq(caseEvent.seq, 4)))
      if (!event) throw new Error('no event')
      const forged = { ...event, data: { note: '其实没有人去' } }
      const hash = hashOf(event.prevHash, forged as unknown as LedgerEvent)
      await tamper(
        db,
        `update case_event set data = '{"note": "其实没有人去"}', hash = '${hash}' where case_no = '${worked}' and seq = 4`,
        `update case_file set head_hash = '${hash}' where no = '${worked}'`,
      )
      expect((await verifyLedger(db)).broken).toEqual({
        caseNo: worked,
        seq: 4,
        why: '这一条记录被改写，与日锚不符',
      })
    }))
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

  test.each(['update figure set amount = 1', 'delete from figure', 'truncate figure cascade'])(
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
