import Big from 'big.js'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { type Db, rowsOf } from '../../db/client.ts'
import type { Card } from '../../src/chat/card.ts'
import { formatWan } from '../../src/lib/money.ts'
import { useDatabase } from '../support/database.ts'
import { type Answer, say } from '../support/talk.ts'
import { muddledDemo } from './muddled-demo.ts'

/** Whatever is answered about the whole registry, counted once more in SQL that shares nothing with the product's. */
const onDatabase = useDatabase(muddledDemo)

const UNIT = `(select name from unit where id = coalesce(e.assess_unit_id, e.region_code))`
const percent = (part: string, whole: string) => `to_char(100.0 * (${part}) / (${whole}), 'FM990.0') || '%'`

/** 规上: each stay with the day it counts from; January's and February's yearly entries are of the year before. */
const STAYS = `stays as (
  select e.uscc, ${UNIT} as unit, p.to_on,
    case when p.entry = '年度' and extract(month from p.from_on) in (1, 2)
      then (extract(year from p.from_on)::int - 1 || '-12-31')::date else p.from_on end as from_on
  from status_period p join enterprise e using (uscc) where p.status = '规上'
  union all
  select e.uscc, ${UNIT}, null, e.first_above_scale_on from enterprise e
  where e.is_above_scale and e.uscc not in (select uscc from status_period where status = '规上'))`
const YEAR = `between '2023-01-01' and '2023-11-15'`
const scale = `counts as (select unit, count(*) filter (where from_on ${YEAR}) as fresh,
  count(*) filter (where to_on ${YEAR}) as gone from stays group by unit)`

const LISTED = `(select distinct uscc from roster_member where roster = '倍增名录')`
/** Of several sources the first of the order that has it, and of it the newest. */
const annual = (indicator: string, first: string, as: string) => `${as} as (
  select distinct on (uscc, period) uscc, period, amount from figure f where indicator = '${indicator}'
    and period in ('2020', '2021', '2022')
    and id = (select max(id) from figure n where (n.uscc, n.indicator, n.period, n.source) = (f.uscc, f.indicator, f.period, f.source))
  order by uscc, period, (source <> '${first}'), position(left(source, 2) in '统计税务部门企业'))`
const doubled = (as: string, times: string) =>
  `(select uscc from ${as} group by uscc having max(amount) filter (where period = '2020') > 0
    and max(amount) filter (where period = '2022') >= ${times} * max(amount) filter (where period = '2020'))`
/** Months added up where no cumulative figure is there; only firms with all of February to October. */
const months = (indicator: string, first: string, year: number) => `(
  select uscc, amount from (
    select uscc, source, sum(amount) as amount, row_number() over (partition by uscc order by (source <> '${first}'),
      position(left(source, 2) in '统计税务部门企业')) as place
    from (select distinct on (uscc, period, source) uscc, period, source, amount from figure
      where indicator = '${indicator}' and period between '${year}-01' and '${year}-10' order by uscc, period, source, id desc) m
    group by uscc, source having count(*) filter (where period > '${year}-01') = 9) s where place = 1)`
const growthByUnit = (indicator: string, first: string) =>
  `select ${UNIT} as unit, to_char(100 * (sum(a.amount) / sum(b.amount) - 1), 'FMSG990.0') || '%'
    from enterprise e join ${months(indicator, first, 2023)} a using (uscc)
      join ${months(indicator, first, 2022)} b using (uscc) group by 1`

interface Recount {
  asked: string
  /** By title of the column, in the order of no particular one. */
  columns: string[]
  query: string
}

/** Projects of this year as a reader of the tables would see them; 亮灯 by months over, the plan, and what is overdue. */
const PROJECTS = `stage as (select project_id, max(actual_on) filter (where stage = '投产' and actual_on <= '2023-11-15') as produced_on,
    max(actual_on) filter (where stage = '竣工' and actual_on <= '2023-11-15') as done_on,
    max(planned_on) filter (where stage = '投产') as planned_production,
    max(planned_on) filter (where stage = '开工') as planned_start,
    bool_or(stage in ('开工', '在建', '竣工', '投产') and actual_on <= '2023-11-15') as begun from project_stage group by project_id),
  plan as (select distinct on (project_id) project_id, investment from project_plan where year = 2023 order by project_id, id desc),
  told as (select distinct on (project_id) project_id, cumulative from project_progress
    where month between '2023-01' and '2023-11' and cumulative is not null order by project_id, month desc, id desc),
  overdue as (select project_id, max('2023-11-15'::date - due_on) as days from milestone
    where (done_on is null or done_on > '2023-11-15') and due_on < '2023-11-15' and project_id is not null group by project_id),
  p as (select p.*, coalesce(s.begun, false) as begun, s.produced_on is not null as produces, s.planned_start, plan.investment as plan, told.cumulative as invested,
      case when s.produced_on is not null or (s.done_on is not null and s.planned_production is null) then '绿'
        when 1000.0 / 12 - 100 * told.cumulative / plan.investment > 30 or o.days > 30
          or (not coalesce(s.begun, false) and s.planned_start + interval '3 months' <= '2023-11-15') then '红'
        when 1000.0 / 12 - 100 * told.cumulative / plan.investment >= 10 or o.days > 0
          or (not coalesce(s.begun, false) and s.planned_start < '2023-11-15') then '黄'
        when told.cumulative is not null and plan.investment > 0 then '绿' end as light
    from project p left join stage s on s.project_id = p.id left join plan on plan.project_id = p.id
    left join told on told.project_id = p.id left join overdue o on o.project_id = p.id
    where p.removed_on is null and not '招商发布' = any(p.kinds)
      and exists (select from project_stage x where x.project_id = p.id and x.stage <> '储备' and x.actual_on is not null)
      and coalesce(s.produced_on, '2023-12-31') >= '2023-01-01')`
const wan = (amount: string | undefined): string => formatWan(new Big(amount ?? 0))

/** Tables of answers: what is asked, which columns are looked at, and the same rows from the tables of the database. */
const TABLES: readonly Recount[] = [
  {
    asked: '各县市区联点覆盖情况',
    columns: ['单位', '企业', '配齐', '覆盖率'],
    query: `select ${UNIT} as unit, count(*)::text as firms, count(*) filter (where duties = 3)::text as complete,
        ${percent('count(*) filter (where duties = 3)', 'count(*)')} as rate
      from (select e.*, (select count(distinct duty) from liaison l where l.uscc = e.uscc
          and l.from_on <= '2023-11-15' and (l.to_on is null or l.to_on > '2023-11-15')) as duties from enterprise e) e group by 1`,
  },
  {
    asked: '各县市区本月走访情况',
    columns: ['单位', '次数', '企业', '有问题'],
    query: `select ${UNIT} as unit, count(*)::text as visits, count(distinct v.uscc)::text as firms,
        count(*) filter (where v.outcome = '有问题')::text as troubled
      from visit v join enterprise e using (uscc)
      where v.visited_on between '2023-11-01' and '2023-11-15' and not v.is_void and v.outcome <> '联系不上'
        and v.id not in (select replaces_id from visit where replaces_id is not null) group by 1`,
  },
  {
    asked: '各县市区今年新增规上情况',
    columns: ['考核单位', '新增', '退库', '净增'],
    query: `with ${STAYS}, ${scale} select unit, fresh::text, gone::text, (fresh - gone)::text from counts`,
  },
  {
    asked: '各县市区新增规上目标',
    columns: ['单位', '目标', '完成', '完成率', '还差'],
    query: `with ${STAYS}, ${scale} select u.name || case when fresh * 12 < t.value * 10 then '（落后序时）' else '' end,
        trim_scale(t.value)::text, fresh::text, ${percent('fresh', 't.value')}, greatest(t.value - fresh, 0)::int::text
      from target t join unit u on u.id = t.place_id join counts c on c.unit = u.name
      where t.indicator = '新增规上' and t.level = '县' and t.subject = '' and t.year = 2023`,
  },
  {
    asked: '各县市区新增规上考核排名',
    columns: ['单位', '净增', '新增', '完成率（净增／新增）'],
    query: `with ${STAYS}, ${scale},
        goal as (select u.name, max(value) filter (where indicator = '新增规上') as fresh,
          max(value) filter (where indicator = '净增规上') as net from target t join unit u on u.id = t.place_id
          where t.level = '县' and t.subject = '' and t.year = 2023 group by u.name)
      select unit, (c.fresh - gone)::text, c.fresh::text,
        coalesce(${percent('c.fresh - gone', 'g.net')}, '无目标') || '／' || coalesce(${percent('c.fresh', 'g.fresh')}, '无目标')
      from counts c left join goal g on g.name = c.unit`,
  },
  {
    asked: '头雁企业有多少家',
    columns: ['考核单位', '家数'],
    query: `select ${UNIT} as unit, count(distinct uscc)::text as firms from roster_member m join enterprise e using (uscc)
      where roster = '头雁' and (to_on is null or to_on > '2023-11-15') group by 1`,
  },
  {
    asked: '四类企业各多少家 倍增了几家',
    columns: ['企业类别', '家数', '规上', '名录', '产值倍增', '税收倍增'],
    query: `with ${annual('output', '统计', 'output')}, ${annual('tax', '税务', 'tax')}
      select coalesce(origin_class, '未登记') as class, count(*)::text as firms, count(*) filter (where is_above_scale)::text as above,
        count(*) filter (where uscc in ${LISTED})::text as listed,
        count(*) filter (where uscc in ${LISTED} and uscc in ${doubled('output', '2')})::text as output,
        count(*) filter (where uscc in ${LISTED} and uscc in ${doubled('tax', '2')})::text as tax
      from enterprise group by 1`,
  },
  {
    asked: '企业按规模分类各多少家',
    columns: ['企业规模', '家数', '规上'],
    query: `select size || '型', count(*)::text, count(*) filter (where is_above_scale)::text from enterprise group by size`,
  },
  {
    asked: '企业梯队情况',
    columns: ['梯队', '家数', '其中名录', '不含上一档'],
    query: `with ${annual('output', '统计', 'output')}, big as (select uscc, amount from output where period = '2022')
      select least || '亿元以上', count(*) filter (where amount >= least * 10000)::text,
        count(*) filter (where amount >= least * 10000 and uscc in ${LISTED})::text,
        count(*) filter (where amount >= least * 10000 and amount < next * 10000)::text
      from big, (values (10, 50), (50, 100), (100, 100000000)) t(least, next) group by least`,
  },
  {
    asked: '产值增幅各县市区排名',
    columns: ['单位', '产值增幅'],
    query: growthByUnit('output', '统计'),
  },
  {
    asked: '税收增长各县市区排名',
    columns: ['单位', '税金增幅'],
    query: growthByUnit('tax', '税务'),
  },
  {
    asked: '各县市区10月定量评估结果',
    columns: ['单位', '工业投资', '产值倍增', '净增规上'],
    query: `with ${annual('output', '统计', 'output')}, ${STAYS}
      select u.name, coalesce((select '+' || trim_scale(growth)::numeric(10, 1) || '%' from indicator_value v
          where v.place_id = u.id and v.indicator = '工业投资'), '—'),
        count(*) filter (where e.uscc in ${LISTED} and e.uscc in ${doubled('output', '2')}) || '家',
        (select count(*) filter (where s.from_on between '2023-01-01' and '2023-10-31')
           - count(*) filter (where s.to_on between '2023-01-01' and '2023-10-31') from stays s where s.unit = u.name) || '家'
      from unit u join enterprise e on coalesce(e.assess_unit_id, e.region_code) = u.id group by u.id, u.name`,
  },
  {
    asked: '企业梯次分布',
    columns: ['档', '家数'],
    query: `with revenue as (select distinct on (uscc) uscc, amount from figure where indicator = 'revenue' and period = '2022'
        order by uscc, position(left(source, 2) in '统计税务部门企业'), id desc)
      select case when amount < 1000 then '小微（营收1000万元以下，未入统）'
          when amount < 2000 then '小升规培育（1000万元至不满2000万元，未入统）' else '应统未统（2000万元及以上，未入统）' end, count(*)::text
      from enterprise left join revenue using (uscc) where is_industrial and not in_stats and amount is not null group by 1`,
  },
]

/** Sentences of answers: what is asked, numbers from the tables, and what the answer has to say of them. */
const SENTENCES: readonly {
  asked: string
  query: string
  says(row: Readonly<Record<string, string>>): string[]
}[] = [
  {
    asked: '亿元项目开了多少 投了多少',
    query: `with ${PROJECTS} select count(*) as n, sum(total_investment) as total, count(*) filter (where begun) as begun,
        count(*) filter (where produces) as produced, count(*) filter (where begun and not produces) as building,
        sum(plan) as plan, sum(invested) filter (where plan is not null) as invested,
        count(*) filter (where not begun and planned_start < '2023-11-15') as late,
        count(*) filter (where park_id is not null) as parks,
        count(*) filter (where light = '红') as red, count(*) filter (where light = '黄') as yellow, count(*) filter (where light = '绿') as green
      from p where total_investment >= 10000 and sector = '工业'`,
    says: ({ n, total, begun, produced, building, plan, invested, late, parks, red, yellow, green }) => [
      `亿元以上工业项目${n}个，总投资${wan(total)}，已开工${begun}个`,
      `已投产${produced}个`,
      `在建：${building}个`,
      `年度计划投资：${wan(plan)}`,
      `今年完成投资：${wan(invested)}`,
      `完成率：${new Big(invested ?? 0)
        .times(100)
        .div(plan ?? 1)
        .toFixed(1)}%`,
      late === '0' ? '应开工未开工：无' : `应开工未开工：${late}个`,
      `园区内：${parks}个`,
      `亮灯：红${red} 黄${yellow} 绿${green}`,
    ],
  },
  {
    asked: '湘商回归项目一共多少个',
    query: `with ${PROJECTS} select count(*) as n, sum(total_investment) as total from p where '湘商回归' = any(tags)`,
    says: ({ n, total }) => [`湘商回归项目${n}个，总投资${wan(total)}`],
  },
  {
    asked: '签约项目履约率多少',
    query: `select count(*) as n, sum(total) as total, sum(attracted) as attracted,
        count(coalesce(landed_on, started_on, produced_on)) as landed, count(coalesce(started_on, produced_on)) as started,
        count(produced_on) as produced, count(ended_on) as ended, count(*) filter (where is_manufacturing) as made,
        count(*) filter (where '三类500强' = any(tags)) as top, sum(attracted) filter (where '三类500强' = any(tags)) as top_attracted,
        count(*) filter (where coalesce(started_on, produced_on, ended_on) is null and signed_on <= '2023-08-15') as due
      from contract where signed_on <= '2023-11-15'`,
    says: ({ n, total, attracted, landed, started, produced, ended, made, top, top_attracted, due }) => [
      `签约${n}个，落地${landed}个，开工${started}个，投产${produced}个。总投资${wan(total)}，引资${wan(attracted)}`,
      `履约率：${started}/${n}＝${new Big(started ?? 0)
        .times(100)
        .div(n ?? 1)
        .toFixed(1)}%`,
      `终止：${ended}个`,
      `制造业：${made}个`,
      `三类500强：${top}个`,
      `引资${wan(top_attracted)}`,
      `${due}个签约满3个月还没开工`,
    ],
  },
  {
    asked: '倍增企业拉动全市税收几个百分点',
    query: `select count(*) as n, sum(a.amount) as now, sum(b.amount) as past, count(*) filter (where uscc in ${LISTED}) as listed,
        sum(a.amount) filter (where uscc in ${LISTED}) as listed_now, sum(b.amount) filter (where uscc in ${LISTED}) as listed_past
      from ${months('tax', '税务', 2023)} a join ${months('tax', '税务', 2022)} b using (uscc)`,
    says: ({ n, now, past, listed, listed_now, listed_past }) => {
      const grown = new Big(listed_now ?? 0).minus(listed_past ?? 0)
      const points = grown.times(100).div(past ?? 1)
      return [
        `倍增名录企业实缴税金合计${wan(listed_now)}`,
        `占库内企业的${new Big(listed_now ?? 0)
          .times(100)
          .div(now ?? 1)
          .toFixed(1)}%`,
        `${points.lt(0) ? '下拉' : '拉动'}库内企业实缴税金${points.lt(0) ? '' : '增长'}${points.abs().toFixed(1)}个百分点`,
        `名录${listed}家、全部${n}家`,
      ]
    },
  },
  {
    asked: '百日行动战果怎么样',
    query: `select cadres, enterprises, collected, solved, round(100.0 * solved / collected, 1) as rate,
        (select count(*) from visit v where visited_on between starts_on and ends_on and not is_void and outcome <> '联系不上'
          and id not in (select replaces_id from visit where replaces_id is not null)) as visits,
        (select count(*) from case_file where (filed_at at time zone 'Asia/Shanghai')::date between starts_on and ends_on) as cases
      from campaign where name like '%百日行动%'`,
    says: ({ cadres, enterprises, collected, solved, rate, visits, cases }) => [
      `选派干部${cadres}名，联系服务企业${enterprises}家，收集问题${collected}个，解决${solved}个，解决率${rate}%`,
      `走访${visits}次`,
      `受理诉求${cases}件`,
    ],
  },
  {
    asked: '一企一策情况',
    query: `select count(*) as n from (select distinct uscc from roster_member where roster = '退规风险库'
        and (to_on is null or to_on > '2023-11-15')) m`,
    says: ({ n }) => [`退规风险库现有${n}家`],
  },
  {
    asked: '今年发生了几起安全事故',
    query: `select count(*) as n, count(*) filter (where level <> '一般') as serious,
        count(*) filter (where uscc in ${LISTED}) as listed from incident
      where replaced_by is null and not is_withdrawn and happened_on between '2023-01-01' and '2023-11-15'`,
    says: ({ n, serious, listed }) => [`事故${n}起`, `较大及以上：${serious}起`, `名录企业：${listed}起`],
  },
  {
    asked: '奖补台账',
    query: `select coalesce(sum(amount) filter (where state in ('已决定', '已兑付')), 0) as decided,
        coalesce(sum(amount) filter (where state = '已兑付'), 0) as paid, coalesce(sum(amount) filter (where state = '已决定'), 0) as owed from award`,
    says: ({ decided, paid, owed }) => [`已决定${wan(decided)}，已兑付${wan(paid)}，待兑付${wan(owed)}`],
  },
  {
    asked: '用地需求清单',
    query: `select count(*) as n, trim_scale(sum(area)) as area, count(*) filter (where uscc in ${LISTED}) as listed
      from land_request where state not in ('已落实', '不予支持', '撤回')`,
    says: ({ n, area, listed }) => [`待落实${n}条，共${area}亩，其中倍增名录企业${listed}条`],
  },
  {
    asked: '小巨人企业有多少家',
    query: `select count(distinct uscc) as n, count(distinct uscc) filter (where level = '国家级') as nation,
        count(distinct uscc) filter (where level = '省级') as province from qualification
      where kind like '%小巨人%' and coalesce(expires_on, '9999-01-01') >= '2023-11-15' and coalesce(revoked_on, '9999-01-01') > '2023-11-15'`,
    says: ({ n, nation, province }) => [`${n}家（国家级${nation}家、省级${province}家）`],
  },
  {
    asked: '多个来源数据不一致的有哪些',
    query: `with said as (select distinct on (uscc, indicator, source) uscc, indicator, source, amount from figure
        where period = '2022' order by uscc, indicator, source, id desc)
      select count(*) as items, count(distinct uscc) as firms from (select uscc, indicator from said
        group by uscc, indicator having min(amount) <> max(amount)) apart`,
    says: ({ items, firms }) => [`${firms}家${items}项`],
  },
  {
    asked: '头雁企业产值增幅榜',
    query: `with grown as (select e.short_name, a.amount / b.amount - 1 as growth from enterprise e
        join ${months('output', '统计', 2023)} a using (uscc) join ${months('output', '统计', 2022)} b using (uscc)
        where b.amount > 0 and uscc in (select uscc from roster_member where roster = '头雁' and (to_on is null or to_on > '2023-11-15')))
      select count(*) filter (where growth > 0) as n,
        (select short_name || ' | 增长' || to_char(100 * growth, 'FM990.0') || '%' from grown order by growth desc limit 1) as first,
        (select short_name || ' | 增长' || to_char(100 * growth, 'FM990.0') || '%' from grown order by growth desc offset 9 limit 1) as tenth
      from grown`,
    says: ({ n, first, tenth }) => [`${n}家`, `1 | ${first}`, `10 | ${tenth}`],
  },
  {
    asked: '输变电产业链有多少家企业 产值多少',
    query: `with ${annual('output', '统计', 'output')} select count(*) as n, count(*) filter (where is_above_scale) as above,
        count(*) filter (where uscc in (select uscc from roster_member where roster = '倍增名录' and year = 2023 and to_on is null)) as listed,
        count(*) filter (where uscc in (select uscc from roster_member where roster = '头雁' and to_on is null)) as leading,
        (select sum(amount) from output o join enterprise f using (uscc) where f.chain = '输变电' and period = '2022') as output
      from enterprise where chain = '输变电'`,
    says: ({ n, above, listed, leading, output }) => [
      `在库企业${n}家，规上${above}家，2023年倍增名录${listed}家，头雁${leading}家`,
      `2022年工业产值：${wan(output)}`,
    ],
  },
]

const tablesOf = (answer: Answer) =>
  answer.messages.flatMap(({ card }) => (card as Card).blocks.filter(block => block.kind === 'table'))

/** The cells of some columns, one array a row. */
function cellsOf(answer: Answer, titles: readonly string[]): string[][] {
  const table = tablesOf(answer).find(({ columns }) =>
    titles.every(title => columns.some(one => one.title === title)),
  )
  if (!table) throw new Error(`no table with ${titles.join()} in ${answer.words}`)
  const keys = titles.map(title => table.columns.find(one => one.title === title)?.key ?? '')
  return table.rows.map(row => keys.map(key => row[key] ?? ''))
}

async function recounted(db: Db, { query, columns }: Recount): Promise<string[][]> {
  const names = columns.map((_, i) => `c${i}`)
  const named = sql.raw(`select * from (${query}) as counted(${names.join()})`)
  const rows = await rowsOf<Record<string, string | null>>(db, named)
  return rows.map(row => names.map(name => row[name] ?? '—'))
}

const inOrder = (rows: string[][]) => [...rows].sort((a, b) => a.join().localeCompare(b.join()))

test.each(TABLES)('$asked', recount =>
  onDatabase(async db => {
    const { asked, columns } = recount
    const said = cellsOf(await say(db, 'office', asked), columns)
    const counted = await recounted(db, recount)
    // Of the ladder only the rungs below the statistics can be told by one figure.
    const shown =
      asked === '企业梯次分布' ? said.filter(([rung]) => counted.some(([other]) => other === rung)) : said
    expect(inOrder(shown)).toEqual(inOrder(counted))
    expect(counted.length).toBeGreaterThan(1)
  }),
)

test.each(SENTENCES)('$asked, in words', ({ asked, query, says }) =>
  onDatabase(async db => {
    const [row] = await rowsOf<Record<string, string | number>>(db, sql.raw(query))
    if (!row) throw new Error('nothing counted')
    const counted = Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value)]))
    const { words } = await say(db, 'office', asked)
    for (const part of says(counted)) expect(words).toContain(part)
  }),
)
