import { expect, test } from 'vitest'
import { all, amount, any, flag, known, manual, oneOf, worked } from '../../src/rules/author.ts'
import { trialParameter, trialVersion } from '../support/trial-policy.ts'
import { mutantsOf } from './mutants.ts'

const clause = '第一条'
const { document } = trialVersion(
  {
    when: all('both', '', [
      flag({ id: 'stats', fact: 'in_stats', clause }),
      { kind: 'not', of: amount({ id: 'tax', fact: 'tax_y', atLeast: 'tax', clause }) },
      {
        kind: 'atLeast',
        id: 'two',
        count: 2,
        of: [
          oneOf({ id: 'category', fact: 'case_category', words: 'words', clause }),
          manual({ id: 'people', label: '人工', clause }),
          known({ id: 'known', label: '已知', of: { fact: 'output_y' }, clause }),
        ],
      },
    ]),
    beside: [
      any('one', '', [worked({ id: 'net', line: 'net', unit: '家', label: '', atLeast: 'firms', clause })]),
    ],
    lines: [
      { id: 'net', label: '净增', unit: '家', step: 'minus', of: [{ fact: 'entries' }, { value: '1' }] },
    ],
    implied: [
      { given: { fact: 'listed', is: true }, means: { fact: 'in_stats', is: true }, because: '推定' },
    ],
    results: {
      net: { kind: 'line', of: 'net' },
      light: {
        kind: 'case',
        cases: [
          { of: 'both', value: '红' },
          { of: 'two', value: '黄' },
        ],
      },
    },
  },
  [
    trialParameter('tax', '万元', '500'),
    trialParameter('words', '类别', '用水、用电'),
    trialParameter('firms', '家', '150'),
    trialParameter('day', '日期', '前30天'),
    trialParameter('year', '日期', '上年12-31'),
  ],
)

test('everything a document can have is changed once in every way', () => {
  expect(mutantsOf([document]).map(({ name }) => name)).toEqual([
    'R-TEST: stats = false',
    'R-TEST: tax without not',
    'R-TEST: tax >',
    'R-TEST: tax <=',
    'R-TEST: tax <',
    'R-TEST: not category',
    'R-TEST: not known',
    'R-TEST: without category',
    'R-TEST: without people',
    'R-TEST: without known',
    'R-TEST: two at least 1',
    'R-TEST: two at least 3',
    'R-TEST: without stats',
    'R-TEST: without not tax',
    'R-TEST: without two',
    'R-TEST: both as any',
    'R-TEST: net >',
    'R-TEST: net <=',
    'R-TEST: net <',
    'R-TEST: what stands beside without its number 1',
    'R-TEST: line net: 19',
    'R-TEST: line net: plus',
    'R-TEST: line net: the other way round',
    'R-TEST: line net: without its operand 1',
    'R-TEST: line net: without its operand 2',
    'R-TEST: implied by listed = false',
    'R-TEST: implied by listed: in_stats = false',
    'R-TEST: implied without its number 1',
    'R-TEST: results net and light swapped',
    'R-TEST: result net left out',
    'R-TEST: result light left out',
    'R-TEST: result light without 红',
    'R-TEST: result light without 黄',
    'R-TEST: result light with 红 and 黄 swapped',
    'tax = 499.9999',
    'tax = 500.0001',
    'words = 用电',
    'words = 用水',
    'firms = 149',
    'firms = 151',
    'day = 前29天',
    'day = 前31天',
    'year = 上年12-30',
    'year = 上年01-01',
    '草案',
    'from 2019-12-31',
    'from 2020-01-02',
  ])
})
