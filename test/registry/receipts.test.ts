import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Db, rowsOf } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { receipt, ruleText } from '../../db/schema/index.ts'
import { assess } from '../../src/registry/assess.ts'
import { factRows } from '../../src/registry/fact-rows.ts'
import { factsFor } from '../../src/registry/facts.ts'
import {
  findReceipt,
  findReceipts,
  type Judgement,
  keepManyReceipts,
  keepReceipts,
  receiptNumber,
} from '../../src/registry/receipts.ts'
import { replay } from '../../src/registry/replay.ts'
import { findEnterprises } from '../../src/registry/resolve.ts'
import { isOneStep, isWithinTenth, screen } from '../../src/registry/screening.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import { type Facts, parseFacts } from '../../src/rules/facts.ts'
import { useDatabase } from '../support/database.ts'
import { ruleInForce } from '../support/policies.ts'

const TODAY = '2023-11-15'
const NOW = new Date(`${TODAY}T10:00:00+08:00`)
const ASKED = { purpose: 'asked', by: 'p1', now: NOW } as const
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
})

const codeOf = async (db: Db, name: string) => (await findEnterprises(db, name))[0]?.uscc ?? ''

async function judge(db: Db, name: string, rule = 'R-LIST-IND'): Promise<Judgement> {
  const uscc = await codeOf(db, name)
  const version = ruleInForce(rule, TODAY)
  const known = await factsFor(db, uscc, TODAY)
  return { uscc, version, on: TODAY, ...known, evaluation: evaluate(version, known.facts, { on: TODAY }) }
}

async function kept(db: Db, judgement: Judgement) {
  const [id = 0] = await keepReceipts(db, [judgement], ASKED)
  const found = await findReceipt(db, id)
  if (!found) throw new Error('not kept')
  return found
}

describe('a receipt', () => {
  test('holds rule, day, facts with their sources and the answer, and replays to the same', () =>
    onDatabase(async db => {
      const judgement = await judge(db, '瑞达电源')
      const found = await kept(db, judgement)
      expect(found).toMatchObject({
        uscc: judgement.uscc,
        rule: 'R-LIST-IND',
        version: '2023-09-15',
        asOf: TODAY,
        purpose: 'asked',
        askedBy: 'p1',
        at: NOW,
        answer: { verdict: 'fail' },
      })
      expect(found.facts.output_y).toEqual({
        value: String(judgement.facts.output_y),
        source: '统计',
        period: '2022',
        recordedAt: '2023-02-20T02:00:00.000Z',
      })
      expect(await replay(db, found)).toMatchObject({ isSame: true, evaluation: judgement.evaluation })
      expect(receiptNumber(found.id)).toMatch(/^\d{8}$/)
    }))

  test('the rule is kept once, however often it is judged by, and each other version beside it', () =>
    onDatabase(async db => {
      const judgement = await judge(db, '瑞达电源')
      await keepReceipts(db, [judgement, judgement], ASKED)
      await keepReceipts(db, [judgement, await judge(db, '金杯电工')], ASKED)
      expect(await db.select().from(ruleText)).toHaveLength(1)
      const { rule, document } = judgement.version
      const parameters = document.parameters.map(one => ({
        ...one,
        values: one.values.map(value => (one.id === 'output' ? { ...value, value: '8000' } : value)),
      }))
      await keepReceipts(
        db,
        [{ ...judgement, version: { rule, document: { ...document, parameters } } }],
        ASKED,
      )
      expect(await db.select().from(ruleText)).toHaveLength(2)
    }))

  test('that the document has ended since makes no other rule of it', () =>
    onDatabase(async db => {
      const judgement = await judge(db, '瑞达电源')
      const { rule, document } = judgement.version
      const ended = { rule, document: { ...document, effectiveTo: '2023-12-31' } }
      const [one, two] = [await kept(db, judgement), await kept(db, { ...judgement, version: ended })]
      expect(two.ruleHash).toBe(one.ruleHash)
    }))

  test('an answer that does not follow from its facts is told', () =>
    onDatabase(async db => {
      const judgement = await judge(db, '瑞达电源')
      const found = await kept(db, judgement)
      const [was] = judgement.evaluation.conditions
      if (!was) throw new Error('no condition')
      const other = { ...judgement.evaluation, verdict: 'pass', conditions: [{ ...was, verdict: 'fail' }] }
      expect(await replay(db, { ...found, answer: other })).toMatchObject({
        isSame: false,
        why: expect.stringContaining('重算结果与当时不同：结论、条件 gate.above_scale'),
      })
    }))

  test('other words for the same decision are no difference', () =>
    onDatabase(async db => {
      const judgement = await judge(db, '瑞达电源')
      const found = await kept(db, judgement)
      const reworded = { ...judgement.evaluation, flags: ['另一种说法'] }
      expect(await replay(db, { ...found, answer: reworded })).toMatchObject({ isSame: true })
    }))

  test.each([
    ['changed behind our back', `jsonb_set(document, '{title}', '"改过的"')`],
    ['of a shape nobody reads any more', `'{"version": "1"}'`],
  ])('a rule %s is not judged by', (_, document) =>
    onDatabase(async db => {
      const found = await kept(db, await judge(db, '瑞达电源'))
      await db.execute(sql`alter table rule_text disable trigger user`)
      await db.execute(sql`update rule_text set document = ${sql.raw(document)}`)
      expect(await replay(db, found)).toMatchObject({
        isSame: false,
        why: expect.stringContaining('不能重算'),
      })
    }),
  )

  test('facts that no longer exist are told instead of thrown', () =>
    onDatabase(async db => {
      const found = await kept(db, await judge(db, '瑞达电源'))
      const facts = { ...found.facts, gone: { value: 1, source: null, period: null, recordedAt: null } }
      expect(await replay(db, { ...found, facts })).toMatchObject({
        isSame: false,
        why: expect.stringContaining('gone'),
      })
    }))

  test('can be neither changed nor removed', () =>
    onDatabase(async db => {
      await kept(db, await judge(db, '瑞达电源'))
      await expect(db.transaction(tx => tx.update(receipt).set({ askedBy: 'x' }))).rejects.toThrow()
      await expect(db.transaction(tx => tx.delete(receipt))).rejects.toThrow()
      await expect(db.transaction(tx => tx.delete(ruleText))).rejects.toThrow()
    }))

  test('whatever is known, it replays to the same after the way through the database', () =>
    onDatabase(async db => {
      const version = ruleInForce('R-LIST-IND', TODAY)
      const amount = fc.option(fc.integer({ min: -100, max: 30_000_0000 }).map(n => (n / 10_000).toFixed(4)))
      const drawn = fc.record({
        is_above_scale: fc.option(fc.boolean()),
        first_above_scale_date: fc.constantFrom('2021-12-31', '2022-01-01', null),
        output_y: fc.oneof(amount, fc.constant({ min: 9000, max: 12_000 })),
        output_y1: amount,
        tax_y: amount,
        tax_y1: fc.oneof(amount, fc.constant({ min: 1, max: null })),
        output_growth: fc.constantFrom(null, 0.3, '0.29999999'),
        new_investment_y: amount,
      })
      await fc.assert(
        fc.asyncProperty(fc.array(drawn, { minLength: 1, maxLength: 20 }), async rows => {
          const judgements = rows.map((row): Judgement => {
            const facts: Facts = parseFacts(row)
            return {
              uscc: null,
              version,
              on: TODAY,
              facts,
              sources: {},
              evaluation: evaluate(version, facts, { on: TODAY }),
            }
          })
          await keepManyReceipts(db, judgements, ASKED)
          const ids = await rowsOf<{ id: number }>(
            db,
            sql`select id::int from receipt order by id desc limit ${judgements.length}`,
          )
          for (const { id } of ids) {
            const found = await findReceipt(db, id)
            expect(found && (await replay(db, found)).isSame).toBe(true)
          }
        }),
        { numRuns: 15 },
      )
    }))
})

describe('an assessment', () => {
  const by = { by: 'ou_office', now: NOW }

  test('judges everybody and keeps a receipt of those who pass, wait for figures or only just fail', () =>
    onDatabase(async db => {
      const version = ruleInForce('R-LIST-IND', TODAY)
      const done = await assess(db, version, TODAY, by)
      const { counts, near, waiting, passing, facts } = screen(await factRows(db, TODAY), version)
      const close = near.filter(one => isOneStep(one) || isWithinTenth(one))
      expect(done).toEqual({
        judged: facts.firms.length,
        counts,
        near: close.length,
        kept: passing.length + waiting.length + close.length,
      })
      const rows = await db.select().from(receipt)
      const wanted = [...passing, ...waiting, ...close].map(({ row }) => facts.firms[row]?.uscc)
      expect(rows.map(({ uscc }) => uscc).sort()).toEqual(wanted.sort())
      expect(new Set(rows.map(({ purpose }) => purpose))).toEqual(new Set(['assessment']))
      for (const row of rows.slice(0, 30)) expect((await replay(db, row)).isSame).toBe(true)
    }))

  test('of a day gone by goes by what was on record then', () =>
    onDatabase(async db => {
      // The annual figures of 2022 came in on 2023-02-20.
      const version = ruleInForce('R-DBL', '2023-02-20')
      const before = await assess(db, version, '2023-02-19', by)
      expect(before.counts.pass).toBe(0)
      const after = await assess(db, version, '2023-02-20', by)
      expect(after.counts.pass).toBeGreaterThan(0)
    }))

  test('counts before a question of the same year, and what was supposed never does', () =>
    onDatabase(async db => {
      const judgement = await judge(db, '瑞达电源')
      const during = (purpose: 'asked' | 'supposed' | 'assessment', at: string) =>
        keepReceipts(db, [judgement], { purpose, by: purpose, now: new Date(at) })
      await during('assessment', '2023-11-15T10:00:00+08:00')
      await during('asked', '2023-11-16T10:00:00+08:00')
      await during('supposed', '2023-11-17T10:00:00+08:00')
      const found = await findReceipts(db, judgement.uscc ?? '', ['R-LIST-IND'], {
        from: '2023-01-01',
        to: '2023-12-31',
      })
      expect(found.map(({ askedBy }) => askedBy)).toEqual(['assessment', 'asked'])
    }))

  test('is refused for a day to come', () =>
    onDatabase(async db => {
      await expect(assess(db, ruleInForce('R-LIST-IND', TODAY), '2023-11-16', by)).rejects.toThrow('还没有到')
    }))
})
