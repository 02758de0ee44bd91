import type { BulletinContent, Wording } from '../../../db/bulletin-content.ts'
import { sayPeriod } from '../../registry/period.ts'
import type { Fact, Run, Section } from './parts.ts'
import { passage } from './passage.ts'
import { cases, firms, items } from './say.ts'

/** 典型经验、存在问题、下步打算. What the facts say of problems is ours; the rest is the office's to word. */
export function closing(content: BulletinContent, wording: Wording): Section {
  const { problems, steps } = problemsOf(content)
  const practice = passage(wording, { id: 'practice', title: '典型经验', facts: [] })
  return {
    id: 'closing',
    title: '典型经验、存在问题和下步打算',
    parts: [
      ...(practice.remark === '' ? [] : [practice]),
      ...(problems.length > 0 || wording.remarks.problems
        ? [passage(wording, { id: 'problems', title: '存在问题', facts: enumerate(problems) })]
        : []),
      passage(wording, {
        id: 'next',
        title: '下步打算',
        facts: [],
        remark: steps.map((step, i) => `${ORDINALS[i] ?? ''}是${step}`).join('；'),
      }),
      ...(wording.remarks.ending
        ? [passage(wording, { id: 'ending', title: '结尾语', facts: [], isPlain: true })]
        : []),
    ],
  }
}

const ORDINALS = ['一', '二', '三', '四', '五', '六']

function enumerate(list: readonly Run[][]): Run[] {
  return list.flatMap((runs, i): Run[] => [`${i === 0 ? '' : '；'}${ORDINALS[i] ?? ''}是`, ...runs])
}

/** What the facts show to be wrong, and what answers it. */
function problemsOf(content: BulletinContent): { problems: Run[][]; steps: string[] } {
  const { units, cases: tally, scale, projects } = content
  const falling = units.filter(({ progress }) => progress?.growth.startsWith('-'))
  const found: [isThere: boolean, problem: Run[], step: string][] = [
    [
      falling.length > 0,
      [
        { key: 'problem.falling', say: `${falling.length}个县市区（园区）` },
        `名录企业累计产值下降（${falling.map(({ name }) => name).join('、')}）`,
      ],
      '抓实运行监测，对产值下降的名录企业逐户上门会商、一企一策',
    ],
    [
      tally.overdue > 0,
      ['企业诉求逾期未办结', cases('case.overdue', tally.overdue)],
      '对逾期诉求挂牌督办，限时办结、及时反馈',
    ],
    [
      (scale?.risk ?? 0) + (scale?.dueIn ?? 0) > 0,
      [
        ...listed([
          ['退规风险企业', firms('scale.risk', scale?.risk ?? 0), scale?.risk],
          ['疑似应统未统企业', firms('scale.dueIn', scale?.dueIn ?? 0), scale?.dueIn],
        ]),
        '，需逐户核实',
      ],
      '扩增量、稳存量、提质量，做到应入尽入、应统尽统',
    ],
    [
      (projects?.red ?? 0) + (projects?.lateToStart ?? 0) > 0,
      listed([
        ['应开工未开工项目', items('project.late', projects?.lateToStart ?? 0), projects?.lateToStart],
        ['亮红灯（明显滞后）项目', items('project.red', projects?.red ?? 0), projects?.red],
      ]),
      '一个项目、一套专班、一张作战图，推动早开工、早建设、早投产',
    ],
  ]
  const there = found.filter(([isThere]) => isThere)
  return {
    problems: there.map(([, problem]) => problem),
    steps:
      there.length > 0
        ? there.map(([, , step]) => step)
        : ['持续做好名录企业服务，帮助企业扩能升级、就地倍增'],
  }
}

/** Counts one after the other, those that are nought left out. */
const listed = (counts: readonly [lead: string, fact: Fact, count: number | undefined][]): Run[] =>
  counts
    .filter(([, , count]) => (count ?? 0) > 0)
    .flatMap(([lead, fact], i): Run[] => [`${i === 0 ? '' : '、'}${lead}`, fact])

/** What the numbers mean and where they come from; printed under every form of the bulletin. */
export function basisNotes(content: BulletinContent): string[] {
  const { baseYear, valueYear, incomparable, campaign, provisional, ranking, macro } = content
  const { unconfirmed, doubted, outputMissing, taxMissing } = provisional
  const open = [
    unconfirmed > 0 ? `${unconfirmed}家名录企业的${valueYear}年数为企业自报或部门数` : '',
    doubted > 0 ? `${doubted}家有数据存疑待说明` : '',
    outputMissing > 0 ? `${outputMissing}家未报当月产值` : '',
    taxMissing > 0 ? `${taxMissing}家未报当月税金` : '',
  ].filter(Boolean)
  return [
    `数据截至${sayPeriod(content.period)}。倍增以${baseYear}年为基期，按${valueYear}年全年数据计算，较基期增长100%及以上为倍增；${baseYear}年无数据的企业以入规后首个完整年度为基期。基期口径待主管部门确认。`,
    `名录企业为历年倍增名录的合计，不重复计算；“产值增长50%以上”含产值倍增企业；${incomparable}家因缺数据或基期不为正数不可比，计入总数。`,
    ...(ranking
      ? [
          `位次按名录企业${sayPeriod(ranking.period)}产值合计较${ranking.against}的增幅排列，两期都有数据的企业参加计算，为月度累计数${ranking.before ? `；“较上月”与${sayPeriod(ranking.before)}同口径位次相比` : ''}。`,
        ]
      : []),
    ...(open.length > 0 ? [`暂定：${open.join('，')}，以统计、税务部门最终认定为准。`] : []),
    '涉及企业不足3家的，不予展示，以“—”表示。',
    `数据来源：产值以统计部门、税金以税务部门数为准；问题办理为台账起草时的实数${campaign ? `，干部联企业为${campaign.name}填报数` : ''}${macro.length > 0 ? `；经济指标来自${[...new Set(macro.map(({ source }) => source))].join('、')}` : ''}。`,
  ]
}
