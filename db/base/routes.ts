import type { route } from '../schema/index.ts'

type RouteRow = typeof route.$inferInsert

/** Working days: 一般个性 7, 复杂或跨部门 15, 急难 1 (泉州 7, 许昌 15, 成都金牛; defaults until the city issues its own). */
const GENERAL = 7
const COMPLEX = 15
const PRESSING = 1

const rule = (category: string, unitId: string, reason: string, dueDays = GENERAL): RouteRow => ({
  category,
  unitId,
  reason,
  dueDays,
})

const CITY: RouteRow[] = [
  rule('融资', 'dept-finance-office', '融资问题由市政府金融办牵头，会同银行协调', COMPLEX),
  rule('用地', 'dept-land', '用地问题由市自然资源和规划局牵头'),
  rule('用工', 'dept-labor', '用工问题由市人社局牵头'),
  rule('用电', 'utility-power', '用电问题由供电公司办理，市工信局督办'),
  rule('用水', 'utility-water', '用水问题由水务公司办理'),
  rule('用气', 'utility-gas', '用气问题由燃气公司办理'),
  rule('物流', 'dept-transport', '物流问题由市交通运输局牵头'),
  rule('市场开拓', 'dept-commerce', '市场开拓问题由市商务局牵头'),
  rule('技术创新', 'dept-tech', '技术创新问题由市科技局牵头'),
  rule('人才', 'dept-talent', '人才问题由市委人才办牵头'),
  rule('政策落实', 'dept-industry', '奖补兑现等政策落实由市工信局牵头，会同市财政局', COMPLEX),
  rule('审批手续', 'dept-approval', '审批手续由市行政审批服务局牵头'),
  rule('拖欠账款', 'dept-industry', '拖欠账款由市工信局（清欠办）牵头', COMPLEX),
  rule('税费', 'dept-tax', '税费问题由市税务局办理'),
  rule('环保', 'dept-env', '环保问题由市生态环境局办理'),
  rule('安全', 'dept-safety', '安全问题由市应急管理局办理'),
  rule('统计入规', 'dept-stats', '统计和入规问题由市统计局办理'),
  rule('上市', 'dept-finance-office', '上市问题由市政府金融办牵头', COMPLEX),
  rule('知识产权', 'dept-market', '知识产权和质量问题由市市场监管局办理'),
  rule('基础设施', 'dept-industry', '未登记属地，先由市工信局（领导小组办公室所在单位）研判'),
  rule('行政执法', 'dept-legal', '行政执法和营商环境问题由市优化办（司法局）办理'),
  rule('其他', 'dept-industry', '未列入分类的问题先由市工信局（领导小组办公室所在单位）研判'),
]

/** Districts, counties and county-level cities; each is the unit responsible for its own roads and pipes. */
const REGIONS = [
  '430405',
  '430406',
  '430407',
  '430408',
  '430412',
  '430421',
  '430422',
  '430423',
  '430424',
  '430426',
  '430481',
  '430482',
]

const REGIONAL = REGIONS.map(
  (regionCode): RouteRow => ({
    ...rule('基础设施', regionCode, '基础设施配套由企业所在县市区负责'),
    regionCode,
  }),
)

/** 派单规则 as a new installation starts with them; afterwards the office's own table counts. */
export const ROUTES: RouteRow[] = [...CITY, ...REGIONAL].flatMap(row => [
  row,
  { ...row, urgency: '特急', dueDays: PRESSING },
])
