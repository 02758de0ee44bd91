import type { DutyLine, DutySource } from '../../../db/notice.ts'
import { sayPeriod } from '../../registry/period.ts'
import type { Action, Button } from '../card.ts'

type Line = Pick<DutyLine, 'item' | 'what' | 'ref'>

/** How a kind of duty is spoken of. */
interface DutyWords {
  title: string
  unit: string
  /** Put before what it is about, it says what to do: 走访…. */
  doing: string
  /** Said once under its lines: what to do, and why the reader hears of it. */
  advice: string
  /** What is opened by one line, or by the first. */
  button(line: Line): Button | null
  /** One button is enough for all lines. */
  isOneButton?: true
}

const to = (command: string, intent: string, args: Record<string, unknown> = {}): Action => ({
  command,
  intent,
  args,
})
const look = (label: string, action: Action): Button => ({ label, action })
const project = ({ ref, what }: Line): Button | null =>
  ref ? look(`看${brief(what)}`, to('project', 'query.project', { project_id: Number(ref) })) : null
const brief = (words: string) => {
  const [name = words] = words.split(/[：（]/)
  return name.length > 8 ? `${name.slice(0, 8)}…` : name
}
const firm = (label: string, command: string, intent: string) => (line: Line) =>
  line.ref ? look(`${label}${brief(line.what)}`, to(command, intent, { uscc: line.ref })) : null
const done = ({ ref, what }: Line): Button | null =>
  ref ? look(`已办：${brief(what)}`, to('remind', 'duty.done', { item: ref, what })) : null

export const DUTY_WORDS: Record<DutySource, DutyWords> = {
  figures: {
    title: '报数',
    unit: '家企业',
    doing: '报',
    advice: '您是企业联系人，企业在倍增名录中，每月15日前报上月数据。可以直接发“报数：产值1260万 税38万”。',
    isOneButton: true,
    button: ({ ref, item }) =>
      look(
        `现在报${ref ? sayPeriod(ref) : ''}`,
        to('figures', 'intake.metric_report', { uscc: item.split(':')[0], period: ref }),
      ),
  },
  'figures-late': {
    title: '联系企业没有按时报数',
    unit: '家',
    doing: '催报',
    advice: '您是联络员。可以提醒企业联系人，或经企业同意后代报。',
    button: ({ ref, item, what }) =>
      look(
        `代报${brief(what)}`,
        to('figures', 'intake.metric_report', { uscc: item.split(':')[0], period: ref }),
      ),
  },
  visits: {
    title: '本月还没走访',
    unit: '家',
    doing: '走访',
    advice: '联点企业每月走访一次。走完发一句“今天走访了某某企业 情况正常”就行。',
    button: firm('记', 'visit', 'intake.visit_log'),
  },
  milestones: {
    title: '项目和协议节点',
    unit: '个',
    doing: '完成节点：',
    advice: '您或本单位是责任人。完成后请登记节点完成。',
    button: project,
  },
  stages: {
    title: '项目计划节点',
    unit: '个',
    doing: '推进',
    advice: '计划开工、竣工、投产的日期近了或已过，到了请登记，变了请说明。',
    button: project,
  },
  progress: {
    title: '上月项目进度还没报',
    unit: '个项目',
    doing: '报上月进度：',
    advice: '在建项目每月5日前报上月投资进度。',
    button: project,
  },
  dispatch: {
    title: '项目周调度',
    unit: '次',
    doing: '项目周调度：',
    advice: '在建项目每周调度一次。',
    isOneButton: true,
    button: () => look('看在建项目', to('project', 'query.project_list')),
  },
  contracts: {
    title: '签约未开工',
    unit: '个项目',
    doing: '跟踪履约：',
    advice: '签约满3、6、12个月还没开工的，请跟踪履约，开工后登记。',
    isOneButton: true,
    button: () => look('看签约履约', to('project', 'query.contract')),
  },
  agreements: {
    title: '投资监管协议到期',
    unit: '份',
    doing: '核对',
    advice: '请核对承诺投资的兑现情况。',
    isOneButton: true,
    button: () => look('看协议履行', to('project', 'query.agreement')),
  },
  plans: {
    title: '一企一策到期',
    unit: '家',
    doing: '落实一企一策：',
    advice: '措施落实后请报进展。',
    button: firm('看', 'plan', 'query.plan'),
  },
  qualifications: {
    title: '资质快到期',
    unit: '项',
    doing: '准备资质复核：',
    advice: '需要复核或续期的，请提前准备材料。',
    button: firm('看', 'enterprise', 'query.enterprise_profile'),
  },
  proposals: {
    title: '提案答复',
    unit: '件',
    doing: '答复',
    advice: '自交办之日起三个月内答复。',
    button: ({ ref, what }) =>
      ref ? look(`看${brief(what).slice(-6)}`, to('proposal', 'query.proposal', { id: Number(ref) })) : null,
  },
  matters: {
    title: '一事一议没有动静',
    unit: '件',
    doing: '推进',
    advice: '30天没有新进展的，请推进或写明情况。',
    button: ({ ref, what }) =>
      ref ? look(`看${what.split(' ')[0]}`, to('matter', 'query.matter', { id: Number(ref) })) : null,
  },
  cycle: {
    title: '名录评定',
    unit: '步',
    doing: '',
    advice: '倍增名录每年年初评定，两会审议后公布。',
    isOneButton: true,
    button: ({ ref }) => look('看评定进度', to('roster', 'query.workflow', { year: Number(ref) })),
  },
  'declare-monthly': {
    title: '月度入规申报',
    unit: '家',
    doing: '月度入规申报：',
    advice: '新建投产企业每月20日前申报（以统计部门通知为准）。',
    button: firm('看', 'enterprise', 'query.enterprise_profile'),
  },
  'declare-yearly': {
    title: '年度入规申报',
    unit: '家',
    doing: '年度入规申报：',
    advice: '年度申报11月下旬和12月下旬两批（以统计部门通知为准），达到规模的请抓紧准备材料。',
    button: firm('看', 'enterprise', 'query.enterprise_profile'),
  },
  'chain-lists': {
    title: '五单一图谱本月还没更新',
    unit: '条链',
    doing: '更新五单一图谱：',
    advice: '链办每月更新一次清单和图谱。',
    isOneButton: true,
    button: () => look('看各链清单', to('chain', 'query.chain', { fields: ['清单'] })),
  },
  recurring: { title: '定期事项', unit: '项', doing: '', advice: '办完请点“已办”，不再提醒。', button: done },
  campaigns: {
    title: '专项行动快结束',
    unit: '个',
    doing: '收尾：',
    advice: '请汇总成果。',
    isOneButton: true,
    button: () => look('看行动进展', to('visit', 'query.campaign')),
  },
}
