import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db, OpenDb } from '../../db/client.ts'
import { bulletin, outbox } from '../../db/schema/index.ts'
import { approveBulletin, rejectBulletin } from '../../src/bulletins/decide.ts'
import { draftBulletin } from '../../src/bulletins/draft.ts'
import { databases } from '../support/databases.ts'
import { builtIn } from '../support/policies.ts'
import { fillTown, MAYOR, OFFICE } from './town.ts'

const NOW = new Date('2023-11-25T09:00:00+08:00')

describe.each(databases)('on $name, at the same moment', ({ open }) => {
  let opened: OpenDb
  beforeAll(async () => {
    opened = await open()
    await fillTown(opened.db)
  })
  afterAll(() => opened.close())

  const inTransaction = <T>(body: (db: Db) => Promise<T>) => opened.db.transaction(tx => body(tx as Db))
  const countOf = async (kind: string) =>
    (await opened.db.select().from(outbox)).filter(row => row.kind === kind).length

  test('drafters write one draft; approval and rejection have one winner; leaders hear once', async () => {
    const job = { kind: 'job', name: 'monthly-bulletin' } as const
    const drafts = await Promise.all(
      [job, OFFICE, MAYOR].map(actor =>
        inTransaction(db => draftBulletin(db, { policies: builtIn, actor, now: NOW })),
      ),
    )
    expect(drafts.map(({ kind }) => kind).sort()).toEqual(['drafted', 'existing', 'existing'])
    expect(await countOf('bulletin.draft')).toBe(1)

    const [row] = await opened.db.select().from(bulletin)
    const id = row?.id ?? 0
    const outcomes = await Promise.allSettled([
      inTransaction(db => approveBulletin(db, { id, actor: OFFICE, now: NOW })),
      inTransaction(db => approveBulletin(db, { id, actor: MAYOR, now: NOW })),
      inTransaction(db => rejectBulletin(db, { id, actor: MAYOR, now: NOW, reason: '数据再核' })),
    ])
    const [after] = await opened.db.select().from(bulletin)
    const done = outcomes.filter(({ status }) => status === 'fulfilled').length
    expect(done).toBe(after?.state === 'published' ? 2 : 1)
    expect(await countOf('bulletin.published')).toBe(after?.state === 'published' ? 1 : 0)
  })
})
