import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { loadDemo } from '../../db/demo/load.ts'
import { enterprise, importBatch, pendingUpload } from '../../db/schema/index.ts'
import { readTable } from '../../src/lib/tables/read.ts'
import { writeWorkbook } from '../../src/lib/tables/write.ts'
import { useDatabase } from '../support/database.ts'
import { actionsOf, expectToFit, press, say } from '../support/talk.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
})
test('x', () => onDatabase(async db => { expect(1).toBe(1) }))
