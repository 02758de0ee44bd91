import Big from 'big.js'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { readTable } from '../../src/lib/tables/read.ts'
import { writeWorkbook } from '../../src/lib/tables/write.ts'
import type { Actor } from '../../src/people/roles.ts'
import { awardList } from '../../src/registry/lists/awards.ts'
import { contracts } from '../../src/registry/lists/contracts.ts'
import { exportList } from '../../src/registry/lists/export-list.ts'
import { idleAssetList } from '../../src/registry/lists/idle-assets.ts'
import { importList } from '../../src/registry/lists/import-list.ts'
import type { List } from '../../src/registry/lists/list.ts'
import { matterList } from '../../src/registry/lists/matters.ts'
import { milestones } from '../../src/registry/lists/milestones.ts'
import { projectProgressList } from '../../src/registry/lists/project-progress.ts'
import { projects } from '../../src/registry/lists/projects.ts'
import { proposalList } from '../../src/registry/lists/proposals.ts'
import { checkAward } from '../../src/registry/matters/awards.ts'
import { changesOf } from '../../src/registry/projects/changes.ts'
import { projectsOn } from '../../src/registry/projects/load.ts'
import { progressOf } from '../../src/registry/projects/progress.ts'
import { FIRM, NOW, people } from '../ledger/world.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn } from '../support/policies.ts'
import { buildProjects } from './world.ts'

const onDatabase = useDatabase(buildProjects)

const OPERATOR: Actor = { kind: 'operator' }
const COUNTY: Actor = {
  kind: 'person',
  id: 'county',
  name: 'county',
  isDemo: true,
  grants: [{ role: 'county', scopeId: '430424' }],
}
const OFFICE: Actor = people.office

type Cell = string | number | null
const ALL = [
  projects,
  projectProgressList,
  milestones,
  contracts,
  matterList,
  awardList,
  proposalList,
  idleAssetList,
] as unknown as readonly List[]

async function take(db: Db, list: List, bytes: Uint8Array, actor: Actor = OPERATOR) {
  const by = actor.kind === 'person' ? actor.id : 'operator'
  return importList(db, list, await readTable(bytes, 'a.xlsx'), {
    actor,
    by,
    now: NOW,
    policies: builtIn,
    batchId: null,
  })
}
async function takeRows(db: Db, list: unknown, rows: Cell[][], actor?: Actor) {
  const [headings = [], ...body] = rows
  const bytes = await writeWorkbook([{ name: '表', headings: headings.map(String), rows: body }])
  return take(db, list as List, bytes, actor)
}
/** Everything a list tells somebody, as text. */
async function told(db: Db, list: unknown, actor: Actor): Promise<string> {
  const rows: unknown[] = []
  for await (const row of (list as List).rows(db, actor)) rows.push(row)
  return JSON.stringify(rows)
}
/** The row a template shows, put in as it stands; what the world does not have is left out. */
const example = (list: List): Cell[][] => {
  const [row = {}] = list.examples
  const kept = Object.entries(row).filter(([column]) => column !== '园区')
  return [kept.map(([column]) => column), kept.map(([, cell]) => cell as Cell)]
}

describe('每张表', () => {
  test.each(ALL.map(list => [list.title, list] as const))(
    '%s：照模板的例子填能导入，再导一遍什么都不变',
    (_, list) =>
      onDatabase(async db => {
        if (list.kind === 'project-progress' || list.kind === 'milestones')
          await takeRows(db, projects, [
            ['项目名称', '总投资'],
            ['雁南机械智能压铸生产线项目', 20000],
          ])
        const first = await takeRows(db, list, example(list), OFFICE)
        expect(first.rejected).toEqual([])
        expect(first.accepted).toBe(1)
        const again = await takeRows(db, list, example(list), OFFICE)
        expect(again).toMatchObject({ accepted: 1, unchanged: 1, added: 0, changed: 0, rejected: [] })
      }),
  )

  test.each(ALL.map(list => [list.title, list] as const))('%s：导出来原样导回去，什么都不变', (_, list) =>
    onDatabase(async db => {
      for (const one of ALL.filter(({ kind }) =>
        ['matters', 'awards', 'proposals', 'idle-assets'].includes(kind),
      ))
        await takeRows(db, one, example(one), OFFICE)
      const { bytes } = await exportList(db, list, OFFICE)
      const back = await take(db, list, bytes, OFFICE)
      expect(back.rejected).toEqual([])
      expect(back.accepted).toBeGreaterThan(0)
      expect(back.unchanged).toBe(back.accepted)
    }),
  )

  test('企业和部门不能导入导出项目，县只导出本县的', () =>
    onDatabase(async db => {
      expect(ALL.filter(list => list.mayImport(people.contact))).toEqual([])
      await expect(exportList(db, projects as unknown as List, people.contact)).rejects.toThrow('没有导出')
      const own = await told(db, projects, COUNTY)
      expect(own).toContain('压铸生产线')
      expect(own).not.toContain('铜箔')
    }))
})

describe('项目表', () => {
  test('亿元的表头、合计行、文字日期都读得懂；改了什么记下来', () =>
    onDatabase(async db => {
      const report = await takeRows(db, projects, [
        ['项目名称', '总投资（亿元）', '计划开工日期', '实际开工日期', '责任人', '县市区'],
        ['铜箔产业园项目', 13.5, '2022年6月1日', '2022/6/1', '赵工', '祁东'],
        ['新能源电池壳项目', 2.4, '2024年3月', null, '吴工', '衡东县'],
        ['合计', 15.9, null, null, null, null],
      ])
      expect(report).toMatchObject({ accepted: 2, added: 1, changed: 1, rejected: [] })
      const all = await projectsOn(db, '2023-11-15')
      const copper = all.find(({ name }) => name === '铜箔产业园项目')
      expect(copper?.total.toFixed()).toBe('135000')
      const [change] = await changesOf(db, 'project', copper?.id ?? 0)
      expect(change).toMatchObject({
        field: '总投资',
        before: '120000.0000',
        after: '135000.0000',
        changedBy: 'operator',
        reason: '表格导入',
      })
      expect(all.find(({ name }) => name === '新能源电池壳项目')?.stages).toEqual([
        { stage: '开工', plannedOn: '2024-03-01', actualOn: null },
      ])
    }))

  test('每个错都说在哪一行哪一列、怎么改', () =>
    onDatabase(async db => {
      const report = await takeRows(db, projects, [
        [
          '项目名称',
          '总投资',
          '类别',
          '级别',
          '所属区域',
          '责任单位',
          '实际开工时间',
          '年度计划投资',
          '投资方标签',
        ],
        ['错项目一', '很多', '大项目', '国', '火星', '某某局', '2024-01-01', '1', '500强'],
        ['错项目二', null, null, null, null, null, null, null, '神秘客商'],
        ['错项目三', 1000, null, null, null, null, null, 2000, null],
      ])
      expect(report.accepted).toBe(0)
      expect(report.rejected.map(({ row, column, problem }) => [row, column, problem])).toEqual(
        expect.arrayContaining([
          [2, '总投资', expect.stringContaining('不是数字')],
          [2, '类别', expect.stringContaining('请填其中之一')],
          [2, '级别', expect.stringContaining('请填其中之一')],
          [2, '所属区域', expect.stringContaining('没有登记过')],
          [2, '责任单位', expect.stringContaining('不认识')],
          [2, '实际开工时间', expect.stringContaining('计划开工时间')],
          [3, '总投资', expect.stringContaining('没有填')],
          [3, '投资方标签', expect.stringContaining('请填其中之一')],
          [4, '年度计划投资', expect.stringContaining('比总投资还多')],
        ]),
      )
    }))

  test('县里不能改外县的项目，也不能录到外县', () =>
    onDatabase(async db => {
      const report = await takeRows(
        db,
        projects,
        [
          ['项目名称', '总投资', '所属区域'],
          ['铜箔产业园项目', 1, '衡东县'],
          ['本县新项目', 12000, '衡东县'],
          ['外县新项目', 12000, '祁东县'],
        ],
        COUNTY,
      )
      expect(report).toMatchObject({ accepted: 1, added: 1 })
      expect(report.rejected.map(({ row, column }) => [row, column])).toEqual([
        [2, '项目名称'],
        [4, '所属区域'],
      ])
    }))

  test('进度表：数不同就再记一笔，原来的还在', () =>
    onDatabase(async db => {
      const report = await takeRows(db, projectProgressList, [
        ['项目名称', '月份', '本年累计完成投资（亿元）', '形象进度'],
        ['雁南机械智能压铸生产线项目', '2023年10月', 0.99, null],
        ['雁南机械智能压铸生产线项目', '2023-09', 0.8, null],
        ['雁南机械智能压铸生产线项目', '2023-12', 1, null],
        ['没有这个项目', '2023-10', 1, null],
      ])
      expect(report).toMatchObject({ accepted: 2, changed: 1, unchanged: 1 })
      expect(report.rejected.map(({ row, column }) => [row, column])).toEqual([
        [4, '月份'],
        [5, '项目名称'],
      ])
      const october = (await progressOf(db, 1)).filter(({ month }) => month === '2023-10')
      expect(october.map(({ cumulative }) => cumulative)).toEqual(['9900.0000', '9800.0000'])
    }))
})

describe('台账表', () => {
  test('奖补：导入的算进当年已获，改状态要在台账里办；有较大事故的提醒', () =>
    onDatabase(async db => {
      const head = ['台账编号', '统一社会信用代码', '奖补年度', '类别', '金额', '依据条款', '决定日期']
      const row = ['JB2023-0007', FIRM, '2023', '贴息', 80, '技改贴息', '2023-05-10']
      expect(await takeRows(db, awardList, [head, row], OFFICE)).toMatchObject({ added: 1 })
      const changed = await takeRows(db, awardList, [head, [...row.slice(0, 4), 90, ...row.slice(5)]], OFFICE)
      expect(changed.rejected[0]?.problem).toContain('请在奖补台账里办理')
      const check = await checkAward(
        { db, policies: builtIn, by: 'office', now: NOW },
        { uscc: FIRM, year: 2023, kind: '贴息', amount: new Big('30') },
      )
      expect(check.room?.toFixed()).toBe('20')
    }))

  test('一事一议：涉及个人的，导入的人就是经办人，别人导不出来', () =>
    onDatabase(async db => {
      const rows = [
        ['编号', '类别', '事项', '事由', '承办单位'],
        ['YS2022-001', '高管股权投资个税奖励', '某高管增资', '申请奖励', '财政局'],
      ]
      expect((await takeRows(db, matterList, rows)).rejected[0]?.problem).toContain('本人登录导入')
      expect(await takeRows(db, matterList, rows, OFFICE)).toMatchObject({ added: 1 })
      expect(await told(db, matterList, OFFICE)).toContain('某高管增资')
      expect(await told(db, matterList, { ...people.office, id: 'another-office' })).not.toContain(
        '某高管增资',
      )
      expect(await told(db, matterList, OPERATOR)).not.toContain('某高管增资')
    }))
})
