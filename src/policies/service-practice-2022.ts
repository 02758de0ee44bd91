import { amount, date, flag, known } from '../rules/author.ts'
import type { PolicyDocument, Rule } from '../rules/document.ts'
import { OURS, parametersFrom } from './values.ts'

const SOLVED = '精准帮扶“收集企业问题5676个，解决问题5561个，问题解决率98%”'
const LIAISON = '精准帮扶“推行“1家企业+1名领导+1名科级中级层干部+1名联络员”工作机制”'
const COVERED = '精准帮扶“对园区96家企业实行联点全覆盖”'
const TASKFORCE = '精准帮扶“组建3个共性问题专班，协调解决企业融资、用工、科技创新等问题”'
const LISTS = '强链壮链“创新建立“五单一图谱”机制强链壮链”'

/** R-SOLVE: solved is not the same as finished. */
const solve: Rule = {
  id: 'R-SOLVE',
  title: '问题解决率和办结率',
  subject: '诉求',
  clause: '精准帮扶',
  quote: '问题解决率98%',
  when: known({ id: 'solve.rate', label: '解决率', clause: SOLVED, of: { line: 'solve_rate' } }),
  lines: [
    {
      id: 'solve_rate',
      label: '解决率',
      unit: '%',
      step: 'over',
      of: [{ fact: 'cases_solved' }, { fact: 'cases_collected' }],
    },
    {
      id: 'finish_rate',
      label: '办结率',
      unit: '%',
      step: 'over',
      of: [{ fact: 'cases_finished' }, { fact: 'cases_collected' }],
    },
  ],
  results: {
    solve_rate: { kind: 'line', of: 'solve_rate' },
    finish_rate: { kind: 'line', of: 'finish_rate' },
  },
  remarks: [
    {
      text: '解决＝已办结且没有重办；解释说明而办结的计入办结、不计入解决；此口径待主管部门确认。',
    },
    { text: '原文“98%”取整，97.97%保留一位小数作98.0%。' },
  ],
}

/** R-LIAISON: one leader, one cadre, one liaison. */
const liaison: Rule = {
  id: 'R-LIAISON',
  title: '联点人员齐全（1+1+1+1）',
  subject: '企业',
  clause: '精准帮扶',
  quote: '1家企业+1名领导+1名科级中级层干部+1名联络员',
  when: {
    kind: 'all',
    of: [
      flag({ id: 'liaison.leader', fact: 'has_liaison_leader', clause: LIAISON, remedy: '须明确联点领导' }),
      flag({ id: 'liaison.cadre', fact: 'has_liaison_cadre', clause: LIAISON, remedy: '须明确科级中层干部' }),
      flag({ id: 'liaison.officer', fact: 'has_liaison_officer', clause: LIAISON, remedy: '须明确联络员' }),
    ],
  },
  results: { next: { kind: 'next' } },
  remarks: [
    { text: '原文“科级中级层干部”按科级中层干部理解，待主管部门确认。' },
    { text: '此机制原为松木经开区做法，参照用于全市。' },
  ],
}

const coverage: Rule = {
  id: 'R-LIAISON-COVERAGE',
  title: '联点覆盖率',
  subject: '县市区',
  clause: '精准帮扶',
  quote: '对园区96家企业实行联点全覆盖',
  when: known({ id: 'coverage.rate', label: '联点覆盖率', clause: COVERED, of: { line: 'coverage' } }),
  lines: [
    {
      id: 'coverage',
      label: '联点覆盖率',
      unit: '%',
      step: 'over',
      of: [{ fact: 'firms_covered' }, { fact: 'firms_in_scope' }],
    },
  ],
  results: { coverage: { kind: 'line', of: 'coverage' } },
  remarks: [{ text: '联点领导、科级中层干部、联络员都已明确的企业才算覆盖。' }],
}

/** R-TASKFORCE: many firms with one problem; the thresholds are ours. */
const taskforce: Rule = {
  id: 'R-TASKFORCE',
  title: '建议组建共性问题专班',
  subject: '诉求',
  clause: '精准帮扶',
  quote: '组建3个共性问题专班',
  when: {
    kind: 'all',
    of: [
      amount({ id: 'common.cases', fact: 'similar_cases', atLeast: 'cases', clause: TASKFORCE }),
      amount({ id: 'common.firms', fact: 'similar_case_firms', atLeast: 'firms', clause: TASKFORCE }),
    ],
  },
  results: {},
  remarks: [
    { text: '只是建议，是否组建由领导小组办公室或县市区决定。', when: ['pass'] },
    { text: '按三十天内、同一区域、同一类别的未办结诉求计；此口径待主管部门确认。' },
  ],
}

/** R-5LIST: five lists and a map, each kept fresh. */
const lists: Rule = {
  id: 'R-5LIST',
  title: '产业链“五单一图谱”',
  subject: '产业链',
  clause: '快马加鞭强链壮链',
  quote: '创新建立“五单一图谱”机制强链壮链',
  when: {
    kind: 'all',
    of: (
      [
        ['lists.goals', 'goals_updated_on'],
        ['lists.projects', 'projects_updated_on'],
        ['lists.attraction', 'attraction_updated_on'],
        ['lists.problems', 'problems_updated_on'],
        ['lists.research', 'research_updated_on'],
        ['lists.map', 'chain_map_updated_on'],
      ] as const
    ).map(([id, fact]) => date({ id, fact, atLeast: 'fresh', clause: LISTS })),
  },
  results: { stale: { kind: 'next' } },
  remarks: [
    { text: '五张清单和图谱的名称据湖南日报2022年8月10日报道，原文未列。' },
    { text: '2021年和2022年的14条产业链名单不同，按数据所属年份的名单计。' },
  ],
}

const { ours } = parametersFrom('2022-01-01')

/** How firms and chains are served, by the city newspaper's report of autumn 2022. */
export const servicePractice2022: PolicyDocument = {
  version: '2022',
  title: '企业服务和强链壮链做法（据衡阳日报2022年报道整理）',
  aliases: ['企业服务做法', '联点帮扶'],
  number: null,
  issued: '2022-10',
  effectiveFrom: '2022-01-01',
  effectiveTo: null,
  status: '现行',
  remarks: ['口径据公开报道整理，不是正式文件。'],
  parameters: [
    ours('cases', '同类未办结诉求件数', '件', '5', OURS),
    ours('firms', '提出同类诉求的企业数', '家', '3', OURS),
    ours('fresh', '清单更新期限', '日期', '前1个月', OURS),
  ],
  rules: [solve, liaison, coverage, taskforce, lists],
}
