import type { Db } from '../../db/client.ts'
import {
  campaign,
  caseFile,
  enterprise,
  figure,
  person,
  roleGrant,
  rosterMember,
  unit,
} from '../../db/schema/index.ts'
import type { Person, Role } from '../../src/people/roles.ts'

const AT = new Date('2023-11-01T09:00:00+08:00')

/** A listed enterprise: its unit and its output and tax of 2020 and 2022 in 万元; null is not reported. */
type Firm = [unitId: string, output: [number | null, number], tax: [number, number | null]]

/** Ten listed enterprises in three units; one unit has only two of them. */
const FIRMS: readonly Firm[] = [
  // 输出倍增 exactly, 税收 just below
  ['town-a', [5000, 10_000], [500, 999.9]],
  ['town-a', [5000, 9999.9], [500, 1000]],
  ['town-a', [60_000, 120_000], [2000, 5000]],
  ['town-a', [10_000, 15_000], [300, 310]],
  ['town-b', [10_000, 14_999], [300, 450]],
  ['town-b', [8000, 7000], [300, 200]],
  ['town-b', [null, 9000], [300, 700]],
  ['town-b', [8000, 8100], [300, null]],
  ['town-c', [1000, 3000], [50, 150]],
  ['town-c', [1000, 900], [50, 60]],
]

const uscc = (n: number) => `91430400TESTFIRM${String(n).padStart(2, '0')}`
export const OFFICE = somebody('office', 'office')
export const MAYOR = somebody('mayor', 'leader')
export const CLERK = somebody('clerk', 'department')

function somebody(id: string, role: Role): Person {
  return { kind: 'person', id, name: `${id}同志`, grants: [{ role, scopeId: '*' }], isDemo: false }
}

/** Fills a database with the enterprises above, their figures through October 2023, two people and a campaign. */
export async function fillTown(db: Db): Promise<void> {
  await db.insert(unit).values([
    { id: 'town-a', name: '甲县', kind: 'county' },
    { id: 'town-b', name: '乙县', kind: 'county' },
    { id: 'town-c', name: '丙区', kind: 'county' },
  ])
  await db.insert(enterprise).values(
    FIRMS.map(([assessUnitId], n) => ({
      uscc: uscc(n),
      name: `试验企业${n}有限公司`,
      shortName: `试验${n}`,
      assessUnitId,
      updatedAt: AT,
    })),
  )
  await db
    .insert(rosterMember)
    .values(FIRMS.map((_, n) => ({ roster: '倍增名录' as const, year: 2022 + (n % 2), uscc: uscc(n) })))
  await db
    .insert(figure)
    .values(
      FIRMS.flatMap(([, output, tax], n) => [
        ...reported(n, 'output', '2020', output[0]),
        ...reported(n, 'output', '2022', output[1]),
        ...reported(n, 'tax', '2020', tax[0]),
        ...reported(n, 'tax', '2022', tax[1]),
        ...reported(n, 'output', '2023-09', 700),
        ...months(n).flatMap(([period, amount]) => reported(n, 'output', period, amount)),
        ...reported(n, 'tax', '2023M01-10', 300),
      ]),
    )
  for (const { id, name, grants } of [OFFICE, MAYOR, CLERK]) {
    await db.insert(person).values({ id, name })
    await db
      .insert(roleGrant)
      .values(grants.map(grant => ({ ...grant, personId: id, grantedBy: 'test', grantedAt: AT })))
  }
  await db.insert(campaign).values([
    { id: 'old', name: '旧行动', startsOn: '2021-01-01', cadres: 1, enterprises: 1, collected: 1, solved: 0 },
    {
      id: 'new',
      name: '百日行动',
      startsOn: '2022-06-15',
      cadres: 3369,
      enterprises: 31_300,
      collected: 5676,
      solved: 5561,
    },
    {
      id: 'next',
      name: '明年行动',
      startsOn: '2024-01-01',
      cadres: 1,
      enterprises: 1,
      collected: 1,
      solved: 0,
    },
  ])
  await db
    .insert(caseFile)
    .values([
      aCase(1, '用电', 'handling', '2023-11-24'),
      aCase(2, '用电', 'assigned', '2023-11-25'),
      aCase(3, '融资', 'filed', null),
      aCase(4, '融资', 'closed', '2023-10-01'),
      aCase(5, '融资', 'declined', null),
    ])
}

/** This year's months and last year's: 甲县 was ahead in September, 乙县 is in October. */
function months(n: number): [string, number][] {
  const isSecond = FIRMS[n]?.[0] === 'town-b'
  return [
    ['2022M01-09', 6000],
    ['2023M01-09', isSecond ? 6060 : 6600],
    ['2022M01-10', 7000],
    ['2023M01-10', isSecond ? 8400 : 7700],
  ]
}

function reported(n: number, indicator: 'output' | 'tax', period: string, amount: number | null) {
  if (amount === null) return []
  const source = indicator === 'tax' ? ('税务' as const) : ('统计' as const)
  return [
    { uscc: uscc(n), indicator, period, amount: String(amount), source, reportedBy: 'test', recordedAt: AT },
  ]
}

function aCase(
  n: number,
  category: string,
  state: 'filed' | 'assigned' | 'handling' | 'closed' | 'declined',
  dueOn: string | null,
) {
  return {
    no: `HY20231101-000${n}`,
    uscc: uscc(n),
    category,
    detail: '试验',
    urgency: '一般' as const,
    state,
    dueOn,
    reportedBy: 'person:test',
    filedAt: AT,
    version: 1,
    headHash: '',
  }
}
