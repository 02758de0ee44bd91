import { afterAll, beforeAll } from 'vitest'
import type { Db, OpenDb } from '../../db/client.ts'
import { openEmbedded } from '../../db/embedded.ts'

class RollBack extends Error {}

/**
 * Opens one PGlite for a test file. `onDatabase(body)` hands over a transaction that is rolled back afterwards, so
 * that each test starts from the same rows. `prepare` fills what all tests of the file share.
 */
export function useDatabase(prepare?: (db: Db) => Promise<void>) {
  let open: OpenDb
  beforeAll(async () => {
    open = await openEmbedded()
    await prepare?.(open.db)
  })
  afterAll(() => open.close())
  return async function onDatabase(body: (db: Db) => Promise<void>): Promise<void> {
    await open.db
      .transaction(async tx => {
        await body(tx as Db)
        throw new RollBack()
      })
      .catch((error: unknown) => {
        if (!(error instanceof RollBack)) throw error
      })
  }
}
