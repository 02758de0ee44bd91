import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { campaignReport, liaison, roleGrant } from '../../db/schema/index.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { readTable } from '../../src/lib/tables/read.ts'
import { exportList } from '../../src/registry/lists/export-list.ts'
import { importList } from '../../src/registry/lists/import-list.ts'
import { lists } from '../../src/registry/lists/index.ts'
import type { List } from '../../src/registry/lists/list.ts'
import { talkIn } from '../ledger/talk.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn } from '../support/policies.ts'
import { addTown, codeOf, FIRMS, NOW, PEOPLE, type Who } from './a-town.ts'

const onDatabase = useDatabase(addTown)
const OPERATOR = { kind: 'operator' } as const
const listOf = (kind: string): List => {
  const found = lists.find(list => list.kind === kind)
  if (!found) throw new Error(`no list ${kind}`)
  return found
}
const take = async (db: Db, kind: string, csv: string, who: Who | null = null) =>
  importList(db, listOf(kind), await readTable(new TextEncoder().encode(csv), 'a.csv'), {
    actor: who ? PEOPLE[who] : OPERATOR,
    by: who ?? 'operator',
    now: NOW,
    policies: builtIn,
    batchId: null,
  })

/** A sheet of each list of this part, as an official might send it; some words and headings are other ones. */
const SHEETS: Record<string, string> = {
  liaisons: [
    '企业名称,人员类别,姓名,职务,联系电话,起始日期,依据',
    '大合新材料,联系领导,周岳,市领导,,2023-01-01,联点安排',
    '大合新材料,科级中级层干部,何平,,,2023年2月3日,联点安排',
    '建滔化工,驻企联络员,陈平,工信局,0734-1,,',
  ].join('\n'),
  visits: [
    '企业名称,走访时间,走访人员,方式,走访结果,备注',
    '大合新材料,2023.11.3,赵联,实地,无问题,订单饱满',
    '恒飞电缆,2023-11-03,赵联,电话,反映问题,缺焊工',
  ].join('\n'),
  'chain-slots': [
    '产业链,类别,姓名或名称,职务,开始日期,依据',
    '输变电产业链,链长,周岳,市领导,2023-01-01,链长安排',
    '新型能源及电力装备,银行,甲银行,,,',
    '新型能源及电力装备,银行,乙银行,,,',
  ].join('\n'),
  'chain-updates': [
    '产业链,清单,更新时间,备注',
    '输变电产业链,发展目标清单,2023-11-10,新增两个目标',
    '化工新材料,重点问题清单,2023.11.1,',
  ].join('\n'),
  checklists: [
    '清单组,清单,出处,已确认',
    '五单一图谱,发展目标清单,某文件,是',
    '两网两图两库两池两报告,某库,某文件,否',
  ].join('\n'),
  targets: [
    '层级,县市区,指标,年度,目标数,文件',
    '县市区,衡东,新增规模工业企业,2023年,12家,2023年目标分解表',
    '园区,松木,净增,2023,5,2023年目标分解表',
  ].join('\n'),
  'indicator-values': [
    '地区,指标名称,时间,增速,位次,来源',
    '全市,规工增加值,2023年1-10月,8.4%,第2,市统计局快报',
    '衡东县,产业年产值,2022年,,3,县统计局',
  ].join('\n'),
  'per-mu': [
    '企业名称,评价年度,用地亩数,评价结果,来源',
    '建滔化工,2022年度,133.5亩,A类,公告',
    '大合新材料,2022,,C,公告',
  ].join('\n'),
  campaigns: [
    '行动名称,开始时间,结束时间,干部人数,收集企业问题,已解决问题',
    '解难题攻坚月,2022-09-01,2022-09-30,3369,5676,5561',
  ].join('\n'),
  terms: [
    '词条,解释,来源,主管部门',
    '四到四零,,2021年提案答复,司法局',
    '新词条,一种说法的意思,某文件第二条,工信局',
  ].join('\n'),
}

describe.each(Object.keys(SHEETS))('%s as a spreadsheet', kind => {
  test('taken whole; a second time nothing changes; what comes out goes in again and changes nothing', () =>
    onDatabase(async db => {
      const sheet = SHEETS[kind] ?? ''
      const first = await take(db, kind, sheet)
      expect(first).toMatchObject({ faulty: 0 })
      expect(first.added + first.changed).toBeGreaterThan(0)
      expect(await take(db, kind, sheet)).toMatchObject({ added: 0, changed: 0, faulty: 0 })
      const out = (await exportList(db, listOf(kind), OPERATOR)).bytes
      const again = await importList(db, listOf(kind), await readTable(out, 'a.xlsx'), {
        actor: OPERATOR,
        by: 'operator',
        now: NOW,
        policies: builtIn,
        batchId: null,
      })
      expect(again).toMatchObject({ added: 0, changed: 0, faulty: 0 })
    }))
})

describe('what is wrong is said by row and column', () => {
  test.each([
    ['liaisons', '企业名称,职责,姓名\n没有的企业,联络员,某某', '企业名称'],
    ['liaisons', '企业名称,职责,姓名\n大合新材料,厂长,某某', '职责'],
    ['visits', '企业名称,走访日期,走访人,走访情况\n大合新材料,2024-01-01,赵联,好', '走访日期'],
    ['chain-slots', '产业链,类别,姓名或名称\n航天,链长,某某', '产业链'],
    ['targets', '层级,单位,指标,年份,目标值,文件\n县,火星,新增规上,2023,5,文件', '单位'],
    ['targets', '层级,单位,指标,年份,目标值,文件\n县,衡东县,新增规上,2023,许多,文件', '目标值'],
    ['indicator-values', '单位,指标,期间,同比（%）,出处\n衡阳市,工业投资,上个月,3,快报', '期间'],
    ['per-mu', '企业名称,年度,等次\n大合新材料,2022,E', '等次'],
    ['campaigns', '名称,开始日期,收集问题,解决问题\n某行动,2023-01-01,5,6', '解决问题'],
    ['terms', '词语,意思,出处,状态\n某词,,某文件,已确认', '意思'],
  ])('%s: %s', (kind, csv, column) =>
    onDatabase(async db => {
      const report = await take(db, kind, csv)
      expect(report).toMatchObject({ added: 0, changed: 0, faulty: 1 })
      expect(JSON.stringify(report)).toContain(column)
    }),
  )

  test('a county puts in its own alone', () =>
    onDatabase(async db => {
      const csv = '企业名称,职责,姓名\n大合新材料,联络员,陈平\n建滔化工,联络员,陈平'
      expect(await take(db, 'liaisons', csv, 'county')).toMatchObject({ added: 1, faulty: 1 })
      await expect(take(db, 'liaisons', csv, 'contact')).rejects.toThrow('没有导入')
    }))
})

describe('填报数', () => {
  test('each report is kept, the newest stands, and it is told beside what was recorded here', () =>
    onDatabase(async db => {
      const head = '名称,开始日期,结束日期,选派干部,联系企业,收集问题,解决问题,出处'
      await take(db, 'campaigns', `${head}\n解难题攻坚月,2023-11-01,2023-11-30,3000,30000,100,60,办公室日报`)
      await take(
        db,
        'campaigns',
        `${head}\n解难题攻坚月,2023-11-01,2023-11-30,3369,31300,5676,5561,办公室日报`,
      )
      await take(db, 'visits', '企业名称,走访日期,走访人,走访情况\n大合新材料,2023-11-03,赵联,情况正常')
      expect(await db.select().from(campaignReport)).toHaveLength(2)
      const { card } = await talkIn(db).says('ou_office', '攻坚月战果怎么样')
      const words = cardText(card)
      expect(words).toContain('还有15天')
      expect(words).toContain(
        '填报数：选派干部3369名，联系服务企业31300家，收集问题5676个，解决5561个，解决率98.0%',
      )
      expect(words).toContain('本系统记录：走访1次、企业1家、1人参加')
      expect(words).toContain('办公室日报（管理员2023-11-15录入，共报过2次）')
    }))
})

describe('liaisons from a sheet', () => {
  test('whoever the bot knows gets the rights, whoever is replaced loses them, the former stays in the books', () =>
    onDatabase(async db => {
      const holders = async () =>
        (await db.select().from(roleGrant))
          .filter(({ role, scopeId }) => role === 'liaison' && scopeId === codeOf('建滔化工'))
          .map(({ personId }) => personId)
      await take(db, 'liaisons', '企业名称,职责,姓名\n建滔化工,联络员,陈平')
      expect(await holders()).toEqual(['colleague'])
      await take(db, 'liaisons', '企业名称,职责,姓名,依据\n建滔化工,联络员,刘东,轮岗')
      expect(await holders()).toEqual(['county'])
      const rows = await db.select().from(liaison).orderBy(liaison.id)
      expect(rows.map(({ name, toOn, endReason }) => [name, toOn, endReason])).toEqual([
        ['陈平', '2023-11-15', '轮岗'],
        ['刘东', null, null],
      ])
    }))

  test('any names and duties, twice in any order, end the same', () =>
    onDatabase(async db => {
      const row = fc.record({
        firm: fc.constantFrom(...FIRMS.map(({ name }) => name)),
        duty: fc.constantFrom('联点领导', '科级干部', '联络员'),
        name: fc.constantFrom('张三丰', '李四光', '王五岳'),
      })
      await fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(row, { selector: ({ firm, duty }) => firm + duty, minLength: 1, maxLength: 12 }),
          async rows => {
            await db.delete(liaison)
            const csv = [
              '企业名称,职责,姓名',
              ...rows.map(({ firm, duty, name }) => `${firm},${duty},${name}`),
            ].join('\n')
            expect(await take(db, 'liaisons', csv)).toMatchObject({ added: rows.length, faulty: 0 })
            const backwards = [
              '企业名称,职责,姓名',
              ...rows.toReversed().map(({ firm, duty, name }) => `${firm},${duty},${name}`),
            ].join('\n')
            expect(await take(db, 'liaisons', backwards)).toMatchObject({ added: 0, changed: 0 })
            expect(await db.select().from(liaison)).toHaveLength(rows.length)
          },
        ),
        { numRuns: 10 },
      )
    }))
})
