import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { policyHandbook } from '../../src/cli/policy-document.ts'
import { policies } from '../../src/policies/index.ts'
import { leavesOfRule } from '../../src/rules/truth.ts'

const committed = readFileSync(new URL('../../docs/policies.md', import.meta.url), 'utf8')

describe('docs/policies.md', () => {
  test('is what the rules say now', () => {
    expect(committed, 'run `npm run policies` and commit docs/policies.md').toBe(policyHandbook(policies))
  })

  test('has every document, rule and condition', () => {
    for (const { title, version, rules } of policies) {
      expect(committed).toContain(`## ${title}（${version}）`)
      for (const rule of rules) {
        expect(committed).toContain(`### ${rule.id} ${rule.title}`)
        for (const { label, clause } of leavesOfRule(rule)) {
          expect(committed, rule.id).toContain(label)
          expect(committed, rule.id).toContain(clause)
        }
      }
    }
  })

  test('lists every value of ours as to be confirmed', () => {
    const doubts = committed.slice(committed.lastIndexOf('## 待主管部门确认的事项'))
    const ours = policies.flatMap(({ parameters }) =>
      parameters.filter(({ values }) => values.at(-1)?.isConfirmed === false),
    )
    expect(ours.length).toBeGreaterThan(10)
    expect(ours.filter(({ label }) => !doubts.includes(label)).map(({ id }) => id)).toEqual([])
  })

  test('is made of whole tables: every row has as many cells as its head', () => {
    const cellsOf = (row: string) => row.split(/(?<!\\)\|/).length
    const rows = committed.split('\n')
    const ragged = rows.filter((row, i) => {
      const above = rows[i - 1] ?? ''
      return row.startsWith('|') && above.startsWith('|') && cellsOf(row) !== cellsOf(above)
    })
    expect(ragged).toEqual([])
  })

  test('tells an official the threshold, its clause and since when in one row', () => {
    expect(committed).toContain(
      '上年度工业产值 | 不低于1亿元（包含本数） | 2023-09-15 | 工业企业条件一“上年度工业产值1亿元以上',
    )
    expect(committed).toContain('旧版条件原文未载，无法逐条比较。')
  })
})
