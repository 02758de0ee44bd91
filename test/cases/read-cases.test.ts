import { expect, test } from 'vitest'
import { parseCases } from './read-cases.ts'

const good = `
- name: 一般事故：不影响奖励
  rule: R-VETO
  on: 2023-11-15
  input: {accidents: []}
  verdict: fail
`

test('a case is read as it stands, days as text', () => {
  expect(parseCases('a.yaml', good)).toEqual([
    {
      name: '一般事故：不影响奖励',
      rule: 'R-VETO',
      on: '2023-11-15',
      input: { accidents: [] },
      verdict: 'fail',
    },
  ])
})

test('what cases have in common may be written once', () => {
  const second = good.replace('一般', '另一起').replace('{accidents: []}', '{<<: *none, listed: true}')
  const cases = parseCases('a.yaml', good.replace('input:', 'input: &none') + second)
  expect(cases[1]?.input).toEqual({ accidents: [], listed: true })
})

test.each([
  [
    'a misspelt key',
    good.replace('verdict', 'verdikt'),
    'a.yaml:2 “一般事故：不影响奖励”: Unrecognized key: "verdikt"',
  ],
  ['a verdict there is not', good.replace('fail', 'no'), 'verdict: Invalid option'],
  ['a day that is none', good.replace('-11-', '-x-'), 'on: '],
  ['a case that expects nothing', good.replace('  verdict: fail\n', ''), 'expects nothing'],
  ['a refusal with an answer', `${good}  refused: 没有\n`, 'Unrecognized key: "verdict"'],
  ['a boundary without quotes', `${good}  source: B-6 #1\n`, "written 'B-6 #1', with the quotes"],
  ['a name used twice', good + good, 'a.yaml:8 “一般事故：不影响奖励”: is there twice'],
  ['a key given twice', `${good}  verdict: pass\n`, 'a.yaml:7: Map keys must be unique'],
  ['something else in the list', `${good}- 1\n`, '1 is not a case'],
  ['no list', 'a: 1', 'a.yaml:1: is not a list of cases'],
])('%s is refused by file, line and name', (_, text, words) => {
  expect(() => parseCases('a.yaml', text)).toThrow(words)
})
