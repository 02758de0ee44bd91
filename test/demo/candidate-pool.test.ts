import { expect, test } from 'vitest'
import writeXlsx from 'write-excel-file/universal'
import type { Db } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { factRows } from '../../src/registry/fact-rows.ts'
import { screen } from '../../src/registry/screening.ts'
import { findRule } from '../../src/rules/find-rule.ts'
import { useDatabase } from '../support/database.ts'
import { operate } from '../support/host.ts'
import { builtIn } from '../support/policies.ts'
import { say } from '../support/talk.ts'
import { type Candidate, candidatePool, OUTCOMES, type Outcome } from './candidate-pool.ts'

const ON = '2024-01-15'
const pool = candidatePool()
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: new Date('2023-11-15T10:00:00+08:00') })
  await take(db, 'enterprises', await workbook(ENTERPRISES, pool))
  await take(db, 'figures', await workbook(FIGURES, pool))
})

type Cell = string | number | null
type Columns = Readonly<Record<string, (one: Candidate) => Cell>>

const yes = (is: boolean) => (is ? '是' : '否')
const ENTERPRISES: Columns = {
  企业名称: ({ name }) => name,
  统一社会信用代码: ({ uscc }) => uscc,
  所属区域: () => '衡阳县',
  是否工业企业: ({ isDigital }) => yes(!isDigital),
  是否数字经济企业: ({ isDigital }) => yes(isDigital),
  是否规上: ({ isAboveScale }) => yes(isAboveScale),
  首次入规日期: ({ isAboveScale, enteredOn }) => (isAboveScale ? enteredOn : null),
}
const FIGURES: Columns = {
  企业名称: ({ name }) => name,
  统一社会信用代码: ({ uscc }) => uscc,
  '2022年产值（万元）': ({ output }) => output[0],
  '2023年产值（万元）': ({ output }) => output[1],
  '2022年税金（万元）': ({ tax }) => tax[0],
  '2023年税金（万元）': ({ tax }) => tax[1],
  '2022年营业收入（万元）': ({ revenue }) => revenue[0],
  '2023年营业收入（万元）': ({ revenue }) => revenue[1],
  '2023年新完成投资额（万元）': ({ investment }) => investment,
}

async function workbook(columns: Columns, candidates: readonly Candidate[]): Promise<Uint8Array> {
  const cell = (value: Cell) =>
    value === null ? null : { value, type: typeof value === 'number' ? Number : String }
  const rows = [Object.keys(columns), ...candidates.map(one => Object.values(columns).map(read => read(one)))]
  const file = await writeXlsx(rows.map(row => row.map(cell)) as never).toBlob()
  return new Uint8Array(await file.arrayBuffer())
}

async function take(db: Db, kind: string, bytes: Uint8Array): Promise<void> {
  const done = await operate(db, ['import', kind, '候选.xlsx', '--json'], {
    files: { '候选.xlsx': bytes },
    now: new Date(`${ON}T10:00:00+08:00`),
  })
  expect(done).toMatchObject({ code: 0, err: '' })
  expect(JSON.parse(done.out)).toMatchObject({ rejected: [] })
}

/** What the rules make of a candidate, by both doors. */
async function outcomes(db: Db): Promise<Map<string, Outcome>> {
  const doors = ['R-LIST-IND', 'R-LIST-DIG'].map(rule => findRule(builtIn.documents, rule, ON))
  const facts = await factRows(db, ON, doors)
  const [industrial, digital] = doors.map(version => screen(facts, version))
  if (!industrial || !digital) throw new Error('two doors')
  const viaOf = new Map(industrial.passing.map(({ row, via }) => [row, via.join('、')]))
  const outcomeOf = (row: number): Outcome => {
    const via = viaOf.get(row)
    if (via === 'C1') return 'C1（产值税金）'
    if (via === 'C2') return '只有C2（投资）'
    if (via === 'C3') return '只有C3（新入规）'
    if (digital.verdicts.get(row) === 'pass') return '数字经济'
    const verdicts = [industrial.verdicts.get(row), digital.verdicts.get(row)]
    return verdicts.includes('unknown') ? '资料不足' : '不符合'
  }
  return new Map(facts.firms.map(({ uscc }, row) => [uscc, outcomeOf(row)]))
}

test('of the sixty candidates of 2024 each comes out as it was put together: 24, 9, 4, 3, 12 and 8', () =>
  onDatabase(async db => {
    const found = await outcomes(db)
    expect(
      pool
        .filter(({ uscc, outcome }) => found.get(uscc) !== outcome)
        .map(({ name, outcome, uscc }) => [name, outcome, found.get(uscc)]),
    ).toEqual([])
    const counted = Object.fromEntries(
      Object.keys(OUTCOMES).map(outcome => [
        outcome,
        pool.filter(({ uscc }) => found.get(uscc) === outcome).length,
      ]),
    )
    expect(counted).toEqual(OUTCOMES)
  }))

test('the cycle of 2024 finds the forty that pass, and nobody else', () =>
  onDatabase(async db => {
    const at = ['--at', `${ON}T10:00:00+08:00`]
    await say(db, 'office', '启动2024年名录评定', ...at)
    await say(db, 'office', '对', ...at)
    expect((await say(db, 'office', '名录评定到哪一步了', ...at)).words).toContain('候选企业40家')
  }))

test('the tables taken in a second time change nothing', () =>
  onDatabase(async db => {
    for (const [kind, columns] of [
      ['enterprises', ENTERPRISES],
      ['figures', FIGURES],
    ] as const) {
      const again = await operate(db, ['import', kind, '候选.xlsx', '--json'], {
        files: { '候选.xlsx': await workbook(columns, pool) },
        now: new Date(`${ON}T10:00:00+08:00`),
      })
      expect(JSON.parse(again.out)).toMatchObject({ added: 0, changed: 0 })
    }
  }))
