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
  setting,
  statusPeriod,
} from '../schema/index.ts'
import { DEMO_GROUPS, DEMO_PEOPLE, OTHER_PEOPLE } from './directory.ts'
import { demoFigures, misreported } from './figures.ts'
import { type DemoFirm, demoFirms } from './firms.ts'
import { loadRosters } from './rosters.ts'

/** The listed and some others: enough to try rules on. The whole demo has 800. */
const SMALLEST = 300
const LARGEST = 31_300

/**
 * Loads what the demo is about: enterprises with figures, rosters, accidents, the campaign, people and groups; neither
 * cases nor what else the registry keeps (`loadDemoWork`). In the caller's transaction, if there is one. Always the same
 * rows for the same `size`. The first `monthly` enterprises have figures by single months; of a city's there are some
 * millions, and `onFigures` is told now and then how many are in.
 * @throws {Refusal} when demo data are there already, or `size` is out of range
 */
export async function loadDemo(
  db: Db,
  {
    now,
    size = SMALLEST,
    monthly = 40,
    onFigures,
  }: { now: Date; size?: number; monthly?: number; onFigures?(figures: number): void },
): Promise<{ enterprises: number; figures: number }> {
  if (!Number.isInteger(size) || size < SMALLEST || size > LARGEST) {
    throw new Refusal(`演示企业数应是 ${SMALLEST} 到 ${LARGEST} 之间的整数，收到的是 ${size}。`)
  }
  const [loaded] = await rowsOf(db, sql`select 1 from enterprise where is_demo limit 1`)
  if (loaded) throw new Refusal('演示数据已经装过了，没有重复装入。要重来请换一个空的数据目录（DATA_DIR）。')
  await ensureBaseData(db)
  const firms = demoFirms(size)
  await insertMany(db, enterprise, firms.map(enterpriseRow(now)))
  await insertMany(
    db,
    enterpriseAlias,
    firms.flatMap(({ uscc, aliases }) => aliases.map(alias => ({ uscc, alias }))),
  )
  await insertMany(db, statusPeriod, firms.flatMap(statusRows))
  let figures = 0
  for (const rows of demoFigures(firms, monthly)) {
    await insertMany(db, figure, rows)
    figures += rows.length
    onFigures?.(figures)
  }
  await db.insert(figure).values(firms.flatMap(misreported))
  await loadRosters(db, firms)
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
  return { enterprises: firms.length, figures }
}

/** First day in 规上 where none is made up. */
const LONG_AGO = '2013-01-01'

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
  first_above_scale_on: firm.firstAboveScaleOn ?? ((firm.isAboveScale ?? true) ? LONG_AGO : null),
  in_stats: firm.inStats ?? firm.isAboveScale ?? true,
  is_demo: true,
  updated_at: now.toISOString(),
})

/** Stays in 规上 and 入统, which the demo takes for the same days. */
function statusRows(firm: DemoFirm) {
  const { uscc, isAboveScale = true, firstAboveScaleOn, leftScaleOn = null, isIndustrial = true } = firm
  if (!isIndustrial || (!isAboveScale && leftScaleOn === null)) return []
  return ['规上', '入统'].map(status => ({
    uscc,
    status,
    from_on: firstAboveScaleOn ?? LONG_AGO,
    to_on: leftScaleOn,
    exit_reason: leftScaleOn && '停产或营业收入不足2000万元',
    set_by: 'demo',
    set_at: `${leftScaleOn ?? firstAboveScaleOn ?? LONG_AGO}T09:00:00+08:00`,
  }))
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
  const people = [...DEMO_PEOPLE, ...OTHER_PEOPLE]
  await db.insert(person).values(people.map(({ id, name }) => ({ id, name, isDemo: true })))
  await db
    .insert(identity)
    .values(DEMO_PEOPLE.map(({ id, openId }) => ({ platform: 'feishu', openId, personId: id })))
  await db
    .insert(roleGrant)
    .values(
      people.flatMap(({ id, grants }) =>
        grants.map(grant => ({ ...grant, personId: id, grantedBy: 'demo', grantedAt: now })),
      ),
    )
  await db
    .insert(chatGroup)
    .values(DEMO_GROUPS.map(({ chatId, name, unitId }) => ({ platform: 'feishu', chatId, name, unitId })))
}
