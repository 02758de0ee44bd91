import type { DemoFirm } from './firms.ts'
import { madeUpPerson } from './made-up-people.ts'
import { splitBetween, splitBy } from './split.ts'
import { between, pick, spread } from './spread.ts'

/** 亿元 in 万元. */
const YI = 10_000

/** 在建亿元以上工业项目 by size: how many, and their 总投资 in tenths of 亿元. Together 149 and 675.4亿元. */
const SIZES: readonly { count: number; total: number; least: number; most: number }[] = [
  { count: 3, total: 1527, least: 200, most: 900 },
  { count: 9, total: 1260, least: 100, most: 199 },
  { count: 23, total: 1495, least: 50, most: 99 },
  { count: 52, total: 1612, least: 20, most: 49 },
  { count: 62, total: 860, least: 10, most: 19 },
]
/** 年度预计投产, what they are to add a year: 502亿元 of output, 13.3亿元 of tax. */
const TO_PRODUCE = 52
const ADDED_OUTPUT = 502 * YI
const ADDED_TAX = 133_000

/** 对外发布的招商引资项目: 112, 1690亿元. */
const PROMOTED = { count: 112, total: 1690 }

const CONTENTS = [
  '智能化改造',
  '扩能升级',
  '二期厂房建设',
  '生产线技术改造',
  '绿色制造提升',
  '高端产品产业化',
  '数字化车间',
  '研发中试基地',
] as const

/** One building project with all that is kept of it. */
interface BuildingProject {
  /** Counted from 1, the largest first. */
  place: number
  firm: DemoFirm
  name: string
  /** 万元. */
  total: number
  expected: { output: number; tax: number } | null
  startedOn: string
  produceOn: string
  /** 年度计划 and how much of it was done by the end of October; null where nobody has reported. */
  plan: number
  done: number | null
}

/** The 149, the largest first, each of another enterprise. */
export function buildingProjects(firms: readonly DemoFirm[]): BuildingProject[] {
  const totals = SIZES.flatMap(({ count, total, least, most }, i) =>
    splitBetween(total * 1000, count, { least: least * 1000, most: most * 1000 + 999 }, i * 100).sort(
      (a, b) => b - a,
    ),
  )
  const owners = firms
    .filter(({ isAboveScale = true, isIndustrial = true, roster }) => isAboveScale && isIndustrial && !roster)
    .sort((a, b) => b.size - a.size || a.n - b.n)
  // Every third or so is to produce this year, the largest among them.
  const producing = totals.map((_, i) => i).filter(i => (i * TO_PRODUCE) % totals.length < TO_PRODUCE)
  const weights = producing.map(i => totals[i] ?? 0)
  const outputs = splitBy(ADDED_OUTPUT, weights)
  const taxes = splitBy(ADDED_TAX, weights)
  return totals.flatMap((total, i): BuildingProject[] => {
    const firm = owners[i]
    if (!firm) return []
    const turn = producing.indexOf(i)
    const { n } = firm
    const plan = Math.round((total * between(30, 55, n, 101)) / 100)
    return [
      {
        place: i + 1,
        firm,
        name: `${firm.name.replace(/(?:有限|股份有限|有限责任)?公司$/, '')}${pick(CONTENTS, n, 102)}项目`,
        total,
        expected: turn < 0 ? null : { output: outputs[turn] ?? 0, tax: taxes[turn] ?? 0 },
        startedOn: dayIn(2022, between(1, 12, n, 103), n),
        produceOn:
          turn < 0
            ? dayIn(between(2024, 2025, n, 104), between(1, 12, n, 105), n)
            : dayIn(2023, between(11, 12, n, 105), n + 20),
        plan,
        done: doneOf(plan, n),
      },
    ]
  })
}

/** Most keep up with ten twelfths of the year, some are ten points and more behind, a few thirty; two have not said. */
function doneOf(plan: number, n: number): number | null {
  const luck = spread(n, 106)
  const percent =
    luck < 0.72 ? between(76, 93, n, 107) : luck < 0.92 ? between(56, 71, n, 107) : between(35, 52, n, 107)
  return luck > 0.985 ? null : Math.round((plan * percent) / 100)
}

const two = (part: number) => String(part).padStart(2, '0')
const dayIn = (year: number, month: number, n: number) =>
  `${year}-${two(month)}-${two(between(1, 28, n, 108))}`

const BY = { created_by: 'demo', created_at: '2023-01-10T09:00:00+08:00' }
const nothing = { aliases: [], tags: [], is_demo: true, removed_on: null }

/** Rows of `project`: those being built, then those offered to investors. */
export function projectRows(projects: readonly BuildingProject[]) {
  return [...projects.map(builtRow), ...promotedRows()]
}

function builtRow({ place, firm, name, total, expected }: BuildingProject) {
  const { n } = firm
  return {
    ...nothing,
    name,
    kinds: [
      ...(spread(n, 109) < 0.35 ? ['技改'] : ['工业重点']),
      ...(firm.cell && spread(n, 110) < 0.4 ? ['倍增支撑'] : []),
    ],
    level: place <= 9 ? '省' : place <= 60 ? '市' : '县',
    sector: '工业',
    uscc: firm.uscc,
    region_code: firm.regionCode,
    park_id: firm.parkId ?? null,
    chain: firm.chain,
    owner_unit_id: firm.unitId,
    owner: madeUpPerson(n + 5000),
    total_investment: String(total),
    expected_output: expected && String(expected.output),
    expected_tax: expected && String(expected.tax),
    approval: '备案',
    content: null,
    ...BY,
  }
}

const PLACES: readonly (readonly [regionCode: string, name: string])[] = [
  ['430405', '珠晖'],
  ['430406', '雁峰'],
  ['430407', '石鼓'],
  ['430408', '蒸湘'],
  ['430421', '衡阳县'],
  ['430422', '衡南'],
  ['430423', '衡山'],
  ['430424', '衡东'],
  ['430426', '祁东'],
  ['430481', '耒阳'],
  ['430482', '常宁'],
]
const PRODUCTS: readonly (readonly [product: string, chain: string])[] = [
  ['特种电缆产业园', '输变电'],
  ['新型变压器配套', '输变电'],
  ['印制电路板', '电子信息'],
  ['精密铜材深加工', '有色金属'],
  ['无缝钢管后加工', '钢管及深加工'],
  ['氯碱下游新材料', '盐卤化工'],
  ['动力电池结构件', '新能源汽车'],
  ['预制食品加工', '新农业'],
  ['冷链物流园', '新物流'],
  ['中药提取', '生物医药'],
  ['运动服饰制造', '纺织服装'],
]

function promotedRows() {
  const totals = splitBetween(PROMOTED.total * YI, PROMOTED.count, { least: YI, most: 40 * YI }, 700)
  return totals.map((total, i) => {
    const [regionCode, where] = PLACES[i % PLACES.length] ?? ['430400', '衡阳']
    const round = Math.floor(i / PLACES.length)
    const [product, chain] = PRODUCTS[round % PRODUCTS.length] ?? ['产业园', '输变电']
    return {
      ...nothing,
      name: `${where}${product}项目${round >= PRODUCTS.length ? '（二）' : ''}`,
      kinds: ['招商发布'],
      level: '市',
      sector: chain === '新物流' ? '服务业' : '工业',
      uscc: null,
      region_code: regionCode,
      park_id: null,
      chain,
      owner_unit_id: 'dept-commerce',
      owner: null,
      total_investment: String(total),
      expected_output: null,
      expected_tax: null,
      approval: null,
      content: '2022年对外发布的招商引资项目',
      ...BY,
    }
  })
}

/** A building project as the database numbered it. */
type Numbered = BuildingProject & { id: number }

/** Rows of `project_stage`. */
export const stageRows = (projects: readonly Numbered[]) =>
  projects.flatMap(({ id, startedOn, produceOn }) => [
    { project_id: id, stage: '开工', planned_on: startedOn, actual_on: startedOn },
    { project_id: id, stage: '在建', planned_on: null, actual_on: startedOn },
    { project_id: id, stage: '投产', planned_on: produceOn, actual_on: null },
  ])

/** Rows of `project_plan` for 2023. */
export const planRows = (projects: readonly Numbered[]) =>
  projects.map(({ id, plan, produceOn }) => ({
    project_id: id,
    year: 2023,
    investment: String(plan),
    goal: produceOn.startsWith('2023') ? '年内投产' : '完成主体工程',
    recorded_by: 'demo',
    recorded_at: '2023-02-10T10:00:00+08:00',
  }))

/** Rows of `project_progress`: the year before, September and October. */
export const progressRows = (projects: readonly Numbered[]) =>
  projects.flatMap(({ id, total, done }) => {
    const row = (month: string, cumulative: number, on: string) => ({
      project_id: id,
      month,
      cumulative: String(cumulative),
      note: null,
      reported_by: 'demo',
      reported_at: `${on}T10:00:00+08:00`,
    })
    return [
      row('2022-12', Math.round(total * 0.22), '2023-01-08'),
      ...(done === null
        ? []
        : [row('2023-09', Math.round(done * 0.9), '2023-10-09'), row('2023-10', done, '2023-11-08')]),
    ]
  })

/** Rows of `milestone` and `project_member` of those of 5亿元 and more. */
export function teamRows(projects: readonly Numbered[]) {
  const large = projects.filter(({ total }) => total >= 5 * YI)
  return {
    milestones: large.flatMap(({ id, firm: { n }, produceOn }) => [
      {
        project_id: id,
        title: '主体工程封顶',
        due_on: dayIn(2023, between(5, 9, n, 111), n),
        owner: madeUpPerson(n + 5000),
        done_on: `2023-10-${two(between(8, 27, n, 112))}`,
        added_by: 'demo',
        added_at: '2023-02-10T10:00:00+08:00',
      },
      {
        project_id: id,
        title: '设备安装调试',
        due_on: produceOn > '2023-12-20' ? '2023-12-20' : produceOn,
        owner: madeUpPerson(n + 5000),
        done_on: null,
        added_by: 'demo',
        added_at: '2023-02-10T10:00:00+08:00',
      },
    ]),
    members: large.flatMap(({ id, firm: { n, unitId } }) => [
      {
        project_id: id,
        duty: '牵头领导',
        name: madeUpPerson(n + 6000),
        unit: '领导小组成员单位',
        left_on: null,
      },
      {
        project_id: id,
        duty: '成员',
        name: madeUpPerson(n + 7000),
        unit: unitId.startsWith('park-') ? '园区管委会' : '县市区工信部门',
        left_on: null,
      },
    ]),
  }
}
