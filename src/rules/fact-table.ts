import type { NumberUnit } from './units.ts'

/** 产能严重过剩 and the like: grounds on which a firm at risk is left to the market. */
export const EXCLUSIONS = ['产能严重过剩', '过度消耗资源', '产品档次低'] as const

const flag = (label: string) => ({ type: 'flag', label }) as const
const day = (label: string) => ({ type: 'day', label }) as const
/** Money; `noun` is what a shortfall calls it: 产值还差1200万元. */
const money = (label: string, noun = label) => ({ type: 'amount', unit: '万元', label, noun }) as const
const count = <U extends NumberUnit>(unit: U, label: string) =>
  ({ type: 'count', unit, label, noun: label }) as const
const ratio = (label: string) => ({ type: 'ratio', unit: '%', label, noun: label }) as const

/**
 * Every fact a rule may ask for. `y` is the year before the one evaluated for (上年度), `y1` the year before that.
 * Money is 万元, ratios are plain (0.3 = 30%), days are Asia/Shanghai.
 */
export const FACTS = {
  // 企业
  is_above_scale: flag('规模以上'),
  first_above_scale_date: day('首次入规时间'),
  is_industrial: flag('工业企业'),
  is_digital: flag('数字经济企业'),
  in_stats: flag('已入统'),
  output_y: money('上年度工业产值', '产值'),
  output_y1: money('上上年度工业产值', '上上年度产值'),
  tax_y: money('上年度实缴税金', '实缴税金'),
  tax_y1: money('上上年度实缴税金'),
  revenue_y: money('上年度营收', '营收'),
  revenue_y1: money('上上年度营收'),
  output_growth: ratio('上年度工业产值增幅'),
  tax_growth: ratio('上年度实缴税金增幅'),
  revenue_growth: ratio('上年度营收增幅'),
  main_revenue_y: money('上年度主营业务收入', '主营业务收入'),
  new_investment_y: money('上年度新完成投资额', '新完成投资'),
  equipment_investment_y: money('上年度技改设备投资', '技改设备投资'),
  has_tech_project: flag('有技术改造项目'),
  listed: flag('在当年倍增名录'),
  accidents: { type: 'accidents', label: '事故记录' },
  revenue_12m: money('近十二个月营收'),
  revenue_12m_prev: money('再前十二个月营收'),
  revenue_12m_growth: ratio('近十二个月营收同比'),
  cumulative_revenue: money('当年累计营收', '累计营收'),
  months_without_output: count('个月', '连续无产值月数'),
  power_2m: { type: 'amount', unit: '万千瓦时', label: '近两个月用电量', noun: '用电量' },
  power_2m_prev: { type: 'amount', unit: '万千瓦时', label: '上年同期两个月用电量', noun: '上年同期用电量' },
  power_growth: ratio('近两个月用电量同比'),
  excluded_flags: { type: 'words', label: '排除情形' },
  base_output: money('基期产值'),
  current_output: money('现期产值', '产值'),
  base_tax: money('基期税金'),
  current_tax: money('现期税金', '税金'),
  land_mu: { type: 'amount', unit: '亩', label: '用地亩数', noun: '用地' },
  region: { type: 'word', label: '行政区划' },
  production_start_date: day('建成投产时间'),
  approval_date: day('项目审批备案时间'),
  is_new_above_scale: flag('新增规模以上企业'),
  in_cultivation: flag('在小升规重点企业培育库'),
  tax_before: money('入规前十二个月实缴税金'),
  revenue_before: money('入规前十二个月营业收入'),
  tax_after: money('入规后十二个月实缴税金'),
  revenue_after: money('入规后十二个月营业收入'),
  // 贴息
  loan_principal: money('购置设备贷款本金'),
  loan_rate: ratio('年利率'),
  interest_paid: money('十二个月内实付利息'),
  equipment_spend: money('设备购置支出'),
  already_granted: money('当年已获贴息'),
  // 名录评定
  has_applied: flag('已推荐或申报'),
  figures_verified: flag('统计、税务已核验数据'),
  safety_verified: flag('应急、生态环境已核查'),
  office_reviewed: flag('领导小组办公室已初审'),
  group_assessed: flag('领导小组已评定'),
  committee_approved_on: day('市委常委会议审议日期'),
  government_approved_on: day('市政府常务会议审议日期'),
  // 用地、要素、担保
  needs_land: flag('因扩产扩能需要新增用地'),
  has_supervision_agreement: flag('已签投资监管协议'),
  case_category: { type: 'word', label: '诉求类别' },
  is_government_guarantor: flag('由政府性融资担保机构担保'),
  deposit_charged: money('被收取的贷款保证金', '保证金'),
  // 一企一策
  at_risk: flag('属于退规风险企业'),
  has_measures: flag('有帮扶措施'),
  has_plan_owner: flag('有帮扶责任人'),
  has_plan_due: flag('有完成时限'),
  has_problem_ledger: flag('有问题台账'),
  days_at_risk: count('天', '列入风险库天数'),
  // 联点、专班、产业链
  has_liaison_leader: flag('有联点领导'),
  has_liaison_cadre: flag('有科级中层干部'),
  has_liaison_officer: flag('有联络员'),
  firms_in_scope: count('家', '应联系企业数'),
  firms_covered: count('家', '联系人员齐全的企业数'),
  similar_cases: count('件', '三十天内同区域同类未办结诉求'),
  similar_case_firms: count('家', '提出同类诉求的企业数'),
  has_chain_leader: flag('有一名链长'),
  has_chain_carrier: flag('有一个承载园区'),
  has_chain_association: flag('有一个行业协会'),
  has_chain_bank: flag('有一家主办银行'),
  chain_universities: count('所', '合作高校数'),
  has_chain_party_committee: flag('有联合党委'),
  goals_updated_on: day('发展目标清单更新日期'),
  projects_updated_on: day('在建重大项目清单更新日期'),
  attraction_updated_on: day('招商引资重点项目清单更新日期'),
  problems_updated_on: day('重点问题清单更新日期'),
  research_updated_on: day('可产业化科研成果清单更新日期'),
  chain_map_updated_on: day('产业链上下游图谱更新日期'),
  // 亩均
  in_provincial_park: flag('在省级及以上园区'),
  mu_class: { type: 'word', label: '亩均评价等次' },
  mu_tax_index: ratio('亩均税收与区域平均之比'),
  mu_value_index: ratio('亩均增加值与区域平均之比'),
  labour_index: ratio('全员劳动生产率与区域平均之比'),
  energy_index: ratio('单位能耗增加值与区域平均之比'),
  emission_index: ratio('单位排放增加值与区域平均之比'),
  research_index: ratio('研发投入占比与区域平均之比'),
  // 项目、签约
  is_done: flag('已完成'),
  project_progress: ratio('年度计划完成率'),
  months_elapsed: count('个月', '年内已过月数'),
  milestone_overdue_days: count('天', '节点逾期天数'),
  months_not_started: count('个月', '应开工未开工月数'),
  contracts_signed: count('个', '签约项目数'),
  contracts_started: count('个', '已开工签约项目数'),
  contracts_produced: count('个', '已投产签约项目数'),
  is_started: flag('该签约项目已开工'),
  months_since_signing: count('个月', '签约后月数'),
  // 县市区
  target_level: { type: 'word', label: '目标层级' },
  entries: count('家', '新增规上企业数'),
  exits: count('家', '退出规上企业数'),
  count_start: count('家', '年初规上企业数'),
  count_end: count('家', '年末规上企业数'),
  target_entries: count('家', '新增目标'),
  target_net: count('家', '净增目标'),
  entrants_mean_revenue: money('入规企业平均营收'),
  entrants_specialised: count('家', '入规企业中专精特新企业数'),
  entries_last_year: count('家', '上年入规企业数'),
  entries_kept: count('家', '上年入规、一年后仍在规企业数'),
  net_growth_rank: count('名', '净增名次'),
  months_behind: count('个月', '连续落后月数'),
  cases_collected: count('件', '收集问题数'),
  cases_solved: count('件', '解决问题数'),
  cases_finished: count('件', '办结问题数'),
  unit_output_growth: ratio('本月累计产值增幅'),
  unit_tax_growth: ratio('本月累计税金增幅'),
  unit_investment_growth: ratio('本月累计工业投资增幅'),
  unit_doubled: count('家', '产值倍增企业数'),
  unit_net_entries: count('家', '净增规上企业数'),
  unit_solve_rate: ratio('问题解决率'),
  // 县百十亿
  county_nonferrous_output: money('有色金属产业年产值'),
  county_chemicals_output: money('精细化工新材料产业年产值'),
  county_machinery_output: money('机械制造产业年产值'),
  county_digital_output: money('数字经济产业年产值'),
  county_food_output: money('绿色食品产业年产值'),
  county_materials_output: money('新型建筑建材产业年产值'),
  county_catering_output: money('土菜餐饮产业年产值'),
  county_tourism_output: money('文旅康养产业年产值'),
  county_supply_output: money('现代供应链产业年产值'),
  county_large_firms: count('家', '十亿企业数'),
  county_large_projects: count('个', '亿元项目数'),
  // 提案
  proposal_assigned_on: day('提案交办日期'),
  proposal_replied_on: day('提案答复日期'),
} as const satisfies Record<string, { type: string; label: string; unit?: NumberUnit | '%'; noun?: string }>

export type FactName = keyof typeof FACTS
export type FactType = (typeof FACTS)[FactName]['type']

/**
 * What nobody can still change, for goal-seek: days that have passed, years that are closed and stand as the base of a
 * growth, accidents that have happened.
 */
export const FIXED_FACTS: readonly FactName[] = [
  'first_above_scale_date',
  'production_start_date',
  'approval_date',
  'output_y1',
  'tax_y1',
  'revenue_y1',
  'base_output',
  'base_tax',
  'accidents',
  'is_industrial',
]
