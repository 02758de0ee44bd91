import { UNITS } from '../base/places.ts'
import type { person, roleGrant } from '../schema/index.ts'
import { FIRST_CODES } from './codes.ts'
import { madeUpPerson } from './made-up-people.ts'

type Grant = Pick<typeof roleGrant.$inferInsert, 'role' | 'scopeId'>

interface DemoPerson {
  openId: string
  /** Row of `person`. */
  id: (typeof person.$inferInsert)['id']
  name: string
  /** Shown beside the name in the sandbox. */
  title: string
  grants: Grant[]
}

const grant = (role: string, scopeId = '*'): Grant => ({ role, scopeId })

/** The demo people; the names are made up. Anyone else is unknown. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  {
    openId: 'ou_demo_office',
    id: 'demo-office',
    name: '李衡',
    title: '领导小组办公室',
    grants: [grant('office')],
  },
  {
    openId: 'ou_demo_office2',
    id: 'demo-office2',
    name: '谭湘宁',
    title: '领导小组办公室（复核）',
    grants: [grant('office')],
  },
  { openId: 'ou_demo_mayor', id: 'demo-mayor', name: '周岳', title: '市领导', grants: [grant('leader')] },
  {
    openId: 'ou_demo_chain',
    id: 'demo-chain',
    name: '王湘',
    title: '链长（输变电）',
    grants: [grant('chain', '输变电')],
  },
  {
    openId: 'ou_demo_county',
    id: 'demo-county',
    name: '刘东',
    title: '衡东县管理员',
    grants: [grant('county', '430424')],
  },
  {
    openId: 'ou_demo_land',
    id: 'demo-land',
    name: '陈原',
    title: '市自然资源和规划局承办人',
    grants: [grant('department', 'dept-land')],
  },
  {
    openId: 'ou_demo_chief',
    id: 'demo-chief',
    name: '罗峰',
    title: '市自然资源和规划局分管领导',
    grants: [grant('chief', 'dept-land')],
  },
  {
    openId: 'ou_demo_liaison',
    id: 'demo-liaison',
    name: '赵联',
    title: '驻企联络员',
    grants: FIRST_CODES.map(uscc => grant('liaison', uscc)),
  },
  {
    openId: 'ou_demo_enterprise',
    id: 'demo-enterprise',
    name: '何雁',
    title: '金杯电工联系人',
    grants: [grant('enterprise', FIRST_CODES[0])],
  },
  {
    openId: 'ou_demo_rival',
    id: 'demo-rival',
    name: '黄松',
    title: '建滔化工联系人',
    grants: [grant('enterprise', FIRST_CODES[1])],
  },
  {
    openId: 'ou_demo_power',
    id: 'demo-power',
    name: '孙明',
    title: '国网衡阳供电公司联络人',
    grants: [grant('utility', 'utility-power')],
  },
  {
    openId: 'ou_demo_stats',
    id: 'demo-stats',
    name: '彭数',
    title: '市统计局承办人',
    grants: [grant('department', 'dept-stats')],
  },
  {
    openId: 'ou_demo_tax',
    id: 'demo-tax',
    name: '蒋清',
    title: '市税务局承办人',
    grants: [grant('department', 'dept-tax')],
  },
  {
    openId: 'ou_demo_safety',
    id: 'demo-safety',
    name: '邓安',
    title: '市应急管理局承办人',
    grants: [grant('department', 'dept-safety')],
  },
  {
    openId: 'ou_demo_env',
    id: 'demo-env',
    name: '肖澄',
    title: '市生态环境局承办人',
    grants: [grant('department', 'dept-env')],
  },
  {
    openId: 'ou_demo_songmu',
    id: 'demo-songmu',
    name: '唐松',
    title: '松木经开区管理员',
    grants: [grant('county', 'park-songmu')],
  },
  {
    openId: 'ou_demo_observer',
    id: 'demo-observer',
    name: '贺监',
    title: '观察员（政协）',
    grants: [grant('observer')],
  },
  {
    openId: 'ou_demo_admin',
    id: 'demo-admin',
    name: '管理员',
    title: '系统管理员',
    grants: [grant('admin')],
  },
]

/** Accounts the demo has in all. */
const ACCOUNTS = 90

/**
 * Accounts nobody plays in the sandbox: two of each unit that has nobody yet, then more of the counties, up to ninety.
 * Without an address on a platform nothing is sent to them.
 */
export const OTHER_PEOPLE: readonly Omit<DemoPerson, 'openId' | 'title'>[] = otherPeople()

function otherPeople() {
  const played = new Set(DEMO_PEOPLE.flatMap(({ grants }) => grants.map(({ scopeId }) => scopeId)))
  const units = UNITS.filter(({ id, kind }) => !played.has(id) && kind !== 'office' && kind !== 'leaders')
  return Array.from({ length: ACCOUNTS - DEMO_PEOPLE.length }, (_, i) => {
    const { id, kind } = units[i % units.length] ?? { id: '*', kind: 'department' as const }
    const role = kind === 'park' ? 'county' : kind
    return { id: `demo-user-${i + 1}`, name: madeUpPerson(i), grants: [grant(role, id)] }
  })
}

interface DemoGroup {
  chatId: string
  name: string
  unitId: string
  members: string[]
}

const group = (key: string, unitId: string, name: string, ...members: string[]): DemoGroup => ({
  chatId: `oc_demo_${key}`,
  name,
  unitId,
  members: members.map(member => `ou_demo_${member}`),
})

/** The demo groups, each a unit's. In those of units without a demo person only the office reads along. */
export const DEMO_GROUPS: readonly DemoGroup[] = [
  group('office', 'office', '领导小组办公室工作群', 'office', 'admin'),
  group('leaders', 'leaders', '倍增工作领导群', 'mayor', 'chain', 'office'),
  group('land', 'dept-land', '自然资源局办件群', 'land', 'office'),
  group('power', 'utility-power', '供电公司办件群', 'power', 'office'),
  group('hengdong', '430424', '衡东县倍增工作群', 'county', 'office'),
  group('changning', '430482', '常宁市倍增工作群', 'office'),
  group('industry', 'dept-industry', '工信局办件群', 'office'),
  group('finance', 'dept-finance-office', '金融办办件群', 'office'),
  group('labor', 'dept-labor', '人社局办件群', 'office'),
  group('water', 'utility-water', '水务集团办件群', 'office'),
  group('gas', 'utility-gas', '燃气公司办件群', 'office'),
]

/** People and groups for the sandbox to show. */
export function demoDirectory(): {
  people: { openId: string; name: string; title: string }[]
  groups: { chatId: string; name: string; members: string[] }[]
} {
  return {
    people: DEMO_PEOPLE.map(({ openId, name, title }) => ({ openId, name, title })),
    groups: DEMO_GROUPS.map(({ chatId, name, members }) => ({ chatId, name, members })),
  }
}
