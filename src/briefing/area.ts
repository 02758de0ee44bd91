import { sayRate } from '../ledger/metrics.ts'
import { formatWan } from '../lib/money.ts'
import { growthOf, sayGrowth } from '../lib/rates.ts'
import { sayPeriod } from '../registry/period.ts'
import { sayMacro } from '../registry/targets/macro.ts'
import type { Total } from '../registry/totals.ts'
import { isUpHalf } from './area/growth.ts'
import { type Area, type AreaAsked, type AreaRead, readArea } from './area/read.ts'
import { type Brief, type BriefLine, type BriefSection, filled, line } from './brief.ts'

/** With fewer enterprises behind it a number could give one of them away. */
const FEWEST = 3
const FEW = '涉及企业不足3家，不予展示'
const SHOWN = 5

/**
 * 县市区、园区、产业链、全市情况: one sentence, a table, what needs attention. `isOpen`: into a group, where no enterprise and
 * no case is named.
 */
export async function briefArea(
  asked: AreaAsked,
  area: Area,
  { isOpen }: { isOpen: boolean },
): Promise<Brief> {
  const read = await readArea(asked, area)
  return {
    title: `${area.kind === 'chain' ? `${area.name}产业链` : area.name}情况`,
    lead: leadOf(read),
    isDemo: read.isDemo,
    asOf: read.on,
    sections: filled([table(read), attention(read, isOpen), macro(read)]),
    notes: [
      `产值、税金为在库企业${sayPeriod(read.running.text)}数相加，同比只比两年都有数的企业；台账、项目截至${read.on}。`,
      `倍增按${read.valueYear}年全年数据较${read.baseYear}年基期，${FEW.replace('，', '的单位，其增长情况')}。`,
    ],
  }
}

function grown({ members }: AreaRead) {
  return members.length < FEWEST
    ? null
    : {
        output: members.filter(one => one.isOutputDoubled).length,
        tax: members.filter(one => one.isTaxDoubled).length,
        half: members.filter(one => isUpHalf(one.output.growth)).length,
      }
}

/** A sum with its growth; of fewer than three enterprises only that they are few. */
function sayTotal({ firms, amount, current, before }: Total): string {
  if (firms === 0) return '还没有数据'
  if (!amount) return FEW
  return `${formatWan(amount)}${current && before ? `，同比${sayGrowth(growthOf(current, before))}` : ''}`
}

/** 一句话, as bulletins write it (D-20). */
function leadOf(read: AreaRead): string {
  const { area, members, output, running, scale, counts, projects } = read
  const name = area.kind === 'chain' ? `${area.name}产业链` : area.name
  const doubled = grown(read)
  const parts = [
    members.length === 0
      ? `${name}没有倍增名录企业`
      : `${name}倍增名录企业${members.length}家${doubled ? `，其中产值倍增${doubled.output}家、税收倍增${doubled.tax}家` : ''}`,
    ...(output.firms === 0 || !output.amount ? [] : [`${sayPeriod(running.text)}产值${sayTotal(output)}`]),
    ...(scale ? [`今年新增规上${scale.entries}家、净增${scale.entries - scale.exits}家`] : []),
    counts.collected === 0
      ? '没有受理诉求'
      : `受理诉求${counts.collected}件，解决${counts.solved}件，解决率${sayRate('solved', counts).value}`,
    ...(projects.count > 0 ? [`亿元以上项目${projects.count}个、总投资${formatWan(projects.total)}`] : []),
  ]
  return `${parts.join('；')}。`
}

function table(read: AreaRead): BriefSection {
  const { area, members, firms, aboveScale, output, tax, running, scale, target, counts, projects, visits } =
    read
  const doubled = grown(read)
  const net = scale ? scale.entries - scale.exits : 0
  const row = (name: string, value: string, made = '') => ({ name, value, made })
  const of = (goal: { toFixed(): string } | null | undefined) =>
    goal ? `年度目标${goal.toFixed()}家` : '没有登记目标'
  return {
    id: 'numbers',
    title: '主要指标',
    table: {
      columns: [
        { key: 'name', title: '指标' },
        { key: 'value', title: '数值', align: 'right' },
        { key: 'made', title: '说明' },
      ],
      rows: [
        row('在库企业', `${firms}家`, `规上${aboveScale}家`),
        row('倍增名录企业', `${members.length}家`, '历年名录合并'),
        ...(members.length > 0
          ? [
              row(
                '产值倍增',
                doubled ? `${doubled.output}家` : '—',
                doubled ? `产值增50%以上${doubled.half}家` : FEW,
              ),
              row('税收倍增', doubled ? `${doubled.tax}家` : '—', doubled ? '' : FEW),
            ]
          : []),
        row(`${sayPeriod(running.text).slice(5)}产值`, sayTotal(output), `${output.firms}家有数`),
        row(`${sayPeriod(running.text).slice(5)}税金`, sayTotal(tax), `${tax.firms}家有数`),
        ...(scale
          ? [
              row('新增规上', `${scale.entries}家`, of(target?.entries)),
              row('净增规上', `${net}家`, of(target?.net)),
            ]
          : []),
        row('受理诉求', `${counts.collected}件`, `未销号${counts.open}件，逾期${counts.overdue}件`),
        row('解决率', sayRate('solved', counts).value, sayRate('solved', counts).made ?? ''),
        row(
          '亿元以上项目',
          `${projects.count}个`,
          projects.count > 0
            ? `总投资${formatWan(projects.total)}，今年完成${formatWan(projects.investedAll)}`
            : '',
        ),
        ...(visits ? [row('本月走访', `${visits.visits}次`, `${visits.firms}家企业`)] : []),
      ],
    },
    lines: [],
    opens: opensOf(area),
  }
}

/** Where its numbers come from, one by one. */
function opensOf(area: Area): BriefSection['opens'] {
  const args = area.kind === 'place' ? { region: area.name } : {}
  if (area.kind === 'chain')
    return [{ label: '产业链情况', command: 'chain', intent: 'query.chain', args: { chain: area.name } }]
  return [
    { label: '诉求统计', command: 'ledger', intent: 'query.case_stats', args },
    { label: '项目清单', command: 'project', intent: 'query.project_list', args },
    ...(area.kind === 'place'
      ? [
          {
            label: '月度评估',
            command: 'evaluation',
            intent: 'query.evaluation',
            args: { region: area.name },
          },
        ]
      : [{ label: '各县排名', command: 'ranking', intent: 'query.ranking', args: {} }]),
    { label: '目标进度', command: 'target', intent: 'query.target', args },
  ]
}

/** What lags, is late or may fall out; names only of firms whose figures the reader may see, none in a group. */
function attention(read: AreaRead, isOpen: boolean): BriefSection {
  const { counts, red, yellow, atRisk, target, scale, output, tax, on, sees } = read
  const lines: BriefLine[] = []
  if (counts.overdue > 0) lines.push(line(`逾期未办结诉求${counts.overdue}件。`, 'bad'))
  if (counts.again > 0) lines.push(line(`企业不满意或重开、再次办理的诉求${counts.again}件。`, 'warn'))
  if (red.length > 0) {
    const named = isOpen ? [] : red.slice(0, SHOWN)
    const words = named.map(({ project, lit }) => `${project.name}（${lit.why.join('；')}）`)
    lines.push(line(`红灯项目${red.length}个${words.length > 0 ? `：${words.join('、')}` : ''}。`, 'bad'))
  }
  if (yellow > 0) lines.push(line(`黄灯项目${yellow}个。`, 'warn'))
  const goal = target?.entries
  if (goal && scale) {
    const due = goal.times(Number(on.slice(5, 7)) - 1).div(12)
    if (due.gt(scale.entries))
      lines.push(
        line(`新增规上${scale.entries}家，落后序时进度（到上月底应有${due.toFixed(1)}家）。`, 'warn'),
      )
  }
  for (const [name, total] of [
    ['产值', output],
    ['税金', tax],
  ] as const)
    if (total.current && total.before && total.current.lt(total.before))
      lines.push(line(`${name}同比${sayGrowth(growthOf(total.current, total.before))}。`, 'warn'))
  if (atRisk.length > 0) {
    const seen = isOpen ? [] : atRisk.filter(({ member }) => sees(member)).slice(0, SHOWN)
    const missing = atRisk.filter(({ standing }) => standing === 'missing' || standing === 'overdue').length
    lines.push(
      line(
        `退规风险库${atRisk.length}家${missing > 0 ? `，其中没有一企一策或已逾期${missing}家` : ''}${seen.length > 0 ? `：${seen.map(({ member }) => member.shortName).join('、')}${atRisk.length > seen.length ? '等' : ''}` : ''}。`,
        missing > 0 ? 'bad' : 'warn',
      ),
    )
  }
  return {
    id: 'attention',
    title: '需要关注',
    lines: lines.length > 0 ? lines : [line('没有逾期诉求、红灯项目和退规风险。', 'good')],
    opens: [],
  }
}

/** What was published of it, the latest of each. */
function macro({ macro: values }: AreaRead): BriefSection {
  const newest = values.filter((one, i) => values.findIndex(other => other.indicator === one.indicator) === i)
  return {
    id: 'macro',
    title: '宏观指标（部门公布）',
    isFolded: true,
    lines: newest
      .slice(0, 8)
      .map(one => line(`${sayPeriod(one.period)}${one.indicator}：${sayMacro(one)}（${one.source}）`)),
    opens: [],
  }
}
