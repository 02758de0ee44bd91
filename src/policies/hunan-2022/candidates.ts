import { amount, manual, worked } from '../../rules/author.ts'
import type { Parameter, Rule } from '../../rules/document.ts'
import { OURS, parametersFrom } from '../values.ts'
import { completionNew } from './counts.ts'

const AWARD = '十、完善工作推进机制“对成效明显尤其是净增规模工业企业数量明显提升的市州、县市区予以奖励”'
const CRITICISE = '十、完善工作推进机制“对落实不力、推进缓慢的地区进行通报批评”'

/** R-AWARD: a candidate only; naming anybody needs a person's approval. */
const award: Rule = {
  id: 'R-AWARD',
  title: '新增规上工作奖励（建议名单）',
  subject: '县市区',
  clause: '十、完善工作推进机制',
  quote: '对成效明显尤其是净增规模工业企业数量明显提升的市州、县市区予以奖励',
  when: {
    kind: 'all',
    of: [
      amount({ id: 'award.rank', fact: 'net_growth_rank', atMost: 'award_rank', clause: AWARD }),
      manual({ id: 'award.approved', label: '领导批准', clause: AWARD }),
    ],
  },
  results: {},
  remarks: [
    { text: '只是建议名单，是否奖励、奖励多少由人工批准后公布。', when: ['manual', 'unknown'] },
    { text: '“明显提升”没有定义，按净增数较上年增长的名次列候选，待主管部门确认。' },
  ],
}

/** R-CRIT: a candidate only, for being behind the year's schedule for months. */
const criticism: Rule = {
  id: 'R-CRIT',
  title: '新增规上工作通报批评（建议名单）',
  subject: '县市区',
  clause: '十、完善工作推进机制',
  quote: '对落实不力、推进缓慢的地区进行通报批评',
  when: {
    kind: 'all',
    of: [
      worked({
        id: 'behind.lag',
        label: '落后序时进度',
        clause: CRITICISE,
        line: 'lag',
        unit: '%',
        moreThan: 'lag',
      }),
      amount({ id: 'behind.months', fact: 'months_behind', atLeast: 'lag_months', clause: CRITICISE }),
      manual({ id: 'behind.approved', label: '领导批准', clause: CRITICISE }),
    ],
  },
  lines: [
    completionNew,
    {
      id: 'schedule',
      label: '序时进度',
      unit: '%',
      step: 'over',
      of: [{ fact: 'months_elapsed' }, { parameter: 'year_months' }],
    },
    {
      id: 'lag',
      label: '落后序时进度',
      unit: '%',
      step: 'minus',
      of: [{ line: 'schedule' }, { line: 'completion_new' }],
    },
  ],
  results: { lag: { kind: 'line', of: 'lag' } },
  remarks: [
    { text: '只是建议名单，点名通报须人工批准。', when: ['manual', 'unknown'] },
    { text: '“推进缓慢”没有定义，落后幅度和月数待主管部门确认。' },
  ],
}

export const candidateRules: Rule[] = [award, criticism]

const { given, ours } = parametersFrom('2022-01-12')

export const candidateParameters: Parameter[] = [
  ours('award_rank', '奖励候选名次', '名', '3', OURS),
  given('year_months', '全年月数', '个月', '12', '序时进度＝已过月数÷12'),
  ours('lag', '落后序时进度的幅度', '%', '20', OURS),
  ours('lag_months', '连续落后月数', '个月', '2', OURS),
]
