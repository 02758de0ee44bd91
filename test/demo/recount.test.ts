import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { NO_WORDING } from '../../db/bulletin-content.ts'
import { rowsOf } from '../../db/client.ts'
import { composeBulletin } from '../../src/bulletins/compose.ts'
import { goldenLine } from '../../src/bulletins/document/overall.ts'
import { plainOf } from '../../src/bulletins/document/parts.ts'
import { seedDemo } from '../../src/cli/seed.ts'
import { verifyLedger } from '../../src/ledger/verify.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn } from '../support/policies.ts'
import { expectToFit, say } from '../support/talk.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const onDatabase = useDatabase(async db => {
  await seedDemo(db)
})

/** Of the campaign of 2022. */
const CAMPAIGN = `filed_at >= '2022-06-15 00:00+08' and filed_at < '2022-10-01 00:00+08'`
const listOf = (roster: string) =>
  `select count(*) from roster_member where roster = '${roster}' and to_on is null`
const doubled = (indicator: string, times: string) => `with years as (
    select uscc, max(amount) filter (where period = '2020') base, max(amount) filter (where period = '2022') value
    from figure where indicator = '${indicator}' and uscc in (select uscc from roster_member where roster = '倍增名录')
    group by uscc)
  select count(*) from years where base > 0 and value >= ${times} * base`
const projects = (what: string, where = 'true') => `select ${what} from project p where ${where}
  and exists (select from project_stage s where s.project_id = p.id and s.stage = '开工' and s.actual_on is not null)
  and not exists (select from project_stage s where s.project_id = p.id and s.stage = '投产' and s.actual_on is not null)`
const producing = `exists (select from project_stage s where s.project_id = p.id and s.stage = '投产'
  and s.planned_on between '2023-01-01' and '2023-12-31')`
const open = (where: string) =>
  `select count(*) from case_file where ${CAMPAIGN} and state = 'handling' and ${where}`

/** Every headline number counted once more, in SQL of its own: what it is, what it should be, how it is counted. */
const RECOUNTED: readonly (readonly [what: string, expected: string, query: string])[] = [
  ['企业', '800', 'select count(*) from enterprise'],
  ['都标明演示数据', '0', 'select count(*) from enterprise where not is_demo'],
  ['账号', '90', 'select count(*) from person'],
  ['历年名录合并', '235', `select count(distinct uscc) from roster_member where roster = '倍增名录'`],
  ['产值倍增', '23', doubled('output', '2')],
  ['税收倍增', '36', doubled('tax', '2')],
  ['产值增长50%以上', '46', doubled('output', '1.5')],
  ['税收增长50%以上', '50', doubled('tax', '1.5')],
  ['选派干部', '3369', 'select cadres from campaign'],
  ['联系企业', '31300', 'select enterprises from campaign'],
  ['收集问题', '5676', `select count(*) from case_file where ${CAMPAIGN}`],
  [
    '解决问题',
    '5561',
    `select count(*) from case_file where ${CAMPAIGN} and state = 'closed' and outcome = '已解决'`,
  ],
  [
    '问题解决率',
    '98.0',
    `select round(100.0 * count(*) filter (where outcome = '已解决') / count(*), 1) from case_file where ${CAMPAIGN}`,
  ],
  ['未解决：办理中', '92', open('extensions = 0 and taskforce_id is null')],
  ['未解决：延期办理', '15', open('extensions > 0')],
  ['未解决：转共性专班', '8', open('taskforce_id is not null')],
  [
    '解决用时的中位数（工作日）',
    '6',
    `with done as (
        select c.no, (c.filed_at at time zone 'Asia/Shanghai')::date filed,
          (e.at at time zone 'Asia/Shanghai')::date finished
        from case_file c join case_event e on e.case_no = c.no and e.type = 'finish' where c.${CAMPAIGN}),
      days as (select d::date as day, coalesce(o.kind, case when extract(isodow from d) < 6 then 'work' else 'off' end) kind
        from generate_series('2022-06-01'::date, '2023-03-01', '1 day') d left join workday_override o on o.day = d::date)
      select percentile_disc(0.5) within group (order by
        (select count(*) from days where kind = 'work' and day > filed and day <= finished)) from done`,
  ],
  ['小升规培育库', '180', listOf('小升规培育库')],
  ['退规风险库', '60', listOf('退规风险库')],
  ['应统未统', '40', listOf('应统未统')],
  ['头雁', '109', listOf('头雁')],
  [
    '进入有理由、有依据',
    '0',
    `select count(*) from roster_member m left join membership_change c on c.id = m.entry_change_id
     where c.state is distinct from 'approved' or c.reason = '' or m.basis is null`,
  ],
  [
    '专精特新“小巨人”2022年新增',
    '65',
    `select count(*) from qualification where from_on between '2022-01-01' and '2022-12-31'`,
  ],
  [
    '其中省级',
    '55',
    `select count(*) from qualification where level = '省级' and from_on between '2022-01-01' and '2022-12-31'`,
  ],
  [
    '2021年新增省级',
    '20',
    `select count(*) from qualification where level = '省级' and from_on < '2022-01-01'`,
  ],
  ['松木经开区企业', '96', `select count(*) from enterprise where park_id = 'park-songmu'`],
  [
    '松木三人配齐',
    '96',
    `select count(*) from (select e.uscc from enterprise e join liaison l on l.uscc = e.uscc and l.to_on is null
       where e.park_id = 'park-songmu' group by e.uscc having count(distinct l.duty) = 3) covered`,
  ],
  ['联点人员', '2400', 'select count(*) from liaison'],
  ['在建亿元以上工业项目', '149', projects('count(*)', 'total_investment >= 10000')],
  ['总投资（亿元）', '675.4', projects('trim_scale(sum(total_investment) / 10000)')],
  [
    '1—2亿元',
    '62 86',
    projects(`count(*) || ' ' || trim_scale(sum(total_investment) / 10000)`, 'total_investment < 20000'),
  ],
  [
    '2—5亿元',
    '52 161.2',
    projects(
      `count(*) || ' ' || trim_scale(sum(total_investment) / 10000)`,
      'total_investment >= 20000 and total_investment < 50000',
    ),
  ],
  [
    '5—10亿元',
    '23 149.5',
    projects(
      `count(*) || ' ' || trim_scale(sum(total_investment) / 10000)`,
      'total_investment >= 50000 and total_investment < 100000',
    ),
  ],
  [
    '10—20亿元',
    '9 126',
    projects(
      `count(*) || ' ' || trim_scale(sum(total_investment) / 10000)`,
      'total_investment >= 100000 and total_investment < 200000',
    ),
  ],
  [
    '20亿元以上',
    '3 152.7',
    projects(`count(*) || ' ' || trim_scale(sum(total_investment) / 10000)`, 'total_investment >= 200000'),
  ],
  ['年度预计投产', '52', projects('count(*)', producing)],
  ['新增产值（亿元）', '502', projects('trim_scale(sum(expected_output) / 10000)', producing)],
  ['新增税收（亿元）', '13.3', projects('trim_scale(sum(expected_tax) / 10000)', producing)],
  [
    '招商发布',
    '112 1690',
    `select count(*) || ' ' || trim_scale(sum(total_investment) / 10000) from project where '招商发布' = any(kinds)`,
  ],
  [
    '2022-05-11签约',
    '21 185.8 159.8',
    `select count(*) || ' ' || trim_scale(sum(total) / 10000) || ' ' || trim_scale(sum(attracted) / 10000) from contract where signed_on = '2022-05-11' and batch is not null`,
  ],
  ['其中制造业', '16', `select count(*) from contract where batch is not null and is_manufacturing`],
  [
    '其中三类500强',
    '2 13',
    `select count(*) || ' ' || trim_scale(sum(total) / 10000) from contract where batch is not null and '三类500强' = any(tags)`,
  ],
  [
    '三类500强到2022年9月底',
    '15 132.8 89.6',
    `select count(*) || ' ' || trim_scale(sum(total) / 10000) || ' ' || trim_scale(sum(attracted) / 10000) from contract where '三类500强' = any(tags) and signed_on <= '2022-09-30'`,
  ],
  [
    '产业链六个一',
    '14',
    `select count(*) from (select chain_id from chain_slot where to_on is null
     and slot in ('链长', '承载主体', '行业协会', '主办银行', '高校院所', '联合党工委') group by chain_id having count(distinct slot) = 6) complete`,
  ],
  ['主办银行', '15', `select count(distinct name) from chain_slot where slot = '主办银行'`],
  ['专职副主任', '18', `select count(*) from chain_slot where slot = '专职副主任'`],
  [
    '全市新增规上目标',
    '150',
    `select trim_scale(value) from target where place_id = '430400' and indicator = '新增规上'`,
  ],
  [
    '各单位目标合计',
    '150',
    `select trim_scale(sum(value)) from target where level = '县' and indicator = '新增规上'`,
  ],
  [
    '衡东百十亿',
    '5 18 34',
    `select string_agg(trim_scale(value)::text, ' ' order by value) from target where place_id = '430424' and subject = '' and year = 2025`,
  ],
  ['较大事故', '1', `select count(*) from incident where level = '较大'`],
  ['一般事故', '3', `select count(*) from incident where level = '一般'`],
  [
    '缺2022年税金的名录企业',
    '2',
    `select count(distinct m.uscc) from roster_member m where roster = '倍增名录'
     and not exists (select from figure f where f.uscc = m.uscc and f.indicator = 'tax' and f.period = '2022')`,
  ],
  [
    '报错又更正的产值',
    '1260 1206',
    `select string_agg(trim_scale(amount)::text, ' ' order by id) from figure
     where source = '企业自报' and indicator = 'output' and period = '2023-10'`,
  ],
  ['同名（简称）企业', '2', `select count(*) from enterprise where short_name = '雁南机械'`],
]

test.each(RECOUNTED)('%s：%s', (_, expected, query) =>
  onDatabase(async db => {
    const [row] = await rowsOf<Record<string, unknown>>(db, sql.raw(query))
    expect(String(Object.values(row ?? {})[0])).toBe(expected)
  }),
)

/** Collected and solved of the campaign by category; 用水用电用气 and 环保安全 together, as the documents have them. */
const CATEGORIES = {
  融资: [1135, 1098],
  用工: [908, 894],
  用地: [511, 478],
  政策落实: [624, 620],
  审批手续: [568, 563],
  用水用电用气: [454, 450],
  物流: [284, 281],
  市场开拓: [341, 334],
  技术创新: [284, 281],
  拖欠账款: [227, 222],
  环保安全: [170, 170],
  税费: [114, 114],
  其他: [56, 56],
}
const UNITS = {
  雁峰区: [352, 346],
  石鼓区: [318, 312],
  珠晖区: [330, 322],
  蒸湘区: [301, 297],
  南岳区: [62, 62],
  衡阳县: [612, 600],
  衡南县: [486, 478],
  衡山县: [334, 327],
  衡东县: [603, 590],
  祁东县: [438, 424],
  耒阳市: [525, 512],
  常宁市: [541, 530],
  衡阳高新区: [336, 330],
  松木经开区: [318, 313],
  白沙绿岛: [120, 118],
}

test.each([
  [
    '类别',
    CATEGORIES,
    `case when category in ('用水', '用电', '用气') then '用水用电用气' when category in ('环保', '安全') then '环保安全' else category end`,
  ],
  ['单位', UNITS, 'unit.name'],
] as const)('问题按%s：收集和解决', (_, expected, key) =>
  onDatabase(async db => {
    const rows = await rowsOf<{ name: string; collected: number; solved: number }>(
      db,
      sql`select ${sql.raw(key)} as name, count(*)::int as collected,
          count(*) filter (where state = 'closed' and outcome = '已解决')::int as solved
        from case_file join enterprise using (uscc) join unit on unit.id = enterprise.assess_unit_id
        where ${sql.raw(CAMPAIGN)} group by 1`,
    )
    expect(
      Object.fromEntries(rows.map(({ name, collected, solved }) => [name, [collected, solved]])),
    ).toEqual(expected)
  }),
)

/** What the bot itself says, by the same way as everybody asks. */
const SAID: readonly (readonly [who: string, question: string, ...answers: string[]])[] = [
  [
    'office',
    '名录企业总体情况',
    '历年合并235家',
    '产值倍增：23家（9.8%）',
    '税收倍增：36家（15.3%）',
    '产值增长50%以上：46家（19.6%）',
  ],
  [
    'office',
    '百日行动收集了多少问题，解决率多少',
    '收集问题5676件，解决5561件，问题解决率98.0%',
    '选派干部3369名',
    '受理的有5676件，解决5561件，问题解决率98.0%（5561/5676）',
  ],
  ['office', '2022年问题解决率', '问题解决率98.0%（5561/5676）', '在办115件'],
  ['office', '问题解决率是多少', '问题解决率97.8%（5582/5708）'],
  ['office', '2022年各类诉求统计', '融资 | 1135 | 96.7%（1098/1135）', '用地 | 511 | 93.5%（478/511）'],
  [
    'office',
    '各县市区园区诉求统计 2022年',
    '松木经开区 | 318 | 98.4%（313/318）',
    '石鼓区 | 318 | 98.1%（312/318）',
    '南岳区 | 62 | 100.0%（62/62）',
  ],
  [
    'office',
    '在建亿元以上工业项目多少个',
    '149个，总投资675.4亿元',
    '今年计划投产：52个',
    '预计新增年产值：502亿元',
    '预计新增年税收：13.3亿元',
  ],
  ['office', '招商发布项目多少个', '招商发布项目112个，总投资1690亿元'],
  [
    'office',
    '2022-05-11签约的项目履约情况',
    '签约21个',
    '总投资185.8亿元，引资159.8亿元',
    '制造业：16个（占76.2%）',
    '三类500强：2个，总投资13亿元',
    '履约率：16/21＝76.2%',
  ],
  ['office', '三类500强签约多少', '签约15个', '总投资132.8亿元，引资89.6亿元'],
  [
    'office',
    '今年新增规上目标完成多少了',
    '全市目标150家，已完成117家，完成率78.0%',
    '15个单位目标合计150家',
  ],
  ['office', '百十亿完成进度怎么样', '合计 | 5 | 18以上 | 34以上', '原文如此', '存疑'],
  ['office', '松木联点覆盖率', '松木经开区在库企业96家，联点人员配齐96家，覆盖率100.0%'],
  ['office', '产业链六个一齐不齐', '14条产业链，配齐14条'],
  ['office', '小升规培育库有多少家', '现在180家'],
  ['office', '退规风险库该进该出的有哪些', '在库且符合的60家；符合但不在库的0家，在库但不再符合的0家'],
  ['office', '小升规培育库该进该出的有哪些', '在库且符合的179家；符合但不在库的8家，在库但不再符合的1家'],
  ['office', '应统未统该进该出的有哪些', '在库且符合的40家；符合但不在库的1家，在库但不再符合的0家'],
  ['office', '头雁企业多少家', '现在109家'],
  ['office', '梯度培育库多少家', '现在85家'],
  ['office', '固诚电气10月产值谁报的', '1206万元', '（旧版） | 1260万元'],
  ['land', '0032到哪一步了', 'HY20231108-0032', '办理中'],
]

test.each(SAID)('%s: %s', (who, question, ...answers) =>
  onDatabase(async db => {
    const said = await say(db, who, question)
    for (const answer of answers) expect(said.words).toContain(answer)
    expect(said.words).toContain('〔演示数据〕')
    expectToFit(said, question)
  }),
)

test('what anybody may ask is out of documents and not called demo data', () =>
  onDatabase(async db => {
    const { words } = await say(db, 'nobody', '倍增名录条件是什么')
    expect(words).not.toContain('演示数据')
  }))

test('the golden line, and the same with what a campaign less successful would have reported: the true rate', () =>
  onDatabase(async db => {
    const line = '收集企业问题5676个，解决问题5561个，问题解决率98.0%。'
    expect(plainOf(goldenLine(await composeBulletin(db, builtIn, NOW), NO_WORDING))).toContain(line)
    await db.execute(sql`update campaign set collected = 18035, solved = 11491`)
    expect(plainOf(goldenLine(await composeBulletin(db, builtIn, NOW), NO_WORDING))).toContain(
      '收集企业问题18035个，解决问题11491个，问题解决率63.7%。',
    )
    expect((await say(db, 'office', '百日行动战果怎么样')).words).toMatch(/18035.*11491.*63\.7%/)
  }))

test('the whole ledger stands: 5708 cases, every event chained, every row what its events make of it', () =>
  onDatabase(async db => {
    expect(await verifyLedger(db)).toMatchObject({ cases: 5708, broken: null })
  }))
