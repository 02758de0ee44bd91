import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OpenDb } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { readTable } from '../../src/lib/tables/read.ts'
import { cohortCounts } from '../../src/registry/cohort-counts.ts'
import { doublingOf } from '../../src/registry/doubling.ts'
import { getEnterprise } from '../../src/registry/enterprises.ts'
import { factsFor } from '../../src/registry/facts.ts'
import { openBook } from '../../src/registry/figure-book.ts'
import { historyOf } from '../../src/registry/figures.ts'
import { exportList } from '../../src/registry/lists/export-list.ts'
import { importList } from '../../src/registry/lists/import-list.ts'
import { lists } from '../../src/registry/lists/index.ts'
import { yearPeriod } from '../../src/registry/period.ts'
import { findEnterprises, findMention } from '../../src/registry/resolve.ts'
import { databases } from '../support/databases.ts'
import { builtIn } from '../support/policies.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const TODAY = '2023-11-15'
const OPERATOR = { kind: 'operator' } as const
const FIRM = '91430400DEM000014F'

describe.each(databases)('the registry on $name', ({ open }) => {
  let opened: OpenDb
  beforeAll(async () => {
    opened = await open()
    await opened.db.transaction(async tx => {
      await loadDemo(tx as typeof opened.db, { now: NOW })
    })
  })
  afterAll(() => opened.close())

  test('answers the same', async () => {
    const { db } = opened
    expect(await getEnterprise(db, FIRM)).toMatchObject({
      shortName: '金杯电工',
      regionName: '雁峰区',
      aliases: ['金杯', '金杯公司'],
      rosters: [
        { roster: '倍增名录', year: 2022 },
        { roster: '头雁', year: 2022 },
        { roster: '倍增名录', year: 2023 },
      ],
    })
    const { listed, outputDoubled, taxDoubled, outputUp50 } = await cohortCounts(db, builtIn, { on: TODAY })
    expect([listed, outputDoubled, taxDoubled, outputUp50]).toEqual([235, 23, 36, 46])
    expect((await doublingOf(db, builtIn, FIRM, TODAY)).evaluation.verdict).toBe('pass')
    expect(String((await factsFor(db, FIRM, TODAY)).facts.output_y)).toBe('256000')
    const book = await openBook(db, FIRM, ['output', 'tax'])
    expect(book.view('tax', yearPeriod(2022)).chosen?.amount.toFixed()).toBe('9200')
    expect(book.latest('months')?.text).toBe('2023M01-10')
    expect((await historyOf(db, FIRM, 'output', '2022'))[0]?.recordedAt.toISOString()).toBe(
      '2023-02-20T02:00:00.000Z',
    )
    expect((await findEnterprises(db, '建涛化工'))[0]?.shortName).toBe('建滔化工')
    expect((await findMention(db, '查一下金杯电工 去年产值税收'))[0]?.exact).toBe(true)
  })

  test.each(lists)('exports $kind and takes them back unchanged', async list => {
    const { db } = opened
    const first = await list.rows(db, OPERATOR)[Symbol.asyncIterator]().next()
    // A file without rows is refused.
    if (first.done) return
    const table = await readTable((await exportList(db, list, OPERATOR)).bytes, 'a.xlsx')
    const report = await importList(db, list, table, {
      actor: OPERATOR,
      by: 'operator',
      now: NOW,
      policies: builtIn,
      batchId: null,
    })
    expect(report.rejected).toEqual([])
    expect(report.unchanged).toBe(report.accepted)
  })
})
