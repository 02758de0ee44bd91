import { sql } from 'drizzle-orm'
import { Refusal } from '../../src/lib/errors.ts'
import { ensureBaseData } from '../base/load.ts'
import { insertMany } from '../bulk.ts'
import { type Db, rowsOf } from '../client.ts'
import {
  campaign,
  chatGroup,
  enterprise,
  enterpriseAlias,
  figure,
  identity,
  incident,
  person,
  roleGrant,
  rosterMember,
  setting,
} from '../schema/index.ts'
import { DEMO_GROUPS, DEMO_PEOPLE } from './directory.ts'
import { demoFigures } from './figures.ts'
import { type DemoFirm, demoFirms } from './firms.ts'

const DEFAULT_SIZE = 300
const LARGEST = 31_300
/** How the listed got in: the trial policy's conditions are not public, and the new ones do not apply to them. */
const ENTRY_RULE = '2021版（试行）'

/**
 * Loads the demo: enterprises with figures, rosters, incidents, the campaign, people and groups. No cases. In the
 * caller's transaction, if there is one. Always the same rows for the same `size`.
 * @throws {Refusal} when demo data are there already, or `size` is out of range
 */
export async function loadDemo(
  db: Db,
  { now, size = DEFAULT_SIZE }: { now: Date; size?: number },
): Promise<{ enterprises: number; figures: number }> {
  if (!Number.isInteger(size) || size < DEFAULT_SIZE || size > LARGEST) {
    throw new Refusal(`演示企业数应是 ${DEFAULT_SIZE} 到 ${LARGEST} 之间的整数，收到的是 ${size}。`)
  }
  const [loaded] = await rowsOf(db, sql`select 1 from enterprise where is_demo limit 1`)
  if (loaded) throw new Refusal('演示数据已经装过了，没有重复装入。要重来请换一个空的数据目录（DATA_DIR）。')
  await ensureBaseData(db)
  const firms = demoFirms(size)
  const figures = demoFigures(firms)
  await insertMany(db, enterprise, firms.map(enterpriseRow(now)))
  await insertMany(
    db,
    enterpriseAlias,
    firms.flatMap(({ uscc, aliases }) => aliases.map(alias => ({ uscc, alias }))),
  )
  await insertMany(db, figure, figures)
  await insertMany(db, rosterMember, firms.flatMap(rosterRows))
  await insertMany(db, incident, incidentRows(firms))
  await loadPeople(db, now)
  await db.insert(campaign).values({
    id: 'hundred-days-2022',
    name: '“百日行动 千名干部联千企”',
    startsOn: '2022-06-15',
    endsOn: '2022-09-30',
    cadres: 3369,
    enterprises: 31_300,
    collected: 5676,
    solved: 5561,
    isDemo: true,
  })
  const version = `demo/${size}`
  await db
    .insert(setting)
    .values({ key: 'registry.version', value: version })
    .onConflictDoUpdate({ target: setting.key, set: { value: version } })
  // The embedded database never gathers statistics by itself.
  await db.execute(sql`analyze enterprise, enterprise_alias, figure, roster_member, unit`)
  return { enterprises: firms.length, figures: figures.length }
}

const enterpriseRow = (now: Date) => (firm: DemoFirm) => ({
  uscc: firm.uscc,
  name: firm.name,
  short_name: firm.shortName,
  region_code: firm.regionCode,
  park_id: firm.parkId ?? null,
  assess_unit_id: firm.unitId,
  chain: firm.chain,
  industry_code: firm.industryCode,
  origin_class: firm.originClass ?? null,
  is_industrial: firm.isIndustrial ?? true,
  is_digital: firm.isDigital ?? false,
  is_above_scale: firm.isAboveScale ?? true,
  first_above_scale_on: (firm.isAboveScale ?? true) ? (firm.firstAboveScaleOn ?? '2013-01-01') : null,
  in_stats: firm.inStats ?? firm.isAboveScale ?? true,
  is_demo: true,
  updated_at: now.toISOString(),
})

/** Listed enterprises are on the roster of 2022, of 2023 or, mostly, of both; their union is the 235. */
function rosterRows({ uscc, cell, n, roster, size }: DemoFirm) {
  const row = (name: string, year: number, rule: string | null) => ({
    roster: name,
    year,
    uscc,
    entry_rule: rule,
  })
  return [
    ...(cell && n % 8 !== 3 ? [row('倍增名录', 2022, ENTRY_RULE)] : []),
    ...(cell && n % 8 !== 7 ? [row('倍增名录', 2023, ENTRY_RULE)] : []),
    ...(cell && size >= 100_000 ? [row('头雁', 2022, null)] : []),
    ...(roster ? [row(roster, 2023, null)] : []),
  ]
}

/** One 较大 accident in 2023, which vetoes awards, and three 一般 ones, which do not. */
function incidentRows(firms: readonly DemoFirm[]) {
  const listed = firms.filter(({ cell, n }) => cell !== null && n >= 40)
  const minor = [listed[0], listed[60], listed[120]].flatMap((firm, i) =>
    firm
      ? [
          {
            uscc: firm.uscc,
            happened_on: ['2023-02-21', '2023-05-09', '2022-08-17'][i],
            type: i === 1 ? '环境污染' : '安全生产',
            level: '一般',
            dead: 0,
            injured: i === 1 ? 0 : 2,
            loss: '38.5000',
          },
        ]
      : [],
  )
  const grave = firms.find(({ shortName }) => shortName === '衡岳化工')
  return [
    ...minor,
    ...(grave
      ? [
          {
            uscc: grave.uscc,
            happened_on: '2023-03-18',
            type: '安全生产',
            level: '较大',
            dead: 3,
            injured: 4,
            loss: '1260.0000',
          },
        ]
      : []),
  ]
}

async function loadPeople(db: Db, now: Date): Promise<void> {
  await db.insert(person).values(DEMO_PEOPLE.map(({ id, name }) => ({ id, name, isDemo: true })))
  await db
    .insert(identity)
    .values(DEMO_PEOPLE.map(({ id, openId }) => ({ platform: 'feishu', openId, personId: id })))
  await db
    .insert(roleGrant)
    .values(
      DEMO_PEOPLE.flatMap(({ id, grants }) =>
        grants.map(grant => ({ ...grant, personId: id, grantedBy: 'demo', grantedAt: now })),
      ),
    )
  await db
    .insert(chatGroup)
    .values(DEMO_GROUPS.map(({ chatId, name, unitId }) => ({ platform: 'feishu', chatId, name, unitId })))
}
