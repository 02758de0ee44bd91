import { asc } from 'drizzle-orm'
import { loadLedgerBase } from '../../db/base/ledger.ts'
import { UNITS } from '../../db/base/places.ts'
import type { Db } from '../../db/client.ts'
import {
  type CaseState,
  chatGroup,
  enterprise,
  identity,
  outbox,
  person,
  roleGrant,
  unit,
} from '../../db/schema/index.ts'
import type { Context } from '../../src/chat/command.ts'
import { type Act, openAct } from '../../src/ledger/act.ts'
import { fileCase } from '../../src/ledger/file.ts'
import { finishCase } from '../../src/ledger/finish.ts'
import { rateCase } from '../../src/ledger/rate.ts'
import { passReview } from '../../src/ledger/review.ts'
import { signCase } from '../../src/ledger/sign.ts'
import { instantOf } from '../../src/lib/time.ts'
import type { Grant, Person, Speaker } from '../../src/people/roles.ts'
import { builtIn } from '../support/policies.ts'

/** A small world for ledger tests: two firms, all units, a person of each kind. */
export const FIRM = '91430400DEM000014F'
export const RIVAL_FIRM = '91430400DEM00002XX'
export const NOW = instantOf('2023-11-15', '10:00')

const who = (id: string, name: string, ...grants: Grant[]): Person => ({
  kind: 'person',
  id,
  name,
  isDemo: true,
  grants,
})

export const people = {
  contact: who('demo_enterprise', '企业小陈', { role: 'enterprise', scopeId: FIRM }),
  rival: who('demo_rival', '同行小孙', { role: 'enterprise', scopeId: RIVAL_FIRM }),
  power: who('demo_power', '供电老周', { role: 'utility', scopeId: 'utility-power' }),
  land: who('demo_land', '资规小刘', { role: 'department', scopeId: 'dept-land' }),
  office: who('demo_office', '办公室小王', { role: 'office', scopeId: '*' }),
  liaison: who('demo_liaison', '联络员小李', { role: 'liaison', scopeId: FIRM }),
  mayor: who('demo_mayor', '市领导', { role: 'leader', scopeId: '*' }),
}

export type Who = keyof typeof people

export async function buildWorld(db: Db): Promise<void> {
  await loadLedgerBase(db)
  await db.insert(unit).values(UNITS)
  await db.insert(enterprise).values(
    [
      { uscc: FIRM, name: '衡阳雁南机械有限公司', shortName: '雁南机械' },
      { uscc: RIVAL_FIRM, name: '衡阳衡岳纸业有限公司', shortName: '衡岳纸业' },
    ].map(firm => ({ ...firm, isDemo: true, updatedAt: NOW })),
  )
  const everybody = Object.values(people)
  await db.insert(person).values(everybody.map(({ id, name }) => ({ id, name, isDemo: true })))
  await db
    .insert(identity)
    .values(everybody.map(({ id }) => ({ platform: 'feishu', openId: `ou_${id}`, personId: id })))
  await db
    .insert(roleGrant)
    .values(
      everybody.flatMap(({ id, grants }) =>
        grants.map(grant => ({ ...grant, personId: id, grantedBy: 'test', grantedAt: NOW })),
      ),
    )
  await db.insert(chatGroup).values([
    { platform: 'feishu', chatId: 'oc_power', name: '供电公司工作群', unitId: 'utility-power' },
    { platform: 'feishu', chatId: 'oc_other', name: '企业交流群' },
  ])
}

/** A message of one of them, as a command gets it; an empty text is a click. */
export function contextOf(
  db: Db,
  speaker: Speaker,
  text = '',
  chat: Context['chat'] = { platform: 'feishu', chatId: 'oc_private', kind: 'private' },
): Context {
  return {
    db,
    now: NOW,
    speaker,
    chat,
    openId: 'ou_test',
    focus: {},
    text,
    causeId: null,
    files: [],
    commands: [],
    policies: builtIn,
  }
}

/** An act of one of them at a moment. */
export function actOf(db: Db, who: Who, now = NOW): Promise<Act> {
  return openAct(db, now, people[who])
}

export const POWER_CUT = {
  uscc: FIRM,
  category: '用电',
  urgency: '急',
  detail: '园区又停电了 这个月第三次 耽误交货',
}

/** Files one case of the contact and brings it to a state by its usual way; gives its number. */
export async function caseIn(db: Db, state: CaseState): Promise<string> {
  const { facts } = await fileCase(await actOf(db, 'contact'), POWER_CUT)
  const steps: [CaseState, () => Promise<unknown>][] = [
    ['assigned', async () => {}],
    ['handling', async () => signCase(await actOf(db, 'power'), facts.no)],
    ['reviewing', async () => finishCase(await actOf(db, 'power'), facts.no, '电缆已更换，供电恢复')],
    ['rating', async () => passReview(await actOf(db, 'office'), facts.no)],
    ['closed', async () => rateCase(await actOf(db, 'contact'), facts.no, { rating: '满意' })],
  ]
  for (const [reached, step] of steps) {
    await step()
    if (reached === state) return facts.no
  }
  throw new Error(`no usual way to ${state}`)
}

/** Queued notices as `kind address`, in order. */
export async function queued(db: Db): Promise<string[]> {
  const rows = await db.select().from(outbox).orderBy(asc(outbox.id))
  return rows.map(({ kind, address }) => `${kind} ${address}`)
}
