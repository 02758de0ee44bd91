import type { ListRow } from '../../src/registry/lists/list.ts'
import type { MadeSheet } from './handmade.ts'

export const A = '91430400DEM000014F'
export const B = '91430424DEM000030X'
export const C = '91430482DEM000049T'
/** Not in the demo. */
export const D = '91430424DEM009001K'

export const day = (on: string) => ({ day: on })

/** A table as an office keeps it, and what becomes of it. */
export interface Case {
  what: string
  kind: string
  file: string
  sheets: MadeSheet[]
  /** Prefix of its XML. */
  prefix?: string
  /** Rows as an export of the list has them afterwards. */
  rows: Record<string, unknown>[]
  about(row: ListRow): boolean
  /** Rows of the sheet that are told as faulty. */
  faulty?: number[]
  /** What is told of rows left out. */
  left?: RegExp[]
  remarks?: RegExp
}

/** Tables as they come from counties and bureaus, with whatever makes them hard to read. */
export const UNTIDY: readonly Case[] = [
  {
    what: 'enterprises under three rows of headings, - and / where there is nothing, one without its code',
    kind: 'enterprises',
    file: '附件1.xlsx',
    sheets: [
      {
        name: '摸底表',
        merges: [
          'A1:I1',
          'A3:A5',
          'B3:D3',
          'E3:F3',
          'G3:H3',
          'I3:I5',
          'B4:B5',
          'C4:C5',
          'D4:D5',
          'E4:E5',
          'F4:F5',
        ],
        rows: [
          ['衡阳市工业企业基本情况摸底表'],
          ['填报单位（盖章）：衡东县科技和工业信息化局'],
          [
            '序\n号',
            '企业基本信息',
            null,
            null,
            '所在地',
            null,
            '规模以上情况',
            null,
            '用地面积（公顷）',
            null,
            null,
          ],
          [null, '企业名称', '统一社会\n信用代码', '法定\n代表人', '县市区', '园区', '是否规上', '规上日期'],
          [null, null, null, null, null, null, '（是/否）', '入规时间'],
          [1, '衡东新岳电器有限公司', `'${D}`, '张三', '衡东县', '-', '是', '2021.3', '2'],
          [2, '衡阳金杯电工有限公司', '/', '李四', '雁峰区', null, '√', '—', '无'],
          [3, '衡东没有代码有限公司', null, '王五', '衡东县', null, '否'],
          ['合计', '3户'],
          ['单位负责人：刘某', null, null, '审核：陈某', null, null, '填表人：周某'],
        ],
      },
      { name: '填表说明', rows: [['一、统计范围：全部工业企业'], ['二、企业名称按营业执照填写']] },
    ],
    rows: [
      {
        企业名称: '衡东新岳电器有限公司',
        统一社会信用代码: D,
        用地亩数: 30,
        是否规上: '是',
        首次入规日期: day('2021-03-01'),
      },
    ],
    about: row => row.统一社会信用代码 === D,
    faulty: [7, 8],
    left: [/合计/, /说明/],
    remarks: /没有用到的列：法定代表人/,
  },
  {
    what: 'figures under three rows of headings, 本月 and 累计 with their growth beside them, the total on top',
    kind: 'figures',
    file: '快报.xlsx',
    sheets: [
      {
        name: '2023年10月',
        merges: ['A1:I1', 'A3:A5', 'B3:B5', 'C3:F3', 'G3:I3', 'C4:D4', 'E4:F4', 'H4:I4'],
        rows: [
          ['2023年1-10月重点工业企业主要指标完成情况（市统计局）'],
          [null, null, null, null, null, '单位：万元、%'],
          ['企业名称', '统一社会信用代码', '工业总产值', null, null, null, '税金'],
          [null, null, '10月', null, '1-10月', null, '10月', '1-10月'],
          [null, null, '本月实绩', '同比增长', '累计', '同比增长（%）', '本月', '累计', '上年同期'],
          ['全市合计', null, { formula: 'SUM(C7:C8)', value: 2760 }, { percent: 0.083 }, 26_000],
          ['衡阳金杯电工有限公司', A, '1,260.50', '12.5%', '１．２亿', '▲8.3', '—', '380.5', 350],
          ['常宁金翼有色金属有限公司', C, 1500.123456, null, 15_000, '-2.1%', '免税', 45, 40],
        ],
      },
    ],
    rows: [
      { 指标: '产值', 期间: '2023-10', 数值: 1260.5 },
      { 指标: '产值', 期间: '2023M01-10', 数值: 12_000 },
      { 指标: '税金', 期间: '2023M01-10', 数值: 380.5 },
    ],
    about: row =>
      row.统一社会信用代码 === A &&
      row.来源 === '统计' &&
      ['2023-10', '2023M01-10'].includes(String(row.期间)) &&
      ['产值', '税金'].includes(String(row.指标)),
    faulty: [8],
    left: [/合计/],
    remarks: /没有用到的列：工业总产值10月同比增长/,
  },
  {
    what: 'figures of one indicator, the title says which, months in the headings as Excel holds them',
    kind: 'figures',
    file: '供电.xlsx',
    sheets: [
      {
        name: 'Sheet1',
        rows: [
          ['规模工业企业用电量情况（供电公司）'],
          ['单位：千瓦时'],
          ['户名', '统一社会信用代码', { day: 45_139 }, { day: 45_170 }, '合计'],
          ['衡阳金杯电工有限公司', A, 120_000, '13.5万', { formula: 'C4+D4', value: 0 }],
          ['衡阳金杯电工有限公司', A, 120_000, 135_000, 255_000],
        ],
      },
    ],
    rows: [
      { 指标: '用电量', 期间: '2023-08', 数值: 12 },
      { 指标: '用电量', 期间: '2023-09', 数值: 13.5 },
    ],
    about: row =>
      row.统一社会信用代码 === A &&
      row.指标 === '用电量' &&
      ['2023-08', '2023-09'].includes(String(row.期间)),
    left: [/重复/],
    remarks: /按标题和文件名读作“用电量”/,
  },
  {
    what: 'figures of the tax office by quarter, the period as a number, formulas that failed',
    kind: 'figures',
    file: '税务.xlsx',
    sheets: [
      {
        name: '雁峰区',
        rows: [
          ['纳税人名称', '纳税人识别号', '项目', '所属期', '金额（元）', '数据来源'],
          ['衡阳金杯电工有限公司', A, '营业收入', '2023年三季度', '12,000,000.00', '市税务局'],
          ['衡阳金杯电工有限公司', A, '实缴税金', 45_139, 380_512.36, '税务'],
          ['衡阳金杯电工有限公司', A, '实缴税金', '202309', { formula: 'E2/0', value: '#DIV/0!' }, '税务'],
        ],
      },
      {
        name: '汇总',
        rows: [
          ['区县', '金额（元）'],
          ['雁峰区', 12_380_512.36],
        ],
      },
    ],
    rows: [
      { 指标: '营收', 期间: '2023M07-09', 数值: 1200 },
      { 指标: '税金', 期间: '2023-08', 数值: 38.0512 },
    ],
    about: row =>
      row.统一社会信用代码 === A &&
      row.来源 === '税务' &&
      (row.期间 === '2023M07-09' || row.期间 === '2023-08'),
    faulty: [4],
    remarks: /没有导入“汇总”/,
  },
  {
    what: 'a published roster: its name, year and paper stand above it, no codes, counties merged',
    kind: 'members',
    file: '公示.xlsx',
    sheets: [
      {
        name: 'Sheet1',
        merges: ['A1:D1', 'A4:A5'],
        rows: [
          ['关于公布产业链“头雁”企业名单（第二批）的通知'],
          ['衡制造强市办〔2023〕3号'],
          ['县市区', '序号', '企业名称', '批次', '认定时间'],
          ['常宁市', 1, '常宁金翼有色金属有限公司', '第二批', '2023/6/30'],
          [null, 2, '没有这家厂有限公司', '第二批', '2023/6/30'],
          ['共2家'],
        ],
      },
    ],
    rows: [
      {
        统一社会信用代码: C,
        名录: '头雁',
        级别或批次: '第二批',
        进入日期: day('2023-06-30'),
        依据: '衡制造强市办〔2023〕3号',
      },
    ],
    about: row => row.依据 === '衡制造强市办〔2023〕3号',
    faulty: [5],
    left: [/合计/],
    remarks: /读作“头雁”、“衡制造强市办〔2023〕3号”/,
  },
  {
    what: 'projects in 亿元 under merged headings, days to come under 开工时间 and 竣工时间, who is in charge as a place',
    kind: 'projects',
    file: '推进表.xlsx',
    sheets: [
      {
        name: 'Sheet1',
        merges: ['A1:J1', 'A3:A4', 'B3:B4', 'C3:C4', 'D3:D4', 'E3:G3', 'H3:I3', 'J3:J4', 'A5:J5'],
        rows: [
          ['2023年市重点工业项目推进情况表'],
          ['单位：亿元'],
          [
            '序号',
            '项目名称',
            '建设单位',
            '总投资',
            '投资计划及完成情况',
            null,
            null,
            '建设周期',
            null,
            '责任单位',
          ],
          [null, null, null, null, '2022年度计划投资', '1-10月完成投资', '完成率', '开工时间', '竣工时间'],
          ['一、先进装备制造（2个）'],
          [
            1,
            '新岳液氯扩能',
            '衡阳金杯电工有限公司',
            '３．２６',
            1.2,
            '0.98',
            '81.7%',
            { day: 44_842 },
            '2024年6月',
            '松木经开区管委会',
          ],
          [
            2,
            '新岳石墨烯',
            '深圳某某科技',
            20,
            null,
            null,
            null,
            '拟2023年12月开工',
            '2025年底',
            '衡南县人民政府',
          ],
          ['小计', null, null, { formula: 'SUM(D6:D7)', value: 23.26 }],
        ],
      },
    ],
    rows: [
      {
        项目名称: '新岳液氯扩能',
        统一社会信用代码: A,
        总投资: 32_600,
        实际开工时间: day('2022-10-08'),
        计划竣工时间: day('2024-06-01'),
        责任单位: '松木经开区',
      },
      {
        项目名称: '新岳石墨烯',
        总投资: 200_000,
        计划开工时间: day('2023-12-01'),
        计划竣工时间: day('2025-12-31'),
        责任单位: '衡南县',
      },
    ],
    about: row => /^新岳(?:液氯|石墨)/.test(String(row.项目名称)),
    left: [/分组标题/, /按“计划竣工时间”导入/, /按“计划开工时间”导入/, /不在企业库/, /合计/],
    remarks: /没有用到的列：1-10月完成投资、完成率/,
  },
  {
    what: 'visits a sheet a week, days without their year, problems in a column of their own',
    kind: 'visits',
    file: '走访登记表.xlsx',
    sheets: [
      {
        name: '第一周',
        rows: [
          ['2023年11月驻企联络员走访情况登记表'],
          ['序号', '走访时间', '企业名称', '走访人员', '走访情况', '存在问题'],
          [1, '11月6日', '金杯电工', '赵联', '订单排到明年3月', '无'],
          [2, '11.7', '金杯电工', '赵联', '上门', '园区经常停电'],
        ],
      },
      {
        name: '第二周',
        rows: [
          ['走访时间', '企业名称', '走访人员', '反映问题'],
          ['2023-11-08 09:30', '金杯电工', '赵联', '缺焊工'],
          ['2023年11月31日', '金杯电工', '赵联', '缺焊工'],
        ],
      },
    ],
    rows: [
      { 走访日期: day('2023-11-06'), 结果: '正常', 走访情况: '订单排到明年3月' },
      { 走访日期: day('2023-11-07'), 结果: '有问题', 走访情况: '上门；存在问题：园区经常停电' },
      { 走访日期: day('2023-11-08'), 结果: '有问题', 走访情况: '缺焊工' },
    ],
    about: row => /明年3月|园区经常停电|缺焊工/.test(String(row.走访情况)),
    faulty: [3],
  },
  {
    what: 'accidents by the kinds of the emergency office, with the hour, losses in 元',
    kind: 'incidents',
    file: '事故统计.xlsx',
    sheets: [
      {
        name: 'Sheet1',
        rows: [
          ['2023年工业企业生产安全事故统计表'],
          [
            '事故单位',
            '事故发生时间',
            '事故类别',
            '事故等级',
            '死亡（人）',
            '重伤（人）',
            '直接经济损失（元）',
            '简要经过',
          ],
          ['金杯电工', { day: 45_055.604 }, '生产安全事故', '一般事故', 0, '1人', '385,000', '机械伤害一人'],
          ['金杯电工', '2023.8.2 03:15', '中毒窒息', '较大', 3, '无', '1200万', '中毒三人'],
        ],
      },
    ],
    rows: [
      { 类型: '安全生产', 发生日期: day('2023-05-09'), 等级: '一般', 重伤: 1, 直接经济损失: 38.5 },
      { 类型: '安全生产', 发生日期: day('2023-08-02'), 等级: '较大', 死亡: 3, 重伤: 0, 直接经济损失: 1200 },
    ],
    about: row => /机械伤害一人|中毒三人/.test(String(row.情况)),
  },
]
