import { sql } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'

/** A project in every way in which its ledger can be awkward: dates by stage, reports as month, amount, equipment. */
const PROJECTS: readonly {
  firm: string
  name: string
  kinds: readonly string[]
  stages?: Record<string, string>
  reports?: readonly (readonly [month: string, amount: string, equipment: string | null])[]
  removedOn?: string
}[] = [
  {
    firm: '000',
    name: '报满全年的技改',
    kinds: ['技改'],
    stages: { 开工: '2022-02-01' },
    reports: [
      ['2022-11', '900', '400'],
      ['2022-12', '1000.5', '499.99'],
      ['2022-12', '1000.75', '500'],
    ],
  },
  {
    firm: '000',
    name: '同一家的新建',
    kinds: ['工业重点'],
    reports: [
      ['2022-12', '9000', null],
      ['2023-06', '80', null],
    ],
  },
  {
    firm: '001',
    name: '只报到十一月',
    kinds: ['技改'],
    stages: { 签约: '2022-01-01' },
    reports: [['2022-11', '20000', '800']],
  },
  {
    firm: '002',
    name: '开了工没报过',
    kinds: ['技改', '工业重点'],
    stages: { 开工: '2022-12-31', 投产: '2024-01-15' },
  },
  {
    firm: '002',
    name: '报全的',
    kinds: ['技改'],
    stages: { 开工: '2021-01-01' },
    reports: [['2022-12', '300', '300']],
  },
  {
    firm: '003',
    name: '上年前就投产了',
    kinds: ['技改'],
    stages: { 开工: '2020-01-01', 投产: '2021-12-31' },
  },
  {
    firm: '004',
    name: '设备没分开报',
    kinds: ['技改'],
    stages: { 开工: '2021-05-01' },
    reports: [['2022-12', '700', null]],
  },
  {
    firm: '005',
    name: '调出了的',
    kinds: ['技改'],
    stages: { 开工: '2022-01-01' },
    reports: [['2022-12', '50000', '50000']],
    removedOn: '2023-06-01',
  },
  { firm: '006', name: '还在储备', kinds: ['技改'], stages: { 储备: '2022-01-01' } },
  {
    firm: '007',
    name: '投资为零',
    kinds: ['技改'],
    stages: { 开工: '2022-06-01' },
    reports: [['2022-12', '0', '0']],
  },
]

/** Puts them, and awards, land requests and agreements besides, to the firms `<prefix>000` and following. */
export async function addAwkwardProjects(db: Db, prefix: string): Promise<void> {
  const at = '2023-03-01T10:00:00+08:00'
  for (const [n, { firm, name, kinds, stages = {}, reports = [], removedOn = null }] of PROJECTS.entries()) {
    const id = n + 1001
    const list = sql.raw(`array[${kinds.map(kind => `'${kind}'`).join(', ')}]`)
    await db.execute(sql`insert into project (id, name, kinds, level, uscc, total_investment, removed_on, created_by,
        created_at)
      values (${id}, ${name}, ${list}, '市', ${prefix + firm}, 30000, ${removedOn}, 'test', ${at})`)
    for (const [stage, day] of Object.entries(stages))
      await db.execute(
        sql`insert into project_stage (project_id, stage, actual_on) values (${id}, ${stage}, ${day})`,
      )
    for (const [month, amount, equipment] of reports)
      await db.execute(sql`insert into project_progress (project_id, month, cumulative, equipment, reported_by, reported_at)
        values (${id}, ${month}, ${amount}::numeric, ${equipment}::numeric, 'test', ${at})`)
  }
  const awards: readonly (readonly [string, string, number, string, string, string | null])[] = [
    ['000', '贴息', 2023, '80', '已决定', '2023-03-01'],
    ['000', '贴息', 2023, '12.5', '已兑付', '2023-11-01'],
    ['000', '贴息', 2022, '60', '已兑付', '2022-05-01'],
    ['000', '城区奖补', 2023, '500', '已兑付', '2023-05-01'],
    ['001', '贴息', 2023, '33', '拟定', null],
    ['002', '贴息', 2023, '40', '取消', '2023-02-01'],
    ['003', '贴息', 2024, '99.9999', '已决定', '2024-04-01'],
  ]
  for (const [n, [firm, kind, year, amount, state, decidedOn]] of awards.entries())
    await db.execute(sql`insert into award (no, uscc, year, kind, amount, clause, state, proposed_by, proposed_at,
        decided_on) values (${`T-${n}`}, ${prefix + firm}, ${year}, ${kind}, ${amount}::numeric, '技改贴息', ${state},
        'test', ${at}, ${decidedOn})`)
  await db.execute(sql`insert into land_request (uscc, purpose, area, state, requested_on, settled_on, recorded_by,
      recorded_at) values
    (${`${prefix}000`}, '扩产扩能', 133, '办理中', '2023-02-01', null, 'test', ${at}),
    (${`${prefix}001`}, '扩产扩能', 68, '已落实', '2023-02-01', '2023-11-10', 'test', ${at})`)
  await db.execute(sql`insert into agreement (uscc, title, signed_on, promised_investment, invest_by, ended_on,
      recorded_by, recorded_at) values
    (${`${prefix}000`}, '协议一', '2023-03-05', 30000, '2025-12-31', null, 'test', ${at}),
    (${`${prefix}002`}, '协议二', '2021-03-05', 30000, '2025-12-31', '2023-10-01', 'test', ${at})`)
}
