import type { DemoFirm } from './firms.ts'
import { madeUpPerson } from './made-up-people.ts'
import { between, pick } from './spread.ts'

const ENTERED = { created_by: 'demo', created_at: '2023-03-01T09:00:00+08:00' }
const RECORDED = { recorded_by: 'demo', recorded_at: '2023-06-01T09:00:00+08:00' }

/** Rows of `proposal`: one the city has published, the rest made up. */
export const proposalRows = () => [
  {
    ...paper(
      '政协提案',
      '市政协十二届五次会议',
      72,
      '关于加快产业链建设的提案',
      '民建衡阳市委',
      '2021-04-26',
    ),
    state: '已公开',
    grade: 'B',
    reply_no: '衡工信提复〔2021〕1号',
    replied_on: '2021-07-26',
    published_on: '2021-08-18',
    copies: ['市政府办(2)', '市政协提案委(2)'],
  },
  {
    ...paper(
      '政协提案',
      '市政协十三届二次会议',
      31,
      '关于降低中小企业用电成本的提案（演示）',
      madeUpPerson(1),
      '2023-03-20',
    ),
    state: '已答复',
    grade: 'A',
    reply_no: '衡工信提复〔2023〕4号（演示）',
    replied_on: '2023-06-12',
  },
  paper(
    '人大建议',
    '市十六届人大二次会议',
    58,
    '关于支持专精特新企业融资的建议（演示）',
    madeUpPerson(2),
    '2023-08-28',
  ),
  paper(
    '政协提案',
    '市政协十三届二次会议',
    96,
    '关于加强产业工人培训的提案（演示）',
    madeUpPerson(3),
    '2023-09-15',
  ),
]

const paper = (
  kind: string,
  session: string,
  number: number,
  topic: string,
  proposer: string,
  assignedOn: string,
) => ({
  kind,
  session,
  number,
  topic,
  proposer,
  assigned_on: assignedOn,
  unit_id: 'dept-industry',
  leader: madeUpPerson(number),
  handler: madeUpPerson(number + 1),
  copies: ['市政府办(2)'],
  state: '办理中',
  grade: null as string | null,
  reply_no: null as string | null,
  replied_on: null as string | null,
  published_on: null as string | null,
  is_demo: true,
  ...ENTERED,
})

const listed = (firms: readonly DemoFirm[]) => firms.filter(({ cell }) => cell !== null)

/** Rows of `land_request`: every twelfth of the listed wants land. */
export const landRequestRows = (firms: readonly DemoFirm[]) =>
  listed(firms)
    .filter((_, i) => i % 12 === 0)
    .map(({ n, uscc }) => {
      const state = pick(['提出', '办理中', '办理中', '已落实'], n, 171)
      return {
        uscc,
        purpose: '扩产扩能',
        area: String(between(10, 80, n, 172)),
        detail: '二期厂房用地',
        state,
        requested_on: `2023-0${between(2, 9, n, 173)}-12`,
        settled_on: state === '已落实' ? '2023-10-20' : null,
        ...RECORDED,
      }
    })

/** Rows of `agreement`. */
export const agreementRows = (firms: readonly DemoFirm[]) =>
  listed(firms)
    .filter((_, i) => i % 24 === 0)
    .map(({ n, uscc }, i) => ({
      uscc,
      title: `投资监管协议〔2022〕${i + 1}号（演示）`,
      signed_on: `2022-0${between(3, 9, n, 174)}-18`,
      area: String(between(20, 90, n, 175)),
      promised_investment: String(between(6, 30, n, 176) * 1000),
      invest_by: `2024-0${between(1, 9, n, 177)}-28`,
      terms: '投产后亩均税收不低于约定数',
      ...RECORDED,
    }))

/** Rows of `award`: interest subsidies of last year, some paid, some only decided. */
export const awardRows = (firms: readonly DemoFirm[]) =>
  listed(firms)
    .filter((_, i) => i % 20 === 1)
    .map(({ n, uscc }, i) => {
      const isPaid = i % 3 !== 2
      return {
        no: `JB2022-${String(i + 1).padStart(3, '0')}`,
        uscc,
        year: 2022,
        kind: '贴息',
        amount: String(between(12, 96, n, 178)),
        clause: '技术改造贷款贴息',
        state: isPaid ? '已兑付' : '已决定',
        proposed_by: 'demo',
        proposed_at: '2023-04-10T09:00:00+08:00',
        decided_on: '2023-05-20',
        decided_by: 'demo',
        paid_on: isPaid ? '2023-07-18' : null,
        paid_by: isPaid ? 'demo' : null,
        voucher: isPaid ? `PZ2023${String(700 + i)}（演示）` : null,
        is_demo: true,
      }
    })

/** Rows of `idle_asset`. */
export const idleAssetRows = () =>
  (
    [
      ['闲置厂房', '原机械厂三号车间', '430406', '平方米', 6200, '处置中'],
      ['闲置用地', '开发大道北侧地块', '430421', '亩', 46, '闲置'],
      ['闲置厂房', '原针织厂厂房', '430426', '平方米', 4800, '已盘活'],
      ['闲置用地', '经开区西区地块', '430424', '亩', 73, '闲置'],
      ['僵尸企业', '原轻工机械公司', '430481', '亩', 28, '处置中'],
      ['闲置厂房', '标准厂房五栋', '430422', '平方米', 9100, '闲置'],
    ] as const
  ).map(([kind, name, regionCode, areaUnit, area, state]) => ({
    kind,
    name: `${name}（演示）`,
    region_code: regionCode,
    area: String(area),
    area_unit: areaUnit,
    idle_since: '2021-05-01',
    state,
    reuse: state === '已盘活' ? '引进企业租用' : null,
    reused_on: state === '已盘活' ? '2023-04-15' : null,
    reused_area: state === '已盘活' ? String(area) : null,
    is_demo: true,
    ...ENTERED,
  }))
