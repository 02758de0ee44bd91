import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db, OpenDb } from '../../db/client.ts'
import { openServer } from '../../db/client.ts'
import { caseFile } from '../../db/schema/index.ts'
import { fileCase } from '../../src/ledger/file.ts'
import { signCase } from '../../src/ledger/sign.ts'
import { verifyLedger } from '../../src/ledger/verify.ts'
import { type RealPostgres, startPostgres } from '../support/postgres.ts'
import { actOf, buildWorld, POWER_CUT } from './world.ts'

/** Real concurrency needs a real server. */
describe('many at once on Postgres', () => {
  let server: RealPostgres
  let open: OpenDb
  beforeAll(async () => {
    server = await startPostgres()
    open = openServer(server.url, server)
    await buildWorld(open.db)
  })
  afterAll(async () => {
    await open.close()
    await server.stop()
  })

  const inOwnTransaction = <T>(body: (db: Db) => Promise<T>) => open.db.transaction(tx => body(tx as Db))

  test('one form handed in eight times at once is one case, and no number is lost', async () => {
    const file = () =>
      inOwnTransaction(async db =>
        fileCase(await actOf(db, 'contact'), { ...POWER_CUT, formKey: 'form-at-once' }),
      )
    const filed = await Promise.all(Array.from({ length: 8 }, file))
    expect(new Set(filed.map(({ facts }) => facts.no))).toEqual(new Set(['HY20231115-0001']))
    expect(filed.filter(({ isNew }) => isNew)).toHaveLength(1)
    const next = await inOwnTransaction(async db => fileCase(await actOf(db, 'contact'), POWER_CUT))
    expect(next.facts.no).toBe('HY20231115-0002')
  })

  test('of eight signing at once one does and the others are told in a sentence', async () => {
    const { facts } = await inOwnTransaction(async db => fileCase(await actOf(db, 'contact'), POWER_CUT))
    const sign = () => inOwnTransaction(async db => signCase(await actOf(db, 'power'), facts.no))
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, sign))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason.message).toMatch(/刚刚有人更新过|不能签收/)
    }
    expect(await open.db.$count(caseFile)).toBe(3)
    expect((await verifyLedger(open.db)).broken).toBeNull()
  })
})
